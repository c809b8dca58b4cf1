//! Objects that inputs are made of, each a document that begins with its separator.

/// The line of the backend's namespace.
const BACKEND: &str = "namespace: upbound-system";

/// Writes the backend's Service.
pub(super) fn service() -> String {
    named_service("spaces-router", "{ports: [{name: https, port: 443, targetPort: 8443}], selector: {app: router}}")
}

/// Writes a Service of this `spec`.
pub(super) fn named_service(name: &str, spec: &str) -> String {
    object("v1", "Service", name, spec)
}

/// Writes the backend's Service as a load balancer.
pub(super) fn load_balancer() -> String {
    let spec = "{type: LoadBalancer, ports: [{port: 443, targetPort: 8443}], selector: {app: router}}";
    named_service("spaces-router", spec)
}

/// Writes an object of the backend's namespace, by its `spec` in one line or in lines of its own.
pub(super) fn object(api_version: &str, kind: &str, name: &str, spec: &str) -> String {
    let metadata = format!("{{name: {name}, {BACKEND}}}");
    format!("---\napiVersion: {api_version}\nkind: {kind}\nmetadata: {metadata}\nspec: {spec}\n")
}

/// Writes the head of an object, to which more metadata may be added.
pub(super) fn head(api_version: &str, kind: &str, name: &str) -> String {
    format!("---\napiVersion: {api_version}\nkind: {kind}\nmetadata:\n  name: {name}\n  {BACKEND}\n")
}

/// Writes an object of the Gateway API.
pub(super) fn of_gateway_api(kind: &str, name: &str, spec: &str) -> String {
    object("gateway.networking.k8s.io/v1", kind, name, spec)
}

/// A listener that passes TLS through.
pub(super) const PASSING: &str = "{name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}}";

/// Writes a Gateway with one listener that passes TLS through.
pub(super) fn gateway(name: &str, class: &str) -> String {
    of_gateway_api("Gateway", name, &format!("{{gatewayClassName: {class}, listeners: [{PASSING}]}}"))
}

/// Writes a Gateway with these listeners, an item a line.
pub(super) fn gateway_of(name: &str, listeners: &str) -> String {
    of_gateway_api("Gateway", name, &format!("\n  gatewayClassName: eg\n  listeners:\n{listeners}"))
}

/// Writes a GatewayClass of this controller.
pub(super) fn gateway_class(name: &str, controller: &str) -> String {
    format!(
        "---\napiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {{name: {name}}}\nspec: {{controllerName: {controller}}}\n"
    )
}

/// The controller of Envoy Gateway.
pub(super) const ENVOY_GATEWAY: &str = "gateway.envoyproxy.io/gatewayclass-controller";

/// Writes a route of a host to a Service, by a reference to a Gateway.
pub(super) fn route(name: &str, parent: &str, host: &str, service: &str) -> String {
    let references = format!("[{{name: {service}, port: 443}}]");
    of_gateway_api(
        "TLSRoute",
        name,
        &format!("{{parentRefs: [{{{parent}}}], hostnames: [{host}], rules: [{{backendRefs: {references}}}]}}"),
    )
}

/// Writes a policy about the backend's pods, by its rules.
pub(super) fn policy(name: &str, rules: &str) -> String {
    let spec = format!("{{podSelector: {{matchLabels: {{app: router}}}}, ingress: {rules}}}");
    object("networking.k8s.io/v1", "NetworkPolicy", name, &spec)
}

/// Writes a path that leads to the backend.
pub(super) fn path(path: &str) -> String {
    format!("{{path: {path}, pathType: Prefix, backend: {{service: {{name: spaces-router, port: {{number: 443}}}}}}}}")
}

/// Writes an Ingress of a class and a host that leads to the backend.
pub(super) fn ingress(name: &str, class: &str, host: &str) -> String {
    let path = path("/");
    let class = if class.is_empty() { String::new() } else { format!("ingressClassName: {class}, ") };
    let spec = format!("{{{class}rules: [{{host: {host}, http: {{paths: [{path}]}}}}]}}");
    object("networking.k8s.io/v1", "Ingress", name, &spec)
}

/// Writes an IngressClass of ingress-nginx, with annotations in braces.
pub(super) fn ingress_class(name: &str, annotations: &str) -> String {
    format!(
        "---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: {name}, annotations: {annotations}}}\nspec: {{controller: k8s.io/ingress-nginx}}\n"
    )
}
