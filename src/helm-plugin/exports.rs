//! The functions that Helm starts. A failure is given as an error: Helm panics where a function ends with another code.

use crate::streams::Streams;
use crate::{command_line, post_renderer};
use extism_pdk::{Error, FnResult, config, plugin_fn};
use std::io;

/// The key of a plugin's configuration that holds an Exposure.
const EXPOSURE: &str = "exposure";

/// Runs `helm portico-wasm …`: Helm starts this function where a plugin's manifest names none.
#[plugin_fn]
pub fn helm_plugin_main(message: Vec<u8>) -> FnResult<String> {
    let mut streams = Streams { input: &mut io::stdin(), output: &mut io::stdout(), talk: &mut io::stderr() };
    Ok(command_line::run(&message, &mut streams).map_err(Error::msg)?)
}

/// Runs `--post-renderer portico-wasm-post-renderer`.
#[plugin_fn]
pub fn helm_post_renderer_main(message: Vec<u8>) -> FnResult<String> {
    let exposure = config::get(EXPOSURE)?;
    Ok(post_renderer::post_render(&message, exposure, &mut io::stderr()).map_err(Error::msg)?)
}
