//! The NetworkPolicies that select the backend's pods: they must let in the proxy, or whoever else sends the traffic.
//!
//! Where no policy selects the pods, everything is let in already. None is added then, because it would shut out
//! everything else.

use super::{ApplyPlan, service};
use crate::exposure::Exposure;
use crate::exposure::commented::data;
use crate::facts::controller::Proxy;
use crate::methods::choice;
use crate::methods::entry::Entry;
use crate::methods::policy::{Peers, cilium_network_policy, network_policy, rule};
use crate::reading::subject::Subject;
use crate::views::context::Context;
use crate::views::traffic::{Labels, PolicyRule, cilium_lets_in, is_for_some};

/// Plans a rule that lets the peers in, unless one does already. Without peers the traffic comes from outside the
/// cluster.
pub(super) fn plan<'s, 'd, 't>(
    exposure: &Exposure,
    peers: Option<&Peers>,
    service: &Subject<'_, '_>,
    context: &Context<'s, 'd, 't>,
    plan: &mut ApplyPlan<'s, 'd, 't>,
) {
    let policies = context.policies();
    let number = i64::from(exposure.spec.backend.target_port);
    let mut opened = policies.rules.iter().filter(|rule| rule.opens(number));
    if policies.all.is_empty() || opened.any(|rule| lets_in(rule, peers, exposure)) {
        return;
    }
    match peers {
        Some(peers) if !peers.is_known() => {
            let is_cilium =
                choice::serving(exposure).is_some_and(|serving| matches!(serving.proxy, Proxy::CiliumIngress));
            if is_cilium && !cilium_lets_in(context.subjects) {
                plan.added.push(cilium_network_policy(exposure));
            }
        }
        _ => match policies.all.iter().find(|policy| is_for_some(policy)) {
            Some(policy) => {
                let item = data(&rule(peers, service::pods_port(exposure, service)).fields());
                plan.append(policy, &policy.path(&["spec", "ingress"]), item);
            }
            // The policies select all pods of the namespace: a rule in one of them would open other pods.
            None => plan.added.extend(network_policy(exposure, peers)),
        },
    }
}

/// Whether a rule that opens the port lets the traffic in.
fn lets_in(rule: &PolicyRule<'_, '_, '_>, peers: Option<&Peers>, exposure: &Exposure) -> bool {
    if rule.admits_addresses() {
        return true;
    }
    let Some(peers) = peers.filter(|peers| peers.is_known()) else { return false };
    let (pods, namespace) = (labels(&peers.pod_labels), labels(&peers.namespace_labels));
    let own = exposure.spec.backend.namespace.as_str();
    let is_same = namespace.is_empty() || namespace.values().any(|value| *value == own);
    rule.peers.iter().any(|peer| peer.lets_in(&pods, &namespace, is_same))
}

fn labels(entries: &[Entry]) -> Labels<'_> {
    let mut labels = Labels::new();
    for entry in entries {
        labels.insert(&entry.key, &entry.value);
    }
    labels
}
