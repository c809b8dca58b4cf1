//! The running time of each program of tests: until cargo says that it starts the next.

use std::path::Path;
use std::time::{Duration, Instant};

/// The programs of tests, and when they ran.
#[derive(Default)]
pub struct Runners {
    running: Option<(String, Instant)>,
    ended: Vec<(String, Duration)>,
}

impl Runners {
    /// Reads a line of cargo's output.
    pub fn read(&mut self, line: &str) {
        if let Some(name) = started(line) {
            self.end();
            self.running = Some((name, Instant::now()));
        }
    }

    /// Gives every program and its running time, once the last has ended.
    pub fn ended(mut self) -> Vec<(String, Duration)> {
        self.end();
        self.ended
    }

    fn end(&mut self) {
        if let Some((name, since)) = self.running.take() {
            self.ended.push((name, since.elapsed()));
        }
    }
}

/// Reads the name of the program that a line says was started: `Running unittests lib.rs
/// (target/ci/deps/portico_core-0123456789abcdef)`, or `Doc-tests portico_edit`.
fn started(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(library) = line.strip_prefix("Doc-tests ") {
        return Some(format!("examples of {library}"));
    }
    let (_, path) = line.strip_prefix("Running ")?.strip_suffix(')')?.rsplit_once('(')?;
    let (name, _) = Path::new(path).file_stem()?.to_str()?.rsplit_once('-')?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::started;

    #[test]
    fn programs_are_named_as_cargo_names_them() {
        let line = "     Running unittests lib.rs (target/ci/deps/portico_core-0123456789abcdef)";
        assert_eq!(started(line).as_deref(), Some("portico_core"));
        assert_eq!(started("   Doc-tests portico_edit").as_deref(), Some("examples of portico_edit"));
        assert_eq!(started("    Finished `ci` profile [unoptimized] target(s) in 0.10s"), None);
        assert_eq!(started("Running out of time (soon)"), None);
    }
}
