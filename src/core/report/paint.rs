//! The colours of a report for people.

const BLUE: &str = "\u{1b}[1m\u{1b}[94m";
const BOLD: &str = "\u{1b}[1m";
const CYAN: &str = "\u{1b}[1m\u{1b}[96m";
const GREEN: &str = "\u{1b}[92m";
const PLAIN: &str = "\u{1b}[0m";
const RED: &str = "\u{1b}[91m";
const YELLOW: &str = "\u{1b}[93m";

use crate::diagnostic::Severity;

/// Paints, where the text is for a terminal.
pub(super) struct Paint {
    pub color: bool,
}

impl Paint {
    /// What a diagnostic is called by.
    pub(super) fn severity(&self, severity: Severity, text: &str) -> String {
        let style = match severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        self.with(BOLD, &self.with(style, text))
    }

    /// What a fix is called by.
    pub(super) fn help(&self, text: &str) -> String {
        self.with(CYAN, text)
    }

    /// What matters most.
    pub(super) fn strong(&self, text: &str) -> String {
        self.with(BOLD, text)
    }

    /// Numbers and lines beside a text.
    pub(super) fn edge(&self, text: &str) -> String {
        self.with(BLUE, text)
    }

    /// Carets.
    pub(super) fn mark(&self, text: &str) -> String {
        self.with(BOLD, &self.with(RED, text))
    }

    /// What is removed.
    pub(super) fn removed(&self, text: &str) -> String {
        self.with(RED, text)
    }

    /// What is added.
    pub(super) fn added(&self, text: &str) -> String {
        self.with(GREEN, text)
    }

    fn with(&self, style: &str, text: &str) -> String {
        if self.color { format!("{style}{text}{PLAIN}") } else { text.to_owned() }
    }
}
