//! Quoting a value that was meant as a string. Nothing here changes a string.

use crate::{Edit, write};
use portico_manifest::{Node, NodeKind, Scalar, ScalarStyle};

/// Gives the edit that puts a plain scalar in double quotes, so that the same text reads as a string: `true` becomes
/// `"true"`, a value that isn't written `""`. Nothing for a value that is a string already, has a tag, isn't a plain
/// scalar, or has an anchor that an alias uses.
///
/// ```
/// use portico_manifest::{Limits, parse, split};
///
/// let stream = "enabled: true # as text\n";
/// let document = parse(stream, &split(stream)[0], &Limits::default())?;
/// let value = document.root().and_then(|root| root.get("enabled")).unwrap();
/// let edit = portico_edit::quote(value).unwrap();
/// assert_eq!(portico_edit::apply(stream, &[edit]).unwrap(), "enabled: \"true\" # as text\n");
/// # Ok::<(), portico_manifest::ReadError>(())
/// ```
#[must_use]
pub fn quote(node: Node<'_, '_>) -> Option<Edit> {
    let is_plain = node.style() == Some(ScalarStyle::Plain);
    if !is_plain || node.tag().is_some() || node.scalar() == Some(Scalar::String) {
        return None;
    }
    let used = |alias: Node<'_, '_>| alias.kind() == NodeKind::Alias && alias.resolved() == node;
    let document = node.document();
    if node.anchor().is_some() && (document.is_overlaid() || document.nodes().any(used)) {
        return None;
    }
    let stream = document.stream();
    let span = node.span();
    // A value of an overlaid document may stand for an alias.
    if span.of(stream) != node.text() {
        return None;
    }
    let mut replacement = String::new();
    if span.is_empty() {
        let before = &stream[..span.start];
        let dash = before.ends_with("\n-") || before.ends_with(" -") || before == "-";
        if !dash && !before.ends_with(':') {
            return None;
        }
        replacement.push(' ');
    }
    write::double_quoted(span.of(stream), &mut replacement);
    Some(Edit { span, replacement })
}
