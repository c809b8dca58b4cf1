//! The facts about clouds, controllers, the Gateway API and the Spaces chart, each with its source and its certainty.
//!
//! These modules hold data and look it up. Other modules decide the meaning of a fact for an Exposure or an input.

pub(crate) mod version;
pub(crate) mod evidence;
pub(crate) mod annotation;
pub(crate) mod check;
pub(crate) mod gateway_api;
pub(crate) mod spaces;
pub(crate) mod cloud;
pub(crate) mod clouds;
pub(crate) mod controller;
mod controllers;
