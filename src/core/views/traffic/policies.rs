//! The NetworkPolicies that say who may reach the backend's pods.

use super::selector::{self, Labels};
use super::{LocatedValue, namespace};
use crate::reading::subject::{ObjectKind, Subject, Subjects};
use portico_manifest::{Contents, Node};
use std::borrow::Cow;

/// The policies for incoming traffic that surely select the backend's pods.
pub(crate) struct Policies<'s, 'd, 't> {
    pub all: Vec<&'s Subject<'d, 't>>,
    pub rules: Vec<PolicyRule<'s, 'd, 't>>,
}

/// One of a policy's rules about incoming traffic.
pub(crate) struct PolicyRule<'s, 'd, 't> {
    /// Whether the policy selects only some pods of the namespace.
    pub is_for_some: bool,
    /// The peers that it lets in; an empty list is everybody.
    pub peers: Vec<Peer<'s, 'd, 't>>,
    /// The ports that it opens; an empty list is all of them.
    pub ports: Vec<LocatedValue<'s, 'd, 't>>,
}

/// A peer that a rule lets in.
pub(crate) struct Peer<'s, 'd, 't> {
    pub located: LocatedValue<'s, 'd, 't>,
}

impl<'s, 'd, 't> Policies<'s, 'd, 't> {
    pub(crate) fn of(subjects: &'s Subjects<'d, 't>) -> Self {
        let backend = &subjects.backend;
        let mut policies = subjects
            .objects(ObjectKind::NetworkPolicy)
            .filter(|policy| namespace(policy, subjects) == backend.namespace && is_about_ingress(policy))
            .peekable();
        if policies.peek().is_none() {
            return Self { all: Vec::new(), rules: Vec::new() };
        }
        let labels = backend_labels(subjects);
        let is_theirs = |policy: &&Subject<'_, '_>| {
            let selector = policy.get(&["spec", "podSelector"]);
            selector.is_some_and(|selector| {
                let names = || selector::match_labels(selector).any(|(_, value)| value == backend.service);
                selector::matches(selector, &labels) || (labels.is_empty() && names())
            })
        };
        let all: Vec<_> = policies.filter(is_theirs).collect();
        let rules = all.iter().flat_map(|policy| {
            let is_for_some = is_for_some(policy);
            LocatedValue::root(policy).items(&["spec", "ingress"]).into_iter().map(move |rule| PolicyRule {
                is_for_some,
                peers: rule.items(&["from"]).into_iter().map(|located| Peer { located }).collect(),
                ports: rule.items(&["ports"]),
            })
        });
        Self { rules: rules.collect(), all }
    }
}

/// Whether a policy selects only some pods of the namespace.
pub(crate) fn is_for_some(policy: &Subject<'_, '_>) -> bool {
    policy.get(&["spec", "podSelector"]).is_some_and(|chosen| !selector::is_empty(chosen))
}

impl PolicyRule<'_, '_, '_> {
    /// Whether it opens a port of the pods to TCP; a named port may be any.
    pub(crate) fn opens(&self, port: i64) -> bool {
        self.ports.is_empty() || self.ports.iter().any(|opened| may_be(opened, port))
    }

    /// Whether it opens one of some ports: the pods' or, by mistake, the Service's.
    pub(crate) fn opens_any(&self, ports: &[i64]) -> bool {
        ports.iter().any(|port| self.opens(*port))
    }

    /// Whether it lets everybody in, or an address range, in which anybody may be.
    pub(crate) fn admits_addresses(&self) -> bool {
        self.peers.is_empty() || self.peers.iter().any(|peer| peer.located.node.get("ipBlock").is_some())
    }
}

/// The range of a named port, which may be any.
pub(crate) const ANY: (i64, i64) = (i64::MIN, i64::MAX);

/// Gives the first and the last port of the pods that an entry opens to TCP; a named port may be any.
pub(crate) fn open_ports(opened: &LocatedValue<'_, '_, '_>) -> Option<(i64, i64)> {
    if opened.text("protocol").is_some_and(|protocol| protocol != "TCP") {
        return None;
    }
    Some(match (opened.number("port"), opened.number("endPort")) {
        (Some(first), Some(last)) => (first, last),
        (Some(only), None) => (only, only),
        (None, _) => ANY,
    })
}

fn may_be(opened: &LocatedValue<'_, '_, '_>, port: i64) -> bool {
    open_ports(opened).is_some_and(|(first, last)| (first..=last).contains(&port))
}

impl<'d> Peer<'_, 'd, '_> {
    /// Gives the pairs by which the peer selects pods.
    pub(crate) fn pod_labels(&self) -> Vec<(Cow<'d, str>, &'d str)> {
        self.labels("podSelector")
    }

    /// Gives the pairs by which the peer selects namespaces.
    pub(crate) fn namespace_labels(&self) -> Vec<(Cow<'d, str>, &'d str)> {
        self.labels("namespaceSelector")
    }

    fn labels(&self, key: &str) -> Vec<(Cow<'d, str>, &'d str)> {
        self.located.node.get(key).into_iter().flat_map(selector::match_labels).collect()
    }

    /// Whether it surely lets in pods that have the first labels, of a namespace that has the second.
    pub(crate) fn lets_in(&self, pods: &Labels<'_>, namespace: &Labels<'_>, is_same_namespace: bool) -> bool {
        let allows = |key, labels| self.located.node.get(key).map(|chosen| selector::matches(chosen, labels));
        match (allows("podSelector", pods), allows("namespaceSelector", namespace)) {
            (pods, Some(namespace)) => namespace && pods.unwrap_or(true),
            (Some(pods), None) => pods && is_same_namespace,
            (None, None) => false,
        }
    }

    /// Whether it lets every pod of every namespace in.
    pub(crate) fn is_whole_cluster(&self) -> bool {
        let selects_all =
            |key| self.located.node.get(key).map(|chosen| chosen.is_mapping() && selector::is_empty(chosen));
        selects_all("namespaceSelector") == Some(true) && selects_all("podSelector") != Some(false)
    }
}

fn is_about_ingress(policy: &Subject<'_, '_>) -> bool {
    let types = policy.get(&["spec", "policyTypes"]);
    types.is_none_or(|types| types.items().next().is_none() || types.items().any(|kind| kind.text() == "Ingress"))
}

/// Gives the known labels of the backend's pods: the Exposure's, else those of the Service's selector and of the
/// Deployment.
fn backend_labels<'s>(subjects: &'s Subjects<'_, '_>) -> Labels<'s> {
    let backend = &subjects.backend;
    let mut labels = Labels::new();
    labels.extend(backend.pod_labels.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    if labels.is_empty() {
        let mut written = Vec::new();
        for service in subjects.backend_services() {
            written.extend(service.get(&["spec", "selector"]).entries());
        }
        for subject in subjects.objects(ObjectKind::Deployment) {
            if subject.name() == Some(&backend.service) && subject.is_in_namespace_of(backend) {
                written.extend(subject.get(&["spec", "template", "metadata", "labels"]).entries());
            }
        }
        for pair in written {
            if let Some(key) = pair.key.as_str() {
                labels.insert(key, pair.value.text());
            }
        }
    }
    labels
}

/// Whether a given policy of Cilium's own kinds lets entities in.
pub(crate) fn cilium_lets_in(subjects: &Subjects<'_, '_>) -> bool {
    let policies = subjects.objects(ObjectKind::CiliumNetworkPolicy);
    let others = subjects.objects(ObjectKind::Other);
    let cluster = others.filter(|subject| subject.text(&["kind"]) == Some("CiliumClusterwideNetworkPolicy"));
    policies.chain(cluster).any(|policy| {
        let several = policy.get(&["specs"]).items();
        let rules = policy.get(&["spec"]).into_iter().chain(several).filter_map(|spec| spec.get("ingress"));
        rules.flat_map(Node::items).any(|rule| rule.get("fromEntities").is_some())
    })
}
