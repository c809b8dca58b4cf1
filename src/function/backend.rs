//! The backend of a call, as the composition names it.

use crate::composite::Composite;
use crate::exposure::GivenExposure;
use crate::fatal_result::FatalResult;
use crate::json;
use crate::protocol::v1::RunFunctionRequest;
use crate::resource_list::Objects;
use crate::settings::BackendFrom;
use portico_text::nearest;
use serde_json::Value;

/// The groups of provider-kubernetes.
const PROVIDER_KUBERNETES: [&str; 2] = ["kubernetes.crossplane.io/", "kubernetes.m.crossplane.io/"];

/// Whether the Exposure's backend is known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    /// It is in the Exposure.
    Known,
    /// It isn't yet, and the sentence says what is awaited.
    Awaited(String),
}

/// Completes the Exposure with the backend that the settings name, and with the composite's namespace.
pub(crate) fn complete(
    exposure: &mut GivenExposure,
    from: &BackendFrom,
    request: &RunFunctionRequest,
    desired: &Objects<'_>,
    composite: &Composite,
) -> Result<Backend, FatalResult> {
    let known = match from {
        BackendFrom::Resource(resource) => of_resource(exposure, resource, request, desired)?,
        BackendFrom::External if exposure.spec(&["method"]).and_then(Value::as_str) == Some("LoadBalancer") => {
            return Err(FatalResult::external_load_balancer());
        }
        BackendFrom::Exposure | BackendFrom::External => Backend::Known,
    };
    if exposure.spec(&["release", "namespace"]).is_none() && exposure.spec(&["backend", "namespace"]).is_none() {
        let service = exposure.spec(&["backend", "service"]).and_then(Value::as_str).unwrap_or(SPACES);
        let composed = namespace_of_service(service, desired);
        let of_composite = || Some((composite.namespace()?.to_owned(), "the composite's namespace".to_owned()));
        if let Some((namespace, origin)) = composed.or_else(of_composite) {
            exposure.imply(&["spec", "backend", "namespace"], namespace.into(), &origin);
        }
    }
    Ok(known)
}

/// The Service of Spaces, which is the backend unless another is named.
pub(crate) const SPACES: &str = "spaces-router";

/// Gives the namespace that a composed Service of this name says, with its origin.
fn namespace_of_service(name: &str, desired: &Objects<'_>) -> Option<(String, String)> {
    desired.iter().find_map(|(resource, object)| {
        let object = inner(object);
        let is_it = object["kind"] == "Service" && object["metadata"]["name"] == name;
        let namespace = object["metadata"]["namespace"].as_str().filter(|_| is_it)?;
        Some((namespace.to_owned(), format!("resource `{resource}`")))
    })
}

/// Takes the backend from a composition resource: as it is desired, else as it is observed.
fn of_resource(
    exposure: &mut GivenExposure,
    name: &str,
    request: &RunFunctionRequest,
    desired: &Objects<'_>,
) -> Result<Backend, FatalResult> {
    let observed = request.observed.as_ref().and_then(|observed| json::of_resource(observed.resources.get(name)?));
    let (desired, observed) = (desired.get(name).map(inner), observed.as_ref().map(inner));
    let Some(object) = desired.or(observed) else {
        let meant =
            nearest(name, request.desired.iter().flat_map(|desired| desired.resources.keys().map(String::as_str)));
        let meant = meant.map(|meant| format!(". Did you mean `{meant}`?")).unwrap_or_default();
        return Ok(Backend::Awaited(format!(
            "resource `{name}`, which the input's `backend` names, is not composed yet: no step before this one desires \
             it{meant}"
        )));
    };
    match object["kind"].as_str() {
        Some("Release") => return Ok(Backend::Known),
        Some("Service") if object["apiVersion"] == "v1" => {}
        kind => return Err(FatalResult::no_backend(name, kind.unwrap_or("unknown"))),
    }
    let origin = format!("resource `{name}`");
    let metadata = |key: &str| {
        let of = |object: Option<&Value>| object?["metadata"][key].as_str().map(str::to_owned);
        of(desired).or_else(|| of(observed))
    };
    let Some(service) = metadata("name") else {
        return Ok(Backend::Awaited(format!(
            "resource `{name}`, which the input's `backend` names, has no `metadata.name`, and gets one when it is created"
        )));
    };
    exposure.set(&["spec", "backend", "service"], service.into(), &origin);
    if let Some(namespace) = metadata("namespace") {
        exposure.set(&["spec", "backend", "namespace"], namespace.into(), &origin);
    }
    Ok(Backend::Known)
}

/// Whether an object is an `Object` of provider-kubernetes.
pub(crate) fn is_wrapper(object: &Value) -> bool {
    let group = object["apiVersion"].as_str().unwrap_or_default();
    object["kind"] == "Object" && PROVIDER_KUBERNETES.iter().any(|of| group.starts_with(of))
}

/// Gives the object that an `Object` of provider-kubernetes holds, or the object itself.
pub(crate) fn inner(object: &Value) -> &Value {
    if is_wrapper(object) { &object["spec"]["forProvider"]["manifest"] } else { object }
}
