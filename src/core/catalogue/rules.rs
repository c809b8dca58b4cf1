//! What there is to know of the rules.

use crate::finding::{Rule, Severity};
use crate::rules::ALL;
use serde::Serialize;

/// What there is to know of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// What `explain` takes.
    pub name: String,
    /// The severity of its gravest finding.
    pub severity: Severity,
    /// One sentence.
    pub summary: String,
    /// The whole text, as Markdown under fixed headings.
    #[cfg(feature = "documentation")]
    pub documentation: String,
    /// The version of Portico that brought it.
    pub since: String,
    /// Pages that say more.
    pub references: Vec<String>,
}

fn entry(rule: &Rule) -> RuleEntry {
    RuleEntry {
        name: rule.name.to_owned(),
        severity: rule.severity,
        summary: unindented(rule.summary).to_owned(),
        #[cfg(feature = "documentation")]
        documentation: documentation(rule),
        since: rule.since.to_owned(),
        references: rule.references.iter().map(|&page| page.to_owned()).collect(),
    }
}

/// The whole text.
#[cfg(feature = "documentation")]
fn documentation(rule: &Rule) -> String {
    let lines = [rule.summary].into_iter().chain(rule.details.lines());
    lines.flat_map(|line| [unindented(line), "\n"]).collect()
}

/// A line of a doc comment without the space that stands before its text.
fn unindented(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(feature = "documentation")]
impl RuleEntry {
    /// What the documentation says below one of its headings.
    pub(crate) fn section(&self, heading: &str) -> &str {
        let marked = format!("## {heading}\n");
        let (_, section) = self.documentation.split_once(&marked).unwrap_or_default();
        section.split("\n## ").next().unwrap_or_default().trim()
    }
}

/// The rule of a name.
#[must_use]
pub fn rule(name: &str) -> Option<RuleEntry> {
    ALL.iter().find(|(rule, _)| rule.name == name).map(|(rule, _)| entry(rule))
}

/// Every rule, sorted by name.
#[must_use]
pub fn rules() -> Vec<RuleEntry> {
    ALL.iter().map(|(rule, _)| entry(rule)).collect()
}

#[cfg(all(test, feature = "documentation"))]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_by_name() {
        assert!(rules().is_sorted_by_key(|entry| entry.name.clone()));
    }

    #[test]
    fn a_rule_that_checks_shows_what_fails_and_what_passes() {
        for (entry, check) in ALL.iter().map(|(rule, check)| (entry(rule), check)) {
            if check.is_some() {
                assert!(entry.documentation.contains("\n```yaml failing"), "{}", entry.name);
                assert!(entry.documentation.contains("\n```yaml passing"), "{}", entry.name);
            }
        }
    }

    #[test]
    fn every_documentation_has_the_same_headings() {
        let headings = ["What it finds", "Why it matters", "Example", "What to do", "Sources"];
        for entry in rules() {
            let found: Vec<&str> = entry.documentation.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(found, headings, "{}", entry.name);
            assert!(entry.summary.ends_with('.'), "{}: {}", entry.name, entry.summary);
        }
    }

    #[test]
    fn every_name_is_that_of_its_file() {
        let generated = include_str!("../rules/mod.rs");
        for entry in rules() {
            let module = entry.name.replace('-', "_");
            assert!(generated.contains(&format!("mod {module};")), "{}", entry.name);
        }
    }
}
