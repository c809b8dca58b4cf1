//! From flags to the fields that the component takes.

use portico_command::GivenField;
use portico_host::renderer::FieldOverride;

/// Turns the fields that flags give into the component's overrides.
pub fn overrides(given: Vec<GivenField>) -> Vec<FieldOverride> {
    let override_ =
        |GivenField { field, value, flag }| FieldOverride { field: field.to_owned(), value, origin: flag.to_owned() };
    given.into_iter().map(override_).collect()
}
