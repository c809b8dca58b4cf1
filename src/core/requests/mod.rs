//! Requests of a user, read and checked: an Exposure, `portico.yaml`, the levels of rules, suppressions.
//!
//! Here texts become types, or diagnostics with their places. The storeys above decide what follows from them.

pub mod configuration;
pub(crate) mod exposure;
pub(crate) mod field_override;
pub(crate) mod json_schema;
pub(crate) mod level;
pub(crate) mod suppression;
pub(crate) mod unread;

pub use field_override::FieldOverride;
pub use level::Level;
