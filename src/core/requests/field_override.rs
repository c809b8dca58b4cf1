//! Fields that a flag or a form gives beside a document.

use crate::finding::{Diagnostic, PathSegment};

/// A field of an Exposure or of a `portico.yaml` that is given beside the document, and wins over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOverride {
    /// The field, its parts joined by dots: of an Exposure those below `spec`. `targets.gatewayAPI` takes the version and
    /// the channel in one word: `1.5:experimental`.
    pub field: String,
    /// The value, as text.
    pub value: String,
    /// The name in diagnostics of the flag or the form that gave it, such as `--host`.
    pub origin: String,
}

impl FieldOverride {
    /// Gives an override of a field that has no other origin than its name.
    #[must_use]
    pub fn of(field: &str, value: &str) -> Self {
        Self { field: field.to_owned(), value: value.to_owned(), origin: field.to_owned() }
    }

    /// Puts something found about the value at its origin.
    pub(crate) fn place(&self, found: Diagnostic) -> Diagnostic {
        let path = self.field.split('.').map(|key| PathSegment::Key(key.to_owned())).collect();
        Diagnostic { source: self.origin.clone(), path, ..found }
    }
}

/// The field that states the Gateway API in one word: `1.5`, or `1.5:experimental`.
const GATEWAY_API: &str = "targets.gatewayAPI";

/// Replaces a Gateway API that is given in one word by its version and its channel.
pub(crate) fn expanded(overrides: &[FieldOverride]) -> Vec<FieldOverride> {
    let mut all = Vec::new();
    for given in overrides {
        if given.field == GATEWAY_API {
            // A channel that was given with another version goes with it.
            all.retain(|earlier: &FieldOverride| !earlier.field.starts_with(GATEWAY_API));
            let (version, channel) = match given.value.split_once(':') {
                Some((version, channel)) => (version, Some(channel)),
                None => (given.value.as_str(), None),
            };
            let part = |name: &str, value: &str| FieldOverride {
                field: format!("{GATEWAY_API}.{name}"),
                value: value.to_owned(),
                origin: given.origin.clone(),
            };
            all.push(part("version", version));
            all.extend(channel.map(|channel| part("channel", channel)));
        } else {
            all.push(given.clone());
        }
    }
    all
}
