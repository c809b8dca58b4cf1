//! The views that several rules share: of values, of an Exposure, of objects, and across objects.
//!
//! Rules judge what a view shows. A view that one rule has alone is in that rule's file.

pub(crate) mod backend_ingress;
pub(crate) mod chart_settings;
pub(crate) mod context;
pub(crate) mod declaration;
pub(crate) mod earlier_form;
pub(crate) mod controller_candidates;
pub(crate) mod policy_labels;
pub(crate) mod proposals;
pub(crate) mod rejections;
pub(crate) mod service_annotations;
pub(crate) mod traffic;
pub(crate) mod wanted_controllers;
