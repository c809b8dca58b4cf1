//! The destination of a report: a file, which is replaced as a whole, or a stream that is there.

use crate::replacement::Replacement;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The destination of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    StandardOutput,
    StandardError,
    /// A FIFO, a terminal or the like, which is written to and not replaced.
    Stream(PathBuf),
    File(PathBuf),
}

/// A report that can be written.
pub enum Prepared {
    StandardOutput(String),
    StandardError(String),
    Stream(PathBuf, String),
    File(Replacement),
}

impl Destination {
    /// Finds the destination that a path names. A checkout may hold a link under any name, whose target the user didn't
    /// choose: only the system's own links to open files are followed.
    pub fn of(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "it names no file"))?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let place = fs::canonicalize(folder)?.join(name);
        let found = match fs::symlink_metadata(&place) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::File(place)),
            Err(error) => return Err(error),
        };
        match open_file(folder, path) {
            Some(1) => return Ok(Self::StandardOutput),
            Some(2) => return Ok(Self::StandardError),
            Some(_) => return Ok(Self::Stream(place)),
            None => (),
        }
        if found.is_symlink() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a link, which is not followed"));
        }
        Ok(if is_stream(found) { Self::Stream(place) } else { Self::File(place) })
    }

    /// Whether it is the file of a path.
    pub fn is_file(&self, path: &Path) -> bool {
        matches!(self, Self::File(place) if fs::canonicalize(path).is_ok_and(|path| path == *place))
    }

    /// Prepares the writing of a text.
    pub fn prepare(&self, text: String) -> io::Result<Prepared> {
        Ok(match self {
            Self::StandardOutput => Prepared::StandardOutput(text),
            Self::StandardError => Prepared::StandardError(text),
            Self::Stream(place) => Prepared::Stream(place.clone(), text),
            Self::File(place) => Prepared::File(Replacement::of_found(place, &text)?),
        })
    }
}

impl Prepared {
    /// Writes it.
    pub fn put(self) -> io::Result<()> {
        match self {
            Self::StandardOutput(text) => write(io::stdout().lock(), &text),
            Self::StandardError(text) => write(io::stderr().lock(), &text),
            // It may be a file that is open already, with something in it.
            Self::Stream(place, text) => write(File::options().append(true).open(place)?, &text),
            Self::File(replacement) => replacement.put(),
        }
    }
}

fn write(mut stream: impl Write, text: &str) -> io::Result<()> {
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Gives the number of the open file that a path stands for: `/dev/stdout`, `/dev/fd/63`, `/proc/self/fd/1`.
fn open_file(folder: &Path, path: &Path) -> Option<u32> {
    let name = path.file_name()?.to_str()?;
    match name {
        "stdout" if folder == Path::new("/dev") => Some(1),
        "stderr" if folder == Path::new("/dev") => Some(2),
        number if ["/dev/fd", "/proc/self/fd"].map(Path::new).contains(&folder) => number.parse().ok(),
        _ => None,
    }
}

#[cfg(unix)]
fn is_stream(found: fs::FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    found.is_fifo() || found.is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: fs::FileType) -> bool {
    false
}
