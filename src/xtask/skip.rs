//! The note of a test that did not run. `cargo xtask test` decides whether that is a failure.

use std::{env, fmt::Display, fs::OpenOptions, io::Write, thread};

/// The environment variable that names the file to which skipped tests are
/// appended. A file, because the test harness hides what passing tests print.
pub const SKIP_LOG: &str = "PORTICO_SKIP_LOG";

/// Says that the test in whose thread this is called was skipped, and why.
///
/// The line goes to standard error, and to the file that `cargo xtask test`
/// names in [`SKIP_LOG`], where it is counted.
///
/// # Panics
///
/// When that file cannot be written: a skip that is not counted would be
/// reported as a pass.
pub fn skip(reason: impl Display) {
    // The harness names a test's thread by the test.
    let thread = thread::current();
    let test = thread.name().unwrap_or("a test");
    let line = format!("SKIPPED: {test}: {reason}").replace('\n', " ");
    eprintln!("{line}");
    let Some(log) = env::var_os(SKIP_LOG) else {
        return;
    };
    OpenOptions::new()
        .append(true)
        .create(true)
        .open(&log)
        // One write, so that lines of concurrent tests do not mix.
        .and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", log.display()));
}
