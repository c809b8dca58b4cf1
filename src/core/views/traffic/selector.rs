//! The evaluation of label selectors against the known labels of an object, which may have others too.

use portico_manifest::{Contents, Node};
use std::collections::BTreeMap;

/// The known labels of an object.
pub(crate) type Labels<'a> = BTreeMap<&'a str, &'a str>;

/// Whether a selector surely matches an object that has these labels and perhaps others. An empty one matches
/// everything.
pub(super) fn matches(selector: Node<'_, '_>, labels: &Labels<'_>) -> bool {
    let known = |key: &str| labels.get(key).copied();
    let pairs = selector.get("matchLabels").entries();
    let terms = selector.get("matchExpressions").items();
    let mut equal = pairs.map(|pair| known(&pair.key.key_text()) == Some(pair.value.text()));
    let mut true_terms = terms.map(|term| {
        let text = |key| term.get(key).map(Node::text).unwrap_or_default();
        let listed = |value| term.get("values").items().any(|item| item.text() == value);
        match (text("operator"), known(text("key"))) {
            ("In", Some(value)) => listed(value),
            ("NotIn", Some(value)) => !listed(value),
            ("Exists", Some(_)) => true,
            _ => false,
        }
    });
    equal.all(|is_true| is_true) && true_terms.all(|is_true| is_true)
}

/// Gives the pairs of a selector's `matchLabels`.
pub(super) fn match_labels<'d>(selector: Node<'d, '_>) -> impl Iterator<Item = (std::borrow::Cow<'d, str>, &'d str)> {
    selector.get("matchLabels").entries().map(|pair| (pair.key.key_text(), pair.value.text()))
}

/// Whether a selector is empty, and so matches everything.
pub(super) fn is_empty(selector: Node<'_, '_>) -> bool {
    let empty =
        |key| selector.get(key).is_none_or(|node| node.entries().next().is_none() && node.items().next().is_none());
    empty("matchLabels") && empty("matchExpressions")
}
