//! The placeholders of an `ApplicationSet`, which Argo CD fills in with values that aren't known here.

use crate::finding::{Diagnostic, Source, groups};
use std::cell::OnceCell;

/// Removes the diagnostics of text in which a placeholder stands.
pub(super) fn take(diagnostics: &mut Vec<Diagnostic>, sources: &[Source]) {
    if !diagnostics.iter().any(is_of_application_set) {
        return;
    }
    let texts: Vec<Text<'_>> = sources.iter().map(Text::new).collect();
    let mut named = groups::named_sources(sources.iter(), diagnostics).into_iter();
    diagnostics.retain(|found| {
        let text = named.next().flatten().and_then(|place| texts.get(place));
        let text = text.filter(|_| is_of_application_set(found));
        !text
            .zip(found.span)
            .is_some_and(|(text, span)| text.has_placeholder(span.start.offset as usize, span.end.offset as usize))
    });
}

fn is_of_application_set(found: &Diagnostic) -> bool {
    found.document.as_ref().is_some_and(|document| document.kind.as_deref() == Some("ApplicationSet"))
}

/// A source, and the offsets at which braces open placeholders, searched for when first needed.
struct Text<'t> {
    text: &'t str,
    braces: OnceCell<Vec<usize>>,
}

impl<'t> Text<'t> {
    fn new(source: &'t Source) -> Self {
        Self { text: &source.text, braces: OnceCell::new() }
    }

    fn has_placeholder(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let open = |&place: &usize| bytes.get(place + 1) == Some(&b'{');
        let braces = self.braces.get_or_init(|| memchr::memchr_iter(b'{', bytes).filter(open).collect());
        let after = braces.partition_point(|&place| place < start);
        self.text.get(start..end).is_some() && braces.get(after).is_some_and(|place| place + 2 <= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_found_where_searching_the_text_finds_it() {
        for text in ["", "{{", "a{{b}}", "{{{", "é{{é}} {a} {{", "{ {"] {
            let source = Source { name: String::new(), text: text.to_owned() };
            let found = Text::new(&source);
            for start in 0..text.len() + 2 {
                for end in 0..text.len() + 2 {
                    let searched = text.get(start..end).is_some_and(|text| text.contains("{{"));
                    assert_eq!(found.has_placeholder(start, end), searched, "{start} to {end} of {text}");
                }
            }
        }
    }
}
