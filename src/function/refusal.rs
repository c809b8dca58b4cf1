//! Why a call gives no result, as Crossplane is told: a reason for programs and a message for people.

use crate::wording;
use portico_host::HostError;
use portico_text::line;
use std::fmt::Display;

/// A refusal, which ends the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// In the form of a condition's reason.
    pub reason: &'static str,
    pub message: String,
}

impl Refusal {
    /// Refuses a call in which neither the input nor the composite gives an Exposure.
    pub(crate) fn no_exposure() -> Self {
        let message = "there is no Exposure: give the pipeline step an `input` of kind Exposure (apiVersion \
                       portico.dev/v1alpha1), or the composite a mapping `spec.exposure`";
        Self { reason: "MissingExposure", message: message.to_owned() }
    }

    /// Refuses an input of another kind, which the message tells.
    pub(crate) fn other_input(kind: &str) -> Self {
        let message = format!(
            "the pipeline step's `input` is not an Exposure ({kind}): its kind must be Exposure, its apiVersion \
             portico.dev/v1alpha1"
        );
        Self { reason: "InvalidInput", message: line(&message) }
    }

    /// Refuses a wrong Exposure, with a line for each diagnostic.
    pub(crate) fn invalid_exposure(lines: &[String]) -> Self {
        Self { reason: "InvalidExposure", message: wording::message(lines) }
    }

    /// Refuses resources to which the Exposure can't be applied, with a line for each diagnostic.
    pub(crate) fn invalid_resources(lines: &[String]) -> Self {
        Self { reason: "InvalidResources", message: wording::message(lines) }
    }

    /// Refuses a call because of a fault of Portico's own.
    pub(crate) fn internal(cause: impl Display) -> Self {
        Self { reason: "InternalError", message: line(&cause.to_string()) }
    }
}

impl From<HostError> for Refusal {
    fn from(error: HostError) -> Self {
        match error {
            HostError::OutOfMemory => Self { reason: "TooLarge", message: line(&error.to_string()) },
            error => Self::internal(error),
        }
    }
}
