//! Node.js as the system has it: it is found, never installed.

use std::{path::PathBuf, process::Command};

use super::search_path;

/// Finds Node on the PATH, if it is new enough.
pub fn find(oldest: u32) -> Result<PathBuf, String> {
    let advice = format!("install Node.js {oldest} or later: https://nodejs.org/en/download");
    let Some(node) = search_path::find("node") else {
        return Err(format!("`node` isn't on the PATH: {advice}"));
    };
    let version = Command::new(&node)
        .arg("--version")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    if major(&version).is_some_and(|major| major >= oldest) {
        Ok(node)
    } else {
        Err(format!("{} is `{version}`: {advice}", node.display()))
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20"), None);
        assert_eq!(major(""), None);
    }
}
