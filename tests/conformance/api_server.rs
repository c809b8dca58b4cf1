//! The API server that judges Portico's output in the tests: objects that it must take and objects that it must refuse,
//! some of them in certain bundles of the Gateway API only.

use portico_tests::{ApiServer, Bundle, skip};
use serde_json::json;

/// A document, and each bundle's verdict: nothing, or a refusal with these words.
struct Case {
    document: String,
    refusal: fn(Bundle) -> Option<&'static str>,
}

fn right(document: &str) -> Case {
    Case { document: document.to_owned(), refusal: |_| None }
}

fn cases() -> Vec<Case> {
    vec![
        right(SERVICE),
        right(INGRESS),
        right(NETWORK_POLICY),
        right(GATEWAY),
        right(CILIUM_NETWORK_POLICY),
        right(ENVOY_PROXY),
        right("# nothing\n"),
        Case {
            document: SERVICE.replace("\"true\"", "true"),
            refusal: |_| Some("cannot unmarshal bool into Go struct field ObjectMeta.metadata.annotations"),
        },
        Case {
            document: SERVICE.replace("selector:", "selectors:"),
            refusal: |_| Some("unknown field \"spec.selectors\""),
        },
        Case {
            document: SERVICE.replace("  type: LoadBalancer\n", "  type: LoadBalancer\n  type: LoadBalancer\n"),
            refusal: |_| Some("key \"type\" already set in map"),
        },
        Case { document: SERVICE.replace("port: 443", "port: 0"), refusal: |_| Some("must be between 1 and 65535") },
        Case {
            document: GATEWAY.replace("listeners:", "listener:"),
            refusal: |_| Some("unknown field \"spec.listener\""),
        },
        Case {
            document: GATEWAY.replace("    tls:\n      mode: Passthrough\n", ""),
            refusal: |bundle| match bundle {
                Bundle::Experimental13 | Bundle::Experimental14 => None,
                Bundle::Standard15 | Bundle::Standard16 => Some("tls mode must be set for protocol TLS"),
            },
        },
        Case {
            document: tls_route("v1alpha2"),
            refusal: |bundle| match bundle {
                Bundle::Experimental13 | Bundle::Experimental14 => None,
                Bundle::Standard15 | Bundle::Standard16 => Some("knows no kind TLSRoute of"),
            },
        },
        Case {
            document: tls_route("v1alpha3"),
            refusal: |bundle| (bundle != Bundle::Experimental14).then_some("knows no kind TLSRoute of"),
        },
        Case {
            document: tls_route("v1"),
            refusal: |bundle| match bundle {
                Bundle::Experimental13 | Bundle::Experimental14 => Some("knows no kind TLSRoute of"),
                Bundle::Standard15 | Bundle::Standard16 => None,
            },
        },
        Case {
            document: CILIUM_NETWORK_POLICY.replace("fromEntities:\n    - world", "fromEntities:\n    - everyone"),
            refusal: |_| Some("Unsupported value: \"everyone\""),
        },
        Case {
            document: ENVOY_PROXY.replace("type: ClusterIP", "type: ExternalName"),
            refusal: |_| Some("Unsupported value: \"ExternalName\""),
        },
        Case { document: format!("{SERVICE}---\n{INGRESS}"), refusal: |_| Some("2 objects in one document") },
    ]
}

/// Starts the server, or skips the test for a missing tool.
fn start(bundle: Bundle) -> Option<&'static ApiServer> {
    ApiServer::with(bundle).map_err(skip).ok()
}

#[track_caller]
fn judges_as_expected(server: &ApiServer, bundle: Bundle) {
    let cases = cases();
    let documents: Vec<_> = cases.iter().map(|case| case.document.clone()).collect();
    let refusals = server.refusals(&documents);
    for (place, Case { document, refusal }) in cases.iter().enumerate() {
        let said = refusals.iter().find_map(|(refused, reason)| (*refused == place).then_some(reason.as_str()));
        match (refusal(bundle), said) {
            (None, None) => {}
            (Some(words), Some(reason)) if reason.contains(words) => {}
            (expected, said) => panic!("{bundle:?} was to say {expected:?} and says {said:?} of\n{document}"),
        }
    }
}

#[test]
fn the_experimental_channel_of_1_3_has_the_first_tls_route() {
    let bundle = Bundle::Experimental13;
    if let Some(server) = start(bundle) {
        judges_as_expected(server, bundle);
    }
}

#[test]
fn the_experimental_channel_of_1_4_has_two_tls_routes() {
    let bundle = Bundle::Experimental14;
    if let Some(server) = start(bundle) {
        judges_as_expected(server, bundle);
    }
}

#[test]
fn the_standard_channel_of_1_5_wants_a_mode_of_tls() {
    let bundle = Bundle::Standard15;
    if let Some(server) = start(bundle) {
        judges_as_expected(server, bundle);
    }
}

#[test]
fn the_standard_channel_of_1_6_takes_a_status_as_from_a_controller() {
    let bundle = Bundle::Standard16;
    let Some(server) = start(bundle) else {
        return;
    };
    judges_as_expected(server, bundle);

    // The judged Service was not created, only its namespace.
    let get = ["get", "services", "--namespace", "upbound-system", "--output", "name"];
    assert_eq!(server.kubectl(get, "").output, "");
    let namespace = "a-status-as-from-a-controller";
    assert_eq!(server.kubectl(["create", "namespace", namespace], "").code, 0);
    let service =
        SERVICE.replace("  type: LoadBalancer\n", "  type: LoadBalancer\n  allocateLoadBalancerNodePorts: false\n");
    let objects = format!("{service}---\n{GATEWAY}").replace("upbound-system", namespace);
    for arguments in [&["apply", "--server-side", "--dry-run=server", "-f", "-"][..], &["create", "-f", "-"]] {
        let ended = server.kubectl(arguments, objects.clone());
        assert_eq!(ended.code, 0, "{ended:#?}");
    }

    let balancer = json!({"loadBalancer": {"ingress": [{"hostname": "balancer.example.com"}]}});
    server.apply_status("services", "spaces-router", namespace, &balancer);
    let programmed = json!({"type": "Programmed", "status": "True", "reason": "Programmed", "message": "",
        "lastTransitionTime": "2026-01-01T00:00:00Z"});
    let status = json!({"addresses": [{"type": "IPAddress", "value": "192.0.2.1"}], "conditions": [programmed]});
    server.apply_status("gateways.gateway.networking.k8s.io", "spaces", namespace, &status);

    for (object, path, expected) in [
        ("service/spaces-router", "{.status.loadBalancer.ingress[0].hostname}", "balancer.example.com"),
        ("gateway/spaces", "{.status.addresses[0].value}", "192.0.2.1"),
    ] {
        let path = format!("jsonpath={path}");
        let ended = server.kubectl(["get", object, "--namespace", namespace, "--output", &path], "");
        assert_eq!(ended.output, expected, "{ended:#?}");
    }
    let wait = ["wait", "gateway/spaces", "--namespace", namespace, "--timeout=5s", "--for=condition=Programmed"];
    assert_eq!(server.kubectl(wait, "").code, 0);
}

const SERVICE: &str = r#"apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
  annotations:
    example.com/monitored: "true"
spec:
  type: LoadBalancer
  selector:
    app: spaces-router
  ports:
  - port: 443
"#;

const INGRESS: &str = "apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: spaces
  namespace: upbound-system
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
";

const NETWORK_POLICY: &str = "apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: spaces-router
  namespace: another
spec:
  podSelector:
    matchLabels:
      app: spaces-router
  policyTypes: [Ingress]
  ingress:
  - ports:
    - port: 8443
";

const GATEWAY: &str = "apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: spaces
  namespace: upbound-system
spec:
  gatewayClassName: envoy
  listeners:
  - name: tls
    port: 443
    protocol: TLS
    hostname: proxy.example.com
    tls:
      mode: Passthrough
";

fn tls_route(version: &str) -> String {
    format!(
        "apiVersion: gateway.networking.k8s.io/{version}
kind: TLSRoute
metadata:
  name: spaces
  namespace: upbound-system
spec:
  parentRefs:
  - name: spaces
  hostnames: [proxy.example.com]
  rules:
  - backendRefs:
    - name: spaces-router
      port: 443
"
    )
}

const CILIUM_NETWORK_POLICY: &str = "apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  endpointSelector:
    matchLabels:
      app: spaces-router
  ingress:
  - fromEntities:
    - world
";

const ENVOY_PROXY: &str = "apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata:
  name: spaces
  namespace: upbound-system
spec:
  provider:
    type: Kubernetes
    kubernetes:
      envoyService:
        type: ClusterIP
";
