//! The npm package: its formatting, and its tests with Node's own test runner, whose output is read here in both of its
//! forms (TAP and "spec").

use std::{fs, path::Path, process::Command};

use portico_xtask::Missing;

use super::{
    cargo::Built,
    stream,
    tally::{Skip, Tally},
    timed,
};
use crate::commands::component;
use crate::{echo, npm_package};

/// Why the package can't be built.
pub enum Absent {
    /// There is no Node.
    Node(Missing),
    /// Its dependencies could not be installed.
    Dependencies(String),
}

/// Installs the package's dependencies, unless they are there.
pub fn install() -> Result<(), Absent> {
    portico_xtask::tool("node").map_err(Absent::Node)?;
    if is_stale(&npm_package::folder()) {
        echo::succeed(program("npm").arg("ci")).map_err(Absent::Dependencies)?;
    }
    Ok(())
}

/// Builds the rest of the package, beside the page's module; false when there is nothing to test.
pub fn build(tally: &mut Tally, package: Result<(), Absent>, built: &Built) -> bool {
    match package {
        Err(Absent::Node(missing)) => {
            let skip = Skip { test: "npm test".to_owned(), reason: missing.to_string() };
            tally.count("npm test", 0, 0, 1, vec![skip]);
            false
        }
        // The later steps would only repeat that the dependencies aren't there.
        Err(Absent::Dependencies(error)) => {
            tally.step("npm ci", Err(error));
            false
        }
        Ok(()) => {
            let make = || component::make(&built.messages);
            let (built, duration) =
                timed(|| make().and_then(|()| echo::succeed(program("npm").args(["run", "build"]))));
            let is_built = built.is_ok();
            tally.took("build of js", duration);
            tally.step("build of js", built);
            is_built
        }
    }
}

/// Checks and tests the package and counts that.
pub fn test(tally: &mut Tally) {
    let mut prettier = program("npx");
    prettier.args(["--no-install", "prettier", "--check", "."]);
    tally.run("formatting of js", || echo::succeed(&mut prettier));

    let mut report = NpmReport::default();
    // `npm test` would build the package first, which is done.
    let mut test = program("npm");
    test.args(["run", "test-built"]);
    let (ended, duration) = timed(|| stream::run(&mut test, |line| report.read(line), |_| {}));
    tally.took("npm test", duration);
    let NpmReport { passed, failed, skipped, skips } = report;
    tally.count("npm test", passed, failed, skipped, skips);
    match ended {
        Ok(status) if status.success() || failed > 0 => {}
        Ok(status) => tally.step("npm test", Err(format!("it did not run to its end ({status})"))),
        Err(error) => tally.step("npm test", Err(error)),
    }
}

fn program(name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    let mut program = Command::new(file);
    program.current_dir(npm_package::folder());
    program
}

/// Whether the dependencies are absent, or older than the lock file.
fn is_stale(package: &Path) -> bool {
    let written = |file: &str| fs::metadata(package.join(file)).and_then(|file| file.modified());
    match (written("node_modules/.package-lock.json"), written("package-lock.json")) {
        (Ok(installed), Ok(locked)) => installed < locked,
        _ => true,
    }
}

/// The results that Node's test runner has printed.
#[derive(Debug, Default, Eq, PartialEq)]
struct NpmReport {
    passed: usize,
    failed: usize,
    skipped: usize,
    skips: Vec<Skip>,
}

impl NpmReport {
    fn read(&mut self, line: &str) {
        // Only the sums stand at the start of a line.
        if let Some(sum) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            if let Some((what, number)) = sum.split_once(' ')
                && let Ok(number) = number.parse::<usize>()
            {
                match what {
                    "pass" => self.passed += number,
                    "fail" | "cancelled" => self.failed += number,
                    "skipped" => self.skipped += number,
                    _ => {}
                }
            }
        } else if let Some(skip) = tap_skip(line).or_else(|| spec_skip(line)) {
            self.skips.push(skip);
        }
    }
}

/// Reads a skip from `ok 1 - the name # SKIP the reason`.
fn tap_skip(line: &str) -> Option<Skip> {
    let (test, reason) = line.trim_start().strip_prefix("ok ")?.split_once(" # SKIP")?;
    Some(named(test.split_once(" - ").map_or(test, |(_, name)| name), reason))
}

/// Reads a skip from `﹣ the name (0.1ms) # the reason`.
fn spec_skip(line: &str) -> Option<Skip> {
    let rest = line.trim_start().strip_prefix("﹣ ")?;
    let (test, reason) = rest.rsplit_once(" # ").unwrap_or((rest, ""));
    let name = test.rsplit_once(" (").map_or(test, |(name, _)| name);
    Some(named(name, reason.strip_prefix("SKIP").unwrap_or(reason)))
}

fn named(test: &str, reason: &str) -> Skip {
    let reason = match reason.trim() {
        "" => "skipped",
        reason => reason,
    };
    Skip { test: test.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{NpmReport, Skip};

    fn read(lines: &[&str]) -> NpmReport {
        let mut report = NpmReport::default();
        for line in lines {
            report.read(line);
        }
        report
    }

    #[test]
    fn reads_both_shapes_alike() {
        let skips = ["in a page", "in an engine"].map(|test| Skip {
            test: test.to_owned(),
            reason: if test == "in a page" { "no chromium" } else { "skipped" }.to_owned(),
        });
        let expected = NpmReport { passed: 3, failed: 1, skipped: 2, skips: skips.into() };
        let tap = [
            "TAP version 13",
            "# Subtest: facade",
            "    ok 1 - in a page # SKIP no chromium",
            "ok 2 - in an engine # SKIP",
            "# tests 6",
            "# pass 3",
            "# fail 1",
            "# cancelled 0",
            "# skipped 2",
            "# duration_ms 12.5",
        ];
        let spec = [
            "  ﹣ in a page (0.2ms) # no chromium",
            "﹣ in an engine (0.1ms) # SKIP",
            "ℹ tests 6",
            "ℹ pass 3",
            "ℹ fail 1",
            "ℹ cancelled 0",
            "ℹ skipped 2",
        ];
        assert_eq!(read(&tap), expected);
        assert_eq!(read(&spec), expected);
    }
}
