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

/// The fields of the Gateway API's version and of its channel.
pub(crate) const OF_GATEWAY_API: [&str; 2] = ["targets.gatewayAPI.version", "targets.gatewayAPI.channel"];

/// Replaces a Gateway API that is given in one word by its version and its channel. The last word takes the place of all
/// that was given of the Gateway API before it: a channel goes with the version that it was given with.
pub(crate) fn expanded(overrides: &[FieldOverride]) -> Vec<FieldOverride> {
    let word = overrides.iter().rposition(|given| given.field == GATEWAY_API).unwrap_or_default();
    let is_replaced =
        |given: &FieldOverride| given.field == GATEWAY_API || OF_GATEWAY_API.contains(&given.field.as_str());
    let mut all = Vec::new();
    for (index, given) in overrides.iter().enumerate() {
        if index < word && is_replaced(given) {
            continue;
        }
        if given.field != GATEWAY_API {
            all.push(given.clone());
            continue;
        }
        let (version, channel) = match given.value.split_once(':') {
            Some((version, channel)) => (version, Some(channel)),
            None => (given.value.as_str(), None),
        };
        let [version_field, channel_field] = OF_GATEWAY_API;
        let part = |field: &str, value: &str| FieldOverride {
            origin: given.origin.clone(),
            ..FieldOverride::of(field, value)
        };
        all.push(part(version_field, version));
        all.extend(channel.map(|channel| part(channel_field, channel)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_drops_what_was_given_of_the_gateway_api_before_and_nothing_else() {
        let given = [
            ("targets.gatewayAPI", "1.4:experimental"),
            ("targets.gatewayAPIs", "1.3"),
            ("cloud", "aws"),
            ("targets.gatewayAPI.channel", "standard"),
            ("targets.gatewayAPI", "1.5"),
        ];
        let overrides = given.map(|(field, value)| FieldOverride::of(field, value));
        let all: Vec<_> = expanded(&overrides).into_iter().map(|given| (given.field, given.value)).collect();
        let expected = [("targets.gatewayAPIs", "1.3"), ("cloud", "aws"), ("targets.gatewayAPI.version", "1.5")];
        assert_eq!(all, expected.map(|(field, value)| (field.to_owned(), value.to_owned())));
    }
}
