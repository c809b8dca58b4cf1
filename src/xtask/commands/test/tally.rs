//! The results of all runners together: passed, failed and skipped tests, the time of each step, and their report. No
//! runner's output is read here.

use std::time::Duration;

use portico_xtask::tools::LONG_TO_BUILD;

use super::timed;

/// Parts of the reasons for skips that are allowed even when skips are refused: a folder beside the checkout that only
/// the founders' machines have, system packages that could not be installed unasked, and tools that take long to build
/// and aren't there yet.
const ALLOWED: [&str; 3] = ["../shared", "with your system's packages", LONG_TO_BUILD];

/// The sum of a run.
#[derive(Debug, Default, Eq, PartialEq)]
pub struct Tally {
    passed: usize,
    failed: usize,
    failures: Vec<String>,
    skips: Vec<Skip>,
    large: Vec<String>,
    left_out: Vec<String>,
    took: Vec<(String, Duration)>,
}

/// A test that did not run.
#[derive(Debug, Eq, PartialEq)]
pub struct Skip {
    /// Its name.
    pub test: String,
    /// Why it did not run.
    pub reason: String,
}

impl Tally {
    /// Counts the tests of a runner: passed, failed and skipped by its own sum, and the skips that it names.
    pub fn count(&mut self, runner: &str, passed: usize, failed: usize, skipped: usize, mut skips: Vec<Skip>) {
        while skips.len() < skipped {
            let reason = "its runner gave no reason".to_owned();
            skips.push(Skip { test: format!("a test of {runner}"), reason });
        }
        self.passed += passed;
        self.failed += failed;
        self.skips.append(&mut skips);
    }

    /// Names a test that has been counted as failed.
    pub fn name_failure(&mut self, test: String) {
        self.failures.push(test);
    }

    /// Does a step that is no test, and counts it.
    pub fn run(&mut self, name: &str, work: impl FnOnce() -> Result<(), String>) {
        let (outcome, duration) = timed(work);
        self.took(name, duration);
        self.step(name, outcome);
    }

    /// Keeps how long a step took.
    pub fn took(&mut self, name: &str, duration: Duration) {
        self.took.push((name.to_owned(), duration));
    }

    /// Keeps the names of tools that were left out, each with the reason.
    pub fn leave_out(&mut self, tools: Vec<String>) {
        self.left_out.extend(tools);
    }

    /// Counts a step that is no test: only its failure is worth a number.
    pub fn step(&mut self, name: &str, outcome: Result<(), String>) {
        if let Err(error) = outcome {
            eprintln!("error: {name}: {error}");
            self.failed += 1;
            self.failures.push(format!("{name}: {error}"));
        }
    }

    /// Counts a test that only the large run has.
    pub fn large(&mut self, test: String, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(error) => self.step(&test, Err(error)),
        }
        self.large.push(test);
    }

    /// Counts as one failure the skips that this machine could have avoided.
    pub fn refuse_skips(&mut self) {
        let refused = self.skips.iter().filter(|skip| !is_allowed(skip)).count();
        if refused > 0 {
            let error = format!("{refused} skipped for want of something that this machine could have");
            self.step("skips", Err(error));
        }
    }

    /// Prints how long each step took, what failed, what was skipped, what only the large run had, and the sum as the
    /// last line. Gives whether nothing failed.
    pub fn report(&self) -> bool {
        println!("\nseconds  step");
        for (name, duration) in &self.took {
            println!("{:7.1}  {name}", duration.as_secs_f64());
        }
        println!();
        for failure in &self.failures {
            println!("FAILED: {failure}");
        }
        for Skip { test, reason } in &self.skips {
            println!("SKIPPED: {test}: {reason}");
        }
        for tool in &self.left_out {
            println!("LEFT OUT: {tool}");
        }
        for test in &self.large {
            println!("ONLY WITH --everything: {test}");
        }
        println!("{}", self.sum());
        self.failed == 0
    }

    fn sum(&self) -> String {
        let Self { passed, failed, skips, .. } = self;
        format!("{passed} passed, {failed} failed, {} skipped", skips.len())
    }
}

fn is_allowed(skip: &Skip) -> bool {
    ALLOWED.iter().any(|allowed| skip.reason.contains(allowed))
}

#[cfg(test)]
mod tests {
    use super::{LONG_TO_BUILD, Skip, Tally};

    fn skip(reason: &str) -> Skip {
        Skip { test: "test".to_owned(), reason: reason.to_owned() }
    }

    #[test]
    fn everything_is_summed() {
        let mut tally = Tally::default();
        tally.count("cargo test", 3, 1, 1, vec![skip("no helm4")]);
        tally.count("npm test", 2, 0, 1, Vec::new());
        tally.step("formatting", Err("not formatted".to_owned()));
        tally.step("lints", Ok(()));
        tally.large("fuzz one".to_owned(), Ok(()));
        tally.large("fuzz other".to_owned(), Err("it fails for a text".to_owned()));
        assert_eq!(tally.sum(), "6 passed, 3 failed, 2 skipped");
        assert_eq!(tally.large, ["fuzz one", "fuzz other"]);
    }

    #[test]
    fn only_skips_about_the_shared_folder_the_system_and_long_builds_are_allowed() {
        let mut tally = Tally::default();
        let of_system = "zsh: none of zsh is on the PATH: install it with your system's packages, for example …";
        tally.count("cargo test", 0, 0, 2, vec![skip("../shared isn't there"), skip(of_system)]);
        let long = format!("kubectl: version 1 isn't there yet, and {LONG_TO_BUILD}: …");
        tally.count("cargo test", 0, 0, 1, vec![skip(&long)]);
        tally.refuse_skips();
        assert_eq!(tally.sum(), "0 passed, 0 failed, 3 skipped");
        tally.count("cargo test", 0, 0, 1, vec![skip("helm4 isn't there")]);
        tally.refuse_skips();
        assert_eq!(tally.sum(), "0 passed, 1 failed, 4 skipped");
    }
}
