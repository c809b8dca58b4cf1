//! Adding objects to a stream, as documents of their own.
//!
//! The modules of `methods` make the objects.

use crate::exposure::commented;
use crate::methods::objects::Object;
use portico_manifest as manifest;
use portico_manifest::Span;

const COMMENT: &str = "Added by Portico.";

/// The documents to add to a stream, and the edit that adds them.
pub(super) struct Addition {
    pub edit: portico_edit::Edit,
    /// The documents alone, without the `---` between them and the rest of the stream.
    pub documents: String,
}

impl Addition {
    /// Puts objects behind the last document, or before it where a line end more would change it; none without objects.
    pub(super) fn to(stream: &str, objects: Vec<Object>) -> Option<Self> {
        let written = objects.into_iter().map(|object| {
            let mut text = String::new();
            commented::write_comment(&COMMENT.into(), 0, &mut text);
            text + &commented::write(&object.fields())
        });
        let mut documents = written.collect::<Vec<_>>().join("---\n");
        if documents.is_empty() {
            return None;
        }
        if is_of_windows(stream) {
            documents = documents.replace('\n', "\r\n");
        }
        let end = if is_of_windows(stream) { "\r\n" } else { "\n" };
        let last = manifest::documents(stream).last().filter(|_| !stream.ends_with(['\n', '\r']) && !stream.is_empty());
        let edit = match last.map(|last| (last, after_mark(stream, last.span.start))) {
            None => insertion(stream.len(), format!("---{end}{documents}")),
            Some((last, start)) if last.separator.is_some() => insertion(start, format!("---{end}{documents}")),
            Some((_, start)) => insertion(start, format!("{documents}---{end}")),
        };
        Some(Self { edit, documents })
    }
}

fn insertion(at: usize, replacement: String) -> portico_edit::Edit {
    portico_edit::Edit { span: Span { start: at, end: at }, replacement }
}

/// Gives a place, or the one after a byte-order mark that stands there.
fn after_mark(stream: &str, place: usize) -> usize {
    place + if stream[place..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Whether lines end with a carriage return and a line feed, judged by the first.
fn is_of_windows(stream: &str) -> bool {
    stream.find('\n').is_some_and(|end| stream[..end].ends_with('\r'))
}

#[cfg(test)]
mod tests {
    use super::Addition;
    use crate::methods::objects::{Object, named};

    fn added_to(stream: &str) -> String {
        let addition = Addition::to(stream, vec![Object::of_settings("v1", "Ingress", named("a"), Vec::new())])
            .expect("there is one");
        portico_edit::apply(stream, &[addition.edit]).expect("it is one edit")
    }

    #[test]
    fn documents_come_last_unless_a_line_end_would_change_the_one_before() {
        let added = "# Added by Portico.\napiVersion: v1\nkind: Ingress\nmetadata:\n  name: a\n";
        for (stream, expected) in [
            ("a: 1\n", format!("a: 1\n---\n{added}")),
            ("a: 1\n...\n", format!("a: 1\n...\n---\n{added}")),
            ("", format!("---\n{added}")),
            ("a: |\n  text", format!("{added}---\na: |\n  text")),
            ("\u{feff}a: |\n  text", format!("\u{feff}{added}---\na: |\n  text")),
            ("%YAML 1.2\n---\na: |\n  text", format!("%YAML 1.2\n---\n{added}---\na: |\n  text")),
            ("---\na: 1\n---\nb: |\n  text", format!("---\na: 1\n---\n{added}---\nb: |\n  text")),
            ("a: 1\r\n", format!("a: 1\r\n---\r\n{}", added.replace('\n', "\r\n"))),
        ] {
            assert_eq!(added_to(stream), expected, "{stream:?}");
        }
    }
}
