//! Why a call has no result: for the one who reads the composite, or for nobody.

use crate::refusal::Refusal;
use portico_host::HostError;
use std::error::Error;
use std::fmt;

/// What ends a call early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There is an answer, and it is no.
    Refused(Refusal),
    /// There is none.
    Stopped(Stopped),
}

/// Why there is no answer.
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
