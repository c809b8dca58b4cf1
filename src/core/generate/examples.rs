//! The examples in the rules' texts, and the findings in each.

use portico_core::Source;
use portico_core::catalogue::RuleEntry;
use portico_core::report::{self, Format, Report};
use portico_core::validate::{self, Options};
use std::slice;

/// An example of a rule.
pub struct Example {
    /// The purpose: `failing`, `passing`, or `before` for the earlier form that the others are compared with.
    pub mark: String,
    /// The options to judge the example by.
    pub options: Options,
    /// The configuration.
    pub source: Source,
}

/// Gives every example of a rule, in the order of its text.
pub fn of(rule: &RuleEntry) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = rule.documentation.lines();
    while let Some(line) = lines.next() {
        let Some(said) = line.strip_prefix("```yaml ") else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let (mark, options) = said.split_once(' ').unwrap_or((said, ""));
        let source = Source { name: "example.yaml".to_owned(), text };
        examples.push(Example { mark: mark.to_owned(), options: read(options), source });
    }
    let before = examples.iter().filter(|example| example.mark == "before");
    let before: Vec<Source> = before.map(|example| example.source.clone()).collect();
    for example in &mut examples {
        example.options.previous.clone_from(&before);
    }
    examples
}

/// Reads the options behind a mark, such as `cloud=aws`.
fn read(said: &str) -> Options {
    let fields = said.split_whitespace().map(|word| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let field = match name {
            "cloud" | "controller" => name,
            "kubernetes" => "targets.kubernetes",
            "spaces" => "targets.spaces",
            _ => panic!("{name} is no option of an example"),
        };
        (field, value)
    });
    Options::of(fields)
}

impl Example {
    /// Gives every finding in the example.
    pub fn report(&self) -> Report {
        validate::validate(&[slice::from_ref(&self.source)], &self.options)
    }

    /// Gives a rule's findings in the example, as a user sees them.
    pub fn shown(&self, rule: &RuleEntry) -> String {
        let mut report = self.report();
        report.diagnostics.retain(|found| found.rule == rule.name);
        let shown = report::present(&[&self.source], &report, Format::Human { color: false, summary: false });
        shown.trim_end().lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
    }
}
