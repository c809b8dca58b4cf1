//! The kinds of Kubernetes itself that are written, whose types `k8s-openapi` has.

use super::Spec;
use k8s_openapi::Resource;
use k8s_openapi::api::core::v1::{Service, ServiceSpec};
use k8s_openapi::api::networking::v1::{
    Ingress, IngressClass, IngressClassSpec, IngressSpec, NetworkPolicy, NetworkPolicySpec,
};

macro_rules! kinds {
    ($($spec:ident of $kind:ident),+ $(,)?) => {
        $(impl Spec for $spec {
            const API_VERSION: &'static str = $kind::API_VERSION;
            const KIND: &'static str = $kind::KIND;
        })+
    };
}

kinds!(
    ServiceSpec of Service,
    IngressSpec of Ingress,
    IngressClassSpec of IngressClass,
    NetworkPolicySpec of NetworkPolicy,
);
