//! Tools that are built with Go from the pinned module of their folder. The user's configuration chooses the registry
//! of the modules.

use std::{path::Path, process::Command};

use super::{Tool, cache, progress};

/// Advice on how to get Go.
pub const ADVICE: &str = "install Go 1.26 or later: https://go.dev/doc/install";

/// Builds one package of the tool's module.
pub fn build(tool: &Tool, package: &str, version_variable: &str, program: &Path) -> Result<(), String> {
    let tells_version =
        if version_variable.is_empty() { String::new() } else { format!(" -X {version_variable}=v{}", tool.version) };
    let mut go = Command::new("go");
    go.current_dir(cache::pins(tool))
        // The same program wherever it is built, and no need of a C compiler.
        .env("CGO_ENABLED", "0")
        .env("GOWORK", "off")
        .args(["build", "-mod=readonly", "-trimpath", "-buildvcs=false"])
        .arg(format!("-ldflags=-s -w{tells_version}"))
        .arg("-o")
        .arg(program)
        .arg(package);
    progress::run(&mut go, ADVICE, &format!("building {} {}", tool.name, tool.version), &cache::log(tool)?)
}
