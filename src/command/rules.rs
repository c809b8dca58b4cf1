//! The list of rules that `explain` prints, and the error for an unknown name.

use crate::UsageError;
use portico_text::nearest;

/// A rule, as the list of all shows it.
#[derive(Debug, Clone, Copy)]
pub struct RuleLine<'rule> {
    /// The rule's name.
    pub name: &'rule str,
    /// The severity of its gravest findings, in one word.
    pub severity: &'rule str,
    /// A short description of its findings.
    pub summary: &'rule str,
}

/// Lists the rules, a line each.
#[must_use]
pub fn rule_table(rules: &[RuleLine<'_>]) -> String {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &RuleLine<'_>| format!("{:width$}  {:7}  {}", rule.name, rule.severity, rule.summary);
    rules.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Gives the error for a name that no rule has, with the nearest; `program` is the name that the help shows.
pub fn unknown_rule<'names>(program: &str, name: &str, names: impl IntoIterator<Item = &'names str>) -> UsageError {
    let help = match nearest(name, names) {
        Some(nearest) => format!("did you mean {nearest}? `{program} explain` lists them all"),
        None => format!("`{program} explain` lists them all"),
    };
    UsageError::new(format!("there is no rule {name}"), help)
}
