//! How objects are written: the order of their fields, and the comments above them.

use super::{Comments, Object, named_in};
use crate::exposure::commented::write;
use crate::methods::entry::Entry;
use k8s_openapi::api::core::v1::{ServicePort, ServiceSpec};
use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, IngressBackend, IngressRule, IngressServiceBackend, IngressSpec,
    NetworkPolicyIngressRule, NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

fn port() -> ServicePort {
    ServicePort {
        name: Some("https".to_owned()),
        port: 443,
        protocol: Some("TCP".to_owned()),
        target_port: Some(IntOrString::String("https".to_owned())),
        ..ServicePort::default()
    }
}

fn service() -> ServiceSpec {
    let other = ServicePort { port: 8443, app_protocol: Some("https".to_owned()), ..port() };
    ServiceSpec {
        type_: Some("LoadBalancer".to_owned()),
        ports: Some(vec![port(), other]),
        load_balancer_class: Some("a".to_owned()),
        ..ServiceSpec::default()
    }
}

#[test]
fn fields_stand_in_the_order_that_people_expect() {
    let mut comments = Comments::default();
    comments.field("spec.loadBalancerClass", "it stays");
    comments.field("spec.ports.port", "of clients");
    let annotations = vec![Entry::new("z", "first").comment("said"), Entry::new("a", "second")];
    let mut object = Object::new(named_in("shop", "checkout"), &service(), comments).annotated(annotations);
    object.metadata.annotations.get_or_insert_default().insert("b".to_owned(), "added".to_owned());
    let expected = "apiVersion: v1\nkind: Service\nmetadata:\n  name: checkout\n  namespace: shop\n  annotations:\n    \
                    # said\n    z: first\n    a: second\n    b: added\nspec:\n  type: LoadBalancer\n  # it stays\n  \
                    loadBalancerClass: a\n  ports:\n    \
                    - name: https\n      protocol: TCP\n      # of clients\n      port: 443\n      targetPort: https\n    \
                    - name: https\n      protocol: TCP\n      # of clients\n      port: 8443\n      targetPort: https\n      \
                    appProtocol: https\n";
    assert_eq!(write(&object.fields()), expected);
}

#[test]
fn an_ingress_s_path_comes_before_what_it_leads_to() {
    let service = IngressServiceBackend { name: "a".to_owned(), port: None };
    let path = HTTPIngressPath {
        path: Some("/".to_owned()),
        path_type: "Prefix".to_owned(),
        backend: IngressBackend { service: Some(service), ..IngressBackend::default() },
    };
    let rule = IngressRule { host: Some("a.b".to_owned()), http: Some(HTTPIngressRuleValue { paths: vec![path] }) };
    let spec = IngressSpec { rules: Some(vec![rule]), ..IngressSpec::default() };
    let object = Object::new(named_in("shop", "checkout"), &spec, Comments::default());
    let expected = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: checkout\n  namespace: shop\n\
                    spec:\n  rules:\n    - host: a.b\n      http:\n        paths:\n          - path: /\n            \
                    pathType: Prefix\n            backend:\n              service:\n                name: a\n";
    assert_eq!(write(&object.fields()), expected);
}

#[test]
fn a_policy_says_first_for_whom_it_is() {
    let port = NetworkPolicyPort {
        port: Some(IntOrString::Int(8443)),
        protocol: Some("TCP".to_owned()),
        ..NetworkPolicyPort::default()
    };
    let spec = NetworkPolicySpec {
        ingress: Some(vec![NetworkPolicyIngressRule { from: None, ports: Some(vec![port]) }]),
        pod_selector: Some(LabelSelector::default()),
        policy_types: Some(vec!["Ingress".to_owned()]),
        ..NetworkPolicySpec::default()
    };
    let object = Object::new(named_in("shop", "checkout"), &spec, Comments::default());
    let expected = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: checkout\n  \
                    namespace: shop\nspec:\n  podSelector: {}\n  policyTypes:\n    - Ingress\n  ingress:\n    - ports:\n        \
                    - protocol: TCP\n          port: 8443\n";
    assert_eq!(write(&object.fields()), expected);
}

#[test]
#[should_panic(expected = "spec.port.appProtocol leads to no field")]
fn a_comment_on_a_field_that_is_not_there_is_found() {
    let mut comments = Comments::default();
    comments.field("spec.port.appProtocol", "misspelt");
    Object::new(named_in("shop", "checkout"), &service(), comments).fields();
}
