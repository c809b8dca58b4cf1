//! Paths of values as sentences have them.

use portico_manifest::PathSegment;

/// Writes a path: `spec.ports[0].port`, and `metadata.annotations[acme.dev/port]` where a key has dots or slashes.
pub(crate) fn in_sentence(path: &[PathSegment]) -> String {
    let mut name = String::new();
    for segment in path {
        match segment {
            PathSegment::Key(key) if key.contains(['.', '/']) => name += &format!("[{key}]"),
            PathSegment::Key(key) if name.is_empty() => name.clone_from(key),
            PathSegment::Key(key) => {
                name.push('.');
                name += key;
            }
            PathSegment::Index(index) => name += &format!("[{index}]"),
        }
    }
    name
}
