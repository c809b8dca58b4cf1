//! The rules, one file each; `cargo xtask generate` writes this list.
//!
//! A rule says what is wrong and proposes fixes. It applies nothing, and knows no surface.

pub(crate) mod admin_ports_on_load_balancer;
pub(crate) mod annotation_ignored_by_cloud;
pub(crate) mod api_version_not_served;
pub(crate) mod aws_load_balancer_scheme_missing;
pub(crate) mod aws_load_balancer_type_not_external;
pub(crate) mod azure_health_probe_by_https;
pub(crate) mod azure_idle_timeout_out_of_range;
pub(crate) mod backend_port_missing;
pub(crate) mod backend_service_missing;
pub(crate) mod backend_weight_zero;
pub(crate) mod certificate_host_left_as_rendered;
pub(crate) mod certificate_on_passthrough_listener;
pub(crate) mod chart_gateway_not_served;
pub(crate) mod choice_not_supported;
pub(crate) mod controller_retired;
pub(crate) mod controller_service_without_annotations;
pub(crate) mod controller_setting_missing;
pub(crate) mod duplicate_entry;
pub(crate) mod duplicate_key;
pub(crate) mod edit_not_possible;
pub(crate) mod example_host_left_in_place;
pub(crate) mod experimental_channel_without_its_crds;
pub(crate) mod experimental_crds_refused;
pub(crate) mod exposure_given_twice;
pub(crate) mod exposure_inside_another_document;
pub(crate) mod exposure_lost_by_upgrade;
pub(crate) mod exposure_missing;
pub(crate) mod external_host_not_set;
pub(crate) mod fields_exclude_each_other;
pub(crate) mod gateway_class_of_another_controller;
pub(crate) mod gateway_namespace_without_effect;
pub(crate) mod gateway_pods_in_another_namespace;
pub(crate) mod gateway_without_route;
pub(crate) mod gcp_internal_load_balancer_misspelt;
pub(crate) mod health_check_refused_by_router;
pub(crate) mod host_is_not_a_domain_name;
pub(crate) mod hosts_differ;
pub(crate) mod hosts_share_layer_4_port;
pub(crate) mod http_route_to_backend;
pub(crate) mod idle_timeout_at_default;
pub(crate) mod immutable_field_changed;
pub(crate) mod ingress_class_empty;
pub(crate) mod ingress_class_left_to_others;
pub(crate) mod ingress_controller_without_passthrough;
pub(crate) mod ingress_host_without_ingress;
pub(crate) mod ingress_without_host;
pub(crate) mod ingress_without_passthrough;
pub(crate) mod input_beyond_limits;
pub(crate) mod layer_7_ingress_class;
pub(crate) mod listener_attribute_not_applied;
pub(crate) mod listener_ends_tls;
pub(crate) mod listener_missing;
pub(crate) mod listener_port_not_served;
pub(crate) mod listener_protocol_is_not_tls;
pub(crate) mod listeners_conflict_on_port;
pub(crate) mod load_balancer_annotation_without_effect;
pub(crate) mod load_balancer_changed_in_place;
pub(crate) mod method_not_in_this_spaces;
pub(crate) mod missing_field;
pub(crate) mod name_not_allowed;
pub(crate) mod network_policy_on_service_port;
pub(crate) mod network_policy_open_to_cluster;
pub(crate) mod network_policy_shuts_proxy_out;
pub(crate) mod non_string_metadata_value;
pub(crate) mod passthrough_annotation_of_another_controller;
pub(crate) mod passthrough_annotation_without_effect;
pub(crate) mod passthrough_path_besides_root;
pub(crate) mod policy_labels_cannot_match;
pub(crate) mod policy_labels_empty;
pub(crate) mod policy_labels_match_no_proxy;
pub(crate) mod proxy_protocol_before_router;
pub(crate) mod reference_grant_missing;
pub(crate) mod release_of_another_version;
pub(crate) mod route_hostname_outside_listener;
pub(crate) mod route_not_allowed_by_listener;
pub(crate) mod second_method_for_one_host;
pub(crate) mod set_overrides_values;
pub(crate) mod spaces_value_of_wrong_type;
pub(crate) mod suppression_not_possible;
pub(crate) mod suppression_unused;
pub(crate) mod suppression_without_reason;
pub(crate) mod tls_disabled_at_router;
pub(crate) mod tls_ends_at_load_balancer;
pub(crate) mod tls_route_version_not_served;
pub(crate) mod unknown_key;
pub(crate) mod value_not_allowed;
pub(crate) mod values_from_elsewhere;
pub(crate) mod wildcard_ingress_host;
pub(crate) mod wrong_type;
pub(crate) mod yaml_not_readable;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(crate) static ALL: &[(&crate::finding::Rule, Option<crate::views::declaration::RuleCheck>)] = &[
    (&admin_ports_on_load_balancer::RULE, admin_ports_on_load_balancer::CHECK),
    (&annotation_ignored_by_cloud::RULE, annotation_ignored_by_cloud::CHECK),
    (&api_version_not_served::RULE, api_version_not_served::CHECK),
    (&aws_load_balancer_scheme_missing::RULE, aws_load_balancer_scheme_missing::CHECK),
    (&aws_load_balancer_type_not_external::RULE, aws_load_balancer_type_not_external::CHECK),
    (&azure_health_probe_by_https::RULE, azure_health_probe_by_https::CHECK),
    (&azure_idle_timeout_out_of_range::RULE, azure_idle_timeout_out_of_range::CHECK),
    (&backend_port_missing::RULE, backend_port_missing::CHECK),
    (&backend_service_missing::RULE, backend_service_missing::CHECK),
    (&backend_weight_zero::RULE, backend_weight_zero::CHECK),
    (&certificate_host_left_as_rendered::RULE, certificate_host_left_as_rendered::CHECK),
    (&certificate_on_passthrough_listener::RULE, certificate_on_passthrough_listener::CHECK),
    (&chart_gateway_not_served::RULE, chart_gateway_not_served::CHECK),
    (&choice_not_supported::RULE, choice_not_supported::CHECK),
    (&controller_retired::RULE, controller_retired::CHECK),
    (&controller_service_without_annotations::RULE, controller_service_without_annotations::CHECK),
    (&controller_setting_missing::RULE, controller_setting_missing::CHECK),
    (&duplicate_entry::RULE, duplicate_entry::CHECK),
    (&duplicate_key::RULE, duplicate_key::CHECK),
    (&edit_not_possible::RULE, edit_not_possible::CHECK),
    (&example_host_left_in_place::RULE, example_host_left_in_place::CHECK),
    (&experimental_channel_without_its_crds::RULE, experimental_channel_without_its_crds::CHECK),
    (&experimental_crds_refused::RULE, experimental_crds_refused::CHECK),
    (&exposure_given_twice::RULE, exposure_given_twice::CHECK),
    (&exposure_inside_another_document::RULE, exposure_inside_another_document::CHECK),
    (&exposure_lost_by_upgrade::RULE, exposure_lost_by_upgrade::CHECK),
    (&exposure_missing::RULE, exposure_missing::CHECK),
    (&external_host_not_set::RULE, external_host_not_set::CHECK),
    (&fields_exclude_each_other::RULE, fields_exclude_each_other::CHECK),
    (&gateway_class_of_another_controller::RULE, gateway_class_of_another_controller::CHECK),
    (&gateway_namespace_without_effect::RULE, gateway_namespace_without_effect::CHECK),
    (&gateway_pods_in_another_namespace::RULE, gateway_pods_in_another_namespace::CHECK),
    (&gateway_without_route::RULE, gateway_without_route::CHECK),
    (&gcp_internal_load_balancer_misspelt::RULE, gcp_internal_load_balancer_misspelt::CHECK),
    (&health_check_refused_by_router::RULE, health_check_refused_by_router::CHECK),
    (&host_is_not_a_domain_name::RULE, host_is_not_a_domain_name::CHECK),
    (&hosts_differ::RULE, hosts_differ::CHECK),
    (&hosts_share_layer_4_port::RULE, hosts_share_layer_4_port::CHECK),
    (&http_route_to_backend::RULE, http_route_to_backend::CHECK),
    (&idle_timeout_at_default::RULE, idle_timeout_at_default::CHECK),
    (&immutable_field_changed::RULE, immutable_field_changed::CHECK),
    (&ingress_class_empty::RULE, ingress_class_empty::CHECK),
    (&ingress_class_left_to_others::RULE, ingress_class_left_to_others::CHECK),
    (&ingress_controller_without_passthrough::RULE, ingress_controller_without_passthrough::CHECK),
    (&ingress_host_without_ingress::RULE, ingress_host_without_ingress::CHECK),
    (&ingress_without_host::RULE, ingress_without_host::CHECK),
    (&ingress_without_passthrough::RULE, ingress_without_passthrough::CHECK),
    (&input_beyond_limits::RULE, input_beyond_limits::CHECK),
    (&layer_7_ingress_class::RULE, layer_7_ingress_class::CHECK),
    (&listener_attribute_not_applied::RULE, listener_attribute_not_applied::CHECK),
    (&listener_ends_tls::RULE, listener_ends_tls::CHECK),
    (&listener_missing::RULE, listener_missing::CHECK),
    (&listener_port_not_served::RULE, listener_port_not_served::CHECK),
    (&listener_protocol_is_not_tls::RULE, listener_protocol_is_not_tls::CHECK),
    (&listeners_conflict_on_port::RULE, listeners_conflict_on_port::CHECK),
    (&load_balancer_annotation_without_effect::RULE, load_balancer_annotation_without_effect::CHECK),
    (&load_balancer_changed_in_place::RULE, load_balancer_changed_in_place::CHECK),
    (&method_not_in_this_spaces::RULE, method_not_in_this_spaces::CHECK),
    (&missing_field::RULE, missing_field::CHECK),
    (&name_not_allowed::RULE, name_not_allowed::CHECK),
    (&network_policy_on_service_port::RULE, network_policy_on_service_port::CHECK),
    (&network_policy_open_to_cluster::RULE, network_policy_open_to_cluster::CHECK),
    (&network_policy_shuts_proxy_out::RULE, network_policy_shuts_proxy_out::CHECK),
    (&non_string_metadata_value::RULE, non_string_metadata_value::CHECK),
    (&passthrough_annotation_of_another_controller::RULE, passthrough_annotation_of_another_controller::CHECK),
    (&passthrough_annotation_without_effect::RULE, passthrough_annotation_without_effect::CHECK),
    (&passthrough_path_besides_root::RULE, passthrough_path_besides_root::CHECK),
    (&policy_labels_cannot_match::RULE, policy_labels_cannot_match::CHECK),
    (&policy_labels_empty::RULE, policy_labels_empty::CHECK),
    (&policy_labels_match_no_proxy::RULE, policy_labels_match_no_proxy::CHECK),
    (&proxy_protocol_before_router::RULE, proxy_protocol_before_router::CHECK),
    (&reference_grant_missing::RULE, reference_grant_missing::CHECK),
    (&release_of_another_version::RULE, release_of_another_version::CHECK),
    (&route_hostname_outside_listener::RULE, route_hostname_outside_listener::CHECK),
    (&route_not_allowed_by_listener::RULE, route_not_allowed_by_listener::CHECK),
    (&second_method_for_one_host::RULE, second_method_for_one_host::CHECK),
    (&set_overrides_values::RULE, set_overrides_values::CHECK),
    (&spaces_value_of_wrong_type::RULE, spaces_value_of_wrong_type::CHECK),
    (&suppression_not_possible::RULE, suppression_not_possible::CHECK),
    (&suppression_unused::RULE, suppression_unused::CHECK),
    (&suppression_without_reason::RULE, suppression_without_reason::CHECK),
    (&tls_disabled_at_router::RULE, tls_disabled_at_router::CHECK),
    (&tls_ends_at_load_balancer::RULE, tls_ends_at_load_balancer::CHECK),
    (&tls_route_version_not_served::RULE, tls_route_version_not_served::CHECK),
    (&unknown_key::RULE, unknown_key::CHECK),
    (&value_not_allowed::RULE, value_not_allowed::CHECK),
    (&values_from_elsewhere::RULE, values_from_elsewhere::CHECK),
    (&wildcard_ingress_host::RULE, wildcard_ingress_host::CHECK),
    (&wrong_type::RULE, wrong_type::CHECK),
    (&yaml_not_readable::RULE, yaml_not_readable::CHECK),
];
