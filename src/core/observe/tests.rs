//! What the cluster shows, and what it means.

use super::{AddressKind, Observed, Progress, Readiness, observe};
use crate::finding::Source;
use serde_json::{Value, json};

fn source(name: &str, data: &Value) -> Source {
    Source { name: name.to_owned(), text: data.to_string() }
}

fn seen(spec: &Value, items: &[Value]) -> Observed {
    let list = json!({"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": items});
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec});
    observe(&source("observed", &list), &source("exposure", &exposure), &[]).expect("the Exposure is right")
}

fn by_load_balancer() -> Value {
    json!({"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws"})
}

fn by_gateway() -> Value {
    json!({"host": "proxy.acme.dev", "method": "GatewayAPI", "controller": "envoy-gateway"})
}

fn service(ingress: &Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Service", "metadata": {"name": "spaces-router", "namespace": "upbound-system"},
        "spec": {"type": "LoadBalancer"}, "status": {"loadBalancer": {"ingress": ingress}},
    })
}

fn wrapped(object: &Value, ready: &str) -> Value {
    json!({
        "apiVersion": "kubernetes.m.crossplane.io/v1alpha1", "kind": "Object", "metadata": {"name": "router"},
        "spec": {"forProvider": {"manifest": {"apiVersion": object["apiVersion"], "kind": object["kind"]}}},
        "status": {"conditions": [{"type": "Ready", "status": ready}], "atProvider": {"manifest": object}},
    })
}

fn gateway(conditions: &Value, listener: &Value) -> Value {
    json!({
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
        "metadata": {"name": "spaces", "namespace": "upbound-system", "generation": 3},
        "spec": {"listeners": [{"name": "tls", "protocol": "TLS", "port": 443, "hostname": "*.acme.dev"}]},
        "status": {
            "addresses": [{"type": "IPAddress", "value": "192.0.2.7"}],
            "conditions": conditions, "listeners": [{"name": "tls", "conditions": listener}],
        },
    })
}

fn route(parents: &Value) -> Value {
    json!({
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "TLSRoute",
        "metadata": {"name": "spaces-router", "namespace": "upbound-system", "generation": 2},
        "spec": {"hostnames": ["proxy.acme.dev"]}, "status": {"parents": parents},
    })
}

fn condition(kind: &str, status: &str, reason: &str) -> Value {
    json!({"type": kind, "status": status, "reason": reason, "message": "as it says.", "observedGeneration": 3})
}

fn accepted() -> Value {
    let [accepted, resolved] = ["Accepted", "ResolvedRefs"].map(|kind| condition(kind, "True", kind));
    json!([{"parentRef": {"name": "spaces"}, "conditions": [accepted, resolved]}])
}

fn programmed() -> Value {
    json!([condition("Accepted", "True", "Accepted"), condition("Programmed", "True", "Programmed")])
}

#[test]
fn a_service_is_exposed_where_it_has_an_address() {
    for (ingress, kind, value) in [
        (json!([{"hostname": "abc.elb.example.com"}]), AddressKind::HostName, "abc.elb.example.com"),
        (json!([{"ip": "192.0.2.1"}]), AddressKind::IpAddress, "192.0.2.1"),
        (json!([{"ip": "2001:db8::1", "ipMode": "VIP"}]), AddressKind::IpAddress, "2001:db8::1"),
        (json!([{"hostname": "a b"}, {"ip": "192.0.2.2"}]), AddressKind::IpAddress, "192.0.2.2"),
    ] {
        for item in [service(&ingress), wrapped(&service(&ingress), "True")] {
            let seen = seen(&by_load_balancer(), &[json!({"kind": "ConfigMap"}), item]);
            let address = seen.address.expect("it has one");
            assert_eq!((address.kind, address.value.as_str()), (kind, value));
            assert_eq!((seen.progress, seen.reason.as_str()), (Progress::Exposed, "AddressAssigned"));
            assert_eq!(seen.items, [Readiness::Ready; 2]);
        }
    }
}

#[test]
fn what_is_not_there_yet_is_awaited() {
    let none = service(&json!([]));
    for (items, reason, readiness) in [
        (vec![], "NotObserved", vec![]),
        (vec![none.clone()], "AddressPending", vec![Readiness::Unready]),
        (vec![wrapped(&none, "True")], "AddressPending", vec![Readiness::Unready]),
        (
            vec![json!({"apiVersion": "kubernetes.crossplane.io/v1alpha2", "kind": "Object"})],
            "NotObserved",
            vec![Readiness::Unready],
        ),
    ] {
        let seen = seen(&by_load_balancer(), &items);
        assert_eq!((seen.progress, seen.reason.as_str(), seen.address), (Progress::Awaited, reason, None));
        assert!(seen.message.starts_with("the Service upbound-system/spaces-router "), "{}", seen.message);
        assert_eq!(seen.items, readiness);
    }
}

#[test]
fn an_object_in_another_namespace_is_another_one() {
    let mut other = service(&json!([{"ip": "192.0.2.1"}]));
    other["metadata"]["namespace"] = json!("team-b");
    assert_eq!(seen(&by_load_balancer(), &[other]).reason, "NotObserved");
}

#[test]
fn an_ingress_is_found_under_any_name_by_where_it_leads() {
    let spec = json!({"host": "proxy.acme.dev", "method": "Ingress", "controller": "traefik-nginx"});
    let path = json!({"path": "/", "backend": {"service": {"name": "spaces-router"}}});
    let ingress = json!({
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
        "metadata": {"name": "edge", "namespace": "upbound-system"},
        "spec": {"ingressClassName": "nginx", "rules": [{"host": "proxy.acme.dev", "http": {"paths": [path]}}]},
        "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.9"}]}},
    });
    let found = seen(&spec, std::slice::from_ref(&ingress));
    assert_eq!(found.address.expect("it has one").value, "192.0.2.9");
    assert!(found.message.starts_with("the Ingress upbound-system/edge "), "{}", found.message);
    for (pointer, other) in [
        ("/metadata/namespace", "team-b"),
        ("/spec/ingressClassName", "haproxy"),
        ("/spec/rules/0/host", "other.acme.dev"),
        ("/spec/rules/0/http/paths/0/backend/service/name", "other"),
    ] {
        let mut another = ingress.clone();
        *another.pointer_mut(pointer).expect("it is there") = json!(other);
        assert_eq!(seen(&spec, &[another]).reason, "NotObserved", "{pointer}");
    }
}

#[test]
fn what_is_stale_or_unusable_is_no_address() {
    let mut of_cluster = service(&json!([{"ip": "192.0.2.1"}]));
    of_cluster["spec"]["type"] = json!("ClusterIP");
    let mut leaving = service(&json!([{"ip": "192.0.2.1"}]));
    leaving["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:00:00Z");
    for item in [of_cluster, leaving, service(&json!([{"ip": "0.0.0.0"}])), service(&json!([{"ip": "::"}]))] {
        assert_eq!(seen(&by_load_balancer(), &[item]).reason, "AddressPending");
    }
    let mut leaving = gateway(&programmed(), &json!([]));
    leaving["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:00:00Z");
    assert_eq!(seen(&by_gateway(), &[leaving, route(&accepted())]).reason, "GatewayLeaving");
}

#[test]
fn other_parents_of_a_route_are_other_ways() {
    let well = gateway(&programmed(), &json!([]));
    let mut parents = accepted();
    let refused =
        json!({"parentRef": {"name": "old"}, "conditions": [condition("Accepted", "False", "NotAllowedByListeners")]});
    parents.as_array_mut().expect("it is one").push(refused);
    assert_eq!(seen(&by_gateway(), &[well.clone(), route(&parents)]).progress, Progress::Exposed);
    let mut other = accepted();
    other[0]["parentRef"]["name"] = json!("old");
    assert_eq!(seen(&by_gateway(), &[well.clone(), route(&other)]).reason, "RoutePending");
    other[0]["parentRef"] = json!({"name": "spaces", "namespace": "team-b"});
    assert_eq!(seen(&by_gateway(), &[well, route(&other)]).reason, "RoutePending");
}

#[test]
fn the_listener_that_is_named_decides() {
    let mut spec = by_gateway();
    spec["gateway"] = json!({"provision": false, "name": "spaces", "namespace": "upbound-system", "sectionName": "b"});
    let mut shared = gateway(&programmed(), &json!([condition("Conflicted", "True", "HostnameConflict")]));
    let second = json!({"name": "b", "protocol": "TLS", "port": 444});
    shared["spec"]["listeners"].as_array_mut().expect("it is one").push(second);
    assert_eq!(seen(&spec, &[shared.clone(), route(&accepted())]).progress, Progress::Exposed);
    spec["gateway"]["sectionName"] = json!("c");
    let without = seen(&spec, &[shared, route(&accepted())]);
    assert_eq!((without.progress, without.reason.as_str()), (Progress::Refused, "NoListener"));
}

#[test]
fn a_gateway_is_exposed_where_both_ends_agree() {
    let both = seen(&by_gateway(), &[gateway(&programmed(), &json!([])), route(&accepted())]);
    assert_eq!(both.progress, Progress::Exposed, "{}", both.message);
    assert_eq!(both.address.expect("it has one").value, "192.0.2.7");
    assert_eq!(both.items, [Readiness::Ready; 2]);
    assert_eq!(seen(&by_gateway(), &[gateway(&programmed(), &json!([]))]).reason, "NotObserved");
    let unanswered = seen(&by_gateway(), &[gateway(&programmed(), &json!([])), route(&json!([]))]);
    assert_eq!((unanswered.progress, unanswered.reason.as_str()), (Progress::Awaited, "RoutePending"));
    assert_eq!(unanswered.items, [Readiness::Ready, Readiness::Unready]);
}

#[test]
fn a_controller_s_own_reason_is_told() {
    let refusing = |kind: &str, reason: &str| json!([{"parentRef": {"name": "spaces"}, "conditions": [condition(kind, "False", reason)]}]);
    let no = |kind: &str, reason: &str| json!([condition(kind, "False", reason)]);
    let well = gateway(&programmed(), &json!([]));
    for (items, progress, reason, said) in [
        (
            [well.clone(), route(&refusing("Accepted", "NoMatchingListenerHostname"))],
            Progress::Refused,
            "NoMatchingListenerHostname",
            "is not accepted by the Gateway spaces: NoMatchingListenerHostname (as it says): give the Gateway's listener",
        ),
        (
            [well.clone(), route(&refusing("ResolvedRefs", "RefNotPermitted"))],
            Progress::Refused,
            "RefNotPermitted",
            "ReferenceGrant",
        ),
        (
            [well.clone(), route(&refusing("ResolvedRefs", "BackendNotFound"))],
            Progress::Awaited,
            "BackendNotFound",
            "spaces-router",
        ),
        ([well, route(&refusing("Accepted", "Not a word!"))], Progress::Refused, "ControllerRefused", "Not a word!"),
        (
            [gateway(&no("Programmed", "AddressNotAssigned"), &json!([])), route(&accepted())],
            Progress::Awaited,
            "AddressNotAssigned",
            "the Gateway upbound-system/spaces does not work yet",
        ),
        (
            [gateway(&programmed(), &json!([condition("Conflicted", "True", "HostnameConflict")])), route(&accepted())],
            Progress::Refused,
            "HostnameConflict",
            "the listener `tls` of the Gateway upbound-system/spaces",
        ),
        (
            [gateway(&no("Programmed", "Pending"), &json!([])), route(&refusing("Accepted", "NotAllowedByListeners"))],
            Progress::Refused,
            "NotAllowedByListeners",
            "allowedRoutes",
        ),
    ] {
        let seen = seen(&by_gateway(), &items);
        assert_eq!((seen.progress, seen.reason.as_str()), (progress, reason), "{}", seen.message);
        assert!(seen.message.contains(said), "{}", seen.message);
    }
}

#[test]
fn a_class_that_is_refused_is_told_before_the_gateway_that_waits_for_it() {
    let class = json!({
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "GatewayClass", "metadata": {"name": "spaces"},
        "status": {"conditions": [condition("Accepted", "False", "InvalidParameters")]},
    });
    let waiting = gateway(&json!([condition("Accepted", "Unknown", "Pending")]), &json!([]));
    let seen = seen(&by_gateway(), &[waiting, class]);
    assert_eq!((seen.progress, seen.reason.as_str()), (Progress::Refused, "InvalidParameters"));
    assert!(seen.message.starts_with("the GatewayClass spaces is not accepted"), "{}", seen.message);
}

#[test]
fn a_condition_of_an_earlier_generation_says_nothing() {
    let mut stale = route(&json!([{"conditions": [condition("Accepted", "False", "NoMatchingListenerHostname")]}]));
    stale["metadata"]["generation"] = json!(4);
    let seen = seen(&by_gateway(), &[gateway(&programmed(), &json!([])), stale]);
    assert_eq!((seen.progress, seen.reason.as_str()), (Progress::Awaited, "RoutePending"), "{}", seen.message);
    assert_eq!(seen.items[1], Readiness::Unready);
}

#[test]
fn a_managed_resource_is_as_ready_as_it_says() {
    let release = |status: &str| {
        let conditions = json!([{"type": "Synced", "status": "True"}, {"type": "Ready", "status": status}]);
        json!({"apiVersion": "helm.crossplane.io/v1beta1", "kind": "Release", "status": {"conditions": conditions}})
    };
    let policy = json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy"});
    let wrapped = wrapped(&policy, "False");
    let mut new = release("True");
    new.as_object_mut().expect("it is one").remove("status");
    let mut stale = release("True");
    stale["metadata"] = json!({"generation": 5});
    stale["status"]["conditions"][1]["observedGeneration"] = json!(4);
    let seen = seen(&by_load_balancer(), &[release("True"), release("False"), new, stale, policy, wrapped]);
    let [yes, no] = [Readiness::Ready, Readiness::Unready];
    assert_eq!(seen.items, [yes, no, no, no, yes, no]);
}

#[test]
fn a_wrong_exposure_or_list_is_refused() {
    let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": {}});
    let list = json!({"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList"});
    let right = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": by_load_balancer()});
    for (list, exposure) in [(&list, &exposure), (&json!({"kind": "List"}), &right), (&json!([]), &right)] {
        assert!(observe(&source("observed", list), &source("exposure", exposure), &[]).is_err());
    }
}
