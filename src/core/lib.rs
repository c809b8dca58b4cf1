//! The product: what an [exposure](exposure::Exposure) means, what is wrong with a configuration, and the facts
//! about clouds and controllers behind both.
//!
//! Everything here is pure. Nothing reads a file, a clock, the network or the environment, and nothing iterates in
//! an order that changes: the same input gives the same bytes, natively and in WebAssembly.
//!
//! The modules are storeys, listed from the lowest: each uses only modules listed before it. A test reads this list
//! (`tests/layers.rs`).

mod facts; // what is known of clouds, controllers, the Gateway API and Spaces
pub mod exposure; // the intent: its types, and how data are written as YAML
mod methods; // what an Exposure means, as objects and values, method by method
pub mod finding; // what is wrong: diagnostics, the identity of a rule, the words that messages share
mod reading; // texts as documents, and documents as what they are
mod api_server; // what a Kubernetes API server refuses
mod views; // what several rules look at, worked out once
mod rules; // what can be wrong, one file each
pub mod requests; // what a user asks for, read and checked: Exposures, portico.yaml, levels, suppressions
pub mod catalogue; // clouds, controllers and rules, for those who ask what Portico knows
pub mod report; // diagnostics with their counts, and as text in every format
pub mod validate; // every rule over everything that was given
pub mod render; // an Exposure as values, objects, steps and a diagram
pub mod transform; // an Exposure in a stream of rendered objects
pub mod observe; // how far an exposure has come, by what the cluster shows
pub mod fix; // the fixes that diagnostics offer, applied

#[cfg(test)]
mod hostile;

pub use finding::{Diagnostic, Source};

/// The version of Portico, which every output names.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
