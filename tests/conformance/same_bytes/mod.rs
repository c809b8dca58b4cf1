//! The same question gives the same bytes in every engine: the core as native code, the component in wasmtime, the
//! component in JavaScript, and the page's build.
//!
//! A case is a file of `tests/fixtures/cases` whose first line says what to ask of it:
//!
//! ```text
//! #: render host=proxy.example.com method=LoadBalancer
//! #: validate cloud=aws controller=istio@1.30 as=spaces-values exposure=other.yaml values=over.yaml reports
//! #: validate levels=controller-retired:ignore,ingress-class-empty:error
//! #: mend unsafe partial
//! #: transform exposure=other.yaml envelope=resource-list strict
//! ```
//!
//! The whole file, that line included, is the input. The answer is the file beside it with `.expected` at its end;
//! `BLESS=1` writes it anew.

mod case;
mod component;
mod javascript;
mod native;

use case::Case;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::sync::OnceLock;

/// Every case, its answer written anew first where that was asked for.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let cases = case::all();
        assert!(!cases.is_empty(), "there are no cases");
        if env::var_os("BLESS").is_some() {
            for case in &cases {
                fs::write(case.expected_path(), native::outcome(case)).expect("an answer can be written");
            }
        }
        cases
    })
}

/// Compares what an engine answered with what was committed.
fn agree(engine: &str, outcome: impl Fn(&Case) -> String) {
    let disagreements: Vec<String> = cases()
        .iter()
        .filter_map(|case| {
            difference(&case.expected(), &outcome(case)).map(|difference| format!("{}: {difference}", case.name))
        })
        .collect();
    assert!(disagreements.is_empty(), "{engine} disagrees with what was committed:\n{}", disagreements.join("\n"));
}

/// The first line that differs.
fn difference(expected: &str, actual: &str) -> Option<String> {
    if expected == actual {
        return None;
    }
    let shared = expected.lines().zip(actual.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.split('\n').nth(shared).map_or("the end".to_owned(), |line| format!("{line:?}"));
    Some(format!("line {}: {} was expected, and {} came", shared + 1, line(expected), line(actual)))
}

#[test]
fn every_silent_case_is_silent() {
    let silent: Vec<&Case> = cases().iter().filter(|case| case.name.ends_with("-silent.yaml")).collect();
    assert!(silent.len() > 5, "what must not be found has its cases");
    for case in silent {
        let expected = case.expected();
        assert!(expected.contains("0 errors, 0 warnings"), "{} isn't:\n{expected}", case.name);
    }
}

#[test]
fn native() {
    agree("the native core", native::outcome);
}

#[test]
fn component_in_wasmtime() {
    let engine = portico_host::Engine::new().expect("the component can be loaded");
    agree("the component in wasmtime", |case| component::outcome(&engine, case));
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
    agree(build, |case| {
        let outcome = outcomes.get(&case.name).cloned().unwrap_or_default();
        // A page has the rules' texts in files of their own, and SARIF's help is that text.
        if build == "browser" { with_part_of(&case.expected(), outcome, "sarif") } else { outcome }
    });
}

/// An outcome with a part of what was expected, where it lacks that part.
fn with_part_of(expected: &str, outcome: String, name: &str) -> String {
    let start = format!("=== {name}\n");
    let Some((before, part)) = expected.split_once(&start).filter(|_| !outcome.contains(&start)) else {
        return outcome;
    };
    let part = part.split_once("\n=== ").map_or(part, |(part, _)| part);
    outcome.strip_prefix(before).map_or_else(|| outcome.clone(), |after| format!("{before}{start}{part}\n{after}"))
}
