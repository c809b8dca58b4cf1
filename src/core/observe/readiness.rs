//! Whether an object works, by its status.

use super::condition::Condition;
use super::observed_object::{ObservedObject, at};
use crate::reading::recognize::group_of;
use crate::reading::subject::ObjectKind;
use portico_manifest::Contents;

/// Whether an object works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// It does, or there is nothing that it could still be waiting for.
    Ready,
    /// Not yet, or no longer.
    Unready,
}

impl From<bool> for Readiness {
    fn from(is_ready: bool) -> Self {
        if is_ready { Self::Ready } else { Self::Unready }
    }
}

impl ObservedObject<'_, '_> {
    /// Tells by the object's status whether it works; an object inside another one works where both do.
    pub(super) fn readiness(&self) -> Readiness {
        let outer = !self.is_wrapped() || self.outer_is_ready();
        Readiness::from(outer && (self.object.is_some() && self.works()))
    }

    fn outer_is_ready(&self) -> bool {
        let conditions = at(self.item, &["status", "conditions"]);
        Condition::find(conditions, "Ready", None).is_some_and(Condition::is_true)
    }

    fn works(&self) -> bool {
        let group = self.text(&["apiVersion"]).map_or("", group_of);
        match ObjectKind::of(group, self.text(&["kind"]).unwrap_or_default()) {
            ObjectKind::Service => {
                self.text(&["spec", "type"]) != Some("LoadBalancer") || self.load_balancer_address().is_some()
            }
            ObjectKind::Ingress => self.load_balancer_address().is_some(),
            ObjectKind::Gateway => self.is_true("Programmed"),
            ObjectKind::GatewayClass => self.is_true("Accepted"),
            ObjectKind::TlsRoute | ObjectKind::TcpRoute | ObjectKind::HttpRoute | ObjectKind::GrpcRoute => {
                self.route_is_taken()
            }
            // What a provider of Crossplane makes is there once the provider says so.
            _ if group.ends_with("crossplane.io") => self.is_true("Ready"),
            _ => !self.has_condition("Ready") || self.is_true("Ready"),
        }
    }

    fn is_true(&self, kind: &str) -> bool {
        self.condition(kind).is_some_and(Condition::is_true)
    }

    /// Whether every parent of a route has accepted it as it is now.
    pub(super) fn route_is_taken(&self) -> bool {
        let mut parents = self.get(&["status", "parents"]).items().peekable();
        let generation = self.generation();
        parents.peek().is_some()
            && parents.all(|parent| {
                let is_true =
                    |kind| Condition::find(parent.get("conditions"), kind, generation).is_some_and(Condition::is_true);
                is_true("Accepted") && is_true("ResolvedRefs")
            })
    }
}
