//! The views that several rules share, wherever their subject is written: in values, in an Exposure, in objects.
//!
//! Views report nothing: the rules judge them. A view that one rule has alone is in that rule's file.

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
