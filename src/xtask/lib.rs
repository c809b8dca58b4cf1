//! Code that the tests of Portico share with its tasks: where the real tools are, how a test says that it was skipped,
//! and how the things under test are built.
//!
//! Nothing here builds or fetches unless it is asked to by name ([`tools::obtain`], [`helm_module::build`]), and
//! nothing here knows a subcommand.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "talking to the terminal is what a task does")]

pub mod built;
mod checkout;
pub mod component_module;
pub mod echo;
pub mod helm_module;
pub mod npm_package;
mod skip;
pub mod tools;
pub mod waiting;
pub mod wasm_opt;
pub mod wasm_target;

pub use built::PROGRAM;
pub use checkout::root;
pub use skip::{SKIP_LOG, skip};
pub use tools::{Missing, tool};
