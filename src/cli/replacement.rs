//! The replacement of a file as a whole: a reader finds all of the old text, or all of the new one.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A text that is written beside the file that it will replace. Dropped before that, it leaves nothing.
pub struct Replacement {
    beside: NamedTempFile,
    place: PathBuf,
}

impl Replacement {
    /// Writes the text beside a file that the user named, which need not exist yet. A link stays one, and the file that
    /// it leads to is replaced.
    pub fn of_named(path: &Path, text: &str) -> io::Result<Self> {
        match fs::canonicalize(path) {
            Ok(place) => Self::prepare(&place, Some(&fs::metadata(&place)?), text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::prepare(path, None, text),
            Err(error) => Err(error),
        }
    }

    /// Writes the text beside a file that the user didn't name, where a link is an error.
    pub fn of_found(path: &Path, text: &str) -> io::Result<Self> {
        match fs::symlink_metadata(path) {
            Ok(old) if old.is_symlink() => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a link")),
            Ok(old) => Self::prepare(path, Some(&old), text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::prepare(path, None, text),
            Err(error) => Err(error),
        }
    }

    /// Writes the text beside a file as `of_found` does, but replaces a link itself.
    pub fn of_link(path: &Path, text: &str) -> io::Result<Self> {
        if fs::symlink_metadata(path).is_ok_and(|old| old.is_symlink()) {
            return Self::prepare(path, None, text);
        }
        Self::of_found(path, text)
    }

    fn prepare(place: &Path, old: Option<&Metadata>, text: &str) -> io::Result<Self> {
        if old.is_some_and(|old| !old.is_file()) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
        }
        if old.is_some_and(|old| old.permissions().readonly()) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut beside = match old {
            // Nobody may read it who could not read the old one, from the first byte on.
            Some(old) => like(old, folder)?,
            None => new(folder)?,
        };
        beside.write_all(text.as_bytes())?;
        // The new name must not reach the disk before the text does.
        beside.as_file().sync_all()?;
        Ok(Self { beside, place: place.to_owned() })
    }

    /// Puts the text into its place, where an old file is replaced.
    pub fn put(self) -> io::Result<()> {
        self.beside.persist(&self.place).map(drop).map_err(|error| error.error)
    }
}

const PREFIX: &str = ".portico-";

/// Makes an empty file with the permissions of an old one, and its owner as far as this user may give it away.
fn like(old: &Metadata, folder: &Path) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        if fchown(file.as_file(), Some(old.uid()), Some(old.gid())).is_err() {
            let _ = fchown(file.as_file(), None, Some(old.gid()));
        }
    }
    file.as_file().set_permissions(old.permissions())?;
    Ok(file)
}

/// Makes an empty file with the permissions that every new file gets.
fn new(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
