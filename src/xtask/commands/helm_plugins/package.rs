//! Packing a plugin as its Helm takes it: `NAME-VERSION.tgz`, for Helm 4 with a signature beside it.
//!
//! Helm 3 wants the manifest at the archive's root, and Helm 4 in a folder of the plugin's name. Neither installs a
//! package of the other from a file, and Helm 3 refuses one of Helm 4 from a server too.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::{Compression, GzBuilder};

use super::catalogue::{Helm, Plugin};
use super::contents::CHANGED;
use crate::echo;

/// The key that signs the packages of Helm 4.
pub struct Signature<'a> {
    pub key: &'a str,
    pub keyring: &'a Path,
    pub passphrase_file: Option<&'a Path>,
}

/// Packs a folder's files, and gives the package's path.
pub fn pack(plugin: &Plugin, contents: &Path, to: &Path, signature: Option<&Signature>) -> Result<PathBuf, String> {
    let package = to.join(format!("{}-{}.tgz", plugin.name, env!("CARGO_PKG_VERSION")));
    // A signature of an earlier package doesn't fit this one.
    for earlier in [&package, &package.with_extension("tgz.prov")] {
        // This removes a link itself, also one that leads nowhere: its target is never written.
        match fs::remove_file(earlier) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(format!("{} could not be removed: {error}", earlier.display()));
            }
            _ => {}
        }
    }
    match plugin.helm {
        Helm::Three => pack_flat(contents, &package)
            .map_err(|error| format!("{} could not be written: {error}", package.display()))?,
        Helm::Four => pack_by_helm(contents, to, signature)?,
    }
    // Helm names its package by the version in the manifest.
    if package.exists() {
        Ok(package)
    } else {
        Err(format!("the manifest of {} has another version than {}", plugin.name, env!("CARGO_PKG_VERSION")))
    }
}

fn pack_flat(contents: &Path, package: &Path) -> io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(contents)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    paths.sort();
    let compressed = GzBuilder::new().write(File::create(package)?, Compression::best());
    let mut archive = tar::Builder::new(compressed);
    for path in paths {
        let mut file = File::open(&path)?;
        let metadata = file.metadata()?;
        let mut header = tar::Header::new_ustar();
        header.set_metadata_in_mode(&metadata, tar::HeaderMode::Deterministic);
        header.set_mtime(CHANGED);
        archive.append_data(&mut header, path.file_name().unwrap_or_default(), &mut file)?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// Lets Helm 4 pack, and sign where there is a key: a signature that Helm verifies is best made by Helm.
fn pack_by_helm(contents: &Path, to: &Path, signature: Option<&Signature>) -> Result<(), String> {
    let helm = portico_xtask::tool("helm4").map_err(|missing| missing.to_string())?;
    let home = tempfile::tempdir().map_err(|error| format!("no folder could be made: {error}"))?;
    let mut package = Command::new(helm);
    package.args(["plugin", "package"]).arg(contents).arg("--destination").arg(to);
    match signature {
        None => {
            package.arg("--sign=false");
        }
        Some(Signature { key, keyring, passphrase_file }) => {
            package.args(["--sign", "--key", key, "--keyring"]).arg(keyring);
            if let Some(file) = passphrase_file {
                package.arg("--passphrase-file").arg(file);
            }
        }
    }
    for variable in ["HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME"] {
        package.env(variable, home.path());
    }
    // Standard output is for the paths of the packages alone.
    package.env("HELM_NO_PLUGINS", "1").stdout(io::stderr());
    echo::succeed(&mut package)
}
