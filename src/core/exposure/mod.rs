//! The intent: what a user asks for, in the form of [`Exposure`].
//!
//! The declarations here are the contract, and each field stands in them once: the types, their defaults, the JSON
//! Schema, the reader and the writer are made from them. Reading what a user gave is the business of
//! [`requests`](crate::requests); what an Exposure *means*, that of [`render`](crate::render) and
//! [`transform`](crate::transform).

pub(crate) mod commented;
mod declaration;
pub(crate) mod data;
pub(crate) mod hostname;
pub(crate) mod nested;

use crate::facts::gateway_api::Bundle;
pub use crate::facts::gateway_api::Channel;

use crate::facts::version::Version;
use declaration::declare;
use std::collections::BTreeMap;

/// The `apiVersion` of an Exposure.
pub const API_VERSION: &str = "portico.dev/v1alpha1";
/// The `kind` of an Exposure.
pub const KIND: &str = "Exposure";

/// The namespace of the Spaces chart and of its router, unless another is given.
const NAMESPACE: &str = "upbound-system";
/// The Service of Spaces.
const ROUTER: &str = "spaces-router";

declare! {
    /// One intent: how one Space in one cluster is reached from outside.
    pub struct Exposure {
        /// Always `portico.dev/v1alpha1`.
        #[schema(const = API_VERSION)]
        pub api_version as "apiVersion": String,
        /// Always `Exposure`.
        #[schema(const = KIND)]
        pub kind: String,
        /// The object's metadata, as Kubernetes has it.
        pub metadata: Metadata = Metadata::default(),
        /// The exposure that is wanted.
        pub spec: Spec,
    }
}

declare! {
    /// The object's metadata. Portico reads its name; a file that Kubernetes tools share may hold more.
    #[derive(Default)]
    pub struct Metadata {
        /// The name of the Exposure.
        pub name: String = "spaces".to_owned(),
        ..others
    }
}

declare! {
    /// The exposure that is wanted.
    pub struct Spec {
        /// The external DNS name: a lower-case fully qualified domain name, without wildcard, port, scheme or final dot.
        pub host: String,
        /// How traffic gets in.
        pub method: Method,
        /// Where the cluster runs: an identifier of the catalogue. Required for the method `LoadBalancer`.
        pub cloud: Option<String>,
        /// What serves the Ingress or the Gateway: an identifier of the catalogue, or one with a version: `istio@1.29`.
        pub controller: Option<String>,
        /// Who can reach it; it applies to whichever Service faces the client.
        pub access: Access = Access::Public,
        /// Whether the output has more than the documentation's page asks for.
        pub extras: Extras = Extras::Recommended,
        /// The versions that the output is for.
        pub targets: Targets = Targets::default(),
        /// A certificate of your own; absent, the chart makes one.
        pub tls: Option<Tls>,
        /// The load balancer that faces the client.
        pub load_balancer as "loadBalancer": LoadBalancer,
        /// Overrides of what the catalogue knows of the Ingress controller.
        pub ingress: Option<IngressOverrides>,
        /// The Gateway to make or to attach to.
        pub gateway: Option<GatewayOverrides>,
        /// How the Spaces chart is installed.
        pub release: Release,
        /// The TLS service to expose. Any other than that of Spaces has no chart values.
        pub backend: Backend,
        /// Findings to leave out, for output that can carry no suppression of its own.
        pub ignore: Vec<Ignore>,
    }
}

declare! {
    /// How traffic gets in.
    pub enum Method {
        /// A Service of type `LoadBalancer` of its own.
        LoadBalancer,
        /// An Ingress that an Ingress controller serves.
        Ingress,
        /// A Gateway and a TLSRoute.
        GatewayAPI,
    }
}

declare! {
    /// Who can reach it.
    pub enum Access {
        /// Everybody on the internet.
        Public as "public",
        /// Those inside the network.
        Private as "private",
    }
}

declare! {
    /// Whether the output has more than the documentation's page asks for.
    pub enum Extras {
        /// The necessary, and the settings that the catalogue recommends.
        Recommended as "recommended",
        /// The page's block and nothing else.
        None as "none",
    }
}

declare! {
    /// The versions that the output is for.
    #[derive(Default)]
    pub struct Targets {
        /// The minor version of Spaces, such as `1.17`: 1.10 and newer.
        // The newest that this release knows.
        pub spaces: String = "1.17".to_owned(),
        /// The minor version of Kubernetes, such as `1.34`.
        // The one that this release is tested against.
        pub kubernetes: String = "1.34".to_owned(),
        /// The Gateway API's CRDs in the cluster; absent, those of 1.5's standard channel.
        pub gateway_api as "gatewayAPI": Option<GatewayApiTarget>,
    }
}

declare! {
    /// The Gateway API's CRDs in the cluster.
    pub struct GatewayApiTarget {
        /// The minor version, such as `1.5`.
        pub version: String,
        /// Which of the two channels is installed.
        pub channel: Channel = Channel::default(),
    }
}

declare! {
    /// A certificate of your own.
    pub struct Tls {
        /// The Secret with the serving certificate and its key.
        pub secret_name as "secretName": String,
        /// The Secret with the certificate authority that signed it.
        pub ca_bundle as "caBundle": Option<CaBundle>,
    }
}

declare! {
    /// A certificate authority.
    pub struct CaBundle {
        /// The Secret that holds it.
        pub secret_name as "secretName": String,
        /// The Secret's key.
        pub key: String = "ca.crt".to_owned(),
    }
}

declare! {
    /// The load balancer that faces the client.
    #[derive(Default)]
    pub struct LoadBalancer {
        /// How long an idle connection is kept, in seconds; absent, the cloud's own default stays untouched.
        pub idle_timeout_seconds as "idleTimeoutSeconds": Option<u32>,
        /// More annotations for the Service that faces the client.
        pub annotations: BTreeMap<String, String>,
    }
}

declare! {
    /// Overrides of what the catalogue knows of the Ingress controller.
    #[derive(Default)]
    pub struct IngressOverrides {
        /// The IngressClass.
        pub class_name as "className": Option<String>,
        /// The annotations of the Ingress.
        pub annotations: Option<BTreeMap<String, String>>,
        /// The labels of the controller's pods.
        pub pod_labels as "podLabels": Option<BTreeMap<String, String>>,
        /// The labels of the controller's namespace.
        pub namespace_labels as "namespaceLabels": Option<BTreeMap<String, String>>,
    }
}

declare! {
    /// The Gateway to make or to attach to.
    #[derive(Default)]
    pub struct GatewayOverrides {
        /// Whether to make one; false attaches to a shared one.
        pub provision: Option<bool>,
        /// Its name; absent, that of the Exposure, or `spaces` for a shared one.
        pub name: Option<String>,
        /// The namespace of a shared one; absent, the backend's.
        pub namespace: Option<String>,
        /// The name of its listener for the host; absent, that of the Exposure for a shared one, else `tls`.
        pub section_name as "sectionName": Option<String>,
        /// Its GatewayClass.
        pub class_name as "className": Option<String>,
        /// The labels of the pods that carry its traffic.
        pub pod_labels as "podLabels": Option<BTreeMap<String, String>>,
        /// The labels of those pods' namespace.
        pub namespace_labels as "namespaceLabels": Option<BTreeMap<String, String>>,
    }
}

declare! {
    /// How the Spaces chart is installed.
    #[derive(Default)]
    pub struct Release {
        /// The Helm release's name.
        pub name: String = "spaces".to_owned(),
        /// The Helm release's namespace.
        pub namespace: String = NAMESPACE.to_owned(),
        /// Where the chart comes from; a mirror's address in an air-gapped place.
        pub chart: String = "oci://xpkg.upbound.io/spaces-artifacts/spaces".to_owned(),
    }
}

declare! {
    /// The TLS service to expose.
    #[derive(Default)]
    pub struct Backend {
        /// The Service's namespace; absent, that of the release.
        pub namespace: String = NAMESPACE.to_owned(),
        /// The Service's name.
        pub service: String = ROUTER.to_owned(),
        /// The Service's port.
        #[schema(minimum = 1)]
        pub port: u16 = 443,
        /// The pods' port.
        #[schema(minimum = 1)]
        pub target_port as "targetPort": u16 = 8443,
        /// The labels of the pods behind it, for objects of its own: without them its Service keeps the selector that it
        /// has, and no NetworkPolicy is written.
        pub pod_labels as "podLabels": BTreeMap<String, String>,
    }
}

declare! {
    /// A finding to leave out.
    pub struct Ignore {
        /// The rule's name.
        pub rule: String,
        /// Why it does not apply here.
        pub reason: String,
    }
}

impl Spec {
    /// Gives the identifier of the controller, without a version.
    pub(crate) fn controller_id(&self) -> Option<&str> {
        let controller = self.controller.as_deref()?;
        Some(controller.split_once('@').map_or(controller, |(id, _)| id))
    }

    /// Gives the text after the `@` of a controller.
    pub(crate) fn controller_version(&self) -> Option<&str> {
        Some(self.controller.as_deref()?.split_once('@')?.1)
    }
}

impl Targets {
    /// Gives the version of Spaces; none for a text that is no version.
    pub(crate) fn spaces_version(&self) -> Option<Version> {
        Version::parse(&self.spaces)
    }

    /// Gives the release and the channel of the Gateway API, given or assumed; none for a text that is no version.
    pub(crate) fn bundle(&self) -> Option<Bundle> {
        let GatewayApiTarget { version, channel } = self.gateway_api();
        Some(Bundle { version: Version::parse(&version)?, channel })
    }

    /// Gives the Gateway API's CRDs, given or assumed.
    pub(crate) fn gateway_api(&self) -> GatewayApiTarget {
        self.gateway_api
            .clone()
            .unwrap_or_else(|| GatewayApiTarget { version: "1.5".to_owned(), channel: Channel::default() })
    }
}

impl Backend {
    /// Whether this is the service of Spaces itself, so that the chart's values apply.
    #[must_use]
    pub fn is_spaces(&self) -> bool {
        self.service == ROUTER
    }
}
