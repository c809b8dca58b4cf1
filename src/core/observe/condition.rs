//! Conditions in a status.

use portico_manifest::{Contents, Node};

/// A condition that a controller set for the object as it is now.
#[derive(Clone, Copy)]
pub(super) struct Condition<'d, 't> {
    node: Node<'d, 't>,
}

impl<'d, 't> Condition<'d, 't> {
    /// Finds a condition by its type in a list of conditions. One that was set for an earlier generation of the object
    /// says nothing about this one.
    pub(super) fn find(conditions: Option<Node<'d, 't>>, kind: &str, generation: Option<i64>) -> Option<Self> {
        let is_it = |condition: &Node<'_, '_>| condition.get("type").and_then(Node::as_str) == Some(kind);
        let condition = Self { node: conditions.items().find(is_it)? };
        let of = condition.node.get("observedGeneration").and_then(Node::as_i64);
        let is_old = of.zip(generation).is_some_and(|(of, now)| of < now);
        (!is_old).then_some(condition)
    }

    pub(super) fn is_true(self) -> bool {
        self.text("status") == "True"
    }

    pub(super) fn is_false(self) -> bool {
        self.text("status") == "False"
    }

    pub(super) fn reason(self) -> &'d str {
        self.text("reason")
    }

    pub(super) fn message(self) -> &'d str {
        self.text("message")
    }

    fn text(self, key: &str) -> &'d str {
        self.node.get(key).and_then(Node::as_str).unwrap_or_default()
    }
}
