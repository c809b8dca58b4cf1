//! The rule `value-not-allowed`: in an Exposure its reader finds it, in Kubernetes objects the check below.

use crate::api_server::FaultKind;
use crate::finding::Diagnostic;
use crate::finding::quoted::quoted;
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use crate::views::rejections;
use portico_text::{choices, nearest};

declare_rule! {
    /// A value that its field can't have.
    ///
    /// ## What it finds
    ///
    /// In an Exposure: a word that is none of the choices, a number out of its range, a value of another type than the
    /// field's. In a Service, Ingress, IngressClass, NetworkPolicy, Gateway, GatewayClass or TLSRoute: a word, a number,
    /// an address or a length that the API server refuses.
    ///
    /// ## Why it matters
    ///
    /// Portico doesn't guess what was meant, and renders nothing. The API server refuses the whole object.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: LoadBalanced
    ///   cloud: aws
    /// ```
    // error[value-not-allowed]: `spec.method` is `LoadBalanced`, but takes LoadBalancer, Ingress or GatewayAPI
    //  --> example.yaml:5:11
    //   |
    // 5 |   method: LoadBalanced
    //   |           ^^^^^^^^^^^^
    //   |
    //   = why: Portico doesn't guess what was meant.
    //   = help: Did you mean `LoadBalancer`?
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: LoadBalancer
    ///   cloud: aws
    /// ```
    ///
    /// ## What to do
    ///
    /// Use one of the values that the message names. `portico schema` lists what each field takes.
    ///
    /// ## Sources
    ///
    /// Portico's own contract; Kubernetes 1.34 and the Gateway API's resource definitions, tried against an API server.
    "value-not-allowed", Error, since "0.1.0",
    references &[],
    check Some(check)
}

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    rejections::report(context, FaultKind::Value, &RULE, found);
}

pub(crate) const WHY: &str = "Portico doesn't guess what was meant.";

/// Reports a word that is none of the choices.
pub(crate) fn word(field: &str, value: &str, words: &[&str]) -> Diagnostic {
    let help = match nearest(value, words.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => format!("Choose {}.", choices(words.iter().copied())),
    };
    let expected = choices(words.iter().copied());
    Diagnostic::of(&RULE, format!("`{field}` is {}, but takes {expected}", quoted(value))).why(WHY).help(help)
}

/// Reports a value of another form.
pub(crate) fn form(field: &str, expected: &str, actual: &str) -> Diagnostic {
    let field = if field.is_empty() { "the document" } else { field };
    Diagnostic::of(&RULE, format!("`{field}` is {actual}, but takes {expected}"))
        .why(WHY)
        .help(format!("Write {expected}."))
}

/// Reports a text that is not a version.
pub(crate) fn version(field: &str, value: &str, example: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`{field}` is {}, but takes a minor version such as {example}", quoted(value)))
        .why(WHY)
        .help(format!("Write a version such as `\"{example}\"`."))
}

/// Reports a number outside its range.
pub(crate) fn range(field: &str, number: i64, least: Option<i64>, most: Option<i64>) -> Diagnostic {
    let expected = match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("{most} or less"),
        (None, None) => "another number".to_owned(),
    };
    Diagnostic::of(&RULE, format!("`{field}` is {number}, but takes {expected}"))
        .why(WHY)
        .help(format!("Choose {expected}."))
}
