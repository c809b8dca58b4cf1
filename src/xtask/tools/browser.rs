//! A browser of Chromium's family, as it is installed; where this may be done
//! unasked (as root, with apt), it is installed.

use std::{path::PathBuf, process::Command};

use super::{Tool, cache, progress, search_path};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ADVICE: &str = "install Chromium with your system's packages, for example `apt-get install chromium`";

/// The first of the browsers on the PATH.
pub fn find() -> Result<PathBuf, String> {
    NAMES
        .iter()
        .find_map(|name| search_path::find(name))
        .ok_or_else(|| format!("none of {} is on the PATH: {ADVICE}", NAMES.join(", ")))
}

/// Installs Chromium with apt when that needs nobody's password.
pub fn install(tool: &Tool) -> Result<PathBuf, String> {
    if !is_root() || search_path::find("apt-get").is_none() {
        return find();
    }
    let log = cache::log(tool)?;
    for arguments in [&["update"][..], &["install", "-y", "--no-install-recommends", "chromium"]] {
        let mut apt = Command::new("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        progress::run(&mut apt, ADVICE, "installing chromium", &log)?;
    }
    find()
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
