//! The Exposure's JSON Schema, made from the types by `cargo xtask generate`.

use crate::requests::json_schema;
use serde_json::Value;
use std::sync::OnceLock;

/// The schema, as it is published.
pub(crate) static TEXT: &str = include_str!("schema.json");

/// Gives the schema as data, read once.
pub(crate) fn data() -> &'static Value {
    static DATA: OnceLock<Value> = OnceLock::new();
    DATA.get_or_init(|| json_schema::read(TEXT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_reads_as_json_does() {
        assert_eq!(*data(), serde_json::from_str::<Value>(TEXT).unwrap());
    }
}
