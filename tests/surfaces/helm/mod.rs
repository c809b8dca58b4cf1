//! Portico in Helm: its values for the chart, and its post-renderer, in every Helm that is in use.
//!
//! Helm 3 starts a program and shows why it failed. Helm 4 starts a plugin, rewrites its input, and loses its standard
//! error. Users must get the same from both, so each case is run in all of them.

pub mod charts;
mod check_folder;
mod completion;
mod examples;
mod fail_closed;
pub mod installed;
mod machine;
mod other_helm;
mod packages;
mod plugins;
mod post_render;
mod refusals;
mod server;
mod stand_in;
mod streams;
mod values;
mod warnings;
mod wasm;
