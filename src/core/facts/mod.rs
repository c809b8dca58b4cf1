//! What is known of the world: versions, clouds, controllers, the Gateway API, the Spaces chart, each fact with its
//! source and how sure it is.
//!
//! Data, and how to look it up. What a fact means for an Exposure or an input is decided above.

pub(crate) mod version;
pub(crate) mod evidence;
pub(crate) mod annotation;
pub(crate) mod check;
pub(crate) mod gateway_api;
pub(crate) mod spaces;
pub(crate) mod cloud;
pub(crate) mod clouds;
pub(crate) mod controller;
pub(crate) mod controllers;
