//! The result of severity fatal that a call gives where it changes nothing: a reason for programs, a message for people.

use crate::wording;
use portico_host::HostError;
use portico_text::line;
use std::fmt::Display;

/// A result of severity fatal, which ends the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FatalResult {
    /// In the form of a condition's reason.
    pub reason: &'static str,
    pub message: String,
}

impl FatalResult {
    /// Says that neither the input nor the composite gives an Exposure.
    pub(crate) fn no_exposure() -> Self {
        let message = "there is no Exposure: give the pipeline step an `input` of kind Exposure (apiVersion \
                       portico.dev/v1alpha1), or the composite a mapping `spec.exposure`";
        Self { reason: "MissingExposure", message: message.to_owned() }
    }

    /// Says that the input is of another kind, which is named.
    pub(crate) fn other_input(kind: &str) -> Self {
        let message = format!(
            "the pipeline step's `input` is not an Exposure ({kind}): its kind must be Exposure, its apiVersion \
             portico.dev/v1alpha1"
        );
        Self { reason: "InvalidInput", message: line(&message) }
    }

    /// Says what is wrong with the Exposure, with a line for each diagnostic.
    pub(crate) fn invalid_exposure(lines: &[String]) -> Self {
        Self { reason: "InvalidExposure", message: wording::message(lines) }
    }

    /// Says why the Exposure can't be applied to the resources, with a line for each diagnostic.
    pub(crate) fn invalid_resources(lines: &[String]) -> Self {
        Self { reason: "InvalidResources", message: wording::message(lines) }
    }

    /// Says that Portico itself failed.
    pub(crate) fn internal(cause: impl Display) -> Self {
        Self { reason: "InternalError", message: line(&cause.to_string()) }
    }
}

impl From<HostError> for FatalResult {
    fn from(error: HostError) -> Self {
        match error {
            HostError::OutOfMemory => Self { reason: "TooLarge", message: line(&error.to_string()) },
            error => Self::internal(error),
        }
    }
}
