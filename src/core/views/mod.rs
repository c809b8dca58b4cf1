//! What several rules look at, wherever it is written: in values, in an Exposure, in objects, across objects.
//!
//! What is wrong with it is the rules' to say; a view that one rule has alone is in that rule's file.

pub(crate) mod backend_ingress;
pub(crate) mod chart_settings;
pub(crate) mod context;
pub(crate) mod declaration;
pub(crate) mod earlier_form;
pub(crate) mod ingress_serving;
pub(crate) mod policy_labels;
pub(crate) mod proposals;
pub(crate) mod refusals;
pub(crate) mod service_annotations;
pub(crate) mod traffic;
pub(crate) mod wanted_controllers;
