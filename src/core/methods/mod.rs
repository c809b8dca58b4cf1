//! The meaning of each method, stated once for values, prerequisites, objects and steps.
//!
//! An Exposure and facts come in, data go out. Nothing here reads a text, writes one, or says that something is wrong.

pub(crate) mod choice;
pub(crate) mod entry;
pub(crate) mod gateway_api;
pub(crate) mod ingress;
pub(crate) mod load_balancer;
pub(crate) mod objects;
pub(crate) mod policy;
pub(crate) mod service_annotations;
