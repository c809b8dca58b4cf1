//! The words that a POSIX shell reads in a command, for the part of its grammar that the writer uses. A test of the
//! writer's own checks that a real shell reads the same words.

/// Splits a command into words.
pub fn words(command: &str) -> Vec<String> {
    let mut words: Vec<Vec<u8>> = Vec::new();
    let mut rest = command;
    let mut is_inside = false;
    while let Some(letter) = rest.chars().next() {
        if letter == ' ' {
            is_inside = false;
            rest = &rest[1..];
            continue;
        }
        if !is_inside {
            words.push(Vec::new());
            is_inside = true;
        }
        let word = words.last_mut().expect("one was begun");
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (text, after) = quoted.split_once('\'').expect("a quote is closed");
            word.extend_from_slice(text.as_bytes());
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\'") {
            word.push(b'\'');
            rest = after;
        } else if let Some(printed) = rest.strip_prefix("\"$(printf '") {
            let (text, after) = printed.split_once("')\"").expect("a substitution is closed");
            for byte in text.split('\\').skip(1) {
                word.push(u8::from_str_radix(byte, 8).expect("an octal number"));
            }
            // A substitution drops the line ends at its end, so the writer never writes one there.
            assert_ne!(word.last(), Some(&b'\n'));
            rest = after;
        } else {
            let is_bare = letter.is_ascii_alphanumeric() || "_./:=@%+,-".contains(letter);
            assert!(is_bare, "{letter:?} of {command:?} means something to a shell");
            word.push(letter as u8);
            rest = &rest[1..];
        }
    }
    words.into_iter().map(|word| String::from_utf8(word).expect("it is UTF-8")).collect()
}
