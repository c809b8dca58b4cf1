//! Why a call gives no result, as Crossplane is told: a reason for programs and a message for people.

use crate::wording;
use portico_host::HostError;
use portico_text::line;
use std::fmt::Display;

/// What ends the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// In the form of a condition's reason.
    pub reason: &'static str,
    pub message: String,
}

impl Refusal {
    /// Neither the input nor the composite says anything.
    pub(crate) fn no_exposure() -> Self {
        let message = "there is no Exposure: give the pipeline step an `input` of kind Exposure (apiVersion \
                       portico.dev/v1alpha1), or the composite a mapping `spec.exposure`";
        Self { reason: "MissingExposure", message: message.to_owned() }
    }

    /// The input is something else, by what it says.
    pub(crate) fn other_input(kind: &str) -> Self {
        let message = format!(
            "the pipeline step's `input` is no Exposure ({kind}): its kind must be Exposure, its apiVersion \
             portico.dev/v1alpha1"
        );
        Self { reason: "InvalidInput", message: line(&message) }
    }

    /// The Exposure itself is wrong.
    pub(crate) fn invalid_exposure(lines: &[String]) -> Self {
        Self { reason: "InvalidExposure", message: wording::message(lines) }
    }

    /// The Exposure can't be applied to these resources.
    pub(crate) fn invalid_resources(lines: &[String]) -> Self {
        Self { reason: "InvalidResources", message: wording::message(lines) }
    }

    /// Nobody who reads it did anything wrong.
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
