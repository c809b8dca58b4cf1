//! What the compiler and the runtime of the counted component must agree on: the build script reads this too.

use wasmtime::Config;

/// The settings of an engine whose code counts the instructions that it executes: the same number on every machine.
pub fn counting() -> Config {
    let mut configuration = Config::new();
    configuration.consume_fuel(true);
    configuration
}
