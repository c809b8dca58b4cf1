//! The Exposure of a call: the pipeline step's input, the fields that are laid over it, and what the composite implies.
//!
//! Whether it is valid, and what it means, is decided by the component.

use crate::composite::Composite;
use crate::fatal_result::FatalResult;
use crate::json;
use crate::merge::merge;
use crate::protocol::v1::RunFunctionRequest;
use crate::settings::{ExposureFrom, Settings};
use crate::wording;
use portico_host::types::PathSegment;
use serde_json::{Map, Value, json};

const GROUP: &str = "portico.dev/";
const API_VERSION: &str = "portico.dev/v1alpha1";
const KIND: &str = "Exposure";

/// An Exposure, and the origin of its fields.
#[derive(Debug)]
pub(crate) struct GivenExposure {
    document: Value,
    /// The fields that are laid over those of the input, where there are any.
    over: Option<Over>,
    has_input: bool,
    /// The fields that neither gave, by their paths, each with the name of its origin.
    implied: Vec<(&'static [&'static str], String)>,
    /// What is to be said of the place that the input names.
    remark: Option<String>,
}

/// Fields that are laid over those of the input.
#[derive(Debug)]
struct Over {
    fields: Value,
    /// Their place, as people know it.
    place: String,
    /// What the place is in.
    of: &'static str,
}

/// Takes the settings out of a call's input, and gives the Exposure of the rest.
///
/// # Errors
///
/// Where the input is no Exposure, or there is none at all.
pub(crate) fn of_call(
    request: &RunFunctionRequest,
    composite: &Composite,
) -> Result<(GivenExposure, Settings), FatalResult> {
    let mut input = request.input.as_ref().map(json::of_struct);
    if let Some(input) = input.as_ref().filter(|input| !is_exposure(input)) {
        return Err(FatalResult::other_input(&kind_of(input)));
    }
    let settings = Settings::take(input.as_mut().and_then(Value::as_object_mut).unwrap_or(&mut Map::new()))?;
    let over = over(request, composite, &settings.exposure_from)?;
    let has_input = input.is_some();
    let mut document = match (input, &over) {
        (None, None) => return Err(FatalResult::no_exposure()),
        (Some(input), _) => input,
        (None, Some(_)) => json!({"apiVersion": API_VERSION, "kind": KIND}),
    };
    if let Some(over) = &over {
        merge(&mut document, &json!({"spec": over.fields}));
    }
    let from = &settings.exposure_from;
    let remark = (over.is_none() && from.is_named).then(|| {
        let of = from.context.as_ref().map_or("the composite".to_owned(), |key| format!("`{key}` of the context"));
        format!("nothing stands at {} of {of}, which the input's `exposureFrom` names", from.field_path.text())
    });
    Ok((GivenExposure { document, over, has_input, implied: Vec::new(), remark }, settings))
}

impl GivenExposure {
    /// Gives the whole object, sorted: its fields come from hash maps, and the same call has the same text.
    pub(crate) fn document(&self) -> Value {
        let mut document = self.document.clone();
        document.sort_all_objects();
        document
    }

    /// Gives what is to be said of the place that the input names: that nothing stands there.
    pub(crate) fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Gives the value at a path of keys below the spec.
    pub(crate) fn spec(&self, keys: &[&str]) -> Option<&Value> {
        let value = keys.iter().try_fold(self.document.get("spec")?, |value, key| value.get(key))?;
        (!value.is_null()).then_some(value)
    }

    /// Sets a field that isn't given, and remembers where its value comes from.
    pub(crate) fn imply(&mut self, path: &'static [&'static str], value: Value, origin: &str) {
        if !is_there(&self.document, &path.iter().map(|&key| PathSegment::Key(key.to_owned())).collect::<Vec<_>>()) {
            self.set(path, value, origin);
        }
    }

    /// Takes back a field that was implied; false where it was given.
    pub(crate) fn withdraw(&mut self, path: &[&str]) -> bool {
        let Some(place) = self.implied.iter().position(|(implied, _)| *implied == path) else { return false };
        self.implied.remove(place);
        let nested = path.iter().rev().fold(Value::Null, |value, key| json!({*key: value}));
        merge(&mut self.document, &nested);
        true
    }

    /// Sets a field, whatever was given, and remembers where its value comes from.
    pub(crate) fn set(&mut self, path: &'static [&'static str], value: Value, origin: &str) {
        let nested = path.iter().rev().fold(value, |value, key| json!({*key: value}));
        merge(&mut self.document, &nested);
        self.implied.push((path, origin.to_owned()));
    }

    /// Names a place in it, so that people know where to fix it.
    pub(crate) fn place(&self, path: &[PathSegment]) -> String {
        let is_at = |(implied, _): &&(&[&str], String)| {
            implied.len() <= path.len()
                && implied
                    .iter()
                    .zip(path)
                    .all(|(key, segment)| matches!(segment, PathSegment::Key(named) if named == key))
        };
        if let Some((_, origin)) = self.implied.iter().rev().find(is_at) {
            return format!("{}, which comes from {origin}", wording::path(path));
        }
        let given = self.over.as_ref().and_then(|over| {
            let (PathSegment::Key(spec), below) = path.split_first()? else { return None };
            let is_given = !self.has_input || !below.is_empty() && is_there(&over.fields, below);
            (spec == "spec" && is_given).then_some((over, below))
        });
        match given {
            Some((Over { place, of, .. }, below)) => format!("{place}{} of {of}", wording::continued_path(below)),
            None if path.is_empty() => "the step's input".to_owned(),
            None => format!("{} of the step's input", wording::path(path)),
        }
    }
}

/// Finds the fields that are laid over those of the input.
fn over(request: &RunFunctionRequest, composite: &Composite, from: &ExposureFrom) -> Result<Option<Over>, FatalResult> {
    let ExposureFrom { context, field_path, is_named } = from;
    let place = field_path.text();
    let (found, place, of) = match context {
        None => (field_path.find(composite.object()).cloned(), place.to_owned(), "the composite"),
        Some(key) => {
            let value = request.context.as_ref().and_then(|context| context.fields.get(key)).map(json::of_value);
            (value.and_then(|value| field_path.find(&value).cloned()), format!("{place} of `{key}`"), "the context")
        }
    };
    match found {
        None | Some(Value::Null) => Ok(None),
        Some(fields @ Value::Object(_)) => Ok(Some(Over { fields, place, of })),
        Some(_) => Err(FatalResult::no_mapping(&place, of, *is_named)),
    }
}

fn is_exposure(input: &Value) -> bool {
    input["kind"] == KIND && input["apiVersion"].as_str().is_some_and(|version| version.starts_with(GROUP))
}

/// Describes an input by its kind and its apiVersion.
fn kind_of(input: &Value) -> String {
    let text = |key: &str| input[key].as_str().filter(|text| !text.is_empty()).unwrap_or("none");
    format!("kind {}, apiVersion {}", text("kind"), text("apiVersion"))
}

fn is_there(value: &Value, path: &[PathSegment]) -> bool {
    let found = path.iter().try_fold(value, |value, segment| match segment {
        PathSegment::Key(key) => value.get(key),
        PathSegment::Index(index) => value.get(usize::try_from(*index).ok()?),
    });
    found.is_some_and(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use super::{GivenExposure, of_call};
    use crate::composite::Composite;
    use crate::json::to_struct;
    use crate::protocol::v1::{Resource, RunFunctionRequest, State};
    use portico_host::types::PathSegment;
    use serde_json::{Value, json};

    fn given(input: Option<&Value>, composite: &Value) -> Result<GivenExposure, String> {
        let object = |value: &Value| value.as_object().map(to_struct);
        let composite = Resource { resource: object(composite), ..Resource::default() };
        let request = RunFunctionRequest {
            input: input.and_then(object),
            observed: Some(State { composite: Some(composite), ..State::default() }),
            ..RunFunctionRequest::default()
        };
        let composite = Composite::of(&request).expect("there is one");
        of_call(&request, &composite).map(|(given, _)| given).map_err(|result| result.reason.to_owned())
    }

    fn input(spec: &Value) -> Value {
        json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec})
    }

    fn keys(keys: &[&str]) -> Vec<PathSegment> {
        keys.iter().map(|&key| PathSegment::Key(key.to_owned())).collect()
    }

    #[test]
    fn the_composite_is_laid_over_the_input() {
        let input = input(&json!({"method": "LoadBalancer", "targets": {"spaces": "1.17"}, "host": "a.acme.dev"}));
        let composite = json!({"spec": {"exposure": {"host": "b.acme.dev", "targets": {"kubernetes": "1.33"}}}});
        let given = given(Some(&input), &composite).expect("there is one");
        let expected = json!({"host": "b.acme.dev", "method": "LoadBalancer", "targets": {"kubernetes": "1.33", "spaces": "1.17"}});
        assert_eq!(given.document()["spec"], expected);
        assert_eq!(given.place(&keys(&["spec", "host"])), "spec.exposure.host of the composite");
        assert_eq!(given.place(&keys(&["spec", "method"])), "spec.method of the step's input");
        assert_eq!(given.place(&keys(&["spec", "targets", "spaces"])), "spec.targets.spaces of the step's input");
        assert_eq!(given.place(&keys(&["spec"])), "spec of the step's input");
        assert_eq!(given.place(&[]), "the step's input");
    }

    #[test]
    fn either_is_enough() {
        let alone = given(Some(&input(&json!({"host": "a.acme.dev"}))), &json!({"spec": {}}));
        assert_eq!(alone.expect("there is one").document()["spec"], json!({"host": "a.acme.dev"}));
        let composite = json!({"spec": {"exposure": {"host": "b.acme.dev"}}});
        let alone = given(None, &composite).expect("there is one");
        assert_eq!(alone.document(), input(&json!({"host": "b.acme.dev"})));
        assert_eq!(alone.place(&keys(&["spec"])), "spec.exposure of the composite");
        assert_eq!(alone.place(&keys(&["spec", "method"])), "spec.exposure.method of the composite");
    }

    #[test]
    fn neither_is_refused_and_so_is_another_kind() {
        assert_eq!(given(None, &json!({})).expect_err("there is none"), "MissingExposure");
        assert_eq!(given(None, &json!({"spec": {"exposure": null}})).expect_err("there is none"), "MissingExposure");
        for other in [
            json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Input"}),
            json!({"apiVersion": "example.org/v1", "kind": "Exposure"}),
            json!({"spec": {"host": "a.acme.dev"}}),
        ] {
            assert_eq!(given(Some(&other), &json!({})).expect_err("it is another"), "InvalidInput", "{other}");
        }
    }

    #[test]
    fn a_null_of_the_composite_unsets() {
        let input = input(&json!({"host": "a.acme.dev", "tls": {"secretName": "a"}, "cloud": "aws"}));
        let composite = json!({"spec": {"exposure": {"tls": null, "cloud": null}}});
        let given = given(Some(&input), &composite).expect("there is one");
        assert_eq!(given.document()["spec"], json!({"host": "a.acme.dev"}));
    }

    #[test]
    fn another_place_can_be_named() {
        let mut input = input(&json!({"method": "LoadBalancer"}));
        input["exposureFrom"] = json!({"fieldPath": "spec.parameters[\"edge\"]"});
        let composite = json!({"spec": {"parameters": {"edge": {"host": "c.acme.dev"}}, "exposure": "public"}});
        let given = given(Some(&input), &composite).expect("there is one");
        assert_eq!(given.document()["spec"], json!({"host": "c.acme.dev", "method": "LoadBalancer"}));
        assert_eq!(given.place(&keys(&["spec", "host"])), "spec.parameters[\"edge\"].host of the composite");
    }

    #[test]
    fn what_is_no_mapping_is_refused() {
        let input = input(&json!({"host": "a.acme.dev"}));
        let composite = json!({"spec": {"exposure": "public"}});
        assert_eq!(given(Some(&input), &composite).expect_err("it is a word"), "InvalidExposure");
    }

    #[test]
    fn an_implied_field_gives_way_and_tells_its_origin() {
        let mut given = given(Some(&input(&json!({"backend": {"port": 8443}}))), &json!({})).expect("there is one");
        given.imply(&["spec", "backend", "namespace"], json!("team-a"), "the composite's namespace");
        given.imply(&["spec", "backend", "port"], json!(443), "nowhere");
        assert_eq!(given.document()["spec"]["backend"], json!({"namespace": "team-a", "port": 8443}));
        let place = given.place(&keys(&["spec", "backend", "namespace"]));
        assert_eq!(place, "spec.backend.namespace, which comes from the composite's namespace");
        assert_eq!(given.place(&keys(&["spec", "backend", "port"])), "spec.backend.port of the step's input");
    }
}
