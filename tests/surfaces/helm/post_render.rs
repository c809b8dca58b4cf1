//! The output of the post-renderer.

use super::installed::{CHART, EXPOSURE, Helm, Version, assert_rendered, chart_with, helms};
use portico_tests::{exposed_on_aws, object, objects, portico, root, run_to_end};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Lines of the Service's head that Helm prints, and those that replace them.
const SERVICE: (&str, &str) = (
    "
    app.kubernetes.io/part-of: spaces
spec:
  type: ClusterIP # who may reach it
",
    "
    app.kubernetes.io/part-of: spaces
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
spec:
  type: LoadBalancer # who may reach it
",
);

/// The last lines of the NetworkPolicy's only rule, and the lines added behind them: as the chart has it, and as Helm 4
/// writes lists.
const POLICY: (&str, &str) =
    ("\n              app: agent\n", "    - ports:\n        - protocol: TCP\n          port: 8443\n");
const POLICY_OF_HELM_4: (&str, &str) =
    ("\n          app: agent\n", "  - ports:\n    - protocol: TCP\n      port: 8443\n");

/// The Ingress that is added for Traefik.
const INGRESS: &str = r#"---
# Added by Portico.
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: spaces-router
  namespace: upbound-system
  annotations:
    # TLS reaches the router untouched; only the value true counts
    nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    # as in the documentation; it does nothing for a host that is passed through
    nginx.ingress.kubernetes.io/force-ssl-redirect: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: proxy.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: spaces-router
                port:
                  number: 443
"#;

/// Values with which the chart's NetworkPolicy lets Traefik in already.
const LABELS: &str = "\
ingress:
  podLabels: {app.kubernetes.io/name: traefik}
  namespaceLabels: {kubernetes.io/metadata.name: traefik}
";

#[test]
fn without_an_exposure_a_release_passes_through() {
    for helm in helms() {
        let ended = helm.post_rendered(&[]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&[]), "Helm {:?}", helm.version);
    }
}

#[test]
fn the_service_becomes_a_load_balancer_and_nothing_else_changes() {
    for helm in helms() {
        let untouched = helm.untouched(&[]);
        let (rule, another) = if helm.version == Version::Three { POLICY } else { POLICY_OF_HELM_4 };
        for lines in [SERVICE.0, rule] {
            assert_eq!(untouched.matches(lines).count(), 1, "{untouched}");
        }
        let expected = untouched.replace(SERVICE.0, SERVICE.1).replace(rule, &format!("{rule}{another}"));
        let ended = helm.post_rendered(&["--exposure", EXPOSURE]);
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, expected, "Helm {:?}", helm.version);
        assert_twice_is_once(&helm, EXPOSURE, &ended.output);
    }
}

/// Applies an Exposure to its own result, which must not change it.
#[track_caller]
fn assert_twice_is_once(helm: &Helm, exposure: &str, output: &str) {
    let again = portico(["post-render", "--exposure", exposure]).folder(&root()).input(output).ended();
    assert_eq!((again.code, again.output.as_str()), (0, output), "Helm {:?}", helm.version);
}

/// Gives the documents of a stream that Portico did not add, sorted, since Helm chooses their order.
fn not_added(stream: &str) -> Vec<&str> {
    let mut documents: Vec<&str> = stream.split("---\n").map(str::trim_end).collect();
    documents.retain(|document| !document.is_empty() && !document.contains("# Added by Portico."));
    documents.sort_unstable();
    documents
}

#[test]
fn an_ingress_is_added_and_nothing_else_changes() {
    let exposure = "examples/helm/exposure-traefik.yaml";
    for helm in helms() {
        let values = helm.home.path().join("labels.yaml");
        fs::write(&values, LABELS).expect("the values can be written");
        let values = ["--values", values.to_str().expect("the folder has a usual name")];
        let untouched = helm.untouched(&values);
        let through = helm.through_portico(&["--exposure", exposure]);
        let ended = helm.template(&[&values[..], &through].concat());
        assert_rendered(&helm, &ended);
        if helm.version == Version::Three {
            // Helm 3 prints the post-renderer's output, with the hooks behind it.
            assert_eq!(ended.output.replacen(INGRESS, "", 1), untouched);
        } else {
            // Helm 4 sorts its input, and writes lists in its own way.
            assert_eq!(not_added(&ended.output), not_added(&untouched), "Helm {:?}", helm.version);
            assert_eq!([object(&ended.output, "Ingress", "spaces-router")], *objects(INGRESS));
            assert!(ended.output.contains("# Source: spaces/templates/added-by-portico.yaml\n# Added by Portico.\n"));
        }
        assert_twice_is_once(&helm, exposure, &ended.output);
    }
}

#[test]
fn a_gateway_and_its_route_are_added_or_patched() {
    let exposure = "examples/helm/exposure-gateway.yaml";
    let made = ["--set", "gatewayAPI.gateway.provision=true,gatewayAPI.spacesRouterRoute.provision=true"];
    for helm in helms() {
        for by_chart in [&[][..], &made[..]] {
            let through = helm.through_portico(&["--exposure", exposure]);
            let ended = helm.template(&[by_chart, &through].concat());
            assert_rendered(&helm, &ended);
            let gateway = object(&ended.output, "Gateway", "spaces");
            assert_eq!(gateway["spec"]["listeners"][0]["tls"]["mode"], "Passthrough", "{gateway}");
            assert_eq!(gateway["spec"]["listeners"][0]["protocol"], "TLS", "{gateway}");
            let route = object(&ended.output, "TLSRoute", "spaces-router");
            assert_eq!(route["apiVersion"], "gateway.networking.k8s.io/v1", "{route}");
            assert_eq!(route["spec"]["hostnames"], json!(["proxy.example.com"]), "{route}");
            let policy = object(&ended.output, "NetworkPolicy", "spaces-router");
            let rules = policy["spec"]["ingress"].as_array().expect("it has rules");
            assert_eq!(rules.len(), 2, "{policy}");
            assert_twice_is_once(&helm, exposure, &ended.output);
        }
    }
}

#[test]
fn a_service_that_is_exposed_already_stays_as_it_is() {
    let values = "tests/fixtures/helm/exposed-already.yaml";
    for helm in helms() {
        let through = helm.through_portico(&["--exposure", EXPOSURE]);
        let ended = helm.template(&[&["--values", values], through.as_slice()].concat());
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, helm.untouched(&["--values", values]), "Helm {:?}", helm.version);
    }
}

#[test]
fn a_variable_may_name_the_exposure() {
    for helm in helms() {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let mut command = helm.command(&["template"], Path::new(CHART));
        let ended = run_to_end(command.args(helm.through_portico(&[])).env("PORTICO_EXPOSURE", EXPOSURE));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

#[test]
fn an_exposure_among_the_templates_is_applied_and_taken_out() {
    let exposure = fs::read_to_string(root().join(EXPOSURE)).expect("the example has an Exposure");
    let chart = chart_with("exposure.yaml", &exposure);
    for helm in helms() {
        let by_flag = helm.post_rendered(&["--exposure", EXPOSURE]);
        let ended = run_to_end(helm.command(&["template"], chart.path()).args(helm.through_portico(&[])));
        assert_rendered(&helm, &ended);
        assert_eq!(ended.output, by_flag.output, "Helm {:?}", helm.version);
    }
}

/// Gives the Service in the styles of other charts, a file each.
fn services() -> Vec<PathBuf> {
    let folder = root().join("tests/fixtures/helm/services");
    let files = fs::read_dir(folder).expect("there are Services");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a folder can be read").path()).collect();
    files.sort();
    files
}

#[test]
fn a_service_is_exposed_whatever_its_style() {
    for helm in helms() {
        for file in services() {
            let text = fs::read_to_string(&file).expect("a Service can be read");
            let chart = chart_with("service.yaml", &text);
            let template = |flags| run_to_end(helm.command(&["template"], chart.path()).args(flags));
            let untouched = template(helm.through_nothing().to_vec());
            let ended = template(helm.through_portico(&["--exposure", EXPOSURE]));
            assert_rendered(&helm, &ended);
            let case = format!("Helm {:?}, {}: {}", helm.version, file.display(), ended.output);
            assert_eq!(objects(&ended.output), exposed_on_aws(objects(&untouched.output)), "{case}");

            assert_twice_is_once(&helm, EXPOSURE, &ended.output);
        }
    }
}
