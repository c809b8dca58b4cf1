//! An Exposure of each method, for any backend.

/// The fields of `spec` that choose each method.
pub const METHODS: [&str; 7] = [
    "method: LoadBalancer\n  cloud: aws",
    "method: LoadBalancer\n  cloud: azure\n  access: private",
    "method: Ingress\n  controller: traefik-nginx",
    "method: Ingress\n  controller: haproxytech",
    "method: GatewayAPI\n  controller: envoy-gateway",
    "method: GatewayAPI\n  controller: cilium\n  cloud: gcp",
    "method: GatewayAPI\n  controller: istio\n  gateway: {provision: false, name: edge, namespace: edge}",
];

/// Gives the Exposure of a Service by one of the methods.
pub fn exposure(method: &str, namespace: &str, service: &str, port: u64) -> String {
    format!(
        "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nmetadata: {{name: exposed}}\nspec:\n  \
         host: exposed.acme.dev\n  {method}\n  backend: {{namespace: {namespace}, service: {service}, port: {port}}}\n"
    )
}
