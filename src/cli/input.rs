//! Reading what was named: files and standard input, as text, within bounds.

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
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
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
            Failure::new(format!("{name} does not exist"), "check the path: it is taken from the current directory")
        }
        ErrorKind::IsADirectory => Failure::new(format!("{name} is a directory"), "name the files in it"),
        ErrorKind::PermissionDenied => Failure::new(format!("{name} may not be read"), "check the file's permissions"),
        _ => Failure::new(format!("{name} can't be read: {error}"), "check the path and the file system"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        // The superuser may read every file, so that no file shows it everywhere.
        let failure = unreadable("exposure.yaml", &ErrorKind::PermissionDenied.into());
        assert!(failure.to_string().contains("exposure.yaml may not be read"), "{failure}");
    }
}
