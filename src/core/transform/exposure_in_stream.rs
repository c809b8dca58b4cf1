//! Choosing the Exposure to apply: the one that was given, else the one in the objects.

use super::Envelope;
use crate::exposure::Exposure;
use crate::facts::version::Version;
use crate::finding::{Diagnostic, PathSegment};
use crate::reading::input::Input;
use crate::reading::recognize::{is_exposure, is_resource_list};
use crate::reading::subject::Subject;
use crate::requests::exposure;
use crate::rules::{exposure_given_twice, exposure_missing, value_not_allowed};
use portico_manifest as manifest;
use portico_manifest::Node;

/// Gives the fault of an input that isn't the one `ResourceList` that a KRM function takes, or whose configuration is
/// another object than an Exposure.
pub(super) fn check_envelope(input: &Input<'_>) -> Option<Diagnostic> {
    let whole = |found: Diagnostic| Diagnostic { source: input.name.to_owned(), ..found };
    let root = input.documents.first().and_then(manifest::Document::root);
    let (Some(root), 1) = (root.filter(|root| is_resource_list(*root)), input.documents.len()) else {
        return Some(whole(envelope()));
    };
    let config = root.get("functionConfig").filter(|config| !config.is_null())?;
    // kpt gives a function that has no configuration an empty ConfigMap.
    let is_empty = config.get("kind").and_then(Node::as_str) == Some("ConfigMap") && config.get("data").is_none();
    (!is_exposure(config) && !is_empty).then(|| {
        let span = config.get("kind").unwrap_or(config).span();
        let found = value_not_allowed::form("functionConfig", "an Exposure", "another object");
        Diagnostic {
            span: Some(input.span(span)),
            path: vec![PathSegment::Key("functionConfig".to_owned())],
            ..whole(found)
        }
    })
}

/// Gives the Exposure to apply, if there is one; more than one is an error. One in the objects is for the version of
/// Spaces that a release of them installs, unless it says another.
pub(super) fn choose(
    given: Option<Exposure>,
    found: &[Subject<'_, '_>],
    envelope: Envelope,
    release: Option<Version>,
) -> Result<Option<Exposure>, Vec<Diagnostic>> {
    let found: Vec<&Subject<'_, '_>> = match envelope {
        Envelope::Stream => found.iter().collect(),
        Envelope::ResourceList => found.iter().filter(|subject| !is_item(subject) || !is_local(subject)).collect(),
    };
    if envelope == Envelope::ResourceList
        && let Some(item) = found.iter().find(|subject| is_item(subject))
    {
        return Err(vec![item.place_at_kind(exposure_given_twice::among_items())]);
    }
    match (given, &found[..]) {
        (Some(_), [second, ..]) => Err(vec![exposure::one_too_many(second, "a file gave one already")]),
        (Some(exposure), []) => Ok(Some(exposure)),
        (None, []) => Ok(None),
        (None, [only]) => exposure::read_for(only, release).map(Some),
        (None, [_, second, ..]) => Err(vec![exposure::one_too_many(second, "the stream holds one already")]),
    }
}

/// Reports that there is no Exposure to apply.
pub(super) fn none_given(input: &Input<'_>, envelope: Envelope) -> Diagnostic {
    let found = match envelope {
        Envelope::Stream => exposure_missing::in_stream(),
        Envelope::ResourceList => exposure_missing::in_resource_list(),
    };
    Diagnostic { source: input.name.to_owned(), ..found }
}

/// Whether an item never reaches a cluster. kpt passes the file of a function's configuration to the function, as an item.
fn is_local(subject: &Subject<'_, '_>) -> bool {
    subject.text(&["metadata", "annotations", "config.kubernetes.io/local-config"]) == Some("true")
}

fn is_item(subject: &Subject<'_, '_>) -> bool {
    subject.prefix.first() == Some(&manifest::PathSegment::Key("items".to_owned()))
}

/// Reports an input of a KRM function that isn't one ResourceList.
fn envelope() -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, "the input is not one ResourceList")
        .why("A KRM function takes and gives a ResourceList: a stream of documents would come out unchanged.")
        .help(
            "Let kustomize or kpt run the function, or pipe the stream through `portico post-render --exposure FILE`.",
        )
}
