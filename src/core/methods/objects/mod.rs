//! The Kubernetes objects that Portico writes, each of the type of its kind: a misspelt field doesn't compile.
//!
//! `k8s-openapi` has the types of Kubernetes' own kinds, [`gateway`] those of the Gateway API, [`cilium`] Cilium's. What
//! is said about a field stands beside the object, by the field's path. An object that holds a controller's settings has
//! no type: its fields are facts, by which users' values are judged too, and a test of `render` holds them against types.

pub(crate) mod cilium;
mod comments;
pub(crate) mod gateway;
mod kubernetes;
mod order;
#[cfg(test)]
mod tests;
mod tree;
pub(crate) mod wrapper;

pub(crate) use comments::Comments;

use super::entry::{self, Entry};
use crate::exposure::Exposure;
use crate::exposure::commented::{Field, data};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;
use serde_json::Value;
use tree::fields_of;

/// The type of an object's `spec`, which tells the kind of the object.
pub(crate) trait Spec: Serialize {
    const API_VERSION: &'static str;
    const KIND: &'static str;
}

/// Something of a type, with the comments on its fields.
#[derive(Debug)]
pub(crate) struct Commented<T> {
    pub object: T,
    pub comments: Comments,
}

impl<T: Serialize> Commented<T> {
    /// Gives the fields to write.
    pub(crate) fn fields(self) -> Vec<Field> {
        let mut fields = fields_of(&self.object);
        self.comments.put_on(&mut fields);
        fields
    }
}

/// Gives what a type holds as data, with its fields in the order that people expect.
pub(crate) fn data_of(object: &impl Serialize) -> Value {
    data(&fields_of(object))
}

/// Gives metadata with a name alone, for a kind without namespaces.
pub(crate) fn named(name: &str) -> ObjectMeta {
    ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() }
}

/// Gives metadata with a name and a namespace.
pub(crate) fn named_in(namespace: &str, name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(namespace.to_owned()), ..named(name) }
}

/// Gives metadata with a name and the backend's namespace.
pub(crate) fn beside_backend(exposure: &Exposure, name: &str) -> ObjectMeta {
    named_in(&exposure.spec.backend.namespace, name)
}

/// An object to write: what people write of one, which is neither its status nor what the API server adds.
#[derive(Debug)]
pub(crate) struct Object {
    pub api_version: String,
    pub kind: &'static str,
    pub metadata: ObjectMeta,
    /// The fields behind the metadata.
    rest: Vec<Field>,
    comments: Comments,
}

impl Object {
    /// Makes an object of the kind whose `spec` has this type. The paths of comments begin at the object's root.
    pub(crate) fn new<T: Spec>(metadata: ObjectMeta, spec: &T, comments: Comments) -> Self {
        let rest = vec![Field::block("spec", fields_of(spec))];
        Self { api_version: T::API_VERSION.to_owned(), kind: T::KIND, metadata, rest, comments }
    }

    /// Makes the object that a controller reads its settings from, which are facts.
    pub(crate) fn of_settings(api_version: &str, kind: &'static str, metadata: ObjectMeta, rest: Vec<Field>) -> Self {
        Self { api_version: api_version.to_owned(), kind, metadata, rest, comments: Comments::default() }
    }

    /// Gives the object annotations, which are written in their order and with their comments.
    pub(crate) fn annotated(mut self, annotations: Vec<Entry>) -> Self {
        self.metadata.annotations = entry::map(&annotations);
        self.comments.entries("metadata.annotations", annotations);
        self
    }

    /// Gives the fields to write.
    pub(crate) fn fields(self) -> Vec<Field> {
        let ObjectMeta { name, namespace, labels, annotations, .. } = &self.metadata;
        let mut metadata = Vec::new();
        for (key, text) in [("name", name), ("namespace", namespace)] {
            metadata.extend(text.as_deref().map(|text| Field::text(key, text)));
        }
        for (key, map) in [("labels", labels), ("annotations", annotations)] {
            metadata.extend(map.as_ref().map(|map| Field::block(key, fields_of(map))));
        }
        let mut fields = vec![
            Field::text("apiVersion", &self.api_version),
            Field::text("kind", self.kind),
            Field::block("metadata", metadata),
        ];
        fields.extend(self.rest);
        self.comments.put_on(&mut fields);
        fields
    }
}
