//! A program as the system has it installed. Its package is installed only where
//! that was asked for.

use std::{path::PathBuf, process::Command};

use super::{Tool, cache, progress, search_path};

/// Finds the first of the program's names that is on the PATH.
pub fn find(names: &[&str], package: &str) -> Result<PathBuf, String> {
    names
        .iter()
        .find_map(|name| search_path::find(name))
        .ok_or_else(|| format!("none of {} is on the PATH: {}", names.join(", "), advice(package)))
}

/// Installs the package with apt when that needs nobody's password, unless the
/// program is there.
pub fn install(tool: &Tool, names: &[&str], package: &str) -> Result<PathBuf, String> {
    let found = find(names, package);
    if found.is_ok() || !can_install() {
        return found;
    }
    let log = cache::log(tool)?;
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", package]] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        progress::run(&mut apt, &advice(package), &format!("installing {package}"), &log)?;
    }
    find(names, package)
}

fn advice(package: &str) -> String {
    let advice = format!("install it with your system's packages, for example `apt-get install {package}`");
    if can_install() { format!("{advice}; --install-packages does so") } else { advice }
}

fn can_install() -> bool {
    is_root() && search_path::find("apt-get").is_some()
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    use std::{fs, os::unix::fs::MetadataExt};
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}
