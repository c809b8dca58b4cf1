//! The Service of a backend that isn't among the objects, and what comes close to it: a namesake in another namespace,
//! one that is only observed, one without an `apiVersion`.

use crate::exposure::Backend;
use crate::finding::Diagnostic;
use crate::reading::input::Input;
use crate::reading::recognize::{MANIFEST, writes};
use crate::reading::subject::{Kind, ObjectKind, Subject, Subjects};
use crate::rules::backend_service_missing;
use portico_manifest::{Contents, Document, Node, PathSegment};

/// Gives the diagnostic of a backend's Service that isn't there, at what comes closest to it.
pub(super) fn missing_service(
    input: &Input<'_>,
    backend: &Backend,
    subjects: &Subjects<'_, '_>,
    exposures: &[Subject<'_, '_>],
) -> Diagnostic {
    let namesake = subjects.objects(ObjectKind::Service).find(|service| service.name() == Some(&backend.service));
    if let Some((service, namespace)) = namesake.and_then(|service| Some((service, service.namespace()?))) {
        return service.place_at_kind(backend_service_missing::elsewhere(backend, namespace));
    }
    if let Some((object, manifest)) = observed(backend, subjects) {
        let keys = [MANIFEST, &["kind"]].concat();
        return object.place(backend_service_missing::only_observed(backend), &keys, manifest.span());
    }
    if let Some(object) = without_api_version(backend, input, subjects) {
        return object.place_at_kind(backend_service_missing::without_api_version(backend));
    }
    let found = backend_service_missing::diagnostic(backend);
    match exposures.first() {
        Some(exposure) => exposure.place_at_kind(found),
        None => Diagnostic { source: input.name.to_owned(), ..found },
    }
}

/// Whether an object would be the backend's Service, whatever its `apiVersion`.
fn is_namesake(object: Node<'_, '_>, backend: &Backend) -> bool {
    let name = object.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::as_str);
    object.get("kind").and_then(Node::as_str) == Some("Service") && name == Some(&backend.service)
}

/// Finds the `Object` of provider-kubernetes that only observes the Service, and the kind of what it observes.
fn observed<'s, 'd, 't>(
    backend: &Backend,
    subjects: &'s Subjects<'d, 't>,
) -> Option<(&'s Subject<'d, 't>, Node<'d, 't>)> {
    let mut objects = subjects.objects(ObjectKind::ProviderKubernetesObject);
    objects.find_map(|object| {
        let manifest = object.get(MANIFEST).filter(|manifest| is_namesake(*manifest, backend))?;
        (!writes(object.node)).then(|| Some((object, manifest.get("kind")?))).flatten()
    })
}

/// Finds a Service without an `apiVersion` among documents, the items of lists, and what `Object`s hold.
fn without_api_version<'d, 't>(
    backend: &Backend,
    input: &'d Input<'t>,
    subjects: &Subjects<'d, 't>,
) -> Option<Subject<'d, 't>> {
    let is_it = |node: Node<'_, '_>| is_namesake(node, backend) && node.get("apiVersion").is_none();
    let of = |document: &'d Document<'t>, node, prefix| {
        let (kind, object_kind) = (Kind::KubernetesObject, ObjectKind::Other);
        Subject { kind, object_kind, controller: None, input, document, node, prefix, object: Some(node) }
    };
    let in_documents = || {
        input.documents.iter().find_map(|document| {
            let root = document.root()?;
            if is_it(root) {
                return Some(of(document, root, Vec::new()));
            }
            let (index, item) = root.get("items").items().enumerate().find(|(_, item)| is_it(*item))?;
            Some(of(document, item, vec![PathSegment::Key("items".to_owned()), PathSegment::Index(index)]))
        })
    };
    let mut objects = subjects.objects(ObjectKind::ProviderKubernetesObject);
    in_documents().or_else(|| {
        objects.find_map(|object| {
            let manifest = object.get(MANIFEST).filter(|manifest| is_it(*manifest))?;
            Some(of(object.document, manifest, object.path(MANIFEST)))
        })
    })
}
