//! The settings that the compiler and the runtime of the counted component must share: the build script reads this file
//! too.

use wasmtime::Config;

/// Gives the settings of an engine whose code counts the instructions that it executes: the same number on every
/// machine.
pub fn counting() -> Config {
    let mut configuration = Config::new();
    configuration.consume_fuel(true);
    configuration
}
