//! Timing a piece of work.

use std::time::{Duration, Instant};

/// Does the work, and gives its result and the time that it took.
pub fn timed<Outcome>(work: impl FnOnce() -> Outcome) -> (Outcome, Duration) {
    let started = Instant::now();
    let outcome = work();
    (outcome, started.elapsed())
}
