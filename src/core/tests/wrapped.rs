//! Objects of provider-kubernetes in a stream: what they hold is changed there, and applying twice equals applying once.

use portico_core::Source;
use portico_core::finding::apply;
use portico_core::transform::{Options, transform};

const SERVICE: &str = "apiVersion: kubernetes.m.crossplane.io/v1alpha1
kind: Object
metadata: {name: router, namespace: team}
spec:
  forProvider:
    manifest:
      apiVersion: v1
      kind: Service
      metadata: {name: spaces-router, namespace: upbound-system}
      spec: {selector: {app: router}, ports: [{port: 443, targetPort: 8443}]}
  providerConfigRef: {kind: ClusterProviderConfig, name: edge}
---
apiVersion: kubernetes.m.crossplane.io/v1alpha1
kind: Object
metadata: {name: policy, namespace: team}
spec:
  forProvider:
    manifest:
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: all, namespace: upbound-system}
      spec: {podSelector: {}, policyTypes: [Ingress]}
";

fn applied(stream: &str, fields: &str) -> String {
    let exposure =
        format!("{{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {{host: a.acme.dev, {fields}}}}}");
    let [stream, exposure] = [stream.to_owned(), exposure].map(|text| Source { name: "-".to_owned(), text });
    let transformed = transform(&stream, Some(&exposure), &Options::default());
    let transformed = transformed.unwrap_or_else(|refused| panic!("{fields}: {:?}", refused.diagnostics));
    apply(&stream.text, &transformed.edits).expect("edits that a host can make")
}

#[test]
fn applying_twice_equals_applying_once_inside_objects() {
    for (fields, added) in [
        ("method: LoadBalancer, cloud: gcp", vec!["networkpolicy"]),
        ("method: Ingress, controller: traefik-nginx", vec!["ingress", "networkpolicy"]),
        ("method: GatewayAPI, controller: envoy-gateway", vec!["gateway", "tlsroute", "networkpolicy"]),
    ] {
        let once = applied(SERVICE, fields);
        assert_eq!(applied(&once, fields), once, "{fields}");
        assert_eq!(once.matches("kind: Object").count(), 2 + added.len(), "{fields}:\n{once}");
        for kind in added {
            assert!(once.contains(&format!("  name: edge-{kind}-upbound-system-")), "{fields}: {kind}\n{once}");
        }
    }
}

#[test]
fn an_added_object_is_in_the_file_of_helm_that_its_wrapper_is_in() {
    let annotation = "annotations: {postrenderer.helm.sh/postrender-filename: a/templates/router.yaml}";
    let stream = SERVICE.replacen("name: router,", &format!("name: router, {annotation},"), 1);
    let once = applied(&stream, "method: Ingress, controller: traefik-nginx");
    let file = "    postrenderer.helm.sh/postrender-filename: a/templates/added-by-portico.yaml\n";
    assert_eq!(once.matches(file).count(), 2, "{once}");
}
