//! A text that is a string in a document of another input, as the values of an Argo CD `Application` may be.
//!
//! In a literal block every line of the text is a line of the document, behind the block's indentation: places and
//! edits are those of the document. Any other string is one place, and nothing in it can be edited.

use crate::reading::input::Input;
use portico_edit::Edit;
use portico_manifest::{Document, Node, PathSegment, ScalarStyle, Span};

/// The place of the string in the document that holds it.
pub(crate) struct Embedded<'t> {
    /// The input of that document.
    pub input: &'t Input<'t>,
    /// The document that holds the string.
    pub document: &'t Document<'t>,
    /// The path to the string from that document's root.
    pub path: Vec<PathSegment>,
    span: Span,
    block: Option<Block>,
}

/// A literal block.
struct Block {
    lines: Vec<BlockLine>,
    indentation: usize,
    line_break: &'static str,
}

/// The offsets at which a line of the text begins, in the text and in the document.
struct BlockLine {
    inside: usize,
    outside: usize,
    /// The spaces before it in the document.
    indentation: usize,
}

impl<'t> Embedded<'t> {
    /// Takes the string of a node, which stands at `path` in a document of `input`.
    pub(crate) fn new(
        input: &'t Input<'t>,
        document: &'t Document<'t>,
        node: Node<'t, 't>,
        path: Vec<PathSegment>,
    ) -> Self {
        let node = node.resolved();
        let block = if node.style() == Some(ScalarStyle::Literal) {
            Block::of(document.stream(), node.span(), node.text())
        } else {
            None
        };
        Self { input, document, path, span: node.span(), block }
    }

    /// Gives the span in the document of a span in the text: the whole string where it is no literal block, or one
    /// whose lines can't be told.
    pub(super) fn outside(&self, span: Span) -> Span {
        let Some(block) = &self.block else { return self.span };
        let offset = |inside| self.span.end.min(block.outside(inside).0);
        Span { start: offset(span.start), end: offset(span.end) }
    }

    /// Translates edits of the text into edits of the document; none where the string is no literal block, or one whose
    /// lines can't be told.
    pub(super) fn edits(&self, text: &str, edits: &[Edit]) -> Option<Vec<Edit>> {
        let block = self.block.as_ref()?;
        let stream = self.document.stream();
        edits.iter().map(|edit| block.edit(stream, &before_last_break(text, edit))).collect()
    }
}

impl Block {
    /// Reads the lines of a literal block; none where they can't be told, or there are no lines.
    fn of(stream: &str, span: Span, text: &str) -> Option<Self> {
        let mut outside = OffsetLines { text: stream.get(..span.end)?, at: span.start };
        outside.next()?;
        let mut block = Self { lines: Vec::new(), indentation: 0, line_break: "\n" };
        for (inner_start, inner) in (OffsetLines { text, at: 0 }) {
            let Some((outer_start, outer)) = outside.next() else {
                if inner.is_empty() {
                    break;
                }
                return None;
            };
            let indentation = outer.strip_suffix(inner)?;
            if !indentation.bytes().all(|byte| byte == b' ') {
                return None;
            }
            if !inner.is_empty() {
                block.indentation = indentation.len();
            }
            let outside = outer_start + indentation.len();
            block.lines.push(BlockLine { inside: inner_start, outside, indentation: indentation.len() });
        }
        if span.of(stream).contains("\r\n") {
            block.line_break = "\r\n";
        }
        (!block.lines.is_empty()).then_some(block)
    }

    /// Gives the offset in the document of an offset in the text, and the number of spaces before its line.
    fn outside(&self, inside: usize) -> (usize, usize) {
        let after = self.lines.partition_point(|line| line.inside <= inside);
        let line = after.checked_sub(1).and_then(|last| self.lines.get(last));
        line.map_or((0, 0), |line| (line.outside + (inside - line.inside), line.indentation))
    }

    fn edit(&self, stream: &str, edit: &Edit) -> Option<Edit> {
        let (start, before) = self.outside(edit.span.start);
        let (end, _) = self.outside(edit.span.end);
        let following = stream.get(end..)?;
        let mut replacement = String::new();
        let mut lines = edit.replacement.split('\n').enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let ends_in_break = lines.peek().is_none() && following.starts_with(['\r', '\n']);
            let has_content = !line.is_empty() || (lines.peek().is_none() && !ends_in_break);
            if index > 0 {
                replacement.push_str(self.line_break);
            }
            // A blank line may have less indentation than the block; text inserted into it needs the block's.
            let there = if index > 0 { 0 } else { before.min(self.indentation) };
            if has_content && (index > 0 || there < self.indentation) {
                replacement.extend(std::iter::repeat_n(' ', self.indentation - there));
            }
            replacement.push_str(line);
        }
        Some(Edit { span: Span { start, end }, replacement })
    }
}

/// Moves an edit that reaches behind the text's last line break in front of that break: in the document, whatever
/// follows the break is outside the block.
fn before_last_break(text: &str, edit: &Edit) -> Edit {
    let Edit { span: Span { start, end }, replacement } = edit.clone();
    let Some(last) = text.len().checked_sub(1).filter(|_| end == text.len() && text.ends_with('\n')) else {
        return edit.clone();
    };
    let shorter = replacement.strip_suffix('\n');
    if start == end {
        let replacement = format!("\n{}", shorter.unwrap_or(&replacement));
        return Edit { span: Span::empty(last), replacement };
    }
    let opens_line = start > 0 && text.get(..start).is_some_and(|before| before.ends_with('\n'));
    if replacement.is_empty() && opens_line {
        return Edit { span: Span { start: start - 1, end: last }, replacement };
    }
    Edit { span: Span { start, end: last }, replacement: shorter.unwrap_or(&replacement).to_owned() }
}

/// The lines of a text with their offsets, without their breaks. After the last break there is one more line.
struct OffsetLines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for OffsetLines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.text.get(start..)?;
        let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let line = &rest[..length];
        self.at = start + length + if rest[length..].starts_with("\r\n") { 2 } else { 1 };
        Some((start, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Source;
    use crate::reading::LIMITS;

    /// Applies an edit to the string at `spec.values`: gives the edited string, and the document edited accordingly.
    fn edited(document: &str, edit: Edit) -> Option<(String, String)> {
        let source = Source { name: "outer.yaml".to_owned(), text: document.to_owned() };
        let input = Input::read(&source, &|_| true);
        let outer = input.documents.first()?;
        let node = outer.root()?.get("spec")?.get("values")?;
        let embedded = Embedded::new(&input, outer, node, Vec::new());
        let edits = embedded.edits(node.text(), std::slice::from_ref(&edit))?;
        let wanted = portico_edit::apply(node.text(), &[edit]).ok()?;
        Some((wanted, portico_edit::apply(document, &edits).ok()?))
    }

    /// Reads the string at `spec.values`, if everything around it is unchanged.
    fn string_in(text: &str) -> Option<String> {
        let raw = *portico_manifest::split(text).first()?;
        let document = portico_manifest::parse(text, &raw, &LIMITS).ok()?;
        let root = document.root()?;
        let is_whole = root.get("after").is_none_or(|after| after.text() == "x") && root.entries().count() < 3;
        root.get("spec").filter(|_| is_whole)?.get("values").map(|node| node.text().to_owned())
    }

    #[test]
    fn an_edit_of_a_literal_block_is_the_edit_of_its_text() {
        let documents = [
            "spec:\n  values: |\n    a: 1\n\n    b:\n      c: 2\nafter: x\n",
            "spec:\n  values: |-\n      a: é\n   \n      b: 2",
            "spec:\r\n  values: |\r\n    a: 1\r\n\r\n    b: 2\r\nafter: x\r\n",
            "spec:\n  values: |+\n    a: 1\n\nafter: x\n",
        ];
        let mut tried = 0;
        for document in documents {
            let Some(text) = string_in(document) else { continue };
            for start in 0..=text.len() {
                for end in start..=text.len() {
                    for replacement in ["", "n: 1\n", "\nn:\n  m: 1", "n"] {
                        let edit = Edit { span: Span { start, end }, replacement: replacement.to_owned() };
                        let Some((wanted, result)) = edited(document, edit) else { continue };
                        // A text that begins with white space or is blank gets another indentation.
                        if wanted.trim().is_empty() || wanted.starts_with([' ', '\n']) {
                            continue;
                        }
                        let result = string_in(&result).unwrap_or_else(|| panic!("{wanted:?}: {result:?}"));
                        let lines = |text: &str| {
                            text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
                        };
                        assert_eq!(lines(&result), lines(&wanted), "{document:?} {start} {end} {replacement:?}");
                        tried += 1;
                    }
                }
            }
        }
        assert!(tried > 1000, "{tried}");
    }

    #[test]
    fn any_other_string_is_one_place_that_is_not_edited() {
        for string in ["\"a: 1\\n\"", "'a: 1'", ">\n    a: 1\n", "{a: 1}"] {
            let document = format!("spec:\n  values: {string}\n");
            let edit = Edit { span: Span { start: 0, end: 1 }, replacement: "b".to_owned() };
            assert_eq!(edited(&document, edit), None, "{document}");
        }
    }
}
