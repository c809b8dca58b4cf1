//! The settings on which the ahead-of-time compiler and the runtime must agree: a difference is refused when the code
//! is loaded.
//!
//! The build script and the library both compile this file. A setting of only one of them belongs there.

use wasmtime::{Config, Result};

/// The settings of the engine for a target, by its triple, and for code that can be interrupted or not.
///
/// The program makes one call and can be ended with its process: it goes without epochs, which make the code a sixth
/// slower. No code has fuel, which costs more. The target is named even where it is this machine's, so that the code
/// runs on every processor of its architecture.
pub fn configuration(target: &str, is_interruptible: bool) -> Result<Config> {
    let mut configuration = Config::new();
    configuration.target(target)?;
    configuration.epoch_interruption(is_interruptible);
    // One instance lives for one call: its memory is written once, which is faster than mapping an image of it.
    configuration.memory_init_cow(false);
    // Neither is read: no address in a trap says anything to a user of the program.
    configuration.generate_address_map(false);
    configuration.native_unwind_info(false);
    Ok(configuration)
}
