//! A composite over several reconciliations: what Crossplane keeps of an answer is what the next call is given.

use super::{answer, composite, desired, exposure, release, request, resource, told};
use portico_function::json::{of_struct, to_struct};
use portico_function::protocol::v1::{
    Capability, Ready, Resources, RunFunctionRequest, RunFunctionResponse, Severity, State,
};
use serde_json::{Value, json};

/// The composite as Crossplane keeps it.
struct Kept {
    composite: Value,
    input: Value,
}

impl Kept {
    fn new(input: Value) -> Self {
        Self { composite: composite(), input }
    }

    /// Reconciles, and keeps the status and the conditions of the answer.
    fn reconcile(&mut self, observed: &[(&str, Value)], found: &[(&str, Value)]) -> RunFunctionResponse {
        let mut asked = request(Some(&self.input), &[("spaces", release())]);
        let resources = observed.iter().map(|(name, object)| ((*name).to_owned(), resource(object))).collect();
        asked.observed = Some(State { composite: Some(resource(&self.composite)), resources });
        let meta = asked.meta.get_or_insert_default();
        meta.capabilities = vec![Capability::Capabilities.into(), Capability::RequiredResources.into()];
        for (name, object) in found {
            let items = if object.is_null() { Vec::new() } else { vec![resource(object)] };
            asked.required_resources.insert((*name).to_owned(), Resources { items });
        }
        let answer = answer(&asked);
        let status = answer.desired.as_ref().and_then(|desired| desired.composite.as_ref()).expect("there is a status");
        self.composite["status"] = of_struct(status.resource.as_ref().expect("there is an object"))["status"].take();
        let conditions = answer.conditions.iter().map(|condition| {
            let status = match condition.status().as_str_name() {
                "STATUS_CONDITION_TRUE" => "True",
                "STATUS_CONDITION_FALSE" => "False",
                _ => "Unknown",
            };
            json!({"type": condition.r#type, "status": status, "reason": condition.reason})
        });
        self.composite["status"]["conditions"] = conditions.collect();
        answer
    }
}

fn local() -> Value {
    let mut input = exposure();
    input["cluster"] = json!("local");
    input
}

fn ready_release() -> Value {
    let mut release = release();
    release["status"] = json!({"conditions": [{"type": "Ready", "status": "True"}]});
    release
}

fn service(ingress: &Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Service", "metadata": {"name": "spaces-router", "namespace": "upbound-system"},
        "spec": {"type": "LoadBalancer"}, "status": {"loadBalancer": {"ingress": ingress}},
    })
}

fn readiness(response: &RunFunctionResponse) -> (Ready, Ready) {
    let desired = response.desired.as_ref().expect("there is desired state");
    (desired.composite.as_ref().expect("it is there").ready(), desired.resources["spaces"].ready())
}

#[test]
fn the_composite_is_never_ready_before_the_address_answers() {
    let mut kept = Kept::new(local());
    let address = json!([{"ip": "192.0.2.1"}]);
    let pending = (Ready::False, Ready::False);
    let [nothing, installing, without, with] = [
        (vec![], vec![]),
        (vec![("spaces", release())], vec![("portico-service", Value::Null)]),
        (vec![("spaces", ready_release())], vec![("portico-service", service(&json!([])))]),
        (vec![("spaces", ready_release())], vec![("portico-service", service(&address))]),
    ];
    for (number, (state, ready, reason, ttl)) in [
        (&nothing, pending, "NotObserved", 10),
        (&installing, pending, "NotObserved", 10),
        (&without, pending, "AddressPending", 10),
        (&with, (Ready::Unspecified, Ready::True), "AddressAssigned", 60),
        (&with, (Ready::Unspecified, Ready::True), "AddressAssigned", 60),
    ]
    .into_iter()
    .enumerate()
    {
        let response = kept.reconcile(&state.0, &state.1);
        assert_eq!(readiness(&response), ready, "{number}");
        assert_eq!(told(&response, "Exposed").1, reason, "{number}");
        let kept_for = response.meta.as_ref().and_then(|meta| meta.ttl.as_ref()).expect("it is said").seconds;
        assert_eq!(kept_for, ttl, "{number}");
        // An event at the change, and none at any other time.
        let events: Vec<_> = response.results.iter().map(portico_function::protocol::v1::Result::severity).collect();
        assert_eq!(events, if number == 3 { vec![Severity::Normal] } else { vec![] }, "{number}");
        let asked = response.requirements.as_ref().expect("something is asked for");
        assert_eq!(asked.resources.keys().collect::<Vec<_>>(), ["portico-service"], "{number}");
    }
    let status = &kept.composite["status"]["exposure"];
    assert_eq!((&status["address"], &status["addressType"]), (&json!("192.0.2.1"), &json!("IPAddress")));
}

#[test]
fn an_address_that_is_lost_is_told() {
    let mut kept = Kept::new(local());
    let ready = [("spaces", ready_release())];
    let found = |ingress: Value| [("portico-service", service(&ingress))];
    kept.reconcile(&ready, &found(json!([{"ip": "192.0.2.1"}])));
    let lost = kept.reconcile(&ready, &found(json!([])));
    assert_eq!(readiness(&lost), (Ready::False, Ready::False));
    assert_eq!(kept.composite["status"]["exposure"].get("address"), None);
}

#[test]
fn a_crossplane_that_can_not_be_asked_is_not_asked() {
    let mut asked = request(Some(&local()), &[("spaces", release())]);
    asked.meta.get_or_insert_default().capabilities = vec![Capability::Capabilities.into()];
    let response = answer(&asked);
    assert_eq!(response.requirements, None);
    assert_eq!(told(&response, "Exposed").1, "NotWatched");
    assert_eq!(readiness_of_composite(&response), Ready::Unspecified);
}

fn readiness_of_composite(response: &RunFunctionResponse) -> Ready {
    let desired = response.desired.as_ref().expect("there is desired state");
    desired.composite.as_ref().expect("it is there").ready()
}

#[test]
fn a_kind_that_is_not_served_is_not_asked_for() {
    let mut input = local();
    input["spec"] = json!({"host": "proxy.acme.dev", "method": "GatewayAPI", "controller": "istio"});
    let definition = |versions: &[&str]| {
        let versions = versions.iter().map(|version| json!({"name": version, "served": true}));
        json!({
            "metadata": {"annotations": {
                "gateway.networking.k8s.io/bundle-version": "v1.4.0",
                "gateway.networking.k8s.io/channel": "experimental",
            }},
            "spec": {"versions": versions.collect::<Vec<_>>()},
        })
    };
    let keys = |response: &RunFunctionResponse| -> Vec<String> {
        let mut keys: Vec<String> =
            response.requirements.iter().flat_map(|asked| asked.resources.keys().cloned()).collect();
        keys.sort();
        keys
    };
    let name = "portico-tlsroute-definition";
    let mut kept = Kept::new(input);
    assert_eq!(keys(&kept.reconcile(&[], &[])), [name]);
    let none = kept.reconcile(&[], &[(name, Value::Null)]);
    assert_eq!(keys(&none), [name]);
    assert!(told(&none, "ExposureValid").2.contains("no CustomResourceDefinition"));
    let served = kept.reconcile(&[], &[(name, definition(&["v1alpha2", "v1alpha3"]))]);
    assert_eq!(keys(&served), ["portico-gateway", "portico-gatewayclass", "portico-tlsroute", name].map(str::to_owned));
    let other = kept.reconcile(&[], &[(name, definition(&["v1"]))]);
    assert_eq!(
        keys(&other),
        ["portico-gateway", "portico-gatewayclass", name].map(str::to_owned),
        "1.4 has no TLSRoute of v1"
    );
}

#[test]
fn a_release_of_the_gateway_api_that_is_not_known_ends_nothing() {
    let mut input = local();
    input["spec"] = json!({"host": "proxy.acme.dev", "method": "GatewayAPI", "controller": "istio"});
    let definition = json!({
        "metadata": {"annotations": {
            "gateway.networking.k8s.io/bundle-version": "v7.7.0", "gateway.networking.k8s.io/channel": "standard",
        }},
        "spec": {"versions": [{"name": "v1", "served": true}]},
    });
    let response = Kept::new(input).reconcile(&[], &[("portico-tlsroute-definition", definition)]);
    let (_, reason, message) = told(&response, "ExposureValid");
    assert_eq!(reason, "ValidWithWarnings", "{message}");
    assert!(message.contains("7.7") && message.contains("the cluster's CustomResourceDefinition"), "{message}");
}

#[test]
fn an_object_of_another_cluster_shows_nothing() {
    let object = |cluster: &str, address: &str| {
        json!({
            "apiVersion": "kubernetes.crossplane.io/v1alpha2", "kind": "Object", "metadata": {"name": cluster},
            "spec": {"providerConfigRef": {"name": cluster}},
            "status": {
                "conditions": [{"type": "Ready", "status": "True"}],
                "atProvider": {"manifest": service(&json!([{"ip": address}]))},
            },
        })
    };
    let observed = [("other", object("other", "192.0.2.66")), ("edge", object("edge", "192.0.2.1"))];
    let mut input = exposure();
    input["cluster"] = json!({"providerConfigRef": {"name": "edge"}});
    let mut kept = Kept::new(input);
    kept.reconcile(&observed, &[]);
    assert_eq!(kept.composite["status"]["exposure"]["address"], "192.0.2.1");
    let mut kept = Kept::new(local());
    assert_eq!(told(&kept.reconcile(&observed, &[]), "Exposed").1, "NotObserved");
}

#[test]
fn what_the_neighbours_desire_is_handed_on_whatever_happens() {
    let mut kept = Kept::new(local());
    let response = kept.reconcile(&[], &[]);
    assert_eq!(desired(&response, "spaces")["spec"]["forProvider"]["chart"]["name"], "spaces");
    let asked = RunFunctionRequest {
        context: json!({"a": 1.5}).as_object().map(to_struct),
        ..request(Some(&local()), &[("spaces", release())])
    };
    assert_eq!(answer(&asked).context, asked.context);
}
