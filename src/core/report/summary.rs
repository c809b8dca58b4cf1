//! The counts of a report.

use crate::finding::{Diagnostic, Severity};
use crate::requests::unread;
use serde::Serialize;

/// How many documents were recognised as one kind.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognized {
    /// The kind.
    pub kind: String,
    /// How many there are.
    pub count: u32,
}

/// The counts of a report. Only a validation fills in those from `recognized` on, but for `unreadable`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Diagnostics of severity error.
    pub errors: u32,
    /// Diagnostics of severity warning.
    pub warnings: u32,
    /// Diagnostics of severity info.
    pub infos: u32,
    /// Sorted by kind.
    pub recognized: Vec<Recognized>,
    /// Documents that no rule has anything to say of.
    pub ignored: u32,
    /// Documents that could not be read.
    pub unreadable: u32,
    /// Findings that were left out because someone said why.
    pub suppressed: u32,
    /// The versions that were assumed or given, as `name version`.
    pub targets: Vec<String>,
}

impl Summary {
    /// Counts diagnostics.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let of = |severity| counted(diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count());
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
            unreadable: counted(diagnostics.iter().filter(|diagnostic| unread::is_unread(diagnostic)).count()),
            ..Self::default()
        }
    }

    /// Adds the counts of another report.
    pub(super) fn add(&mut self, other: Self) {
        let Self { errors, warnings, infos, recognized, ignored, unreadable, suppressed, targets } = other;
        for (sum, number) in [
            (&mut self.errors, errors),
            (&mut self.warnings, warnings),
            (&mut self.infos, infos),
            (&mut self.ignored, ignored),
            (&mut self.unreadable, unreadable),
            (&mut self.suppressed, suppressed),
        ] {
            *sum = sum.saturating_add(number);
        }
        for Recognized { kind, count } in recognized {
            match self.recognized.binary_search_by_key(&alphabetical(&kind), |known| alphabetical(&known.kind)) {
                Ok(place) => self.recognized[place].count = self.recognized[place].count.saturating_add(count),
                Err(place) => self.recognized.insert(place, Recognized { kind, count }),
            }
        }
        for target in targets {
            if !self.targets.contains(&target) {
                self.targets.push(target);
            }
        }
    }
}

/// Gives a kind as it is sorted: whatever its case.
fn alphabetical(kind: &str) -> String {
    kind.to_ascii_lowercase()
}

/// Gives a number of things as reports have it.
pub(crate) fn counted(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
