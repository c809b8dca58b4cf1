//! What a rule is, beside what it checks.

use super::Severity;

/// A rule as its file declares it.
pub(crate) struct Rule {
    /// What it finds, as a kebab-case phrase that reads well after "allow".
    pub name: &'static str,
    /// The severity of its gravest finding.
    pub severity: Severity,
    /// The version that brought it.
    pub since: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// What follows it, as Markdown under fixed headings.
    #[cfg(feature = "documentation")]
    pub details: &'static str,
    /// Pages that say more.
    pub references: &'static [&'static str],
}
