//! The contents of a plugin, put together in a folder: its manifest, the files that it shares with others, its payload.
//!
//! The folder has no folders in it. Helm 3 unpacks an archive over what it unpacked before, and stops at a folder that
//! is there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use portico_xtask::{helm_module, root};
use tempfile::TempDir;

use super::catalogue::{Payload, Plugin};

/// The modification time of every file, so that packing twice gives the same bytes: the first second of 2000.
pub const CHANGED: u64 = 946_684_800;

/// The files that do the plugins' work.
pub struct Payloads {
    pub program: PathBuf,
    pub module: PathBuf,
}

/// Puts a plugin together in a temporary folder.
pub fn of(plugin: &Plugin, payloads: &Payloads) -> Result<TempDir, String> {
    let contents = tempfile::tempdir().map_err(|error| format!("no folder could be made: {error}"))?;
    let sources = root().join("src/helm-packages");
    let manifest = sources.join(plugin.helm.folder()).join(format!("{}.yaml", plugin.name));
    add(&manifest, &contents.path().join("plugin.yaml"), false)?;
    for name in plugin.shared {
        let is_script = !has_extension(Path::new(name), "yaml");
        add(&sources.join(name), &contents.path().join(name), is_script)?;
    }
    match plugin.payload {
        Payload::Program => {
            let name = if has_extension(&payloads.program, "exe") { "portico.exe" } else { "portico" };
            add(&payloads.program, &contents.path().join(name), true)?;
        }
        Payload::Module => add(&payloads.module, &contents.path().join(helm_module::FILE_NAME), false)?,
    }
    date(contents.path())?;
    Ok(contents)
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

fn add(from: &Path, to: &Path, is_executable: bool) -> Result<(), String> {
    fs::copy(from, to).map_err(|error| format!("{} could not be read: {error}", from.display()))?;
    allow(to, if is_executable { 0o755 } else { 0o644 })?;
    date(to)
}

fn date(path: &Path) -> Result<(), String> {
    let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(CHANGED);
    File::open(path)
        .and_then(|file| file.set_modified(changed))
        .map_err(|error| format!("the time of {} could not be set: {error}", path.display()))
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|error| format!("the mode of {} could not be set: {error}", path.display()))
}

/// Does nothing: this system has no file modes, so packages made here have none.
#[cfg(not(unix))]
fn allow(_: &Path, _: u32) -> Result<(), String> {
    Ok(())
}
