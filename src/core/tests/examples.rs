//! The findings in the examples of the rules' documentation. Below each failing example stand its findings as a user
//! sees them, in comments that no product carries; `BLESS=1 cargo test -p portico-core` writes them.

#[path = "../generate/examples.rs"]
mod example;

use portico_core::catalogue::{self, RuleEntry};
use std::env;
use std::fs;
use std::path::Path;

#[test]
fn every_failing_example_is_found_and_every_passing_one_is_silent() {
    for rule in catalogue::rules() {
        for example in example::of(&rule) {
            let report = example.report();
            let found: Vec<&str> = report.diagnostics.iter().map(|found| found.rule.as_str()).collect();
            match example.mark.as_str() {
                "failing" => {
                    assert!(
                        found.contains(&rule.name.as_str()),
                        "{}: {found:?} in\n{}",
                        rule.name,
                        example.source.text
                    );
                }
                "passing" => assert_eq!(found, [""; 0], "{} in\n{}", rule.name, example.source.text),
                "before" => {}
                mark => panic!("{} marks an example `{mark}`: it is failing, passing or before", rule.name),
            }
        }
    }
}

#[test]
fn every_failing_example_shows_what_a_user_sees() {
    let mut stale = Vec::new();
    for rule in catalogue::rules() {
        let name = format!("rules/{}.rs", rule.name.replace('-', "_"));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        let present = fs::read_to_string(&file).unwrap_or_else(|error| panic!("src/core/{name}: {error}"));
        let right = with_findings(&present, &rule);
        if env::var_os("BLESS").is_some() && right != present {
            fs::write(&file, right).unwrap_or_else(|error| panic!("src/core/{name}: {error}"));
        } else {
            stale.extend(difference(&present, &right).map(|difference| format!("src/core/{name}:{difference}")));
        }
    }
    assert!(stale.is_empty(), "BLESS=1 writes what users see now; read the difference:\n{}", stale.join("\n"));
}

/// Gives the source of a rule, with the findings in each failing example as comments below it.
fn with_findings(source: &str, rule: &RuleEntry) -> String {
    let failing = example::of(rule).into_iter().filter(|example| example.mark == "failing");
    let mut shown = failing.map(|example| example.shown(rule));
    let mut text = String::new();
    let mut fails = false;
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        let Some((indent, said)) = line.split_once("/// ") else { continue };
        fails |= said.starts_with("```yaml failing");
        if fails && said == "```\n" {
            fails = false;
            let is_comment = |line: &&str| line.trim_start().starts_with("//") && !line.trim_start().starts_with("///");
            while lines.next_if(is_comment).is_some() {}
            let found = shown.next().unwrap_or_default();
            text.extend(found.lines().map(|line| format!("{}\n", format!("{indent}// {line}").trim_end())));
        }
    }
    text
}

/// Gives the first line that differs, by its number.
fn difference(present: &str, right: &str) -> Option<String> {
    if present == right {
        return None;
    }
    let shared = present.lines().zip(right.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(shared).unwrap_or_default().trim().to_owned();
    Some(format!("{}: `{}` stands there, and users see `{}`", shared + 1, line(present), line(right)))
}
