//! The Exposure of a call: the pipeline step's input, and the fields of the composite that are laid over it.
//!
//! Whether it is valid, and what it means, is decided by the component.

use crate::fatal_result::FatalResult;
use crate::json;
use crate::merge::merge;
use crate::protocol::v1::RunFunctionRequest;
use crate::wording;
use portico_host::types::PathSegment;
use serde_json::{Value, json};

const GROUP: &str = "portico.dev/";
const API_VERSION: &str = "portico.dev/v1alpha1";
const KIND: &str = "Exposure";

/// An Exposure, and the origin of its fields.
#[derive(Debug)]
pub(crate) struct GivenExposure {
    document: Value,
    /// The composite's `spec.exposure`, where it is a mapping.
    of_composite: Option<Value>,
    has_input: bool,
}

impl GivenExposure {
    /// Puts together the Exposure that a call gives.
    pub(crate) fn of(request: &RunFunctionRequest) -> Result<Self, FatalResult> {
        let input = request.input.as_ref().map(json::of_struct);
        let of_composite = of_composite(request);
        let has_input = input.is_some();
        if let Some(input) = input.as_ref().filter(|input| !is_exposure(input)) {
            return Err(FatalResult::other_input(&kind_of(input)));
        }
        let mut document = match (input, &of_composite) {
            (None, None) => return Err(FatalResult::no_exposure()),
            (Some(input), _) => input,
            (None, Some(_)) => json!({"apiVersion": API_VERSION, "kind": KIND}),
        };
        if let Some(fields) = &of_composite {
            merge(&mut document, &json!({"spec": fields}));
        }
        // The fields come from hash maps: sorted, the same call has the same text.
        document.sort_all_objects();
        Ok(Self { document, of_composite, has_input })
    }

    /// Gives the whole object.
    pub(crate) fn document(&self) -> &Value {
        &self.document
    }

    /// Names a place in it, so that people know where to fix it.
    pub(crate) fn place(&self, path: &[PathSegment]) -> String {
        let given_by_composite = self.of_composite.as_ref().and_then(|fields| {
            let (PathSegment::Key(spec), below) = path.split_first()? else { return None };
            (spec == "spec" && (!self.has_input || !below.is_empty() && is_there(fields, below))).then_some(below)
        });
        match given_by_composite {
            Some(below) => format!("spec.exposure{} of the composite", wording::continued_path(below)),
            None if path.is_empty() => "the step's input".to_owned(),
            None => format!("{} of the step's input", wording::path(path)),
        }
    }
}

fn of_composite(request: &RunFunctionRequest) -> Option<Value> {
    let composite = request.observed.as_ref()?.composite.as_ref()?.resource.as_ref()?;
    let mut fields = json::of_value(composite.fields.get("spec")?);
    fields.get_mut("exposure").map(Value::take).filter(Value::is_object)
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
    use super::GivenExposure;
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
        GivenExposure::of(&request).map_err(|result| result.reason.to_owned())
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
        let alone = given(Some(&input(&json!({"host": "a.acme.dev"}))), &json!({"spec": {"exposure": "public"}}));
        assert_eq!(alone.expect("there is one").document()["spec"], json!({"host": "a.acme.dev"}));
        let composite = json!({"spec": {"exposure": {"host": "b.acme.dev"}}});
        let alone = given(None, &composite).expect("there is one");
        assert_eq!(alone.document(), &input(&json!({"host": "b.acme.dev"})));
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
}
