//! Every text of the corpus and of the fixtures against every check, and some changes of them from fixed seeds.

use portico_fuzz::{CHECKS, Check, fixtures, mutate};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The number of changes of each check's texts that are tried.
const CHANGES: u64 = 150;

/// Runs a check so that its failure names the text.
fn run(check: &Check, name: &str, text: &str) {
    let outcome = catch_unwind(AssertUnwindSafe(|| (check.run)(text)));
    assert!(outcome.is_ok(), "{} fails for {name}:\n{text}", check.name);
}

#[test]
fn the_checks_hold_for_the_corpus() {
    for check in &CHECKS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(check.name);
        let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut names: Vec<_> = files.map(|file| file.expect("a folder can be listed").path()).collect();
        names.sort();
        assert!(!names.is_empty(), "{} has no text", check.name);
        for name in names {
            let bytes = fs::read(&name).unwrap_or_else(|error| panic!("{}: {error}", name.display()));
            run(check, &name.display().to_string(), &String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn the_checks_hold_for_the_fixtures() {
    for check in &CHECKS {
        for (index, text) in fixtures(check.input).iter().enumerate() {
            run(check, &format!("fixture {index}"), text);
        }
    }
}

#[test]
fn the_checks_hold_for_changed_fixtures() {
    for check in &CHECKS {
        let texts = fixtures(check.input);
        for (seed, text) in (0..CHANGES).zip(texts.iter().cycle().step_by(7)) {
            run(check, &format!("seed {seed}"), &mutate(check, text, seed));
        }
    }
}
