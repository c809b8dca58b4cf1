//! The checks, builds and tests that cargo runs. The tests' output is read here; those that skip themselves have passed
//! for cargo, and are told apart by the file that they append to.

use std::path::{Path, PathBuf};
use std::{env, fs, process, thread};

use portico_xtask::built::{self, PROFILE, cargo};
use portico_xtask::{PROGRAM, SKIP_LOG};
use serde_json::Value;

use super::{
    runners::Runners,
    stream,
    tally::{Skip, Tally},
    timed,
};
use crate::echo;

/// The tests and the program that they run, built.
pub struct Built {
    /// The messages that cargo printed in that build.
    pub messages: Vec<Value>,
    program: PathBuf,
}

/// Runs the checks that need no test.
pub fn lint(tally: &mut Tally) {
    tally.run("formatting", || echo::succeed(cargo().args(["fmt", "--all", "--check"])));
    let clippy = ["clippy", "--profile", PROFILE, "--workspace", "--all-targets"];
    let denied = ["--", "-D", "warnings"];
    tally.run("lints", || echo::succeed(cargo().args(clippy).args(denied)));
    // For the whole workspace and with the core's features as before, so that only the program is compiled again.
    let without = ["--no-default-features", "--features", "portico-core/documentation"];
    let mut alone = cargo();
    alone.args(clippy).args(without).args(denied);
    tally.run("lints without the function", || echo::succeed(&mut alone));
    let document = ["doc", "--profile", PROFILE, "--workspace", "--no-deps"];
    tally.run("documentation", || echo::succeed(cargo().args(document).env("RUSTDOCFLAGS", "-D warnings")));
}

/// Builds the tests of every member and, in the same build so that both share their dependencies, the program that they
/// run.
pub fn build(tally: &mut Tally) -> Option<Built> {
    let arguments = ["--profile", PROFILE, "--workspace", "--lib", "--bin", "portico", "--tests"];
    let (built, duration) = timed(|| {
        let messages = built::messages(&arguments)?;
        Ok(Built { program: built::program(&messages, "portico")?, messages })
    });
    tally.took("build of the tests", duration);
    built.map_err(|error| tally.step("build of the tests", Err(error))).ok()
}

/// Runs the tests of every member and counts them.
pub fn test(tally: &mut Tally, built: &Built) {
    let log = env::temp_dir().join(format!("portico-skips-{}.log", process::id()));
    let (mut report, mut runners) = (CargoReport::default(), Runners::default());
    let mut cargo = cargo();
    cargo
        .args(["test", "--profile", PROFILE, "--workspace", "--no-fail-fast"])
        .env(SKIP_LOG, &log)
        .env("RUST_TEST_THREADS", threads().to_string())
        .env(PROGRAM, &built.program);
    let (ended, duration) = timed(|| stream::run(&mut cargo, |line| report.read(line), |line| runners.read(line)));
    let skipped = take_skips(&log);
    tally.took("cargo test", duration);
    for (name, duration) in runners.ended() {
        tally.took(&format!("  {name}"), duration);
    }

    let failed = report.failed;
    report.count(tally, skipped);
    match ended {
        Ok(status) if status.success() || failed > 0 => {}
        // A crate doesn't compile, or a test ended its whole runner.
        Ok(status) => tally.step("cargo test", Err(format!("it did not run to its end ({status})"))),
        Err(error) => tally.step("cargo test", Err(error)),
    }
}

/// Gives the number of tests to run at a time: two for each processor, since many wait for other programs.
fn threads() -> usize {
    2 * thread::available_parallelism().map_or(1, usize::from)
}

/// The results that the test harness has printed.
#[derive(Debug, Default)]
struct CargoReport {
    passed: usize,
    failed: usize,
    ignored: usize,
    failures: Vec<String>,
    ignores: Vec<Skip>,
}

impl CargoReport {
    fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
            self.ignored += number_before(result, " ignored");
        } else if let Some((test, outcome)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) {
            if outcome == "FAILED" {
                self.failures.push(test.to_owned());
            } else if let Some(reason) = outcome.strip_prefix("ignored") {
                let reason = match reason.trim_start_matches([',', ' ']) {
                    "" => "ignored",
                    reason => reason,
                };
                self.ignores.push(Skip { test: test.to_owned(), reason: reason.to_owned() });
            }
        }
    }

    fn count(self, tally: &mut Tally, skipped: Vec<Skip>) {
        let passed = self.passed.saturating_sub(skipped.len());
        let all = self.ignored + skipped.len();
        let named = skipped.into_iter().chain(self.ignores).collect();
        tally.count("cargo test", passed, self.failed, all, named);
        for failure in self.failures {
            tally.name_failure(failure);
        }
    }
}

fn number_before(result: &str, word: &str) -> usize {
    let before = result.split_once(word).map_or("", |(before, _)| before);
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Reads the skips from the file, and removes it.
fn take_skips(log: &Path) -> Vec<Skip> {
    // No file: no test was skipped.
    let Ok(bytes) = fs::read(log) else {
        return Vec::new();
    };
    let _ = fs::remove_file(log);
    String::from_utf8_lossy(&bytes).lines().filter_map(skip).collect()
}

fn skip(line: &str) -> Option<Skip> {
    let (test, reason) = line.strip_prefix("SKIPPED: ")?.split_once(": ")?;
    Some(Skip { test: test.to_owned(), reason: reason.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{CargoReport, Skip, Tally, skip};

    #[test]
    fn reads_results_failures_and_ignored_tests() {
        let mut report = CargoReport::default();
        for line in [
            "test one ... ok",
            "test two::three ... FAILED",
            "test four ... ignored, needs a cluster",
            "test lib.rs - five (line 3) ... ignored",
            "test result: FAILED. 1 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ] {
            report.read(line);
        }
        assert_eq!((report.passed, report.failed, report.ignored), (11, 1, 2));
        assert_eq!(report.failures, ["two::three"]);
        let reasons: Vec<_> = report.ignores.iter().map(|skip| skip.reason.as_str()).collect();
        assert_eq!(reasons, ["needs a cluster", "ignored"]);
    }

    #[test]
    fn a_skipped_test_has_not_passed() {
        let named = || Skip { test: "helm::renders".to_owned(), reason: "no helm4: run it".to_owned() };
        assert_eq!(skip("SKIPPED: helm::renders: no helm4: run it"), Some(named()));

        let report = CargoReport { passed: 3, ..CargoReport::default() };
        let mut tally = Tally::default();
        report.count(&mut tally, vec![named()]);
        let mut expected = Tally::default();
        expected.count("cargo test", 2, 0, 1, vec![named()]);
        assert_eq!(tally, expected);
    }
}
