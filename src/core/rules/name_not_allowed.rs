//! The rule `name-not-allowed`.

use crate::api_server::{self, Fault};
use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;
use crate::subject::Subjects;

declare_rule! {
    /// A name, a label or a host of a form that the API server refuses.
    ///
    /// ## What it finds
    ///
    /// In a Service, Ingress, IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute: the object's name and namespace,
    /// keys and values of labels, names of ports, classes and Secrets, and hosts: upper-case letters, underscores, an IP
    /// address, a host with a port, `*` elsewhere than as the first label.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the whole object.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: Web_1}
    /// spec:
    ///   ports:
    ///   - port: 443
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: web-1}
    /// spec:
    ///   ports:
    ///   - port: 443
    /// ```
    ///
    /// ## What to do
    ///
    /// Write what the message says. A Service's name is a DNS label that starts with a letter; most others are DNS names.
    ///
    /// ## Sources
    ///
    /// Kubernetes 1.34 and the Gateway API's resource definitions; tried against an API server.
    "name-not-allowed", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/overview/working-with-objects/names/"],
    check Some(check)
}

fn check(subjects: &Subjects<'_, '_>, found: &mut Vec<Diagnostic>) {
    api_server::report(subjects, Fault::Name, &RULE, found);
}
