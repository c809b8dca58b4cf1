//! The texts of a log, and the addresses that results refer to them by.

use crate::finding::Diagnostic;
use crate::finding::groups::Groups;
use crate::report::texts::Texts;
use crate::report::{is_file, is_in_text};
use std::fmt::Write;

/// The address of a text that is no file.
pub(super) const STANDARD_INPUT_ADDRESS: &str = "stdin";

/// A text of the log.
pub(super) struct Artifact<'a> {
    pub address: &'a str,
    /// The text's length in bytes, where it was read.
    pub length: Option<usize>,
}

/// The texts of a log, each once: `a.yaml` and `./a.yaml` are one.
pub(super) struct Artifacts<'r> {
    texts: &'r Texts<'r>,
    /// The address of each name, in the order of the texts' names.
    addresses: Vec<String>,
    /// The names, grouped by address.
    alike: Groups,
    /// The addresses that the log lists, in its order.
    listed: Vec<usize>,
    /// The place of each address in `listed`.
    places: Vec<Option<usize>>,
}

impl<'r> Artifacts<'r> {
    /// Lists the sources, then the other texts in which a diagnostic has a place.
    pub(super) fn new(texts: &'r Texts<'r>, diagnostics: &[Diagnostic]) -> Self {
        let sources = texts.sources().iter().map(|text| uri(&text.source.name));
        let addresses: Vec<String> = sources.chain(texts.others().map(|diagnostic| uri(&diagnostic.source))).collect();
        let alike = Groups::new(addresses.len(), &|left, right| addresses[left].cmp(&addresses[right]));
        let places = vec![None; alike.firsts.len()];
        let mut artifacts = Self { texts, addresses, alike, listed: Vec::new(), places };
        for name in 0..texts.sources().len() {
            artifacts.list(name);
        }
        for (place, diagnostic) in diagnostics.iter().enumerate() {
            if is_in_text(diagnostic, texts.of(place)) {
                artifacts.list(texts.name_of(place));
            }
        }
        artifacts
    }

    fn list(&mut self, name: usize) {
        let address = self.alike.of[name];
        if self.places[address].is_none() {
            self.places[address] = Some(self.listed.len());
            self.listed.push(address);
        }
    }

    /// Gives the artifacts that the log lists, in its order.
    pub(super) fn all(&self) -> impl Iterator<Item = Artifact<'_>> {
        self.listed.iter().map(|&address| {
            let first = self.alike.firsts[address];
            let length = self.texts.sources().get(first).map(|text| text.source.text.len());
            Artifact { address: &self.addresses[first], length }
        })
    }

    /// Gives the address of the text that a diagnostic names, by the diagnostic's place.
    pub(super) fn address(&self, diagnostic: usize) -> &str {
        &self.addresses[self.texts.name_of(diagnostic)]
    }

    /// Gives the place of that text among the log's artifacts; none where it isn't listed.
    pub(super) fn index(&self, diagnostic: usize) -> Option<usize> {
        self.places[self.alike.of[self.texts.name_of(diagnostic)]]
    }
}

/// Writes a path as a URI reference that every reader takes apart in the same way: an absolute one names its scheme.
fn uri(name: &str) -> String {
    if !is_file(name) {
        return STANDARD_INPUT_ADDRESS.to_owned();
    }
    let path = name.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let (mut uri, path) = match path.as_bytes() {
        [b'/', b'/', ..] => ("file:".to_owned(), path),
        [b'/', ..] => ("file://".to_owned(), path),
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => (format!("file:///{}", &path[..2]), &path[2..]),
        _ => (String::new(), path),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        for (name, expected) in [
            ("values.yaml", "values.yaml"),
            ("./a b/ü#1?.yaml", "a%20b/%C3%BC%231%3F.yaml"),
            ("../up.yaml", "../up.yaml"),
            ("/etc/a:b.yaml", "file:///etc/a%3Ab.yaml"),
            ("C:\\charts\\100%.yaml", "file:///C:/charts/100%25.yaml"),
            ("\\\\host\\share\\a.yaml", "file://host/share/a.yaml"),
            ("http://a.yaml", "http%3A//a.yaml"),
            ("line\nfeed\u{1}.yaml", "line%0Afeed%01.yaml"),
            ("-", "stdin"),
            ("", "stdin"),
        ] {
            assert_eq!(uri(name), expected, "{name}");
        }
    }
}
