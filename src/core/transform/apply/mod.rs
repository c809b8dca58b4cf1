//! The changes and additions that an Exposure makes to the objects: one file for each kind of object.
//!
//! [`portico_edit`] makes the edits, and `methods` the objects that are added.

mod gateway;
mod ingress;
mod network_policy;
mod release;
mod route;
mod service;
mod wrapping;

use super::{Envelope, consumption};
use crate::exposure::commented::data;
use crate::exposure::{Exposure, Method};
use crate::finding::Diagnostic;
use crate::methods::objects::Object;
use crate::methods::{self, gateway_api};
use crate::reading::LIMITS;
use crate::reading::document_groups::document_groups;
use crate::reading::recognize::{group_of, wrapper_of};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use crate::rules::edit_not_possible;
use crate::views::context::Context;
use portico_edit::{Action, Edit, EditStep, in_steps};
use portico_manifest::PathSegment;
use serde_json::Value;

/// The changes to the objects, and the objects to add.
pub(super) struct Applied {
    /// The changes, one for each document that is changed.
    pub changes: Vec<Change>,
    /// The objects that must be there and aren't.
    pub added: Vec<Object>,
}

/// The edits of one document.
pub(super) struct Change {
    /// The document's place among the input's documents.
    pub document: usize,
    /// The edits in the order of the text.
    pub edits: Vec<Edit>,
}

/// Whether an object is the Service of the Exposure's backend or a release that the Exposure changes.
pub(super) fn concerns(exposure: &Exposure, subject: &Subject<'_, '_>) -> bool {
    subject.is_service_of(&exposure.spec.backend) || release::is_to_change(exposure, subject)
}

/// Completes an Exposure with the pods' port and labels that the backend's Service gives, and the namespace that the
/// release of Spaces does.
pub(super) fn completed(exposure: Exposure, subjects: &[Subject<'_, '_>]) -> Exposure {
    let exposure = match subjects.iter().find(|subject| release::is_to_change(&exposure, subject)) {
        Some(release) => release::completed(exposure, release),
        None => exposure,
    };
    match subjects.iter().find(|subject| subject.is_service_of(&exposure.spec.backend)) {
        Some(service) => service::completed(exposure, service),
        None => exposure,
    }
}

/// Gives the Exposure with the name of the Gateway that it uses, where it doesn't say one.
pub(super) fn with_existing_names(exposure: &Exposure, subjects: &Subjects<'_, '_>) -> Exposure {
    match exposure.spec.method {
        Method::GatewayAPI => gateway::with_existing_gateway_name(exposure, subjects),
        Method::LoadBalancer | Method::Ingress => exposure.clone(),
    }
}

/// Gives the items of a `ResourceList` that the Exposure exposes, by their indexes.
pub(super) fn exposed_items(exposure: &Exposure, subjects: &Subjects<'_, '_>) -> Vec<u32> {
    let item = |subject: &Subject<'_, '_>| match subject.prefix.as_slice() {
        [PathSegment::Key(items), PathSegment::Index(index), ..] if items == "items" => u32::try_from(*index).ok(),
        _ => None,
    };
    subjects.all.iter().filter(|subject| concerns(exposure, subject)).filter_map(item).collect()
}

/// Applies an Exposure to the objects, puts others beside them in a `ResourceList`, and removes Exposures from the lists
/// of a stream in which they were found. Nothing of the method is added where the backend's Service isn't there.
pub(super) fn apply(
    exposure: &Exposure,
    subjects: &Subjects<'_, '_>,
    found: &[Subject<'_, '_>],
    beside: Vec<Object>,
    envelope: Envelope,
) -> Result<Applied, Vec<Diagnostic>> {
    let context = Context::of(subjects);
    let mut plan = ApplyPlan::default();
    for subject in subjects.all.iter().filter(|subject| release::is_to_change(exposure, subject)) {
        release::plan(exposure, subject, &mut plan);
    }
    if let Some(service) = subjects.backend_services().next() {
        let peers = match exposure.spec.method {
            Method::LoadBalancer => {
                for service in subjects.backend_services() {
                    service::plan(exposure, service, &mut plan);
                }
                None
            }
            Method::Ingress => {
                ingress::plan(exposure, &context, &mut plan);
                Some(methods::ingress::peers(exposure))
            }
            Method::GatewayAPI => {
                let exposure = gateway::with_existing_gateway_name(exposure, subjects);
                let listener = gateway::plan(&exposure, context.traffic(), &mut plan);
                route::plan(&exposure, &listener, subjects, &mut plan);
                Some(gateway_api::peers(&exposure))
            }
        };
        network_policy::plan(exposure, peers.as_ref(), service, &context, &mut plan);
        for object in &mut plan.added {
            service::put_into_same_release(service, object);
        }
        let taken: Vec<Diagnostic> = plan.added.iter().filter_map(|object| taken(object, subjects)).collect();
        if !taken.is_empty() {
            return Err(taken);
        }
        if let Some(wrapper) = wrapper_of(service) {
            plan.added = wrapping::wrap(std::mem::take(&mut plan.added), &wrapper, subjects)?;
        }
        if envelope == Envelope::ResourceList {
            for object in std::mem::take(&mut plan.added) {
                plan.append(service, &[PathSegment::Key("items".to_owned())], data(&object.fields()));
            }
        }
    }
    if let Some(anchor) = found.first().or_else(|| subjects.all.first()) {
        for object in beside {
            plan.append(anchor, &[PathSegment::Key("items".to_owned())], data(&object.fields()));
        }
    }
    if envelope == Envelope::Stream {
        for consumed in consumption::items(found) {
            plan.step(consumed, &consumed.prefix, Action::Remove);
        }
    }
    plan.carry_out()
}

/// The steps to take and the objects to add, before it is known whether the steps can be taken.
#[derive(Default)]
struct ApplyPlan<'s, 'd, 't> {
    steps: Vec<(&'s Subject<'d, 't>, EditStep)>,
    added: Vec<Object>,
}

impl<'s, 'd, 't> ApplyPlan<'s, 'd, 't> {
    /// Makes the value at a path contain what is desired.
    fn merge(&mut self, subject: &'s Subject<'d, 't>, path: &[PathSegment], desired: Value) {
        self.merge_exactly(subject, path, desired, &[]);
    }

    /// Makes the value at a path contain what is desired, and hold nothing else at the paths of `exact`.
    fn merge_exactly(
        &mut self,
        subject: &'s Subject<'d, 't>,
        path: &[PathSegment],
        desired: Value,
        exact: &'static [&'static [&'static str]],
    ) {
        self.step(subject, path, Action::Merge { desired, exact });
    }

    /// Adds an item to a list.
    fn append(&mut self, subject: &'s Subject<'d, 't>, path: &[PathSegment], item: Value) {
        self.step(subject, path, Action::Append { item });
    }

    fn step(&mut self, subject: &'s Subject<'d, 't>, path: &[PathSegment], action: Action) {
        self.steps.push((subject, EditStep { path: path.to_vec(), action }));
    }

    /// Works the edits out, document by document.
    fn carry_out(self) -> Result<Applied, Vec<Diagnostic>> {
        let subjects: Vec<_> = self.steps.iter().map(|(subject, _)| *subject).collect();
        let documents = document_groups(&subjects);
        let mut changes = Vec::new();
        let mut found = Vec::new();
        for of_document in documents.gather(self.steps) {
            let (subjects, steps): (Vec<_>, Vec<_>) = of_document.into_iter().unzip();
            let Some(&first) = subjects.first() else { continue };
            match in_steps(first.document, &steps, &LIMITS) {
                Ok(edits) if edits.is_empty() => {}
                Ok(edits) => changes.extend(place_of(first).map(|document| Change { document, edits })),
                Err((step, error)) => {
                    let diagnostic = edit_not_possible::diagnostic(&error);
                    found.push(subjects[step].place_at(diagnostic, &steps[step].path, error.span));
                }
            }
        }
        if found.is_empty() { Ok(Applied { changes, added: self.added }) } else { Err(found) }
    }
}

/// Gives the diagnostic of an object to add whose name another object has.
fn taken(object: &Object, subjects: &Subjects<'_, '_>) -> Option<Diagnostic> {
    let (kind, name) = (object.kind, object.metadata.name.as_deref().unwrap_or_default());
    let wanted = ObjectKind::of(group_of(&object.api_version), kind);
    let mut others = subjects.objects(wanted);
    let other = others.find(|other| other.name() == Some(name) && other.is_in_namespace_of(&subjects.backend))?;
    Some(other.place(
        edit_not_possible::name_is_taken(kind, name),
        &["metadata", "name"],
        other.get(&["metadata", "name"])?.span(),
    ))
}

/// Gives the place of a subject's document among its input's, which are in the order of their indexes.
fn place_of(subject: &Subject<'_, '_>) -> Option<usize> {
    let index = subject.document.raw().index;
    subject.input.documents.binary_search_by_key(&index, |document| document.raw().index).ok()
}

/// Gives the object to change among those that lead to the backend: the one that has the host, else the one with the
/// name that Portico would give, else the only one.
fn chosen<'s, 'd, 't>(
    candidates: &[&'s Subject<'d, 't>],
    exposure: &Exposure,
    has_host: &dyn Fn(&Subject<'d, 't>) -> bool,
) -> Option<&'s Subject<'d, 't>> {
    let find = |is_it: &dyn Fn(&Subject<'d, 't>) -> bool| candidates.iter().copied().find(|subject| is_it(subject));
    find(has_host)
        .or_else(|| find(&|subject| subject.name() == Some(&exposure.spec.backend.service)))
        .or_else(|| candidates.first().copied().filter(|_| candidates.len() == 1))
}
