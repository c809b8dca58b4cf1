//! Which documents of a stream can matter, told from their bytes alone.
//!
//! What is ruled out here is never parsed and never judged, so the tests are for texts that any writing of a relevant
//! object must hold, whatever its quotes, its key order or its flow style.

use super::Envelope;
use crate::exposure::Backend;
use memchr::memmem::{self, Finder};

/// Finds the texts that a relevant document must hold.
pub(super) struct Relevance {
    needles: Vec<Finder<'static>>,
    everything: bool,
}

/// Part of an Exposure's `apiVersion`.
const EXPOSURE: &str = "portico.dev/";
/// Parts of the `apiVersion` of provider-helm's `Release`: of the cluster's scope, and of a namespace's.
const RELEASES: [&str; 2] = ["helm.crossplane.io/", "helm.m.crossplane.io/"];

impl Relevance {
    /// `backend` is absent while the Exposure may yet be in the stream.
    pub(super) fn of(stream: &str, backend: Option<&Backend>, envelope: Envelope) -> Self {
        let mut names = vec![Backend::default().service];
        names.extend(backend.map(|backend| backend.service.clone()));
        let mut needles: Vec<Finder<'static>> =
            names.iter().map(|name| Finder::new(name.as_bytes()).into_owned()).collect();
        needles.push(Finder::new(EXPOSURE).into_owned());
        needles.extend(RELEASES.iter().map(|release| Finder::new(release).into_owned()));
        // An Exposure in the stream may name any backend, so that nothing can be ruled out by the default one's name.
        let is_in_stream = backend.is_none() && memmem::find(stream.as_bytes(), EXPOSURE.as_bytes()).is_some();
        Self { needles, everything: is_in_stream || envelope == Envelope::ResourceList }
    }

    /// Whether a document must be looked at.
    pub(super) fn may_matter(&self, document: &str) -> bool {
        let document = document.as_bytes();
        self.everything
            || self.needles.iter().any(|needle| needle.find(document).is_some())
            || may_hide_a_name(document)
    }
}

/// Whether every document that says anything is a Helm hook: such a stream may well lack the backend's Service.
pub(super) fn only_hooks(stream: &str) -> bool {
    let documents = portico_manifest::split(stream);
    let mut objects = documents.iter().filter(|document| {
        !document.is_blank(stream) && memmem::find(document.text(stream).as_bytes(), EXPOSURE.as_bytes()).is_none()
    });
    let mut any = false;
    objects.all(|document| {
        any = true;
        document.text(stream).contains("helm.sh/hook")
    }) && any
}

/// Whether a name may be written with escapes, as JSON and double quotes allow: `"spaces\u002drouter"`.
fn may_hide_a_name(document: &[u8]) -> bool {
    memmem::find_iter(document, b"\\").any(|place| matches!(document.get(place + 1), Some(b'u' | b'x' | b'U')))
        && [&b"Service"[..], b"Exposure", b"Release"].iter().any(|kind| memmem::find(document, kind).is_some())
}
