//! The reader of files and standard input, as text, within bounds.

use crate::failure::Failure;
use portico_command::{LIMIT, shown, too_large};
use portico_host::types::Source;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

pub use portico_command::STANDARD_INPUT;

/// Whether a name stands for standard input.
pub fn is_standard(name: &OsStr) -> bool {
    name == STANDARD_INPUT
}

/// Reads a file, or standard input where its name is `-`.
pub fn read(path: &Path) -> Result<Source, Failure> {
    if is_standard(path.as_os_str()) {
        return standard();
    }
    whole(path, File::open(path))
}

/// Reads a file that a search found. It was a regular file then; a link or a FIFO that has taken its place is refused.
pub fn found(path: &Path) -> Result<Source, Failure> {
    let regular = |file: File| {
        let is_regular = file.metadata()?.is_file();
        if is_regular { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
    };
    whole(path, opened_itself(path).and_then(regular))
}

/// Opens a file for reading, and follows no link.
fn opened_itself(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    options.open(path)
}

fn whole(path: &Path, file: io::Result<File>) -> Result<Source, Failure> {
    let name = path.display().to_string();
    let file = file.map_err(|error| unreadable(&name, &error))?;
    let length = file.metadata().map_err(|error| unreadable(&name, &error))?.len();
    if length > LIMIT {
        return Err(too_large(&name).into());
    }
    let bytes = all(file, length).map_err(|error| unreadable(&name, &error))?;
    source(&name, bytes)
}

/// Reads standard input.
pub fn standard() -> Result<Source, Failure> {
    let bytes = all(io::stdin().lock(), 0).map_err(|error| unreadable(STANDARD_INPUT, &error))?;
    source(STANDARD_INPUT, bytes)
}

/// Reads to the end, or one byte beyond the limit.
fn all(stream: impl Read, expected: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or_default());
    stream.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn source(name: &str, bytes: Vec<u8>) -> Result<Source, Failure> {
    Ok(Source { name: name.to_owned(), text: portico_command::text(name, bytes)? })
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    let name = shown(name);
    match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(format!("{name} does not exist"), "check the path: it is relative to the current directory")
        }
        ErrorKind::IsADirectory => Failure::new(format!("{name} is a directory"), "name the files in it"),
        ErrorKind::PermissionDenied => {
            Failure::new(format!("{name} can't be read: permission denied"), "check the file's permissions")
        }
        _ => Failure::new(format!("{name} can't be read: {error}"), "check the path and the file system"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_became_a_link_or_a_fifo_after_it_was_found_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let [secret, link, fifo] = ["secret", "link.yaml", "fifo.yaml"].map(|name| folder.path().join(name));
        std::fs::write(&secret, "a: 1\n").expect("a file can be written");
        std::os::unix::fs::symlink(&secret, &link).expect("a link can be made");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("there is a program mkfifo");
        assert!(made.success());
        assert!(found(&secret).is_ok());
        for path in [&link, &fifo] {
            let failure = found(path).expect_err("it is not a regular file");
            assert!(failure.to_string().contains("can't be read"), "{failure}");
        }
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        // The superuser may read every file, so that no file shows it everywhere.
        let failure = unreadable("exposure.yaml", &ErrorKind::PermissionDenied.into());
        assert!(failure.to_string().contains("exposure.yaml can't be read: permission denied"), "{failure}");
    }
}
