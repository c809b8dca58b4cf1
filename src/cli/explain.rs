//! `portico explain`: what a rule finds, why it matters and what to do.

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, output};
use clap::Args;
use portico_command::{RuleLine, rule_table, unknown_rule};
use portico_host::Portico;
use portico_host::types::Severity;
use portico_host::validator::Rule;
use serde_json::{Value, json};

/// Explains what a rule finds, why it matters and what to do; without a rule, lists all rules
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  portico explain tls-ends-at-load-balancer")]
pub struct Arguments {
    /// The rule's name, as reports give it
    rule: Option<String>,
    /// The form of the text
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Result<Verdict, Failure> {
    let mut portico = Portico::new()?;
    let text = match (&arguments.rule, arguments.format) {
        (Some(name), Format::Human) => rule(&mut portico, name)?.documentation,
        (Some(name), Format::Json) => format!("{:#}", value(&rule(&mut portico, name)?)),
        (None, Format::Human) => table(&portico.rules()?),
        (None, Format::Json) => format!("{:#}", portico.rules()?.iter().map(value).collect::<Value>()),
    };
    output::write_text(&text)?;
    Ok(Verdict::Right)
}

fn rule(portico: &mut Portico, name: &str) -> Result<Rule, Failure> {
    if let Some(rule) = portico.explain(name)? {
        return Ok(rule);
    }
    let rules = portico.rules()?;
    Err(unknown_rule("portico", name, rules.iter().map(|rule| rule.name.as_str())).into())
}

fn table(rules: &[Rule]) -> String {
    rule_table(&rules.iter().map(line).collect::<Vec<_>>())
}

fn line(rule: &Rule) -> RuleLine<'_> {
    RuleLine { name: &rule.name, severity: word(rule.severity), summary: &rule.summary }
}

fn value(rule: &Rule) -> Value {
    json!({
        "name": rule.name,
        "severity": word(rule.severity),
        "summary": rule.summary,
        "documentation": rule.documentation,
        "since": rule.since,
        "references": rule.references,
    })
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
