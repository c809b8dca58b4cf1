//! What is known of a controller: the shape of the facts that each file in `controllers/` holds.

use crate::cloud::{Annotation, Evidence};

/// A pair of a label.
pub(crate) type Label = (&'static str, &'static str);

/// A controller that serves Ingresses or Gateways.
#[derive(Debug)]
pub(crate) struct Controller {
    /// What an Exposure calls it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    pub passthrough: Passthrough,
}

/// Whether a controller can hand TLS on untouched, and how.
#[derive(Debug)]
pub(crate) enum Passthrough {
    /// Through an Ingress.
    Ingress(IngressFacts),
    /// It can't.
    Refused {
        /// Why, as a clause.
        reason: &'static str,
        /// The nearest that works, as an imperative clause.
        instead: &'static str,
        evidence: Evidence,
    },
}

/// How a controller passes TLS through by an Ingress.
#[derive(Debug)]
pub(crate) struct IngressFacts {
    pub class_name: &'static str,
    pub annotations: &'static [Annotation],
    /// The pods that carry the traffic.
    pub pod_labels: &'static [Label],
    /// Their namespace.
    pub namespace: &'static str,
    /// What must be switched on in the controller itself, as a step.
    pub switch: Switch,
    pub evidence: Evidence,
}

/// Something that must be switched on in the controller.
#[derive(Debug)]
pub(crate) struct Switch {
    /// As an imperative sentence without a full stop.
    pub title: &'static str,
    /// Why, and how to see it.
    pub text: &'static str,
    /// A command that shows whether it is on.
    pub check: &'static str,
}

impl Controller {
    /// The controller of an identifier.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        crate::controllers::ALL.iter().copied().find(|controller| controller.id == id)
    }
}
