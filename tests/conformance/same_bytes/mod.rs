//! The same question gives the same bytes in every engine: the component in wasmtime, the component in JavaScript, and
//! the page's build answer every case of `tests/fixtures/cases` as the core does natively.
//!
//! The core's own test `cases` holds the native core against the same files, and writes them.

#[path = "../../../src/core/tests/cases/case.rs"]
mod case;
mod component;
mod javascript;

use case::Case;
use std::collections::BTreeMap;
use std::sync::OnceLock;

fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(case::all)
}

#[test]
fn component_in_wasmtime() {
    let engine = portico_host::Engine::new().expect("the component can be loaded");
    case::agree("the component in wasmtime", cases(), |case| component::outcome(&engine, case));
}

#[test]
fn component_in_javascript() {
    compare_javascript("jco");
}

#[test]
fn browser_build() {
    compare_javascript("browser");
}

fn compare_javascript(build: &str) {
    let outcomes: BTreeMap<String, String> = match javascript::outcomes(build) {
        Ok(outcomes) => outcomes,
        Err(reason) => return portico_tests::skip(reason),
    };
    case::agree(build, cases(), |case| {
        let outcome = outcomes.get(&case.name).cloned().unwrap_or_default();
        // SARIF's help is the rules' documentation, which a page has in files of its own.
        if build == "browser" { with_part_of(&case.expected(), outcome, "sarif") } else { outcome }
    });
}

/// Adds a part of the expected outcome to an outcome that lacks it.
fn with_part_of(expected: &str, outcome: String, name: &str) -> String {
    let start = format!("=== {name}\n");
    let Some((before, part)) = expected.split_once(&start).filter(|_| !outcome.contains(&start)) else {
        return outcome;
    };
    let part = part.split_once("\n=== ").map_or(part, |(part, _)| part);
    outcome.strip_prefix(before).map_or_else(|| outcome.clone(), |after| format!("{before}{start}{part}\n{after}"))
}
