//! Why a call has no result: it was refused, or it was stopped.

use crate::refusal::Refusal;
use portico_host::HostError;
use std::error::Error;
use std::fmt;

/// The early end of a call.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The answer is a refusal.
    Refused(Refusal),
    /// There is no answer.
    Stopped(Stopped),
}

/// Why a call has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// The call took longer than it was given.
    TimedOut,
    /// Nobody wanted the answer any more.
    Cancelled,
}

impl fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::TimedOut => "the call took longer than it was given",
            Self::Cancelled => "the call was cancelled",
        })
    }
}

impl Error for Stopped {}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Self {
        match error {
            HostError::TimedOut => Self::Stopped(Stopped::TimedOut),
            HostError::Cancelled => Self::Stopped(Stopped::Cancelled),
            error => Self::Refused(error.into()),
        }
    }
}
