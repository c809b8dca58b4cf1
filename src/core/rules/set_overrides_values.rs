//! The rule `set-overrides-values`.

use crate::finding::quoted::quoted;
use crate::finding::{Diagnostic, Severity};
use crate::reading::path::in_sentence;
use crate::reading::recognize::{PROVIDER_HELM_VALUES, writes};
use crate::reading::set_syntax::{Assigned, Assignment, assignments};
use crate::reading::subject::{ObjectKind, Subject};
use crate::views::context::Context;
use crate::views::declaration::declare_rule;
use portico_manifest::{Contents, Node, PathSegment, Scalar};

declare_rule! {
    /// An entry of a release's `set` that gives another value than its `values`.
    ///
    /// ## What it finds
    ///
    /// A `Release` of the Spaces chart by Crossplane's provider-helm in which `set` changes one of the values that expose
    /// Spaces: to another value or another type, by taking it away, or by putting something else in the place of what
    /// holds it. It is an error where an Exposure gives the values. An entry with `valueFrom`, which nobody can read here,
    /// is a warning.
    ///
    /// ## Why it matters
    ///
    /// provider-helm merges `valuesFrom`, then `values` over it, then each entry of `set`, which always wins. What `values`
    /// says there is never installed.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces}
    ///     values:
    ///       externalTLS: {host: proxy.acme.dev}
    ///     set:
    ///       - name: externalTLS.host
    ///         value: spaces.acme.dev
    /// ```
    // warning[set-overrides-values]: `set` gives `externalTLS.host` the string `spaces.acme.dev`, but `values` has the string `proxy.acme.dev` there
    //   --> example.yaml:11:16
    //    |
    // 11 |         value: spaces.acme.dev
    //    |                ^^^^^^^^^^^^^^^
    //    |
    //    = in: Release spaces
    //    = why: provider-helm applies `set` last: what `values` says here is not what is installed.
    //    = help: Remove this entry.
    ///
    /// ```yaml passing
    /// apiVersion: helm.crossplane.io/v1beta1
    /// kind: Release
    /// metadata: {name: spaces}
    /// spec:
    ///   forProvider:
    ///     chart: {name: spaces}
    ///     values:
    ///       externalTLS: {host: proxy.acme.dev}
    ///     set:
    ///       - name: externalTLS.host
    ///         value: proxy.acme.dev
    ///       - name: router.replicaCount
    ///         value: "2"
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove the entry.
    ///
    /// ## Sources
    ///
    /// The source of provider-helm (`pkg/controller/namespaced/release/values.go`) and of Helm (`pkg/strvals`).
    "set-overrides-values", Error, since "0.1.0",
    references &["https://github.com/crossplane-contrib/provider-helm"],
    check Some(check)
}

/// The values that expose Spaces, in every version of the chart.
const EXPOSING: [&[&str]; 6] = [
    &["controller", "secretRefs"],
    &["externalTLS"],
    &["gatewayAPI"],
    &["ingress"],
    &["router", "proxy", "service"],
    &["router", "secretRefs"],
];

/// The mappings in which one label more lets nobody in.
const LABELS: [&str; 2] = ["namespaceLabels", "podLabels"];

fn check(context: &Context<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let subjects = context.subjects;
    for release in subjects.objects(ObjectKind::SpacesRelease) {
        let is_served = subjects.serves_exposure && subjects.backend.is_spaces() && writes(release.node);
        let Some(values) = release.get(PROVIDER_HELM_VALUES) else { continue };
        let entries = release.get(&["spec", "forProvider", "set"]).items().enumerate();
        found.extend(entries.filter_map(|(index, entry)| judged(release, values, index, entry, is_served)));
    }
}

/// Gives what is wrong with an entry of `set`.
fn judged(
    release: &Subject<'_, '_>,
    values: Node<'_, '_>,
    index: usize,
    entry: Node<'_, '_>,
    is_served: bool,
) -> Option<Diagnostic> {
    let name = entry.get("name").and_then(Node::as_str)?;
    let is_unseen = entry.get("valueFrom").is_some_and(|from| !from.is_null());
    let value = entry.get("value").map_or("", Node::text);
    let said = if is_unseen { format!("{name}=") } else { format!("{name}={value}") };
    let message = assignments(&said).iter().filter(|said| is_exposing(values, &said.path)).find_map(|said| {
        let name = in_sentence(&said.path);
        match place(values, &said.path) {
            Place::Value(_) | Place::Above(_) if is_unseen => Some(format!("`set` may change {}", quoted(&name))),
            Place::Value(node) if agrees(node, &said.value) => None,
            Place::Value(node) => Some(differing(&name, said, node)),
            Place::Above(above) => {
                Some(format!("`set` puts {} in the place of {}", quoted(&name), quoted(above.text())))
            }
            Place::Nowhere if is_served && is_label(values, &said.path) => {
                Some(format!("`set` adds {} to the labels", quoted(&name)))
            }
            Place::Nowhere => None,
        }
    })?;
    let is_certain = is_served && !is_unseen;
    let diagnostic = Diagnostic::of(&RULE, message)
        .severity(if is_certain { Severity::Error } else { Severity::Warning })
        .why("provider-helm applies `set` last: what `values` says here is not what is installed.")
        .help("Remove this entry.");
    let key = if is_unseen { "valueFrom" } else { "value" };
    let (node, key) = entry.get(key).map_or((entry, None), |node| (node, Some(key)));
    let mut path = release.path(&["spec", "forProvider", "set"]);
    path.push(PathSegment::Index(index));
    path.extend(key.map(|key| PathSegment::Key(key.to_owned())));
    Some(release.place_at(diagnostic, &path, node.span()))
}

/// Whether a path leads to values that expose Spaces, or to what holds some.
fn is_exposing(values: Node<'_, '_>, path: &[PathSegment]) -> bool {
    let is_key = |(segment, key): (&PathSegment, &&str)| matches!(segment, PathSegment::Key(name) if name == key);
    let holds = |keys: &[&str]| keys.iter().try_fold(values, |node, key| node.get(key)).is_some();
    EXPOSING.iter().any(|keys| path.iter().zip(*keys).all(is_key) && (path.len() >= keys.len() || holds(keys)))
}

/// What `values` has where an entry of `set` writes.
enum Place<'d, 't> {
    Value(Node<'d, 't>),
    /// A single value on the way there, which something else replaces.
    Above(Node<'d, 't>),
    Nowhere,
}

fn place<'d, 't>(values: Node<'d, 't>, path: &[PathSegment]) -> Place<'d, 't> {
    let mut node = values;
    for segment in path {
        if !node.is_mapping() && !node.is_sequence() {
            return if node.is_null() { Place::Nowhere } else { Place::Above(node) };
        }
        let below = match segment {
            PathSegment::Key(key) => node.get(key),
            PathSegment::Index(index) => node.item(*index),
        };
        let Some(below) = below else { return Place::Nowhere };
        node = below;
    }
    Place::Value(node)
}

fn agrees(node: Node<'_, '_>, value: &Assigned) -> bool {
    match (node.scalar(), value) {
        (Some(Scalar::Null), Assigned::Null) => true,
        (Some(Scalar::Bool(written)), Assigned::Switch(set)) => written == *set,
        (Some(Scalar::Integer(written)), Assigned::Number(set)) => written == *set,
        (Some(Scalar::String), Assigned::Text(set)) => node.text() == set,
        _ => false,
    }
}

fn differing(name: &str, said: &Assignment, node: Node<'_, '_>) -> String {
    let name = quoted(name);
    let has = match node.scalar() {
        None if node.is_mapping() => "a mapping".to_owned(),
        None => "a list".to_owned(),
        Some(Scalar::String) => format!("the string {}", quoted(node.text())),
        Some(_) => node.text().to_owned(),
    };
    let gives = match &said.value {
        Assigned::Null => return format!("`set` removes {name}, but `values` has {has} there"),
        Assigned::List => "a list".to_owned(),
        Assigned::Switch(switch) => switch.to_string(),
        Assigned::Number(number) => number.to_string(),
        Assigned::Text(text) => format!("the string {}", quoted(text)),
    };
    format!("`set` gives {name} {gives}, but `values` has {has} there")
}

/// Whether a path leads to a label among labels that `values` has.
fn is_label(values: Node<'_, '_>, path: &[PathSegment]) -> bool {
    let [PathSegment::Key(method), PathSegment::Key(labels), _] = path else { return false };
    LABELS.contains(&labels.as_str()) && values.get(method).and_then(|method| method.get(labels)).is_some()
}
