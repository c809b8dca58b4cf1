//! The pods of the controller that must reach the backend, and the policies that let them in.

use super::entry::{self, Entry};
use super::objects::cilium::{CiliumIngressRule, CiliumNetworkPolicySpec, DefaultDeny, PortProtocol, PortRule};
use super::objects::{Commented, Comments, Object, beside_backend};
use crate::exposure::Exposure;
use crate::exposure::commented::Field;
use crate::facts::controller::{Label, Proxy, ProxyNamespace};
use k8s_openapi::api::networking::v1::{
    NetworkPolicyIngressRule, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use std::collections::BTreeMap;

/// The label by which every namespace carries its own name.
pub(super) const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// The labels by which a NetworkPolicy knows the pods that traffic comes from; none where nothing is known, or where no
/// label can tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peers {
    pub pod_labels: Vec<Entry>,
    pub namespace_labels: Vec<Entry>,
}

impl Peers {
    /// Gives the labels that the user states, else those that the catalogue knows.
    pub(crate) fn of(
        proxy: Option<&Proxy>,
        pod_labels: Option<&BTreeMap<String, String>>,
        namespace_labels: Option<&BTreeMap<String, String>>,
        gateway: &str,
        gateway_namespace: &str,
    ) -> Self {
        let known = match proxy {
            None | Some(Proxy::CiliumIngress) => Self::default(),
            Some(Proxy::Pods { labels, namespace }) => {
                let namespace = match namespace {
                    ProxyNamespace::Named(name) => name,
                    ProxyNamespace::OfGateway => gateway_namespace,
                };
                Self {
                    pod_labels: labels.iter().map(|label| known_label(label, gateway)).collect(),
                    namespace_labels: vec![Entry::new(NAMESPACE_NAME, namespace)],
                }
            }
        };
        Self {
            pod_labels: pod_labels.map_or(known.pod_labels, entry::given),
            namespace_labels: namespace_labels.map_or(known.namespace_labels, entry::given),
        }
    }

    /// Gives the chart's values for the peers, and takes away some labels of pods that the chart has by itself.
    pub(super) fn values(&self, whose: &str, taken_away: Vec<Field>) -> [Field; 2] {
        let comment = if self.is_known() || !taken_away.is_empty() {
            format!("{whose} pods and their namespace: the NetworkPolicy lets them in")
        } else {
            "empty: no pod label matches this traffic".to_owned()
        };
        let mut pod_labels = entry::fields(&self.pod_labels);
        pod_labels.extend(taken_away);
        [
            Field::block("podLabels", pod_labels).comment(comment),
            Field::block("namespaceLabels", entry::fields(&self.namespace_labels)),
        ]
    }

    /// Whether any label tells the peers from other pods.
    pub(crate) fn is_known(&self) -> bool {
        !self.pod_labels.is_empty() || !self.namespace_labels.is_empty()
    }

    /// Gives the peers as a NetworkPolicy has them: one entry, in which both selectors must match.
    fn selectors(&self) -> NetworkPolicyPeer {
        NetworkPolicyPeer {
            namespace_selector: selector(&self.namespace_labels),
            pod_selector: selector(&self.pod_labels),
            ..NetworkPolicyPeer::default()
        }
    }
}

fn known_label((key, value): &Label, gateway: &str) -> Entry {
    Entry::new(key, &value.replace("{gateway}", gateway))
}

/// Gives the selector of what has some labels; none without labels, because it would select everything.
fn selector(labels: &[Entry]) -> Option<LabelSelector> {
    let match_labels = entry::map(labels);
    match_labels.is_some().then(|| LabelSelector { match_labels, ..LabelSelector::default() })
}

/// Gives the NetworkPolicy that lets traffic reach the backend's pods: from the peers, or from anywhere for a load
/// balancer, whose traffic has the addresses of clients or nodes. None where the labels of pods or peers aren't known.
pub(crate) fn network_policy(exposure: &Exposure, peers: Option<&Peers>) -> Option<Object> {
    let backend = &exposure.spec.backend;
    if peers.is_some_and(|peers| !peers.is_known()) {
        return None;
    }
    let pods = selector(&entry::given(&backend.pod_labels))?;
    let rule = rule(peers, IntOrString::Int(backend.target_port.into()));
    let mut comments = Comments::default();
    comments.part("spec.ingress", rule.comments);
    let spec = NetworkPolicySpec {
        pod_selector: Some(pods),
        policy_types: Some(vec!["Ingress".to_owned()]),
        ingress: Some(vec![rule.object]),
        egress: None,
    };
    let metadata = beside_backend(exposure, &format!("{}-exposure", backend.service));
    Some(Object::new(metadata, &spec, comments))
}

/// Gives a policy's rule that opens a port of the pods, by number or by name, to the peers or to everybody.
pub(crate) fn rule(peers: Option<&Peers>, port: IntOrString) -> Commented<NetworkPolicyIngressRule> {
    let mut comments = Comments::default();
    if let Some(peers) = peers {
        comments.entries("from.podSelector.matchLabels", peers.pod_labels.clone());
        comments.entries("from.namespaceSelector.matchLabels", peers.namespace_labels.clone());
    }
    let port = NetworkPolicyPort { protocol: Some("TCP".to_owned()), port: Some(port), ..NetworkPolicyPort::default() };
    let from = peers.map(|peers| vec![peers.selectors()]);
    Commented { object: NetworkPolicyIngressRule { from, ports: Some(vec![port]) }, comments }
}

/// Gives the policy that lets Cilium's proxy in, which no NetworkPolicy can. It turns off the default deny, which would
/// close the selected pods to everything else.
pub(crate) fn cilium_network_policy(exposure: &Exposure) -> Object {
    let backend = &exposure.spec.backend;
    let port = PortProtocol { port: backend.target_port.to_string(), protocol: "TCP" };
    let spec = CiliumNetworkPolicySpec {
        endpoint_selector: selector(&entry::given(&backend.pod_labels)).unwrap_or_default(),
        enable_default_deny: DefaultDeny { ingress: false },
        ingress: vec![CiliumIngressRule {
            from_entities: vec!["ingress"],
            to_ports: vec![PortRule { ports: vec![port] }],
        }],
    };
    let mut comments = Comments::default();
    comments.field("spec.enableDefaultDeny", "it only lets traffic in: other policies keep their effect");
    Object::new(beside_backend(exposure, &format!("{}-from-cilium", backend.service)), &spec, comments)
}
