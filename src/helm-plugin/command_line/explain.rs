//! `helm portico-wasm explain`: what a rule finds, why it matters and what to do.

use super::NAME;
use crate::streams::Streams;
use clap::Args;
use portico_command::{RuleLine, UsageError, rule_table, unknown_rule};
use portico_core::catalogue::{self, RuleEntry};

/// Explains what a rule finds, why it matters and what to do; without a rule, lists all rules
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  helm portico-wasm explain tls-ends-at-load-balancer")]
pub struct Arguments {
    /// The rule's name, as reports give it
    rule: Option<String>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<(), UsageError> {
    let text = match &arguments.rule {
        None => rule_table(&catalogue::rules().iter().map(line).collect::<Vec<_>>()),
        Some(name) => match catalogue::rule(name) {
            Some(rule) => rule.documentation,
            None => return Err(unknown_rule(NAME, name, catalogue::rules().iter().map(|rule| rule.name.as_str()))),
        },
    };
    streams.write(&text)
}

fn line(rule: &RuleEntry) -> RuleLine<'_> {
    RuleLine { name: &rule.name, severity: rule.severity.word(), summary: &rule.summary }
}
