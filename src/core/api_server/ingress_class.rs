//! IngressClass, of Kubernetes.

use super::form::Form;
use super::judge::Judge;
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::shape::Shape::{Anything, Object, Text, Word};
use super::shape::{Field, Need, optional, required};

static INGRESS_CLASS: [Field; 4] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    required("spec", Object(&SPEC)),
];
static SPEC: [Field; 2] = [required("controller", Text(Form::DomainPath)), optional("parameters", Object(&PARAMETERS))];
static PARAMETERS: [Field; 5] = [
    optional("apiGroup", Text(Form::Subdomain)),
    required("kind", Text(Form::PathSegment)),
    required("name", Text(Form::PathSegment)),
    optional("namespace", Text(Form::Any)),
    optional("scope", Word(&["Cluster", "Namespace"])),
];

/// The most characters of a controller's name.
const LONGEST: usize = 250;

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&INGRESS_CLASS), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
    let Some(spec) = root.child("spec") else { return };
    if let Some(controller) = spec.child("controller").filter(|controller| controller.node.text().len() > LONGEST) {
        judge.form(&controller, Form::Length(1, LONGEST));
    }
    let Some(parameters) = spec.child("parameters").filter(|parameters| parameters.node.is_mapping()) else { return };
    match (parameters.text("scope"), parameters.child("namespace")) {
        ("Namespace", None) => {
            judge.missing(&parameters, "namespace", "Name the namespace, or set the scope to Cluster.");
        }
        ("Namespace", Some(namespace)) => judge.form(&namespace, Form::Label),
        (_, Some(namespace)) if !parameters.has("scope") || parameters.text("scope") == "Cluster" => {
            judge.excluded(&namespace, "beside the scope Cluster", "Remove it, or set the scope to Namespace.");
        }
        _ => {}
    }
}
