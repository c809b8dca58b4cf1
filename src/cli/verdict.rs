//! The end of a run of the program, and its exit code.

use portico_host::types::Summary;
use std::process::ExitCode;

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing of severity error was found.
    Right,
    /// Errors were found.
    Wrong,
    /// The usage is wrong, an input could not be read, or the program failed.
    Unusable,
}

impl Verdict {
    /// Gives the end that a report means; warnings may be denied.
    pub fn of(summary: &Summary, deny_warnings: bool) -> Self {
        if summary.unreadable > 0 {
            Self::Unusable
        } else if summary.errors > 0 || (deny_warnings && summary.warnings > 0) {
            Self::Wrong
        } else {
            Self::Right
        }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Right => Self::SUCCESS,
            Verdict::Wrong => Self::from(1),
            Verdict::Unusable => Self::from(2),
        }
    }
}
