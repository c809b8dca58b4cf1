//! Composing: an Exposure applied to the resources of a composition, with what its method needs beside them.

use super::{Envelope, Options, Task, apply};
use crate::exposure::{Exposure, Method};
use crate::finding::{Diagnostic, Edit, Source};
use crate::methods::objects::Object;
use crate::methods::objects::wrapper;
use crate::methods::{gateway_api, ingress};
use crate::reading::recognize::group_of;
use crate::reading::subject::{Subject, Subjects};
use crate::render::{Content, Need, needs, written};
use crate::report::{Format, Report};
use crate::rules::value_not_allowed;
use crate::validate::answer::answer;
use std::cell::RefCell;

/// The options of composing.
#[derive(Debug, Clone, Default)]
pub struct ComposeOptions {
    /// The items, by their indexes, that are provider-helm releases of the Spaces chart whatever their chart is called;
    /// where any is named, no other one is.
    pub spaces_releases: Vec<u32>,
    /// Whether the backend's Service is never among the resources. The method's own objects are composed then, too.
    pub is_backend_external: bool,
    /// Whether the objects that the method needs are composed.
    pub composes: bool,
    /// The composite's namespace: Crossplane puts everything that it composes there. Absent for a composite of the cluster.
    pub namespace: Option<String>,
    /// The `Object` of provider-kubernetes that each of them stands in; absent, they stand for themselves.
    pub wrapper: Option<Wrapper>,
    /// The formats in which the report is written, too.
    pub report_formats: Vec<Format>,
}

/// The form of the `Object`s of provider-kubernetes that objects are composed in.
#[derive(Debug, Clone)]
pub struct Wrapper {
    /// Their API version.
    pub api_version: String,
    /// Their namespace; absent, Crossplane gives them the composite's.
    pub namespace: Option<String>,
    /// Their `providerConfigRef`, which names the cluster, as JSON.
    pub provider_config_ref: String,
}

/// Something that must exist beside the resources, and isn't composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// A noun phrase that names it.
    pub title: String,
    /// Those who must see to it.
    pub owner: String,
}

/// The resources of a composition, exposed.
#[derive(Debug, Clone, Default)]
pub struct Composed {
    /// The edits of the list in the order of its text, without overlap. Each added item comes last.
    pub edits: Vec<Edit>,
    /// The Exposure as it was applied, as YAML: with its defaults, and with what the resources tell.
    pub exposure: String,
    /// The items that it exposes, by their indexes: the backend's Service, or the release that makes it.
    pub exposed_items: Vec<u32>,
    /// What must exist beside them, and isn't composed.
    pub outstanding: Vec<Outstanding>,
    /// Warnings and advice: an error gives no result.
    pub report: Report,
}

/// Applies the Exposure of a `ResourceList` to its items, and adds what the method needs beside them.
///
/// Composing twice gives the same as composing once.
///
/// # Errors
///
/// A report in which at least one diagnostic is an error: no part of the list may be used then.
pub fn compose(list: &Source, options: &ComposeOptions) -> Result<Composed, Report> {
    let composed = answer(&[list], &options.report_formats, || {
        let wrapper = options.wrapper.as_ref().map(|wrapper| read(wrapper, list)).transpose()?;
        let told = RefCell::new(Composed::default());
        let beside = |exposure: &Exposure, subjects: &Subjects<'_, '_>| {
            let (objects, outstanding) = divided(exposure, subjects, options);
            told.replace(Composed {
                exposure: written(&apply::with_existing_names(exposure, subjects)),
                exposed_items: apply::exposed_items(exposure, subjects),
                outstanding,
                ..Composed::default()
            });
            let in_place = |object| match &wrapper {
                Some(wrapper) => wrapper.wrap(object),
                None => object,
            };
            objects.into_iter().map(in_place).filter(|object| !is_there(object, subjects)).collect()
        };
        let core = Options {
            envelope: Envelope::ResourceList,
            strict: true,
            spaces_releases: options.spaces_releases.clone(),
            ..Options::default()
        };
        let is_backend_external = options.is_backend_external;
        let task = Task { is_backend_external, beside: Some(&beside), ..Task::of(list, &core) };
        let (edits, found) = task.carry_out()?;
        Ok((Composed { edits, ..told.take() }, found))
    });
    composed.map(|(composed, report)| Composed { report, ..composed })
}

fn read(wrapper: &Wrapper, list: &Source) -> Result<wrapper::Wrapper, Vec<Diagnostic>> {
    let Wrapper { api_version, namespace, provider_config_ref } = wrapper;
    let reference = serde_json::from_str(provider_config_ref).map_err(|_| {
        let found = Diagnostic::of(&value_not_allowed::RULE, "the `providerConfigRef` is not JSON");
        vec![Diagnostic { source: list.name.clone(), ..found }]
    })?;
    Ok(wrapper::Wrapper::new(api_version, namespace.as_deref(), Some(reference)))
}

/// Divides what the method needs into the objects to compose and the rest. An object that is there already is neither.
fn divided(
    exposure: &Exposure,
    subjects: &Subjects<'_, '_>,
    options: &ComposeOptions,
) -> (Vec<Object>, Vec<Outstanding>) {
    let (mut objects, mut outstanding) = (Vec::new(), Vec::new());
    if options.composes && options.is_backend_external {
        objects = match exposure.spec.method {
            Method::LoadBalancer => Vec::new(),
            Method::Ingress => ingress::manifests(exposure),
            Method::GatewayAPI => gateway_api::manifests(exposure),
        };
    }
    for Need { owner, title, content, .. } in needs(exposure) {
        match content {
            Content::Object(object) if is_there(&object, subjects) => {}
            // The method's own Gateway may be among what it needs.
            Content::Object(object) if options.composes && can_be_composed(&object, options) => {
                if !objects.iter().any(|other| is_same(&object, other)) {
                    objects.push(*object);
                }
            }
            Content::Object(_) | Content::Text(_) => outstanding.push(Outstanding { title, owner }),
        }
    }
    objects.retain(|object| !is_there(object, subjects));
    (objects, outstanding)
}

/// Whether Crossplane would leave the object where it belongs.
fn can_be_composed(object: &Object, options: &ComposeOptions) -> bool {
    options.wrapper.is_some() || options.namespace.is_none() || options.namespace == object.metadata.namespace
}

fn is_same(one: &Object, other: &Object) -> bool {
    one.kind == other.kind
        && one.api_version == other.api_version
        && one.metadata.name == other.metadata.name
        && one.metadata.namespace == other.metadata.namespace
}

/// Whether an object of the same kind, namespace and name is among the subjects.
fn is_there(object: &Object, subjects: &Subjects<'_, '_>) -> bool {
    let is_it = |subject: &Subject<'_, '_>| {
        subject.text(&["kind"]) == Some(object.kind)
            && subject.text(&["apiVersion"]).map(group_of) == Some(group_of(&object.api_version))
            && subject.name() == object.metadata.name.as_deref()
            && subject.namespace().is_none_or(|namespace| Some(namespace) == object.metadata.namespace.as_deref())
    };
    subjects.all.iter().any(is_it)
}
