//! The reasons that the component gave no answer, in words for the person who asked.

#[cfg(feature = "interruption")]
use crate::interrupt::Stopped;
use crate::limiter::{MEMORY_LIMIT, MemoryExhausted};
use std::fmt;

/// The reason that there is no answer. A fault in an input is never one of these, but a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostError {
    /// The component could not be started: this machine lacks something that it needs, such as address space.
    Start(String),
    /// The component would have needed more than [`MEMORY_LIMIT`].
    OutOfMemory,
    /// The call took longer than it was given.
    TimedOut,
    /// The call was stopped, because nobody wants its answer.
    Cancelled,
    /// The component stopped where it never should.
    Trap(String),
    /// The component asked for a change that does not fit the text.
    Edit {
        /// The start of the change, in bytes from 0.
        start: u32,
        /// Its end.
        end: u32,
    },
}

impl HostError {
    /// Describes the error that kept the component from starting.
    pub(crate) fn of_start(error: &wasmtime::Error) -> Self {
        Self::Start(format!("{error:#}"))
    }

    /// Tells why a call ended, by the error that ended it.
    pub(crate) fn of_call(error: &wasmtime::Error) -> Self {
        #[cfg(feature = "interruption")]
        match error.downcast_ref() {
            Some(Stopped::TimedOut) => return Self::TimedOut,
            Some(Stopped::Cancelled) => return Self::Cancelled,
            None => {}
        }
        if error.is::<MemoryExhausted>() { Self::OutOfMemory } else { Self::Trap(error.root_cause().to_string()) }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(cause) => write!(formatter, "Portico's component could not be started: {cause} ({SPACE})"),
            Self::OutOfMemory => write!(
                formatter,
                "the input takes more than {} MiB of memory to work on: give it in smaller parts",
                MEMORY_LIMIT >> 20
            ),
            Self::TimedOut => formatter.write_str(
                "the input takes more time to work on than a call is given: give it in smaller parts, or give more time",
            ),
            Self::Cancelled => formatter.write_str("the call was cancelled before there was an answer"),
            Self::Trap(cause) => {
                write!(formatter, "Portico failed on this input, through no fault of yours ({cause}): {REPORT}")
            }
            Self::Edit { start, end } => {
                write!(
                    formatter,
                    "Portico made a change that does not fit the text, of bytes {start} to {end}: {REPORT}"
                )
            }
        }
    }
}

const SPACE: &str = "it reserves 5 GiB of addresses, though little memory: see that `ulimit -v` allows that";
const REPORT: &str = concat!("this is a bug, please report it at ", env!("CARGO_PKG_REPOSITORY"), "/issues");

impl std::error::Error for HostError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limiter::Limiter;
    use wasmtime::{ResourceLimiter, Trap};

    #[test]
    fn too_much_memory_is_told_apart_from_a_bug() {
        let mut limiter = Limiter::default();
        assert!(limiter.memory_growing(0, MEMORY_LIMIT, None).expect("it is within the limit"));
        let exhausted = limiter.memory_growing(0, MEMORY_LIMIT + 1, None).expect_err("it is beyond the limit");
        assert_eq!(HostError::of_call(&exhausted.context("while something was done")), HostError::OutOfMemory);

        let trap = HostError::of_call(&wasmtime::Error::from(Trap::StackOverflow).context("while something was done"));
        assert!(matches!(trap, HostError::Trap(_)));
        assert!(trap.to_string().contains("this is a bug, please report it"), "{trap}");
    }
}
