//! The colours of a report for people.

const BLUE: &str = "\u{1b}[1m\u{1b}[94m";
const BOLD: &str = "\u{1b}[1m";
const CYAN: &str = "\u{1b}[1m\u{1b}[96m";
const GREEN: &str = "\u{1b}[92m";
const PLAIN: &str = "\u{1b}[0m";
const RED: &str = "\u{1b}[91m";
const YELLOW: &str = "\u{1b}[93m";

use crate::finding::Severity;
use portico_text::TerminalText;

/// A painter of texts, which changes nothing unless `color` is set.
pub(super) struct Paint {
    pub color: bool,
}

impl Paint {
    /// Paints the severity and the rule of a diagnostic.
    pub(super) fn severity(&self, severity: Severity, text: TerminalText) -> TerminalText {
        let style = match severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        self.with(BOLD, self.with(style, text))
    }

    /// Paints the word before a fix's title.
    pub(super) fn help(&self, text: impl Into<TerminalText>) -> TerminalText {
        self.with(CYAN, text.into())
    }

    /// Paints words that matter most.
    pub(super) fn strong(&self, text: impl Into<TerminalText>) -> TerminalText {
        self.with(BOLD, text.into())
    }

    /// Paints numbers and lines beside a text.
    pub(super) fn edge(&self, text: impl Into<TerminalText>) -> TerminalText {
        self.with(BLUE, text.into())
    }

    /// Paints carets.
    pub(super) fn mark(&self, text: impl Into<TerminalText>) -> TerminalText {
        self.with(BOLD, self.with(RED, text.into()))
    }

    /// Paints a removed line.
    pub(super) fn removed(&self, text: TerminalText) -> TerminalText {
        self.with(RED, text)
    }

    /// Paints an added line.
    pub(super) fn added(&self, text: TerminalText) -> TerminalText {
        self.with(GREEN, text)
    }

    fn with(&self, style: &'static str, text: TerminalText) -> TerminalText {
        if self.color { TerminalText::own(style).and(text).and(PLAIN) } else { text }
    }
}
