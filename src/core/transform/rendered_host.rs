//! Whether the Spaces chart was rendered for the Exposure's host: the router's certificate is for the host that the values
//! named then, whatever is changed afterwards.
//!
//! What the chart renders isn't public. So the host is looked for in every text but those that only lead to the router.

use crate::exposure::Exposure;
use crate::finding::Diagnostic;
use crate::reading::input::Input;
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::rules::certificate_host_left_as_rendered;
use memchr::memmem;
use std::collections::BTreeSet;

/// The kinds of object that lead to the router, or hold others, and say nothing of the router itself.
const ON_THE_WAY: [ObjectKind; 7] = [
    ObjectKind::Gateway,
    ObjectKind::HttpRoute,
    ObjectKind::Ingress,
    ObjectKind::ProviderKubernetesObject,
    ObjectKind::Service,
    ObjectKind::TcpRoute,
    ObjectKind::TlsRoute,
];

/// Reports a rendered release of Spaces, told by the router's Deployment, of which nothing names the host.
pub(super) fn left_as_rendered(
    exposure: &Exposure,
    input: &Input<'_>,
    subjects: &Subjects<'_, '_>,
    exposures: &[Subject<'_, '_>],
) -> Option<Diagnostic> {
    let backend = &exposure.spec.backend;
    if !backend.is_spaces() || subjects.objects(ObjectKind::SpacesRelease).next().is_some() {
        return None;
    }
    let is_router =
        |subject: &&Subject<'_, '_>| subject.name() == Some(&backend.service) && subject.is_in_namespace_of(backend);
    let router = subjects.objects(ObjectKind::Deployment).find(is_router)?;
    let names_host = |text: &str| names(text, &exposure.spec.host);
    let mut of_router = subjects.all.iter().filter(|subject| !ON_THE_WAY.contains(&subject.object_kind));
    if of_router.any(|subject| names_host(subject.node.span().of(subject.document.stream()))) {
        return None;
    }
    let read = subjects.all.iter().chain(exposures).map(|subject| subject.document.raw().index);
    let read: BTreeSet<usize> = read.collect();
    let mut others = portico_manifest::documents(input.text).filter(|document| !read.contains(&document.index));
    let is_elsewhere = others.any(|document| names_host(document.text(input.text)));
    (!is_elsewhere).then(|| router.place_at_kind(certificate_host_left_as_rendered::diagnostic(exposure)))
}

/// Whether a text names a host, and not only a longer one that it is part of.
fn names(text: &str, host: &str) -> bool {
    let is_of_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(byte));
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, host).any(|start| {
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        !is_of_name(before) && !is_of_name(bytes.get(start + host.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_host_is_no_part_of_a_longer_one() {
        for text in ["acme.dev", "- acme.dev\n", "https://acme.dev:443/", "not.acme.dev, acme.dev"] {
            assert!(names(text, "acme.dev"), "{text}");
        }
        for text in ["proxy.acme.dev", "acme.dev.example.com", "my-acme.dev", "acme.device", ""] {
            assert!(!names(text, "acme.dev"), "{text}");
        }
    }
}
