//! What the tests of Portico share with its tasks: where the real tools are,
//! and how a test says that it was skipped.
//!
//! Nothing here builds or fetches unless it is asked to by name
//! ([`tools::obtain`]), and nothing here knows a subcommand.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "talking to the terminal is what a task does")]

mod checkout;
mod skip;
pub mod tools;

pub use checkout::root;
pub use skip::{SKIP_LOG, skip};
pub use tools::{Missing, tool};
