//! The metadata that every object has.

use super::FaultKind;
use super::form::Form;
use super::judge::Judge;
use super::located_field::LocatedField;
use super::shape::Shape::{Anything, Integer, Map, Text};
use super::shape::{Field, Shape, UNBOUNDED, list, optional, or_empty};

/// The fields of metadata. Names are checked apart, for their form depends on the kind.
pub(super) static METADATA: Shape = Shape::Object(&FIELDS);

static TEXT: Shape = Text(Form::Any);

static FIELDS: [Field; 15] = [
    or_empty("annotations", Map(Form::AnnotationKey, Form::Any, UNBOUNDED)),
    optional("creationTimestamp", Anything),
    optional("deletionGracePeriodSeconds", Integer(i64::MIN, i64::MAX)),
    optional("deletionTimestamp", Anything),
    optional("finalizers", list(&TEXT)),
    or_empty("generateName", Text(Form::Any)),
    or_empty("generation", Integer(0, i64::MAX)),
    or_empty("labels", Map(Form::Key, Form::LabelValue, UNBOUNDED)),
    optional("managedFields", Anything),
    or_empty("name", Text(Form::Any)),
    or_empty("namespace", Text(Form::Label)),
    optional("ownerReferences", Anything),
    or_empty("resourceVersion", Text(Form::Any)),
    or_empty("selfLink", Text(Form::Any)),
    or_empty("uid", Text(Form::Any)),
];

/// Checks an object's name; a `generateName` counts as a name.
pub(super) fn check_name(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>, form: Form) {
    let Some(metadata) = root.child("metadata") else {
        let message = "`metadata.name` is missing".to_owned();
        return judge.refuse(FaultKind::Missing, root, message, "Give the object a name.".to_owned());
    };
    if let Some(start) = metadata.child("generateName").filter(|start| start.node.as_str() != Some("")) {
        // A hyphen at the end, with the character before it, stands for the generated end.
        let text = start.node.text();
        let masked = text.strip_suffix('-').filter(|rest| !rest.is_empty()).map(|rest| {
            let mut chars = rest.chars();
            chars.next_back();
            format!("{}a", chars.as_str())
        });
        judge.form_of(&start, masked.as_deref().unwrap_or(text), form);
    } else if metadata.text("name").is_empty()
        && metadata.node.get("name").is_none_or(|name| name.is_null() || name.as_str().is_some())
    {
        judge.missing(&metadata, "name", "Give the object a name.");
    }
    if let Some(name) = metadata.child("name").filter(|name| name.node.as_str() != Some("")) {
        judge.form(&name, form);
    }
}
