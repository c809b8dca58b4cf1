//! The answers of the core, as native code, to every case: every other engine is compared with them.
//!
//! `BLESS=1 cargo test -p portico-core` writes the answers anew.

mod case;
mod native;
mod second_reader;

use case::Case;
use std::env;
use std::fs;

#[test]
fn native() {
    let cases = case::all();
    if env::var_os("BLESS").is_some() {
        for case in &cases {
            fs::write(case.expected_path(), native::outcome(case)).expect("an answer can be written");
        }
    }
    case::agree("the native core", &cases, native::outcome);
}

#[test]
fn every_silent_case_is_silent() {
    let cases = case::all();
    let silent: Vec<&Case> = cases.iter().filter(|case| case.name.ends_with("-silent.yaml")).collect();
    assert!(silent.len() > 5, "what must not be found has its cases");
    for case in silent {
        let found = native::outcome(case);
        assert!(found.contains("0 errors, 0 warnings"), "{} isn't:\n{found}", case.name);
    }
}
