//! The order of an object's fields, as people expect it.
//!
//! The types of `k8s-openapi` write their fields by the alphabet; those of Portico stand as they are written.

use crate::exposure::commented::Field;

/// The fields that come first, by the name of their type.
const FIRST: [(&str, &[&str]); 5] = [
    ("ServiceSpec", &["type"]),
    ("ServicePort", &["name", "protocol", "port", "targetPort"]),
    ("HTTPIngressPath", &["path", "pathType"]),
    ("NetworkPolicySpec", &["podSelector", "policyTypes"]),
    ("NetworkPolicyPort", &["protocol"]),
];

/// Puts the fields of a type in their order.
pub(super) fn order(of: &str, fields: &mut Vec<Field>) {
    let keys = FIRST.iter().find(|(name, _)| *name == of).map_or(&[][..], |(_, keys)| keys);
    let mut place = 0;
    for key in keys {
        if let Some(found) = fields.iter().position(|field| field.key == *key) {
            let field = fields.remove(found);
            fields.insert(place, field);
            place += 1;
        }
    }
}
