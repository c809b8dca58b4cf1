//! `cargo xtask demo`: builds the program and lets it show what it does.

use std::panic::resume_unwind;
use std::process::{Command, ExitCode};
use std::thread;

use portico_xtask::waiting::said;
use portico_xtask::{component_module, root};

use crate::{built, echo, wasm_target};

/// Build Portico and render one exposure with it
#[derive(clap::Args)]
pub struct Arguments {}

/// Builds the program, then shows and runs the command line of the demonstration.
pub fn run(_: &Arguments) -> Result<ExitCode, String> {
    eprintln!("The first time, this builds Portico, its component and the compiler of WebAssembly: some minutes.");
    wasm_target::ensure_one(wasm_target::TARGET)?;
    let messages = thread::scope(|scope| {
        let component =
            scope.spawn(|| said("Compiling the core to WebAssembly, as small as it gets", component_module::build));
        // Without the function's server, which renders nothing and is half of what there is to build.
        let program = ["--profile", built::PROFILE, "--package", "portico-cli", "--no-default-features"];
        let messages = built::messages(&program);
        // A failure to build the component makes the program's build fail too, so it is the one to report.
        component.join().unwrap_or_else(|panic| resume_unwind(panic)).and(messages)
    })?;

    let mut render = Command::new(built::program(&messages, "portico")?);
    render
        .args(["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"])
        .current_dir(root());
    echo::succeed(&mut render)?;
    Ok(ExitCode::SUCCESS)
}
