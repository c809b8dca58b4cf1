//! The result of severity fatal that a call gives where it changes nothing: a reason for programs, a message for people.

use crate::wording;
use portico_host::HostError;
use portico_text::line;
use std::collections::BTreeSet;
use std::fmt::Display;

/// A result of severity fatal, which ends the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FatalResult {
    /// In the form of a condition's reason.
    pub reason: &'static str,
    pub message: String,
    /// The names of the rules that refuse, where rules do.
    pub rules: BTreeSet<String>,
}

impl FatalResult {
    fn new(reason: &'static str, message: String) -> Self {
        Self { reason, message, rules: BTreeSet::new() }
    }

    fn of_line(reason: &'static str, message: &str) -> Self {
        Self::new(reason, line(message))
    }

    /// Says that the call has no composite.
    pub(crate) fn no_composite() -> Self {
        Self::of_line(
            "NotAComposition",
            "there is no composite resource: Portico exposes what a composition composes. It is no function for an \
             Operation; name it in a step of a Composition",
        )
    }

    /// Says that neither the input nor the composite gives an Exposure.
    pub(crate) fn no_exposure() -> Self {
        Self::of_line(
            "MissingExposure",
            "there is no Exposure: give the pipeline step an `input` of kind Exposure (apiVersion \
             portico.dev/v1alpha1), or the composite a mapping `spec.exposure`",
        )
    }

    /// Says that the input is of another kind, which is named.
    pub(crate) fn other_input(kind: &str) -> Self {
        let message = format!(
            "the pipeline step's `input` is not an Exposure ({kind}): its kind must be Exposure, its apiVersion \
             portico.dev/v1alpha1"
        );
        Self::of_line("InvalidInput", &message)
    }

    /// Says that the input has a key that is none, and which one may be meant.
    pub(crate) fn unknown_setting(key: &str, meant: Option<&str>) -> Self {
        let mut message = format!("the pipeline step's `input` has a key `{key}`, which an Exposure does not have");
        if let Some(meant) = meant {
            message.push_str(&format!(". Did you mean `{meant}`?"));
        }
        Self::of_line("InvalidInput", &message)
    }

    /// Says what is wrong with a setting of the input.
    pub(crate) fn malformed_setting(key: &str, fault: &str) -> Self {
        Self::of_line("InvalidInput", &format!("the pipeline step's `input`, `{key}`: {fault}"))
    }

    /// Says that the place of the Exposure's fields holds something else.
    pub(crate) fn no_mapping(place: &str, of: &str, is_named: bool) -> Self {
        let mut message = format!("{place} of {of} is not a mapping of an Exposure's fields");
        if !is_named {
            message.push_str(": if it is something else, name the right place in the input, `exposureFrom.fieldPath`");
        }
        Self::of_line("InvalidExposure", &message)
    }

    /// Says that the composition resource of the backend is something else.
    pub(crate) fn no_backend(resource: &str, kind: &str) -> Self {
        let message = format!(
            "resource `{resource}`, which the input's `backend` names, is of kind {kind}: name one that is a Service, an \
             Object that holds a Service, or a Release of the Spaces chart"
        );
        Self::of_line("InvalidInput", &message)
    }

    /// Says that there are several releases of the Spaces chart.
    pub(crate) fn several_releases(names: &[&str]) -> Self {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let message = format!(
            "{} install the Spaces chart, and one Exposure is one Space: name the one that is meant in the input, \
             `release.resource`",
            names.join(" and ")
        );
        Self::of_line("InvalidInput", &message)
    }

    /// Says that the method changes a Service that isn't composed here.
    pub(crate) fn external_load_balancer() -> Self {
        Self::of_line(
            "InvalidInput",
            "the method LoadBalancer changes the backend's own Service, but `backend.external` says that it is composed \
             elsewhere: choose the method Ingress or GatewayAPI, or compose the Service here",
        )
    }

    /// Says what is wrong with the Exposure, with a line for each diagnostic.
    pub(crate) fn invalid_exposure(lines: &[String]) -> Self {
        Self::new("InvalidExposure", wording::message(lines))
    }

    /// Says why the Exposure can't be applied to the resources, with a line for each diagnostic.
    pub(crate) fn invalid_resources(lines: &[String]) -> Self {
        Self::new("InvalidResources", wording::message(lines))
    }

    /// Says that the resources make more work than they may, with a line for each diagnostic.
    pub(crate) fn too_large(lines: &[String]) -> Self {
        Self::new("TooLarge", wording::message(lines))
    }

    /// Says that the answer is larger than Crossplane takes.
    pub(crate) fn too_large_an_answer(bytes: usize, most: usize) -> Self {
        let message = format!(
            "the answer has {bytes} bytes, and Crossplane takes no more than {most} from a function: compose fewer or \
             smaller resources before this step"
        );
        Self::of_line("TooLarge", &message)
    }

    /// Says that Portico itself failed.
    pub(crate) fn internal(cause: impl Display) -> Self {
        Self::of_line("InternalError", &cause.to_string())
    }
}

impl From<HostError> for FatalResult {
    fn from(error: HostError) -> Self {
        match error {
            HostError::OutOfMemory => Self::of_line("TooLarge", &error.to_string()),
            error => Self::internal(error),
        }
    }
}
