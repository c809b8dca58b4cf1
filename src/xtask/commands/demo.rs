//! `cargo xtask demo`: builds the program and lets it show what it does.

use std::{
    env,
    process::{Command, ExitCode},
};

use portico_xtask::root;

use crate::{echo, wasm_target};

/// Build Portico and render one exposure with it
#[derive(clap::Args)]
pub struct Arguments {}

/// Builds the program, then shows and runs the command line of the demonstration.
pub fn run(_: &Arguments) -> Result<ExitCode, String> {
    wasm_target::ensure()?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--package", "portico-cli"]).current_dir(root());
    echo::succeed(&mut build)?;

    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    let program = root().join(target).join("release").join(format!("portico{}", env::consts::EXE_SUFFIX));
    let mut render = Command::new(program);
    render
        .args(["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"])
        .current_dir(root());
    echo::succeed(&mut render)?;
    Ok(ExitCode::SUCCESS)
}
