//! Work that takes a while and prints nothing: a line says from time to time that it is still running, and a last one
//! how long it took.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// The time between two such lines.
const PAUSE: Duration = Duration::from_secs(20);

/// Does the work, and names it on standard error.
pub fn said<Outcome>(what: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    let started = Instant::now();
    let (ended, end) = mpsc::channel::<()>();
    eprintln!("{what} …");
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = end.recv_timeout(PAUSE) {
                eprintln!("{what} … {} s", started.elapsed().as_secs());
            }
        });
        let outcome = work();
        drop(ended);
        eprintln!("{what}: {} s", started.elapsed().as_secs());
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn the_outcome_is_that_of_the_work() {
        assert_eq!(said("adding", || 1 + 1), 2);
    }
}
