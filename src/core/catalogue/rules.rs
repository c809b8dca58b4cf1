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
    use crate::finding::Source;
    use crate::validate::{Options, validate};

    /// The examples of a documentation that are marked with a word, each with the options behind it: `cloud=aws`.
    fn examples(documentation: &str, mark: &str) -> Vec<(Options, String)> {
        documentation
            .split(&format!("```yaml {mark}"))
            .skip(1)
            .filter_map(|rest| {
                let (said, text) = rest.split_once("\n```")?.0.split_once('\n')?;
                let mut options = Options::default();
                for (name, value) in said.split_whitespace().filter_map(|word| word.split_once('=')) {
                    let field = match name {
                        "cloud" => &mut options.cloud,
                        "controller" => &mut options.controller,
                        "kubernetes" => &mut options.kubernetes,
                        "spaces" => &mut options.spaces,
                        _ => panic!("{name} is no option of an example"),
                    };
                    *field = Some(value.to_owned());
                }
                Some((options, text.to_owned() + "\n"))
            })
            .collect()
    }

    /// What is found in an example, compared with what its rule shows as the earlier form.
    fn found((options, example): &(Options, String), documentation: &str) -> Vec<String> {
        let source = |text: &str| Source { name: "example.yaml".to_owned(), text: text.to_owned() };
        let previous = examples(documentation, "before").iter().map(|(_, text)| source(text)).collect();
        let report = validate(&[source(example)], &Options { previous, ..options.clone() });
        report.diagnostics.into_iter().map(|diagnostic| diagnostic.rule).collect()
    }

    #[test]
    fn rules_are_sorted_by_name() {
        assert!(rules().is_sorted_by_key(|entry| entry.name.clone()));
    }

    #[test]
    fn every_failing_example_is_found_and_every_passing_one_is_silent() {
        for entry in rules() {
            for example in examples(&entry.documentation, "failing") {
                let found = found(&example, &entry.documentation);
                assert!(found.contains(&entry.name), "{}: {found:?} in\n{}", entry.name, example.1);
            }
            for example in examples(&entry.documentation, "passing") {
                assert_eq!(found(&example, &entry.documentation), [""; 0], "{} in\n{}", entry.name, example.1);
            }
        }
    }

    #[test]
    fn a_rule_that_checks_shows_what_fails_and_what_passes() {
        for (entry, check) in ALL.iter().map(|(rule, check)| (entry(rule), check)) {
            if check.is_some() {
                assert!(!examples(&entry.documentation, "failing").is_empty(), "{}", entry.name);
                assert!(!examples(&entry.documentation, "passing").is_empty(), "{}", entry.name);
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
