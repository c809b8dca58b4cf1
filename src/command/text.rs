//! Checks the bytes of an input, which its callers have read: at most `LIMIT`, and UTF-8.

use crate::UsageError;

/// The most bytes of one input: 256 MiB. The largest releases have 5 MB.
pub const LIMIT: u64 = 256 << 20;

/// The name of standard input.
pub const STANDARD_INPUT: &str = "-";

/// Gives the text of an input; the name is for messages.
///
/// # Errors
///
/// When it is too large, holds a zero byte, or isn't UTF-8.
pub fn text(name: &str, bytes: Vec<u8>) -> Result<String, UsageError> {
    if bytes.len() as u64 > LIMIT {
        return Err(too_large(name));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let help = "save it as UTF-8, for instance with `iconv -f UTF-16 -t UTF-8`";
        return Err(UsageError::new(format!("{} is UTF-16, but must be UTF-8", shown(name)), help));
    }
    // `contains` is many times faster than the search for the place.
    if bytes.contains(&0) {
        let offset = bytes.iter().take_while(|&&byte| byte != 0).count();
        let message =
            format!("{} looks like a binary file: the byte at {} is zero", shown(name), place(&bytes, offset));
        return Err(UsageError::new(message, "name a file of YAML or JSON"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message =
            format!("{} is not UTF-8: see the byte {:#04x} at {}", shown(name), bytes[offset], place(bytes, offset));
        UsageError::new(
            message,
            "save it as UTF-8, for instance with `iconv -f ISO-8859-1 -t UTF-8` if that is what it is",
        )
    })
}

/// Gives the error for an input of more than [`LIMIT`].
#[must_use]
pub fn too_large(name: &str) -> UsageError {
    let message = format!("{} has more than {} MiB, which is the most that is read", shown(name), LIMIT >> 20);
    UsageError::new(message, "give it in smaller parts")
}

/// Gives an input's name as a sentence shows it.
#[must_use]
pub fn shown(name: &str) -> &str {
    if name == STANDARD_INPUT { "standard input" } else { name }
}

/// Describes the place of a byte for people: its line and its offset.
fn place(bytes: &[u8], offset: usize) -> String {
    let line = bytes[..offset].split(|&byte| byte == b'\n').count();
    format!("line {line}, offset {offset}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_with_the_place() {
        let why = |bytes: &[u8]| text(STANDARD_INPUT, bytes.to_vec()).map_err(|refusal| refusal.message);
        assert_eq!(why(b"a: \xc3\xa9").as_deref(), Ok("a: é"));
        assert_eq!(why(b"\xff\xfea\0"), Err("standard input is UTF-16, but must be UTF-8".to_owned()));
        assert_eq!(
            why(b"a\nb\0"),
            Err("standard input looks like a binary file: the byte at line 2, offset 3 is zero".to_owned())
        );
        assert_eq!(
            why(b"a\n\xe9"),
            Err("standard input is not UTF-8: see the byte 0xe9 at line 2, offset 2".to_owned())
        );
    }
}
