//! The product: what an [exposure](exposure::Exposure) means, what is wrong with a configuration, and the facts
//! about clouds and controllers behind both.
//!
//! Everything here is pure. Nothing reads a file, a clock, the network or the environment, and nothing iterates in
//! an order that changes: the same input gives the same bytes, natively and in WebAssembly.

pub mod catalogue;
pub mod configuration;
pub mod diagnostic;
pub mod exposure;
pub mod mend;
pub mod render;
pub mod report;
pub mod transform;
pub mod validate;

mod api_server;
mod budget;
mod chart_settings;
mod cloud;
mod clouds;
mod controller;
mod controllers;
mod evidence;
mod first_named;
mod gateway_api;
mod groups;
#[cfg(test)]
mod hostile;
mod input;
mod json_schema;
mod level;
mod methods;
mod nested;
mod offsets;
mod quoted;
mod recognize;
pub mod rule;
mod rules;
mod similar;
mod spaces;
mod subject;
mod suppression;
mod target;
mod version;
mod views;

pub use diagnostic::{Diagnostic, Source};

/// The version that every output names.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
