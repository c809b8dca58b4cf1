//! The values that Portico renders, given to the chart.

use super::installed::{CHART, EXPOSURE, Helm, assert_rendered, helms, service};
use portico_tests::{object, portico, root, run_to_end};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Gives annotations of AWS for a load balancer that everybody reaches.
pub fn aws() -> Value {
    json!({
        "service.beta.kubernetes.io/aws-load-balancer-type": "external",
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
    })
}

/// Renders values, gives them to the chart, and gives its release.
pub fn release_of(helm: &Helm, flags: &[&str]) -> String {
    let rendered = portico(["render"].iter().chain(flags)).folder(&root()).ended();
    assert_eq!(rendered.code, 0, "{rendered:#?}");
    let values = helm.home.path().join("values.yaml");
    fs::write(&values, rendered.output).expect("the values can be written");
    let ended = run_to_end(helm.command(&["template"], Path::new(CHART)).arg("--values").arg(values));
    assert_rendered(helm, &ended);
    ended.output
}

#[test]
fn the_values_of_each_cloud_make_its_service() {
    let by_flags = ["--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];
    let table: [(&[&str], Value, &str); 4] = [
        (&by_flags, aws(), "https"),
        (&["-f", EXPOSURE], aws(), "https"),
        (&["-f", "examples/helm/exposure-gcp.yaml"], json!({"cloud.google.com/l4-rbs": "enabled"}), "https"),
        (&["-f", "examples/helm/exposure-azure.yaml"], Value::Null, "tcp"),
    ];
    for helm in helms() {
        for (flags, annotations, protocol) in &table {
            let release = release_of(&helm, flags);
            let service = service(&release);
            assert_eq!(service["spec"]["type"], "LoadBalancer", "{flags:?}");
            assert_eq!(service["metadata"]["annotations"], *annotations, "{flags:?}");
            let port = json!({
                "name": "https", "protocol": "TCP", "port": 443, "targetPort": 8443, "appProtocol": protocol,
            });
            assert_eq!(service["spec"]["ports"], json!([port]), "{flags:?}");
            let names = object(&release, "ConfigMap", "ingress-public");
            assert_eq!(names["data"]["host"], "proxy.example.com", "{flags:?}");
        }
    }
}

#[test]
fn the_post_renderer_makes_the_service_that_the_values_make() {
    for helm in helms() {
        for exposure in [EXPOSURE, "examples/helm/exposure-gcp.yaml", "examples/helm/exposure-azure.yaml"] {
            let by_values = release_of(&helm, &["-f", exposure]);
            let by_post_renderer = helm.post_rendered(&["--exposure", exposure]);
            assert_rendered(&helm, &by_post_renderer);
            assert_eq!(service(&by_post_renderer.output), service(&by_values), "Helm {:?}, {exposure}", helm.version);
        }
    }
}

#[test]
fn the_values_of_traefik_make_an_ingress_that_passes_tls_through() {
    for helm in helms() {
        let release = release_of(&helm, &["-f", "examples/helm/exposure-traefik.yaml"]);
        assert_eq!(service(&release)["spec"]["type"], "ClusterIP");
        let ingress = object(&release, "Ingress", "spaces-router");
        assert_eq!(ingress["spec"]["ingressClassName"], "nginx");
        assert_eq!(ingress["spec"]["rules"][0]["host"], "proxy.example.com");
        assert_eq!(ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/ssl-passthrough"], "true");
        let policy = object(&release, "NetworkPolicy", "spaces-router");
        let controller = json!({
            "podSelector": {"matchLabels": {"app.kubernetes.io/name": "traefik"}},
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "traefik"}},
        });
        assert_eq!(policy["spec"]["ingress"][0]["from"][1], controller);
    }
}
