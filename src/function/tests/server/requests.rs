//! The requests of these tests.

use portico_function::json::to_struct;
use portico_function::protocol::v1::{Resource, RunFunctionRequest, State};
use serde_json::{Value, json};

/// Makes a request whose one resource has the word as its kind.
pub fn request(word: &str) -> RunFunctionRequest {
    let object = |value: &Value| value.as_object().map(to_struct);
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": {}});
    let resource = Resource { resource: object(&json!({"kind": word})), ..Resource::default() };
    let composite = Resource { resource: object(&json!({"kind": "XSpace"})), ..Resource::default() };
    RunFunctionRequest {
        input: object(&exposure),
        observed: Some(State { composite: Some(composite), ..State::default() }),
        desired: Some(State { resources: [("it".to_owned(), resource)].into(), ..State::default() }),
        ..RunFunctionRequest::default()
    }
}

/// Makes a request that is answered at once.
pub fn small() -> RunFunctionRequest {
    request("ConfigMap")
}

/// Makes a request that is never answered.
pub fn endless() -> RunFunctionRequest {
    request(portico_stubborn::Word::Loop.text())
}
