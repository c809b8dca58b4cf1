//! The early end of a call: by a fatal result, or because it was stopped.

use crate::fatal_result::FatalResult;
use portico_host::HostError;
use std::error::Error;
use std::fmt;

/// The early end of a call.
#[derive(Debug)]
pub(crate) enum EarlyEnd {
    /// The answer is a fatal result.
    Fatal(FatalResult),
    /// There is no answer.
    Stopped(Stopped),
}

/// The reason that a call has no answer.
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

impl From<FatalResult> for EarlyEnd {
    fn from(result: FatalResult) -> Self {
        Self::Fatal(result)
    }
}

impl From<HostError> for EarlyEnd {
    fn from(error: HostError) -> Self {
        match error {
            HostError::TimedOut => Self::Stopped(Stopped::TimedOut),
            HostError::Cancelled => Self::Stopped(Stopped::Cancelled),
            error => Self::Fatal(error.into()),
        }
    }
}
