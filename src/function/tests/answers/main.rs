//! The function's answers with the real component, without a server around it.

mod inputs;
mod reconciliations;
mod sizes;

use portico_function::Function;
use portico_function::json::{of_struct, to_struct};
use portico_function::protocol::v1::{
    Ready, RequestMeta, Resource, RunFunctionRequest, RunFunctionResponse, Severity, State, Status,
};
use portico_host::Interrupt;
use serde_json::{Value, json};

fn resource(object: &Value) -> Resource {
    Resource { resource: object.as_object().map(to_struct), ..Resource::default() }
}

fn exposure() -> Value {
    json!({
        "apiVersion": "portico.dev/v1alpha1",
        "kind": "Exposure",
        "spec": {"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws"},
    })
}

fn release() -> Value {
    let values =
        json!({"router": {"replicaCount": 2, "ratio": 0.25}, "odd": "\u{1}\u{7f}\u{2028}\u{feff}\"\\\t: # \u{1f600}"});
    let chart = json!({"name": "spaces", "repository": "oci://xpkg.upbound.io/spaces-artifacts", "version": "1.17.0"});
    json!({
        "apiVersion": "helm.crossplane.io/v1beta1",
        "kind": "Release",
        "spec": {"forProvider": {"chart": chart, "namespace": "upbound-system", "values": values}},
    })
}

fn composite() -> Value {
    json!({"apiVersion": "platform.example.org/v1alpha1", "kind": "XSpace", "metadata": {"name": "team-a"}})
}

fn config_map() -> Value {
    json!({"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "1"}})
}

fn request(input: Option<&Value>, desired: &[(&str, Value)]) -> RunFunctionRequest {
    let resources = desired.iter().map(|(name, object)| ((*name).to_owned(), resource(object)));
    RunFunctionRequest {
        meta: Some(RequestMeta { tag: "the tag".to_owned(), ..RequestMeta::default() }),
        observed: Some(State { composite: Some(resource(&composite())), ..State::default() }),
        input: input.and_then(Value::as_object).map(to_struct),
        context: json!({"another": "step"}).as_object().map(to_struct),
        desired: Some(State {
            composite: Some(resource(&json!({"status": {"by": "another step"}}))),
            resources: resources.collect(),
        }),
        ..RunFunctionRequest::default()
    }
}

fn answer(request: &RunFunctionRequest) -> RunFunctionResponse {
    let function = Function::new().expect("the component can be loaded");
    function.answer(request, &Interrupt::default()).expect("nobody stops it")
}

fn desired(response: &RunFunctionResponse, name: &str) -> Value {
    let resources = &response.desired.as_ref().expect("there is desired state").resources;
    of_struct(resources[name].resource.as_ref().expect("there is an object"))
}

/// Gives the status, the reason and the message of the condition that judges the Exposure.
fn condition(response: &RunFunctionResponse) -> (Status, &str, &str) {
    told(response, "ExposureValid")
}

/// Gives the status, the reason and the message of a condition.
fn told<'r>(response: &'r RunFunctionResponse, kind: &str) -> (Status, &'r str, &'r str) {
    let found = response.conditions.iter().find(|condition| condition.r#type == kind);
    let condition = found.unwrap_or_else(|| panic!("no {kind}: {:?}", response.conditions));
    (condition.status(), &condition.reason, condition.message.as_deref().unwrap_or_default())
}

/// Gives the reason and the message of the one result, which is fatal.
fn refusal(response: &RunFunctionResponse) -> (&str, &str) {
    let [result] = &response.results[..] else { panic!("one result: {:?}", response.results) };
    assert_eq!(result.severity(), Severity::Fatal);
    let reason = result.reason.as_deref().unwrap_or_default();
    assert_eq!(condition(response), (Status::ConditionFalse, reason, result.message.as_str()));
    (reason, &result.message)
}

#[test]
fn a_release_gets_the_values_and_keeps_its_own() {
    let asked = request(Some(&exposure()), &[("spaces", release()), ("other", config_map())]);
    let response = answer(&asked);
    assert_eq!(response.results, []);
    let mut expected = release();
    let mut values = desired(&response, "spaces")["spec"]["forProvider"]["values"].take();
    assert_eq!(values["externalTLS"]["host"], "proxy.acme.dev");
    let service = values["router"]["proxy"].take();
    assert_eq!(service["service"]["type"], "LoadBalancer");
    values["router"].as_object_mut().expect("it is a mapping").remove("proxy");
    values.as_object_mut().expect("it is a mapping").remove("externalTLS");
    assert_eq!(values, expected["spec"]["forProvider"]["values"].take());
    assert_eq!(desired(&response, "other"), config_map());
}

#[test]
fn what_is_not_its_own_is_passed_on() {
    let mut asked = request(Some(&exposure()), &[("spaces", release())]);
    let resources = &mut asked.desired.as_mut().expect("there is desired state").resources;
    resources.get_mut("spaces").expect("it is there").ready = Ready::True.into();
    resources.insert("empty".to_owned(), Resource { ready: Ready::False.into(), ..Resource::default() });
    let response = answer(&asked);
    assert_eq!(response.meta.as_ref().map(|meta| meta.tag.as_str()), Some("the tag"));
    assert_eq!(response.context, asked.context);
    let (before, after) = (asked.desired.expect("it is there"), response.desired.expect("it is there"));
    let status = of_struct(after.composite.expect("it is there").resource.as_ref().expect("there is an object"));
    assert_eq!(status["status"]["by"], "another step");
    assert_eq!(after.resources["empty"], before.resources["empty"]);
}

#[test]
fn the_same_call_has_the_same_answer_and_twice_is_once() {
    let once = answer(&request(Some(&exposure()), &[("spaces", release()), ("other", config_map())]));
    let again = answer(&request(Some(&exposure()), &[("spaces", release()), ("other", config_map())]));
    assert_eq!(once, again);
    let mut asked = request(Some(&exposure()), &[]);
    asked.desired.clone_from(&once.desired);
    assert_eq!(answer(&asked), once);
}

#[test]
fn a_call_without_tag_or_desired_state_is_answered() {
    let mut asked = request(None, &[]);
    (asked.meta, asked.desired) = (None, None);
    let response = answer(&asked);
    assert_eq!(response.meta.as_ref().map(|meta| meta.tag.as_str()), Some(""));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "MissingExposure");
    assert!(message.contains("`input`") && message.contains("`spec.exposure`"), "{message}");
}

#[test]
fn a_wrong_exposure_is_refused_with_every_error() {
    let mut wrong = exposure();
    wrong["spec"]["hots"] = json!("proxy.acme.dev");
    wrong["spec"]["access"] = json!("Public!");
    let response = answer(&request(Some(&wrong), &[("spaces", release())]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "InvalidExposure");
    let lines: Vec<&str> = message.lines().collect();
    assert_eq!(lines.len(), 2, "{message}");
    assert!(
        lines.iter().any(|line| line.starts_with("unknown-key: ") && line.contains("Did you mean `host`?")),
        "{message}"
    );
    assert!(lines.iter().any(|line| line.contains("(spec.access of the step's input): ")), "{message}");
    assert_eq!(desired(&response, "spaces"), release(), "nothing is taken");
}

#[test]
fn resources_pass_while_the_service_is_awaited() {
    let asked = request(Some(&exposure()), &[("other", config_map())]);
    let response = answer(&asked);
    assert_eq!(response.results, [], "a fatal result would let nothing be applied, so that it never comes");
    assert_eq!(desired(&response, "other"), config_map());
    let (status, reason, message) = condition(&response);
    assert_eq!((status, reason), (Status::ConditionUnknown, "AwaitingBackend"));
    assert!(message.contains("upbound-system/spaces-router") && message.contains("external: true"), "{message}");
    assert_eq!(told(&response, "Exposed").1, "AwaitingBackend");
    let composite = response.desired.as_ref().and_then(|desired| desired.composite.as_ref());
    assert_eq!(composite.expect("it is there").ready(), Ready::False);
}

#[test]
fn an_operation_is_told_that_this_is_no_function_for_it() {
    let response = answer(&RunFunctionRequest { observed: None, ..request(Some(&exposure()), &[]) });
    assert_eq!(refusal(&response).0, "NotAComposition");
}

#[test]
fn an_exposure_among_the_resources_is_refused_by_its_name() {
    let response = answer(&request(Some(&exposure()), &[("spaces", release()), ("second", exposure())]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "InvalidResources");
    assert!(message.contains("(resource `second`)"), "{message}");
}

#[test]
fn warnings_are_told_in_the_condition() {
    let mut warned = release();
    warned["spec"]["forProvider"]["values"]["externalTLS"] = json!({"hots": "proxy.acme.dev"});
    let response = answer(&request(Some(&exposure()), &[("spaces", warned)]));
    assert_eq!(response.results, [], "a result would be an event with every reconciliation");
    let (status, reason, message) = condition(&response);
    assert_eq!((status, reason), (Status::ConditionTrue, "ValidWithWarnings"));
    assert!(message.contains("(spec.forProvider.values.externalTLS.hots of resource `spaces`): "), "{message}");

    let response = answer(&request(Some(&exposure()), &[("spaces", release())]));
    assert_eq!(condition(&response), (Status::ConditionTrue, "Valid", ""));
}

#[test]
fn a_fatal_message_shows_what_a_terminal_would_obey() {
    let mut wrong = exposure();
    wrong["spec"]["cloud"] = json!("\u{1b}[2J\u{202e}\n::add-mask::x ##[group]");
    let response = answer(&request(Some(&wrong), &[("\u{1b}]0;a\u{7}\n::b", release())]));
    let (_, message) = refusal(&response);
    let obeyed = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
    assert!(message.chars().all(|letter| letter == '\n' || !letter.is_control()), "{message:?}");
    assert!(!message.contains('\u{202e}') && !message.lines().any(obeyed), "{message:?}");
}
