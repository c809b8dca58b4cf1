//! TLS services other than Spaces, and the Exposures that reach them.

/// A TLS service of a release, as an Exposure's `spec.backend` names it.
#[derive(Debug, Clone, Copy)]
pub struct Backend {
    /// The namespace of the release.
    pub namespace: &'static str,
    /// The Service's name.
    pub service: &'static str,
    /// The Service's port at which TLS is spoken.
    pub port: u16,
    /// The port of its pods.
    pub target_port: u16,
}

/// A way to expose a service, and the objects that it adds to a release that exposes nothing itself.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// The fields in an Exposure's `spec` that choose it.
    pub fields: &'static str,
    /// The kinds of the objects that are added to the release; where there are none, the Service is changed.
    pub adds: &'static [&'static str],
}

/// Every method, for one cloud or controller.
pub const METHODS: [Method; 3] = [
    Method { fields: "method: LoadBalancer\n  cloud: aws", adds: &[] },
    Method { fields: "method: Ingress\n  controller: traefik-nginx", adds: &["Ingress"] },
    Method { fields: "method: GatewayAPI\n  controller: envoy-gateway", adds: &["Gateway", "TLSRoute"] },
];

/// The lines that the Service gets from the load balancer of [`METHODS`] on AWS, without their indentation. A Service
/// without annotations also gets the line `annotations:`.
pub const EXPOSED_ON_AWS: [&str; 4] = [
    "service.beta.kubernetes.io/aws-load-balancer-type: external",
    "service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing",
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip",
    "type: LoadBalancer",
];

impl Backend {
    /// Gives the Exposure of this service by a method.
    #[must_use]
    pub fn exposure(&self, method: &Method) -> String {
        let Self { namespace, service, port, target_port } = self;
        let fields = method.fields;
        format!(
            "\
apiVersion: portico.dev/v1alpha1
kind: Exposure
metadata:
  name: {service}
spec:
  host: tls.example.com
  {fields}
  backend:
    namespace: {namespace}
    service: {service}
    port: {port}
    targetPort: {target_port}
"
        )
    }
}
