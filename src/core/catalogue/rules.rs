//! The rules as entries of the catalogue.

use crate::finding::{Rule, Severity};
use crate::rules::ALL;
use serde::Serialize;

/// A rule as an entry of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// The rule's name, which `explain` takes.
    pub name: String,
    /// The severity of its gravest finding.
    pub severity: Severity,
    /// A summary in one sentence.
    pub summary: String,
    /// The whole text, as Markdown under fixed headings.
    #[cfg(feature = "documentation")]
    pub documentation: String,
    /// The version of Portico that brought the rule.
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

/// Gives a rule's whole text: its summary, then its details.
#[cfg(feature = "documentation")]
fn documentation(rule: &Rule) -> String {
    let lines = [rule.summary].into_iter().chain(rule.details.lines());
    lines.flat_map(|line| [unindented(line), "\n"]).collect()
}

/// Removes the space before the text of a doc comment's line.
fn unindented(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(feature = "documentation")]
impl RuleEntry {
    /// Gives the text below one of the documentation's headings; empty where there is none.
    pub(crate) fn section(&self, heading: &str) -> &str {
        let marked = format!("## {heading}\n");
        let (_, section) = self.documentation.split_once(&marked).unwrap_or_default();
        section.split("\n## ").next().unwrap_or_default().trim()
    }
}

/// Finds a rule by its name.
#[must_use]
pub fn rule(name: &str) -> Option<RuleEntry> {
    ALL.iter().find(|(rule, _)| rule.name == name).map(|(rule, _)| entry(rule))
}

/// Gives every rule, sorted by name.
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
