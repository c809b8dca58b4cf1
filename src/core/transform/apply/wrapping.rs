//! Objects beside a backend's Service that stands in an `Object` of provider-kubernetes: they are wrapped as it is, and so
//! reach the same cluster.

use super::service::put_into_file;
use crate::finding::Diagnostic;
use crate::methods::objects::Object;
use crate::methods::objects::wrapper::Wrapper;
use crate::reading::LIMITS;
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::requests::unread;
use crate::rules::edit_not_possible;
use portico_manifest::Node;
use serde_json::Value;

/// Wraps objects in `Object`s like one that is there.
pub(super) fn wrap(
    objects: Vec<Object>,
    like: &Subject<'_, '_>,
    subjects: &Subjects<'_, '_>,
) -> Result<Vec<Object>, Vec<Diagnostic>> {
    let wrapper = wrapper(like)?;
    let mut wrapped = Vec::new();
    let mut taken = Vec::new();
    for object in objects {
        let mut object = wrapper.wrap(object);
        put_into_file(like, &mut object);
        taken.extend(in_the_way(&object, like, subjects));
        wrapped.push(object);
    }
    if taken.is_empty() { Ok(wrapped) } else { Err(taken) }
}

fn wrapper(like: &Subject<'_, '_>) -> Result<Wrapper, Vec<Diagnostic>> {
    let data = |field: &str| -> Result<Option<Value>, Vec<Diagnostic>> {
        let Some(node) = like.get(&["spec", field]) else { return Ok(None) };
        node.to_data(&LIMITS).map(Some).map_err(|error| vec![unread::of_subject(&error, like)])
    };
    let api_version = like.text(&["apiVersion"]).unwrap_or_default();
    let mut wrapper = Wrapper::new(api_version, like.namespace(), data("providerConfigRef")?);
    let creates = |policy: Node<'_, '_>| matches!(policy.as_str(), Some("*" | "Create"));
    let policies = like.get(&["spec", "managementPolicies"]);
    let inherits = policies.is_some_and(|policies| policies.items().any(creates));
    for field in ["deletionPolicy", "managementPolicies"] {
        if let Some(value) = data(field)?.filter(|_| field != "managementPolicies" || inherits) {
            wrapper = wrapper.with(field, value);
        }
    }
    Ok(wrapper)
}

/// Gives the diagnostic of an `Object` that has the name of one to add.
fn in_the_way(object: &Object, like: &Subject<'_, '_>, subjects: &Subjects<'_, '_>) -> Option<Diagnostic> {
    let name = object.metadata.name.as_deref().unwrap_or_default();
    let others = subjects.objects(ObjectKind::ProviderKubernetesObject);
    let mut others = others.filter(|other| {
        other.text(&["apiVersion"]) == like.text(&["apiVersion"]) && other.namespace() == like.namespace()
    });
    let other = others.find(|other| other.name() == Some(name))?;
    let span = other.get(&["metadata", "name"])?.span();
    Some(other.place(edit_not_possible::name_is_taken(object.kind, name), &["metadata", "name"], span))
}
