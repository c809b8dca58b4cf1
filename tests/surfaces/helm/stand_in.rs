//! The stand-in for the Spaces chart itself: its use of values, as far as the real chart's is documented.

use super::installed::{Helm, assert_rendered, helms};
use super::values::release_of;
use portico_tests::{object, objects, portico};
use serde_json::json;
use std::fs;

const ENVOY_GATEWAY: [&str; 6] =
    ["--host", "proxy.example.com", "--method", "GatewayAPI", "--controller", "envoy-gateway"];

#[test]
fn the_values_of_envoy_gateway_make_a_gateway_and_its_route() {
    for helm in helms() {
        let release = release_of(&helm, &ENVOY_GATEWAY);
        let gateway = object(&release, "Gateway", "spaces");
        assert_eq!(gateway["spec"]["gatewayClassName"], "spaces");
        assert_eq!(gateway["spec"]["listeners"][0]["tls"]["mode"], "Passthrough");
        let route = object(&release, "TLSRoute", "spaces-router");
        assert_eq!(route["spec"]["parentRefs"], json!([{"name": "spaces"}]));
        assert_eq!(route["spec"]["hostnames"], json!(["proxy.example.com"]));
        assert_eq!(route["spec"]["rules"][0]["backendRefs"], json!([{"name": "spaces-router", "port": 443}]));
        let policy = object(&release, "NetworkPolicy", "spaces-router");
        let gateways_pods = &policy["spec"]["ingress"][0]["from"][1];
        assert_eq!(gateways_pods["podSelector"]["matchLabels"]["app.kubernetes.io/managed-by"], "envoy-gateway");
    }
}

#[test]
fn a_route_to_a_gateway_of_others_names_its_namespace() {
    for helm in helms() {
        let ended = helm.template(&[
            "--set",
            "gatewayAPI.spacesRouterRoute.provision=true,gatewayAPI.gateway.name=edge,gatewayAPI.gateway.namespace=infra",
        ]);
        assert_rendered(&helm, &ended);
        let route = object(&ended.output, "TLSRoute", "spaces-router");
        assert_eq!(route["spec"]["parentRefs"], json!([{"name": "edge", "namespace": "infra"}]));
        assert!(objects(&ended.output).iter().all(|object| object["kind"] != "Gateway"), "{}", ended.output);
    }
}

#[test]
fn the_post_renderer_writes_the_version_of_the_route_that_the_cluster_serves() {
    let table = [
        ("version: \"1.5\", channel: standard", "gateway.networking.k8s.io/v1"),
        ("version: \"1.3\", channel: experimental", "gateway.networking.k8s.io/v1alpha2"),
    ];
    for helm in helms() {
        for (targets, version) in table {
            let exposure = helm.home.path().join("exposure.yaml");
            let text = format!(
                "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nmetadata: {{name: spaces}}\nspec:\n  \
                 host: proxy.example.com\n  method: GatewayAPI\n  controller: envoy-gateway\n  \
                 targets: {{gatewayAPI: {{{targets}}}}}\n"
            );
            fs::write(&exposure, text).expect("the Exposure can be written");
            let values = "gatewayAPI.gateway.provision=true,gatewayAPI.spacesRouterRoute.provision=true,\
                          gatewayAPI.host=proxy.example.com";
            let exposure = exposure.to_str().expect("the folder has a usual name");
            let through = helm.through_portico(&["--exposure", exposure]);
            let ended = helm.template(&[&["--set", values], through.as_slice()].concat());
            assert_rendered(&helm, &ended);
            assert_eq!(object(&ended.output, "TLSRoute", "spaces-router")["apiVersion"], version, "{targets}");
            // There is one Gateway, the chart's.
            assert_eq!(object(&ended.output, "Gateway", "spaces")["spec"]["gatewayClassName"], "spaces", "{targets}");
        }
    }
}

fn labels_and_more(helm: &Helm) -> String {
    let ended = helm.template(&[
        "--set",
        "space.labels.team=a,router.podLabels.tier=edge,router.podAnnotations.note=b,router.hpa.enabled=true",
        "--set",
        "connect.agent.podLabels.app=connect,router.proxy.hostPort=443",
    ]);
    assert_rendered(helm, &ended);
    ended.output
}

#[test]
fn labels_and_scaling_reach_the_workload_and_its_policy() {
    for helm in helms() {
        let release = labels_and_more(&helm);
        let deployment = object(&release, "Deployment", "spaces-router");
        let pods = &deployment["spec"]["template"];
        assert_eq!(pods["metadata"]["labels"], json!({"app": "spaces-router", "team": "a", "tier": "edge"}));
        assert_eq!(pods["metadata"]["annotations"], json!({"note": "b"}));
        assert_eq!(pods["spec"]["containers"][0]["ports"][0]["hostPort"], 443);
        assert!(deployment["spec"].get("replicas").is_none(), "{deployment}");
        assert_eq!(object(&release, "HorizontalPodAutoscaler", "spaces-router")["spec"]["maxReplicas"], 5);
        let policy = object(&release, "NetworkPolicy", "spaces-router");
        let agent = &policy["spec"]["ingress"][0]["from"][0]["podSelector"]["matchLabels"];
        assert_eq!(*agent, json!({"app": "connect"}));
    }
}

#[test]
fn portico_finds_no_fault_in_what_the_stand_in_makes() {
    for helm in helms() {
        let gateway = release_of(&helm, &ENVOY_GATEWAY);
        for release in [labels_and_more(&helm), gateway] {
            let ended = portico(["post-render"]).input(release.clone()).ended();
            assert_eq!((ended.code, ended.output == release), (0, true), "{}", ended.talk);
        }
    }
}
