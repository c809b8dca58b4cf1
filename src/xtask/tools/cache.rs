//! The user's cache of tools, shared between checkouts: a folder a tool, named by its version and a digest of all that
//! it is made from, that is there whole or not at all.
//!
//! The folder is filled by the file of the tool's kind.

use std::{
    env,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{LONG_TO_BUILD, Tool, ToolKind};
use crate::root;

/// The folder, in its folder of the cache, that holds a tool made of files.
pub const FILES: &str = "files";

/// Gives the folder of the checkout that pins a tool.
pub fn pins(tool: &Tool) -> PathBuf {
    root().join("tests/tools").join(tool.name)
}

/// Gives a program's file name on this machine.
pub fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Finds the program of a tool in the cache, or the folder of its files.
pub fn find(tool: &Tool) -> Result<PathBuf, String> {
    let made = folder(tool)?.join(match tool.kind {
        ToolKind::Go { binary, .. } => PathBuf::from(executable(binary)),
        ToolKind::GoFiles { .. } => PathBuf::from(FILES),
        ToolKind::Python { program } => super::python::program(program),
        ToolKind::Cargo { program } => super::cargo::program(program),
        ToolKind::SystemPackage { .. } | ToolKind::Node { .. } => return Err("is never in the cache".to_owned()),
    });
    if made.exists() {
        Ok(made)
    } else {
        let long = if tool.is_long_to_build() { format!(", and {LONG_TO_BUILD}") } else { String::new() };
        Err(format!("version {} isn't there yet{long}: run `cargo xtask tools {}`", tool.version, tool.name))
    }
}

/// Puts a tool into the cache: `make` fills a folder that takes its final name
/// only when that succeeded. Of several runs at once, one makes it.
pub fn fill(tool: &Tool, make: impl FnOnce(&Path) -> Result<(), String>) -> Result<PathBuf, String> {
    let folder = folder(tool)?;
    let _lock = lock(tool)?;
    if let Ok(made_by_another_run) = find(tool) {
        return Ok(made_by_another_run);
    }
    let unfinished = home()?.join(format!("{}.unfinished", tool.name));
    for leftover in [&folder, &unfinished] {
        if leftover.exists() {
            fs::remove_dir_all(leftover).map_err(|error| cannot("remove", leftover, &error))?;
        }
    }
    fs::create_dir_all(&unfinished).map_err(|error| cannot("make", &unfinished, &error))?;
    make(&unfinished)?;
    fs::rename(&unfinished, &folder).map_err(|error| cannot("make", &folder, &error))?;
    find(tool)
}

/// Gives the file that keeps the output of a tool's build, to be read when it failed.
pub fn log(tool: &Tool) -> Result<PathBuf, String> {
    Ok(home()?.join(format!("{}.log", tool.name)))
}

/// Gives the folder of all tools.
fn home() -> Result<PathBuf, String> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .ok_or("there is no home directory: set XDG_CACHE_HOME to where the tools may be kept")?;
    Ok(cache.join("portico").join("tools"))
}

fn folder(tool: &Tool) -> Result<PathBuf, String> {
    Ok(home()?.join(format!("{}-{}-{}", tool.name, tool.version, digest(tool)?)))
}

/// Digests all that makes a build different: the pins, the row of the catalogue and the kind of machine (homes are
/// shared between machines).
fn digest(tool: &Tool) -> Result<String, String> {
    let pins = pins(tool);
    let unreadable = |error| cannot("read", &pins, &error);
    let mut files = match tool.kind {
        // For these, only the version is pinned here.
        ToolKind::Cargo { .. } => Vec::new(),
        _ => fs::read_dir(&pins)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, _>>())
            .map_err(unreadable)?,
    };
    files.sort();

    let mut hash = Sha256::new();
    hash.update(format!("{tool:?} {} {}\n", env::consts::OS, env::consts::ARCH));
    for file in files {
        let content = fs::read(&file).map_err(|error| cannot("read", &file, &error))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        hash.update(format!("{name} {}\n", content.len()));
        hash.update(content);
    }
    // Six bytes tell apart more builds than anyone keeps.
    let short = hash.finalize().iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte));
    Ok(format!("{short:012x}"))
}

/// Locks a tool until the file is dropped, also when this process is killed.
fn lock(tool: &Tool) -> Result<File, String> {
    let home = home()?;
    fs::create_dir_all(&home).map_err(|error| cannot("make", &home, &error))?;
    let path = home.join(format!("{}.lock", tool.name));
    let file = File::create(&path).map_err(|error| cannot("write", &path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            eprintln!("waiting for another run that is getting {} …", tool.name);
            file.lock().map_err(|error| cannot("lock", &path, &error))?;
            Ok(file)
        }
        Err(TryLockError::Error(error)) => Err(cannot("lock", &path, &error)),
    }
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}
