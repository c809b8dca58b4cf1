//! Prints what `cargo xtask generate` writes of the core, as one JSON object; native only, never part of a product.
#![allow(clippy::print_stdout, reason = "printing is all that it does")]

mod examples;
mod schemas;

use portico_core::catalogue::{self, RuleEntry};
use serde_json::json;

fn main() {
    let rules: Vec<RuleEntry> =
        catalogue::rules().into_iter().map(|rule| RuleEntry { documentation: documentation(&rule), ..rule }).collect();
    let made = json!({
        "configurationSchema": schemas::configuration(),
        "exposureSchema": schemas::exposure(),
        "reportSchema": schemas::report(),
        "rules": rules,
    });
    println!("{made}");
}

/// Gives the text of a rule, with the findings in each failing example below it.
fn documentation(rule: &RuleEntry) -> String {
    let mut shown =
        examples::of(rule).into_iter().filter(|example| example.mark == "failing").map(|example| example.shown(rule));
    let mut text = String::new();
    let mut fails = false;
    for line in rule.documentation.lines() {
        text.extend([line, "\n"]);
        fails |= line.starts_with("```yaml failing");
        if fails && line == "```" {
            fails = false;
            text.extend(shown.next().map(|shown| format!("\n```text title=\"What is said\"\n{shown}```\n")));
        }
    }
    text
}
