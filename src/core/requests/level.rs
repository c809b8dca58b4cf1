//! Levels that a user sets rules to: another severity, or silence.

use crate::finding::{Diagnostic, Severity};
use crate::requests::unread::is_unread;
use std::collections::BTreeMap;

/// The severity that a rule's findings get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(rename_all = "lowercase"))]
pub enum Level {
    /// They keep a result from being taken.
    Error,
    /// They are warnings.
    Warning,
    /// They are advice.
    Info,
    /// They are left out.
    Ignore,
}

impl Level {
    /// All levels, the gravest first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Ignore];

    /// Gives the word that configuration uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.severity().map_or("ignore", Severity::word)
    }

    /// Finds the level that configuration calls by a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Ignore => None,
        }
    }
}

/// Gives findings the severity that their rules were set to. An unread document stays an error: nothing of it was judged.
pub(crate) fn apply(levels: &BTreeMap<String, Level>, diagnostics: &mut Vec<Diagnostic>) {
    if levels.is_empty() {
        return;
    }
    diagnostics.retain_mut(|diagnostic| {
        let Some(level) = levels.get(&diagnostic.rule).filter(|_| !is_unread(diagnostic)) else { return true };
        let severity = level.severity();
        diagnostic.severity = severity.unwrap_or(diagnostic.severity);
        severity.is_some()
    });
}
