//! `cargo xtask helm-plugins`: packs Helm's plugins, each in the form that its Helm takes.
//!
//! The plugins are listed in `catalogue`, the contents of one are put together in `contents`, and it is packed in
//! `package`.

mod catalogue;
mod contents;
mod package;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use portico_xtask::helm_module;

use crate::{built, wasm_target};
use catalogue::PLUGINS;
use contents::Payloads;
use package::Signature;

/// Pack the plugins of Helm 3 and of Helm 4
#[derive(clap::Args)]
pub struct Arguments {
    /// The program to pack, in place of the one that is built here
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,

    /// Where the packages go [default: helm-plugins in cargo's target folder]
    #[arg(long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// The name of the key with which the packages of Helm 4 are signed; Helm 3 verifies no plugin
    #[arg(long, value_name = "NAME", requires = "keyring")]
    key: Option<String>,

    /// The keyring that holds the secret key, in GnuPG's old format
    #[arg(long, value_name = "FILE", requires = "key")]
    keyring: Option<PathBuf>,

    /// The file with the key's passphrase
    #[arg(long, value_name = "FILE", requires = "key")]
    passphrase_file: Option<PathBuf>,
}

/// Builds the program unless one is given, and packs every plugin.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    let program = match &arguments.program {
        Some(program) => program.clone(),
        None => build()?,
    };
    let payloads = Payloads { program, module: helm_module::build()? };
    let output = arguments.output.clone().unwrap_or_else(|| built::target().join("helm-plugins"));
    let signature = arguments.key.as_ref().zip(arguments.keyring.as_ref()).map(|(key, keyring)| Signature {
        key,
        keyring,
        passphrase_file: arguments.passphrase_file.as_deref(),
    });
    for plugin in PLUGINS {
        let contents = contents::of(plugin, &payloads)?;
        let folder = output.join(plugin.helm.folder());
        fs::create_dir_all(&folder).map_err(|error| format!("{} could not be made: {error}", folder.display()))?;
        println!("{}", package::pack(plugin, contents.path(), &folder, signature.as_ref())?.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds the program as users run it.
fn build() -> Result<PathBuf, String> {
    wasm_target::ensure()?;
    built::program(&built::messages(&["--release", "--package", "portico-cli"])?, "portico")
}
