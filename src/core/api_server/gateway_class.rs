//! GatewayClass, of the Gateway API.

use super::form::Form;
use super::judge::Judge;
use super::located_field::LocatedField;
use super::metadata::{METADATA, check_name};
use super::shape::Shape::{Anything, Object, Text};
use super::shape::{Field, Need, optional, required};

static GATEWAY_CLASS: [Field; 5] = [
    required("apiVersion", Text(Form::Any)),
    required("kind", Text(Form::Any)),
    optional("metadata", Anything),
    required("spec", Object(&SPEC)),
    optional("status", Anything),
];
static SPEC: [Field; 3] = [
    required("controllerName", Text(Form::DomainPath)),
    optional("description", Text(Form::Length(0, 64))),
    optional("parametersRef", Object(&PARAMETERS)),
];
static PARAMETERS: [Field; 4] = [
    required("group", Text(Form::Group)),
    required("kind", Text(Form::Kind)),
    required("name", Text(Form::Length(1, 253))),
    optional("namespace", Text(Form::Label)),
];

pub(super) fn check(judge: &mut Judge<'_>, root: &LocatedField<'_, '_, '_>) {
    judge.shape(root, &Object(&GATEWAY_CLASS), Need::Optional);
    if let Some(metadata) = root.child("metadata") {
        judge.shape(&metadata, &METADATA, Need::Optional);
    }
    check_name(judge, root, Form::Subdomain);
}
