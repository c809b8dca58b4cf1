//! Reading what was named: files and standard input, as text, within bounds.

use crate::failure::Failure;
use portico_host::types::Source;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The most bytes of one input: 256 MiB. The largest releases have 5 MB.
const LIMIT: u64 = 256 << 20;

/// What standard input is called.
pub const STANDARD_INPUT: &str = "-";

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
        return Err(too_large(&name));
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
    if bytes.len() as u64 > LIMIT {
        return Err(too_large(name));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let help = "save it as UTF-8, for instance with `iconv -f UTF-16 -t UTF-8`";
        return Err(Failure::new(format!("{} is UTF-16, and UTF-8 is read", shown(name)), help));
    }
    // `contains` is many times faster than what finds the place.
    if bytes.contains(&0) {
        let offset = bytes.iter().take_while(|&&byte| byte != 0).count();
        let message =
            format!("{} looks like a binary file: the byte at {} is zero", shown(name), place(&bytes, offset));
        return Err(Failure::new(message, "name a file of YAML or JSON"));
    }
    String::from_utf8(bytes).map(|text| Source { name: name.to_owned(), text }).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message =
            format!("{} is not UTF-8: see the byte {:#04x} at {}", shown(name), bytes[offset], place(bytes, offset));
        Failure::new(
            message,
            "save it as UTF-8, for instance with `iconv -f ISO-8859-1 -t UTF-8` if that is what it is",
        )
    })
}

fn too_large(name: &str) -> Failure {
    let message = format!("{} has more than {} MiB, which is the most that is read", shown(name), LIMIT >> 20);
    Failure::new(message, "give it in smaller parts")
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

/// A source's name in a sentence.
fn shown(name: &str) -> &str {
    if name == STANDARD_INPUT { "standard input" } else { name }
}

/// Where a byte is, for people.
fn place(bytes: &[u8], offset: usize) -> String {
    let line = bytes[..offset].split(|&byte| byte == b'\n').count();
    format!("line {line}, offset {offset}")
}
