//! Finding the documents of a stream that can matter, by their bytes alone.
//!
//! The other documents are never parsed and never judged. So the tests are for texts that a relevant object must hold
//! however it is written, whatever its quotes, its key order or its flow style.

use crate::exposure::Backend;
use crate::finding::Source;
use crate::reading::input::Input;
use crate::reading::recognize::{EXPOSURE_MARK as EXPOSURE, recognize, wrapper_of};
use crate::reading::subject::{Kind, Subject};
use memchr::memmem;
use portico_manifest::Document;

/// The texts to look for: a relevant document holds at least one of them.
pub(super) struct Relevance {
    needles: Vec<String>,
    everything: bool,
}

/// The texts in objects that matter by themselves: Exposures, and provider-helm's `Release`, cluster-scoped and
/// namespaced.
const OUTERMOST: [&str; 3] = [EXPOSURE, "helm.crossplane.io/", "helm.m.crossplane.io/"];
/// The texts in objects that are on the way to a backend and need not name it: Gateways and their classes, policies,
/// IngressClasses.
const ON_THE_WAY: [&str; 3] = ["gateway.networking.k8s.io", "NetworkPolicy", "IngressClass"];
/// The kind of a CustomResourceDefinition in block style: it may hold all of the texts above, and doesn't matter.
const DEFINITION: &str = "\nkind: CustomResourceDefinition\n";

impl Relevance {
    /// Gives the texts to look for, by the Services that Exposures name; without `services` every document may
    /// matter.
    pub(super) fn of(stream: &str, services: Option<Vec<String>>) -> Self {
        let everything = services.is_none();
        let mut needles = services.unwrap_or_default();
        needles.push(Backend::default().service);
        let stream = stream.as_bytes();
        if needles.iter().any(|name| holds(stream, name)) || may_hide_a_name(stream) {
            needles.extend(ON_THE_WAY.map(str::to_owned));
        }
        needles.extend(OUTERMOST.map(str::to_owned));
        Self { needles, everything }
    }

    /// Whether a document must be looked at.
    pub(super) fn may_matter(&self, document: &str) -> bool {
        let document = document.as_bytes();
        self.everything
            || (self.needles.iter().any(|needle| holds(document, needle)) && !holds(document, DEFINITION))
            || may_hide_a_name(document)
    }
}

/// Gives the Services that the Exposures of a stream name; none where an Exposure can't be read.
pub(super) fn services_named(stream: &Source) -> Option<Vec<String>> {
    let input = Input::read(stream, &|document| holds(document.as_bytes(), EXPOSURE));
    let mut names = Vec::new();
    // Of more than one Exposure, none is applied.
    let is_exposure = |subject: &&Subject<'_, '_>| subject.kind == Kind::Exposure;
    for exposure in recognize(&input, None).iter().filter(is_exposure).take(2) {
        names.extend(exposure.text(&["spec", "backend", "service"]).map(str::to_owned));
    }
    input.unread.is_empty().then_some(names)
}

fn holds(text: &[u8], needle: &str) -> bool {
    memmem::find(text, needle.as_bytes()).is_some()
}

/// Whether every object is a Helm hook, or the stream is blank: it may well lack the backend's Service then. A stream
/// of an Exposure alone doesn't count, because its objects were forgotten.
pub(super) fn only_hooks(stream: &Source) -> bool {
    let text = stream.text.as_str();
    if is_blank(stream) {
        return true;
    }
    let mut said = portico_manifest::documents(text).filter(|document| !document.is_blank(text));
    // A document that is neither a hook nor an Exposure by its bytes needs no reading.
    let may_be = |text: &str| holds(text.as_bytes(), HOOK) || holds(text.as_bytes(), EXPOSURE);
    if !said.all(|document| may_be(document.text(text))) {
        return false;
    }
    let input = Input::read(stream, &|_| true);
    let subjects = recognize(&input, None);
    let is_hook = |subject: &&Subject<'_, '_>| subject.get(&["metadata", "annotations", HOOK]).is_some();
    let is_object =
        |subject: &&Subject<'_, '_>| subject.kind == Kind::KubernetesObject && wrapper_of(subject).is_none();
    let mut objects = subjects.iter().filter(is_object).peekable();
    // Subjects are in the order of the documents.
    let told: Vec<usize> = subjects.iter().map(|subject| subject.document.raw().index).collect();
    let is_told = |document: &Document<'_>| told.binary_search(&document.raw().index).is_ok();
    objects.peek().is_some()
        && objects.all(|object| is_hook(&object))
        && input.unread.is_empty()
        && input.documents.iter().all(is_told)
}

/// Whether a stream has no document that says anything.
pub(super) fn is_blank(stream: &Source) -> bool {
    let text = stream.text.as_str();
    portico_manifest::documents(text).all(|document| document.is_blank(text))
}

/// The annotation that makes an object a hook.
const HOOK: &str = "helm.sh/hook";

/// Whether a name may be written with escapes, as JSON and double quotes allow: `"spaces\u002drouter"`, or with a line
/// end in it.
fn may_hide_a_name(document: &[u8]) -> bool {
    let is_escape = |place| matches!(document.get(place + 1), Some(b'u' | b'x' | b'U' | b'\n' | b'\r'));
    memmem::find_iter(document, b"\\").any(is_escape) && KINDS.iter().any(|kind| holds(document, kind))
}

/// The texts in the kinds of relevant objects.
const KINDS: [&str; 6] = ["Service", "Exposure", "Release", "Ingress", "Gateway", "Route"];
