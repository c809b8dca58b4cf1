//! An object as the cluster shows it.

use super::ObjectReference;
use super::address::Address;
use super::condition::Condition;
use crate::reading::recognize::group_of;
use portico_manifest::{Contents, Node};

/// An item of the list, and the object that it is about: itself, or the one that provider-kubernetes observes for it.
#[derive(Clone, Copy)]
pub(super) struct ObservedObject<'d, 't> {
    /// The item.
    pub item: Node<'d, 't>,
    /// The object; absent where provider-kubernetes hasn't observed it yet.
    pub object: Option<Node<'d, 't>>,
}

impl<'d, 't> ObservedObject<'d, 't> {
    pub(super) fn of(item: Node<'d, 't>) -> Self {
        let is_wrapper = text(item, &["kind"]) == Some("Object")
            && matches!(
                text(item, &["apiVersion"]).map(group_of),
                Some("kubernetes.crossplane.io" | "kubernetes.m.crossplane.io")
            );
        let object = if is_wrapper { at(item, &["status", "atProvider", "manifest"]) } else { Some(item) };
        Self { item, object }
    }

    pub(super) fn is_wrapped(&self) -> bool {
        self.object.is_none_or(|object| object.places() != self.item.places())
    }

    /// Gives the value at a path of keys of the object.
    pub(super) fn get(&self, keys: &[&str]) -> Option<Node<'d, 't>> {
        at(self.object?, keys)
    }

    pub(super) fn text(&self, keys: &[&str]) -> Option<&'d str> {
        self.get(keys)?.as_str()
    }

    /// Whether it is of the same kind, in any version of its group.
    pub(super) fn is_kind_of(&self, wanted: &ObjectReference) -> bool {
        self.text(&["kind"]) == Some(&wanted.kind)
            && self.text(&["apiVersion"]).map(group_of) == Some(group_of(&wanted.api_version))
    }

    /// Whether it is the object that is meant. One without a namespace is taken to be there.
    pub(super) fn is(&self, wanted: &ObjectReference) -> bool {
        self.is_kind_of(wanted)
            && self.text(&["metadata", "name"]) == Some(&wanted.name)
            && self.is_in(&wanted.namespace)
    }

    /// Whether it is in the namespace that is meant. One without a namespace is taken to be there.
    pub(super) fn is_in(&self, namespace: &str) -> bool {
        self.text(&["metadata", "namespace"]).is_none_or(|own| own == namespace)
    }

    /// Whether it is on its way out.
    pub(super) fn is_leaving(&self) -> bool {
        self.get(&["metadata", "deletionTimestamp"]).is_some()
    }

    /// Names the object itself as one that is watched.
    pub(super) fn reference(&self, like: &ObjectReference) -> ObjectReference {
        let name = self.text(&["metadata", "name"]).unwrap_or(&like.name);
        ObjectReference { name: name.to_owned(), ..like.clone() }
    }

    /// Gives the first address of a Service or an Ingress.
    pub(super) fn load_balancer_address(&self) -> Option<Address> {
        if self.text(&["kind"]) == Some("Service") && self.text(&["spec", "type"]) != Some("LoadBalancer") {
            return None;
        }
        let given = self.get(&["status", "loadBalancer", "ingress"]).items();
        given.flat_map(|one| [one.get("hostname"), one.get("ip")]).flatten().find_map(Address::of)
    }

    pub(super) fn generation(&self) -> Option<i64> {
        self.get(&["metadata", "generation"])?.as_i64()
    }

    /// Whether the status has a condition at all, be it of an earlier generation.
    pub(super) fn has_condition(&self, kind: &str) -> bool {
        Condition::find(self.get(&["status", "conditions"]), kind, None).is_some()
    }

    /// Finds a condition of the object's own status.
    pub(super) fn condition(&self, kind: &str) -> Option<Condition<'d, 't>> {
        Condition::find(self.get(&["status", "conditions"]), kind, self.generation())
    }
}

pub(super) fn at<'d, 't>(node: Node<'d, 't>, keys: &[&str]) -> Option<Node<'d, 't>> {
    keys.iter().try_fold(node, |node, key| node.get(key))
}

pub(super) fn text<'d>(node: Node<'d, '_>, keys: &[&str]) -> Option<&'d str> {
    at(node, keys)?.as_str()
}
