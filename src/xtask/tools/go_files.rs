//! Tools that are files of a Go module, which Go fetches and holds against the
//! pinned sum. They are copied, because the cache of modules is Go's to clean.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

use super::{Tool, cache, go, progress};

/// Copies a file of the module, or what is in one of its folders, into a new folder.
pub fn copy(tool: &Tool, module: &str, path: &str, to: &Path) -> Result<(), String> {
    let from = fetch(tool, module)?.join(path);
    copy_files(&from, to).map_err(|error| format!("cannot copy {}: {error}", from.display()))
}

/// Fetches the module, and gives the folder where Go keeps it.
fn fetch(tool: &Tool, module: &str) -> Result<PathBuf, String> {
    let log = cache::log(tool)?;
    let mut download = Command::new("go");
    download
        .current_dir(cache::pins(tool))
        .env("GOWORK", "off")
        .args(["mod", "download", "-json"])
        .arg(format!("{module}@v{}", tool.version));
    progress::run(&mut download, go::ADVICE, &format!("fetching {} {}", tool.name, tool.version), &log)?;
    let said = fs::read(&log).map_err(|error| format!("cannot read {}: {error}", log.display()))?;
    folder_of(&said).ok_or_else(|| format!("Go doesn't say where {module} is: {}", log.display()))
}

/// Reads the module's folder from Go's output after a fetch, behind the lines on its progress.
fn folder_of(said: &[u8]) -> Option<PathBuf> {
    let said = &said[said.iter().position(|&byte| byte == b'{')?..];
    let module: Value = serde_json::from_slice(said).ok()?;
    module["Dir"].as_str().map(PathBuf::from)
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let entries = if from.is_dir() {
        fs::read_dir(from)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?
    } else {
        vec![from.to_path_buf()]
    };
    for entry in entries {
        let copy = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() {
            copy_files(&entry, &copy)?;
        } else {
            fs::copy(&entry, copy)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::folder_of;

    #[test]
    fn the_folder_is_read_from_what_go_says() {
        let said =
            b"go: downloading example.com/a v1.0.0\n{\n\t\"Path\": \"example.com/a\",\n\t\"Dir\": \"/m/a@v1.0.0\"\n}\n";
        assert_eq!(folder_of(said), Some(PathBuf::from("/m/a@v1.0.0")));
        assert_eq!(folder_of(b"{\"Error\": \"not found\"}"), None);
        assert_eq!(folder_of(b""), None);
    }
}
