//! Stopping a call from outside: because nobody waits for its answer any more, or because it took too long.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// A handle that stops the calls of an instance. Its clones stop the same calls.
#[derive(Debug, Clone, Default)]
pub struct Interrupt {
    is_cancelled: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

impl Interrupt {
    /// Makes a handle that stops calls at a time, if nobody does it earlier.
    #[must_use]
    pub fn at(deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..Self::default() }
    }

    /// Stops the call that runs, and every later one.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Gives an error where the call is to stop now.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if self.is_cancelled.load(Ordering::Relaxed) {
            Err(Stopped::Cancelled)
        } else if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            Err(Stopped::TimedOut)
        } else {
            Ok(())
        }
    }
}

/// The reason that a call was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    Cancelled,
    TimedOut,
}

impl fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Cancelled => "the call was cancelled",
            Self::TimedOut => "the time of the call was over",
        })
    }
}

impl std::error::Error for Stopped {}
