//! What an input may say beside the Exposure, and what isn't said.

use super::{answer, composite, condition, config_map, desired, exposure, refusal, release, request, resource, told};
use portico_function::json::to_struct;
use portico_function::protocol::v1::{Ready, RunFunctionRequest, RunFunctionResponse, State, Status};
use serde_json::{Value, json};

fn with(mut input: Value, settings: Value) -> Value {
    let Value::Object(settings) = settings else { panic!("it is a mapping") };
    input.as_object_mut().expect("it is one").extend(settings);
    input
}

fn service(metadata: &Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Service", "metadata": metadata,
        "spec": {"selector": {"app": "a"}, "ports": [{"port": 443, "targetPort": 8443}]},
    })
}

fn of_composite(composite: &Value, input: &Value, resources: &[(&str, Value)]) -> RunFunctionRequest {
    let observed = State { composite: Some(resource(composite)), ..State::default() };
    RunFunctionRequest { observed: Some(observed), ..request(Some(input), resources) }
}

fn names(response: &RunFunctionResponse) -> Vec<&str> {
    response.desired.iter().flat_map(|desired| desired.resources.keys().map(String::as_str)).collect()
}

#[test]
fn the_exposure_may_stand_elsewhere() {
    let mut input = exposure();
    input["spec"].as_object_mut().expect("it is one").remove("host");
    let mut composite = composite();
    composite["spec"] = json!({"exposure": "public", "edge": {"name": {"host": "a.acme.dev"}}});
    let asked = with(input.clone(), json!({"exposureFrom": {"fieldPath": "spec.edge.name"}}));
    let response = answer(&of_composite(&composite, &asked, &[("spaces", release())]));
    assert_eq!(
        desired(&response, "spaces")["spec"]["forProvider"]["values"]["externalTLS"]["host"],
        json!("a.acme.dev")
    );

    let asked = with(input.clone(), json!({"exposureFrom": {"context": "env", "fieldPath": "host.of"}}));
    let context = json!({"env": {"host": {"of": {"host": "b.acme.dev"}}}});
    let asked = RunFunctionRequest {
        context: context.as_object().map(to_struct),
        ..of_composite(&composite, &asked, &[("spaces", release())])
    };
    let host = desired(&answer(&asked), "spaces")["spec"]["forProvider"]["values"]["externalTLS"]["host"].take();
    assert_eq!(host, json!("b.acme.dev"));

    let response = answer(&of_composite(&composite, &input, &[("spaces", release())]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "InvalidExposure");
    assert!(message.contains("spec.exposure of the composite is not a mapping") && message.contains("exposureFrom"));
}

#[test]
fn two_composites_of_a_namespace_make_two_gateways() {
    let spec = json!({"host": "a.acme.dev", "method": "GatewayAPI", "controller": "istio"});
    let input = with(exposure(), json!({"spec": spec}));
    let gateway = |name: &str| {
        let composite = json!({"metadata": {"name": name, "namespace": "team"}});
        let service = service(&json!({"name": "spaces-router"}));
        let response = answer(&of_composite(&composite, &input, &[("router", service)]));
        let names: Vec<&str> = names(&response).into_iter().filter(|name| name.contains("gateway")).collect();
        let [only] = names[..] else { panic!("one Gateway: {:?}", self::names(&response)) };
        (only.to_owned(), desired(&response, only)["metadata"].clone())
    };
    assert_eq!(gateway("one").0, "portico-gateway-one");
    assert_eq!(gateway("two").1["name"], "two");
}

#[test]
fn the_backend_may_be_a_resource_of_the_composition() {
    let input = with(exposure(), json!({"backend": {"resource": "api"}}));
    let response = answer(&request(Some(&input), &[("api", service(&json!({"name": "api", "namespace": "shop"})))]));
    assert_eq!(desired(&response, "api")["spec"]["type"], "LoadBalancer");
    assert!(told(&response, "Exposed").2.contains("shop/api"), "{:?}", response.conditions);

    // Crossplane gives a name to what has none, and then it is known.
    let nameless = service(&json!({"namespace": "shop"}));
    let mut asked = request(Some(&input), &[("api", nameless)]);
    assert_eq!(condition(&answer(&asked)).1, "AwaitingBackend");
    let observed = resource(&service(&json!({"name": "api-x7", "namespace": "shop"})));
    asked.observed.as_mut().expect("it is there").resources.insert("api".to_owned(), observed);
    let response = answer(&asked);
    let service = desired(&response, "api");
    assert_eq!((&service["spec"]["type"], service["metadata"].get("name")), (&json!("LoadBalancer"), None));

    let response = answer(&request(Some(&input), &[("other", config_map())]));
    assert!(condition(&response).2.contains("resource `api`"), "{:?}", response.conditions);
    let response = answer(&request(Some(&input), &[("api", config_map())]));
    assert_eq!(refusal(&response).0, "InvalidInput");
}

#[test]
fn an_external_backend_gets_what_stands_in_front_of_it() {
    let spec = json!({"host": "a.acme.dev", "method": "Ingress", "controller": "traefik-nginx"});
    let settings = json!({"spec": spec, "backend": {"external": true}, "compose": {}});
    let response = answer(&request(Some(&with(exposure(), settings)), &[]));
    assert!(names(&response).contains(&"portico-ingress-spaces-router"), "{:?}", names(&response));
    assert!(condition(&response).2.contains("traefik/traefik"), "{:?}", response.conditions);

    let response = answer(&request(Some(&with(exposure(), json!({"backend": {"external": true}}))), &[]));
    assert!(refusal(&response).1.contains("LoadBalancer"));
}

#[test]
fn a_release_may_be_selected_whatever_its_chart_is_called() {
    let mut renamed = release();
    renamed["spec"]["forProvider"]["chart"]["name"] = json!("control-planes");
    renamed["metadata"] = json!({"labels": {"app": "spaces"}});
    assert_eq!(condition(&answer(&request(Some(&exposure()), &[("a", renamed.clone())]))).1, "AwaitingBackend");
    for selector in [json!({"resource": "a"}), json!({"matchLabels": {"app": "spaces"}})] {
        let input = with(exposure(), json!({"release": selector}));
        let response = answer(&request(Some(&input), &[("a", renamed.clone()), ("b", config_map())]));
        let values = desired(&response, "a")["spec"]["forProvider"]["values"].take();
        assert_eq!(values["externalTLS"]["host"], "proxy.acme.dev", "{selector}");
    }
}

#[test]
fn two_releases_are_one_too_many_unless_one_is_named() {
    let mut other = release();
    other["spec"]["forProvider"]["namespace"] = json!("b");
    let both = [("a", release()), ("b", other.clone())];
    assert!(refusal(&answer(&request(Some(&exposure()), &both))).1.contains("`a` and `b` install the Spaces chart"));
    for settings in [json!({"release": {"resource": "b"}}), json!({"backend": {"resource": "b"}})] {
        let response = answer(&request(Some(&with(exposure(), settings.clone())), &both));
        assert_eq!(desired(&response, "a"), release(), "{settings}");
        assert_ne!(desired(&response, "b"), other, "{settings}");
        assert!(told(&response, "Exposed").2.contains("b/spaces-router"), "{:?}", response.conditions);
    }
    let typo = with(exposure(), json!({"release": {"resource": "c"}}));
    assert_eq!(condition(&answer(&request(Some(&typo), &both))).1, "AwaitingBackend");
}

#[test]
fn what_is_misspelt_is_told_with_what_is_meant() {
    let input = with(exposure(), json!({"backend": {"resource": "ruoter"}}));
    let response = answer(&request(Some(&input), &[("router", service(&json!({"name": "a"})))]));
    assert!(condition(&response).2.ends_with("Did you mean `router`?"), "{:?}", response.conditions);
    let input = with(exposure(), json!({"exposureFrom": {"fieldPath": "spec.paramters.exposure"}}));
    let response = answer(&request(Some(&input), &[("spaces", release())]));
    assert!(condition(&response).2.contains("nothing stands at spec.paramters.exposure of the composite"));
}

#[test]
fn a_composite_of_a_namespace_composes_nothing_elsewhere() {
    let spec = json!({"host": "a.acme.dev", "method": "GatewayAPI", "controller": "envoy-gateway", "cloud": "aws"});
    let input = with(exposure(), json!({"spec": spec, "compose": {}}));
    let composite = json!({"metadata": {"name": "a", "namespace": "team"}});
    let response = answer(&of_composite(&composite, &input, &[("spaces", release())]));
    assert_eq!(names(&response), ["spaces"], "Crossplane refuses a GatewayClass, and moves an EnvoyProxy");
    let (_, reason, message) = condition(&response);
    assert!(reason == "ValidWithPrerequisites" && message.contains("the GatewayClass"), "{message}");
}

#[test]
fn two_composites_make_two_classes() {
    let spec = json!({"host": "a.acme.dev", "method": "GatewayAPI", "controller": "envoy-gateway", "cloud": "aws"});
    let input = with(exposure(), json!({"spec": spec, "compose": {}}));
    let of = |name: &str| answer(&of_composite(&json!({"metadata": {"name": name}}), &input, &[("spaces", release())]));
    let (one, two) = (of("one"), of("two"));
    let added = |response: &RunFunctionResponse| -> Vec<String> {
        names(response).into_iter().filter(|name| *name != "spaces").map(str::to_owned).collect()
    };
    assert_eq!(added(&one), ["portico-envoyproxy-one-proxy-config", "portico-gatewayclass-one"]);
    assert_eq!(added(&two).iter().filter(|name| added(&one).contains(name)).count(), 0);
    assert_eq!(desired(&one, "portico-gatewayclass-one")["spec"]["parametersRef"]["name"], "one-proxy-config");
}

#[test]
fn a_target_port_of_zero_was_an_internal_error() {
    let mut service = service(&json!({"name": "spaces-router", "namespace": "upbound-system"}));
    service["spec"]["ports"][0]["targetPort"] = json!(0);
    let response = answer(&request(Some(&exposure()), &[("router", service)]));
    assert_eq!(response.results, [], "{:?}", response.results);
}

#[test]
fn what_an_earlier_step_calls_unready_stays_so() {
    let mut asked = request(Some(&exposure()), &[("spaces", release())]);
    let resources = &mut asked.desired.as_mut().expect("it is there").resources;
    resources.get_mut("spaces").expect("it is there").ready = Ready::False.into();
    let mut ready = release();
    ready["status"] = json!({"conditions": [{"type": "Ready", "status": "True"}]});
    asked.observed.as_mut().expect("it is there").resources.insert("spaces".to_owned(), resource(&ready));
    let response = answer(&asked);
    let resources = &response.desired.as_ref().expect("there is desired state").resources;
    assert_eq!(resources["spaces"].ready(), Ready::False);
}

#[test]
fn a_set_that_contradicts_is_refused_by_its_resource() {
    let mut contradicting = release();
    contradicting["spec"]["forProvider"]["set"] = json!([{"name": "externalTLS.host", "value": "other.acme.dev"}]);
    let response = answer(&request(Some(&exposure()), &[("spaces", contradicting)]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "InvalidResources");
    assert!(message.contains("spec.forProvider.set[0]") && message.contains("resource `spaces`"), "{message}");
}

#[test]
fn what_is_left_out_is_named_in_the_condition() {
    let mut input = exposure();
    input["spec"]["ignore"] = json!([{"rule": "idle-timeout-at-default", "reason": "no watches\nhere"}]);
    let response = answer(&request(Some(&input), &[("spaces", release())]));
    let (status, reason, message) = condition(&response);
    assert_eq!((status, reason), (Status::ConditionTrue, "ValidWithIgnoredRules"));
    assert!(message.contains("idle-timeout-at-default (no watches here)"), "{message}");
}

#[test]
fn an_unknown_setting_is_refused_with_the_one_that_is_meant() {
    let response = answer(&request(Some(&with(exposure(), json!({"exposureFrm": {}}))), &[]));
    let (reason, message) = refusal(&response);
    assert_eq!(reason, "InvalidInput");
    assert!(message.contains("Did you mean `exposureFrom`?"), "{message}");
}

#[test]
fn objects_that_are_composed_reach_another_cluster() {
    let spec = json!({"host": "a.acme.dev", "method": "GatewayAPI", "controller": "envoy-gateway", "cloud": "aws"});
    let compose = json!({"as": "Object", "providerConfigRef": {"kind": "ClusterProviderConfig", "name": "edge"}});
    let input = with(exposure(), json!({"spec": spec, "compose": compose}));
    let composite = json!({"metadata": {"name": "a", "namespace": "team"}});
    let response = answer(&of_composite(&composite, &input, &[("spaces", release())]));
    let objects: Vec<Value> = names(&response)
        .into_iter()
        .filter(|name| name.starts_with("portico-"))
        .map(|name| desired(&response, name))
        .collect();
    assert_eq!(objects.len(), 4, "{:?}", names(&response));
    for object in objects {
        assert_eq!(object["apiVersion"], "kubernetes.m.crossplane.io/v1alpha1");
        assert_eq!(object["spec"]["providerConfigRef"]["name"], "edge");
    }
}
