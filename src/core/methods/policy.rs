//! The pods of the controller that must reach the backend, and the policies that let them in.

use super::object::{beside_backend, object, texts};
use crate::exposure::Exposure;
use crate::exposure::commented::{Field, Written};
use crate::facts::controller::{Label, Place, Proxy};
use std::collections::BTreeMap;

/// The label by which every namespace carries its own name.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// The labels by which a NetworkPolicy knows the pods that traffic comes from; none where nothing is known, or where no
/// label can tell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Peers {
    pub pod_labels: Vec<Field>,
    pub namespace_labels: Vec<Field>,
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
                    Place::Named(name) => name,
                    Place::OfGateway => gateway_namespace,
                };
                Self {
                    pod_labels: labels.iter().map(|label| known_label(label, gateway)).collect(),
                    namespace_labels: vec![Field::text(NAMESPACE_NAME, namespace)],
                }
            }
        };
        Self {
            pod_labels: pod_labels.map_or(known.pod_labels, texts),
            namespace_labels: namespace_labels.map_or(known.namespace_labels, texts),
        }
    }

    /// Gives the chart's values for the peers.
    pub(super) fn values(self, whose: &str) -> [Field; 2] {
        let comment = if self.is_known() {
            format!("{whose} pods and their namespace: the NetworkPolicy lets them in")
        } else {
            "empty: no label of a pod tells where this traffic comes from".to_owned()
        };
        [
            Field::block("podLabels", self.pod_labels).comment(comment),
            Field::block("namespaceLabels", self.namespace_labels),
        ]
    }

    /// Whether any label tells the peers from other pods.
    pub(crate) fn is_known(&self) -> bool {
        !self.pod_labels.is_empty() || !self.namespace_labels.is_empty()
    }

    /// Gives the peers as a NetworkPolicy has them: one entry, in which both selectors must match.
    fn selectors(&self) -> Vec<Field> {
        let selector = |name: &str, labels: &[Field]| {
            (!labels.is_empty()).then(|| Field::block(name, vec![Field::block("matchLabels", labels.to_vec())]))
        };
        let namespace = selector("namespaceSelector", &self.namespace_labels);
        namespace.into_iter().chain(selector("podSelector", &self.pod_labels)).collect()
    }
}

fn known_label((key, value): &Label, gateway: &str) -> Field {
    Field::text(key, &value.replace("{gateway}", gateway))
}

/// Gives the NetworkPolicy that lets traffic reach the backend's pods: from the peers, or from anywhere for a load
/// balancer, whose traffic has the addresses of clients or nodes. None where the labels of pods or peers aren't known.
pub(crate) fn network_policy(exposure: &Exposure, peers: Option<&Peers>) -> Option<Vec<Field>> {
    let backend = &exposure.spec.backend;
    if backend.pod_labels.is_empty() || peers.is_some_and(|peers| !peers.is_known()) {
        return None;
    }
    let spec = vec![
        Field::block("podSelector", vec![Field::block("matchLabels", texts(&backend.pod_labels))]),
        Field::list("policyTypes", vec![Written::Text("Ingress".to_owned())]),
        Field::blocks("ingress", [rule(peers, Written::Number(backend.target_port.into()))]),
    ];
    Some(object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        beside_backend(exposure, &format!("{}-exposure", backend.service)),
        vec![Field::block("spec", spec)],
    ))
}

/// Gives a policy's rule that opens a port of the pods, by number or by name, to the peers or to everybody.
pub(crate) fn rule(peers: Option<&Peers>, port: Written) -> Vec<Field> {
    let from = peers.map(|peers| Field::blocks("from", [peers.selectors()]));
    let ports = Field::blocks("ports", [vec![Field::text("protocol", "TCP"), Field::new("port", port)]]);
    from.into_iter().chain([ports]).collect()
}

/// Gives the policy that lets Cilium's proxy in, which no NetworkPolicy can. It turns off the default deny, which would
/// close the selected pods to everything else.
pub(crate) fn cilium_network_policy(exposure: &Exposure) -> Vec<Field> {
    let backend = &exposure.spec.backend;
    let pods = &backend.pod_labels;
    let selector = if pods.is_empty() { Vec::new() } else { vec![Field::block("matchLabels", texts(pods))] };
    let port = vec![Field::text("port", &backend.target_port.to_string()), Field::text("protocol", "TCP")];
    let rule = vec![
        Field::list("fromEntities", vec![Written::Text("ingress".to_owned())]),
        Field::blocks("toPorts", [vec![Field::blocks("ports", [port])]]),
    ];
    let spec = vec![
        Field::block("endpointSelector", selector),
        Field::block("enableDefaultDeny", vec![Field::switch("ingress", false)])
            .comment("it only lets in: what other policies allow or forbid stays so"),
        Field::blocks("ingress", [rule]),
    ];
    object(
        "cilium.io/v2",
        "CiliumNetworkPolicy",
        beside_backend(exposure, &format!("{}-from-cilium", backend.service)),
        vec![Field::block("spec", spec)],
    )
}
