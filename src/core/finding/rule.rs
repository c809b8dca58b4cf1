//! The description of a rule, apart from its check.

use super::Severity;

/// A rule as its file declares it.
pub(crate) struct Rule {
    /// The name: the fault that the rule finds, as a kebab-case phrase that reads well after "allow".
    pub name: &'static str,
    /// The severity of its gravest finding.
    pub severity: Severity,
    /// The version of Portico that introduced it.
    pub since: &'static str,
    /// The first sentence of its documentation.
    pub summary: &'static str,
    /// The documentation after the summary, as Markdown under fixed headings.
    #[cfg(feature = "documentation")]
    pub details: &'static str,
    /// Pages that say more.
    pub references: &'static [&'static str],
}
