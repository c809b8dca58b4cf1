//! How long something took.

use std::time::{Duration, Instant};

/// Does the work, and gives what came of it and how long it took.
pub fn timed<Outcome>(work: impl FnOnce() -> Outcome) -> (Outcome, Duration) {
    let started = Instant::now();
    let outcome = work();
    (outcome, started.elapsed())
}
