//! Portico as a WebAssembly module for Helm 4: `plugin.wasm`, one file for every platform.
//!
//! Helm starts its functions with a message in JSON, and reads one. Here messages become calls of the core, and its
//! results become messages and text; nothing here knows an Exposure, a rule or YAML. There are no files: what is read
//! comes with the message, or on standard input.
//!
//! The same code builds natively, where it is tested at these messages; only the functions that Helm starts are left to
//! WebAssembly.

mod command_line;
#[cfg(target_family = "wasm")]
mod exports;
mod manifests;
mod message;
mod post_renderer;
mod report;
mod streams;
#[cfg(test)]
mod tests;

#[cfg(not(target_family = "wasm"))]
pub use {command_line::run, post_renderer::post_render, streams::Streams};
