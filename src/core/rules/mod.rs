//! The rules, one file each; `cargo xtask generate` writes this list.

pub(crate) mod aws_load_balancer_scheme_missing;
pub(crate) mod backend_service_missing;
pub(crate) mod choice_not_supported;
pub(crate) mod controller_retired;
pub(crate) mod duplicate_key;
pub(crate) mod edit_not_possible;
pub(crate) mod example_host_left_in_place;
pub(crate) mod exposure_given_twice;
pub(crate) mod host_is_not_a_domain_name;
pub(crate) mod input_beyond_limits;
pub(crate) mod layer_7_ingress_class;
pub(crate) mod missing_field;
pub(crate) mod non_string_metadata_value;
pub(crate) mod tls_ends_at_load_balancer;
pub(crate) mod tls_route_version_not_served;
pub(crate) mod unknown_key;
pub(crate) mod value_not_allowed;
pub(crate) mod yaml_not_readable;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(crate) static ALL: &[&crate::rule::Rule] = &[
    &aws_load_balancer_scheme_missing::RULE,
    &backend_service_missing::RULE,
    &choice_not_supported::RULE,
    &controller_retired::RULE,
    &duplicate_key::RULE,
    &edit_not_possible::RULE,
    &example_host_left_in_place::RULE,
    &exposure_given_twice::RULE,
    &host_is_not_a_domain_name::RULE,
    &input_beyond_limits::RULE,
    &layer_7_ingress_class::RULE,
    &missing_field::RULE,
    &non_string_metadata_value::RULE,
    &tls_ends_at_load_balancer::RULE,
    &tls_route_version_not_served::RULE,
    &unknown_key::RULE,
    &value_not_allowed::RULE,
    &yaml_not_readable::RULE,
];
