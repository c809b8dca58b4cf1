//! The rule `non-string-metadata-value`.

use crate::finding::{Diagnostic, Safety};
use crate::reading::subject::{Kind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_edit as edit;
use portico_manifest::{Node, PathSegment, Scalar};

declare_rule! {
    /// An annotation or a label whose value is not a string.
    ///
    /// ## What it finds
    ///
    /// A value in `metadata.annotations` or `metadata.labels` of any object (a pod template's among them), or in the
    /// annotations and labels of Spaces values, that YAML reads as a boolean, a number, a list or a mapping: `true`, but also
    /// `yes`, `on`, `n` and `0755`.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the whole object: "cannot unmarshal bool into Go struct field
    /// ObjectMeta.metadata.annotations of type string".
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// ingress:
    ///   provision: true
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/ssl-passthrough: true
    /// ```
    // error[non-string-metadata-value]: the annotation `nginx.ingress.kubernetes.io/ssl-passthrough` is the boolean true, not a string
    //  --> example.yaml:4:50
    //   |
    // 4 |     nginx.ingress.kubernetes.io/ssl-passthrough: true
    //   |                                                  ^^^^
    //   |
    //   = why: The API server refuses the whole object: "cannot unmarshal bool … of type string".
    //   = help: Quote it: `"true"`.
    // help: quote the value
    //   |
    // 4 -     nginx.ingress.kubernetes.io/ssl-passthrough: true
    // 4 +     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    //   |
    ///
    /// ```yaml passing
    /// ingress:
    ///   provision: true
    ///   annotations:
    ///     nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    /// ```
    ///
    /// ## What to do
    ///
    /// Quote the value. On Helm's command line use `--set-string`.
    ///
    /// ## Sources
    ///
    /// Tried against a Kubernetes API server; Kubernetes and Helm read booleans as YAML 1.1 does.
    "non-string-metadata-value", Error, since "0.1.0",
    references &["https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/"],
    check Some(check)
}

/// The keys of Spaces values that become annotations and labels.
const IN_VALUES: [&[&str]; 9] = [
    &["gatewayAPI", "namespaceLabels"],
    &["gatewayAPI", "podLabels"],
    &["ingress", "annotations"],
    &["ingress", "namespaceLabels"],
    &["ingress", "podLabels"],
    &["router", "podAnnotations"],
    &["router", "podLabels"],
    &["router", "proxy", "service", "annotations"],
    &["space", "labels"],
];

const IN_OBJECTS: [&[&str]; 6] = [
    &["metadata", "annotations"],
    &["metadata", "labels"],
    &["spec", "template", "metadata", "annotations"],
    &["spec", "template", "metadata", "labels"],
    &["spec", "jobTemplate", "spec", "template", "metadata", "annotations"],
    &["spec", "jobTemplate", "spec", "template", "metadata", "labels"],
];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    for subject in &context.subjects.all {
        let places: &[&[&str]] = match subject.kind {
            Kind::SpacesValues => &IN_VALUES,
            Kind::KubernetesObject => &IN_OBJECTS,
            Kind::ControllerValues | Kind::Exposure => &[],
        };
        for keys in places {
            let Some(mapping) = subject.get(keys).filter(|node| node.is_mapping()) else { continue };
            for entry in mapping.entries() {
                if let Some(form) = form(entry.value) {
                    let key = entry.key.key_text();
                    let name = format!(
                        "{} `{key}`",
                        if keys.last().is_some_and(|last| last.ends_with("nnotations")) {
                            "the annotation"
                        } else {
                            "the label"
                        }
                    );
                    let mut path = subject.path(keys);
                    path.push(PathSegment::Key(key.clone().into_owned()));
                    found.push(subject.place_at(
                        diagnostic(subject, &name, entry.value, form),
                        &path,
                        entry.value.span(),
                    ));
                }
            }
        }
    }
}

/// Gives the type of a value that is no string, as Go's JSON reader calls it. Null counts as absent and isn't refused.
fn form(value: Node<'_, '_>) -> Option<&'static str> {
    if value.is_mapping() {
        return Some("object");
    }
    if value.is_sequence() {
        return Some("array");
    }
    match value.scalar()? {
        Scalar::Bool(_) => Some("bool"),
        Scalar::Integer(_) | Scalar::Unsigned(_) | Scalar::Float(_) => Some("number"),
        Scalar::Null | Scalar::String => None,
    }
}

fn diagnostic(subject: &Subject<'_, '_>, name: &str, value: Node<'_, '_>, form: &str) -> Diagnostic {
    let written = value.text();
    let described = match (form, value.as_bool()) {
        ("bool", Some(truth)) if written == "true" || written == "false" => format!("the boolean {truth}"),
        ("bool", Some(truth)) => format!("`{written}`, which YAML reads as the boolean {truth}"),
        ("number", _) => format!("the number {written}"),
        ("array", _) => "a list".to_owned(),
        _ => "a mapping".to_owned(),
    };
    let diagnostic = Diagnostic::of(&RULE, format!("{name} is {described}, not a string"))
        .why(format!("The API server refuses the whole object: \"cannot unmarshal {form} … of type string\"."));
    match edit::quote(value) {
        Some(edit) => {
            let help = format!("Quote it: `{}`.", edit.replacement);
            let edits = subject.edits(&[edit]);
            diagnostic.help(help).fix("quote the value", Safety::Safe, edits)
        }
        None if written.is_empty() => diagnostic.help("Give a string."),
        None => diagnostic.help(format!("Write the string out here: `\"{written}\"`.")),
    }
}
