//! A fix as the lines that it removes and adds.

use super::paint::Paint;
use super::texts::Text;
use crate::finding::Fix;
use portico_text::TerminalText;

/// The most bytes of a text that are shown for one fix; lines of a minified file can be of any length.
const MOST_SHOWN: usize = 4096;

/// Writes the title, and below it the changed lines: removed ones with their numbers in the old text, added ones with
/// their numbers in the new.
pub(super) fn write(fix: &Fix, source: &Text<'_>, paint: &Paint) -> TerminalText {
    let title = TerminalText::own(": ").and(TerminalText::line(&fix.title));
    let mut text = paint.help("help").and(paint.strong(title));
    let hunks = hunks(fix, source);
    let size = |hunk: &Hunk<'_>| hunk.before.map_or(0, str::len) + hunk.old.len() + hunk.new.len();
    let shown: usize = hunks.iter().map(size).sum();
    if shown > MOST_SHOWN {
        return text;
    }
    let rows = rows(&hunks);
    let Some(widest) = rows.iter().map(|row| row.number).max() else { return text };
    let width = widest.to_string().len();
    let edge = TerminalText::own("\n").and(TerminalText::blank(width + 1)).and(paint.edge("|"));
    text.push(edge.clone());
    for row in &rows {
        if row.is_apart {
            text.push("\n");
            text.push(paint.edge("..."));
        }
        let painted = |text: TerminalText| match row.sign {
            Sign::Removed => paint.removed(text),
            Sign::Added => paint.added(text),
            Sign::Before => paint.edge(text),
        };
        text.push("\n");
        text.push(paint.edge(TerminalText::number(row.number).at_right(width)));
        text.push(" ");
        text.push(painted(row.sign.shown().into()));
        let line = TerminalText::line(row.line.strip_suffix('\r').unwrap_or(row.line));
        if !line.is_empty() {
            text.push(" ");
            text.push(if row.sign == Sign::Before { line } else { painted(line) });
        }
    }
    text.push(edge);
    text
}

/// The sign of a line in the diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Removed,
    Added,
    /// The line stays, and shows where the others are.
    Before,
}

impl Sign {
    fn shown(self) -> &'static str {
        match self {
            Self::Removed => "-",
            Self::Added => "+",
            Self::Before => "|",
        }
    }
}

/// Whole lines that change together.
struct Hunk<'t> {
    /// The number of the first line, in the old text.
    first: usize,
    /// The line before, if there is one.
    before: Option<&'t str>,
    old: &'t str,
    new: String,
}

struct Row<'h> {
    number: usize,
    /// Whether lines before it are left out.
    is_apart: bool,
    sign: Sign,
    line: &'h str,
}

/// Gives the lines that edits touch, one hunk for edits of the same line; empty where a line is too long to show.
fn hunks<'t>(fix: &Fix, source: &Text<'t>) -> Vec<Hunk<'t>> {
    let (text, lines) = (source.source.text.as_str(), source.lines());
    let mut hunks: Vec<Hunk<'t>> = Vec::new();
    let (mut start, mut end, mut copied) = (0, 0, 0);
    for edit in &fix.edits {
        let from = text.floor_char_boundary(edit.span.start.offset as usize).max(copied);
        let to = text.floor_char_boundary(edit.span.end.offset as usize).max(from);
        let (line, last_line) = (lines.of(from), lines.of(to));
        if lines.end(last_line) - lines.start(line) > MOST_SHOWN {
            return Vec::new();
        }
        match hunks.last_mut() {
            Some(hunk) if from <= end => hunk.new.push_str(&text[copied..from]),
            _ => {
                finish(hunks.last_mut(), &text[copied..end]);
                start = lines.start(line);
                let before = line.checked_sub(1).map(|before| &text[lines.start(before)..lines.end(before)]);
                let first = edit.span.start.line as usize;
                hunks.push(Hunk { first, before, old: "", new: text[start..from].to_owned() });
            }
        }
        end = lines.end(last_line).max(end);
        copied = to;
        if let Some(hunk) = hunks.last_mut() {
            hunk.new.push_str(&edit.replacement);
            hunk.old = &text[start..end];
        }
    }
    finish(hunks.last_mut(), &text[copied..end]);
    hunks
}

/// Ends a hunk with the unchanged rest of its last line.
fn finish(hunk: Option<&mut Hunk<'_>>, rest: &str) {
    if let Some(hunk) = hunk {
        hunk.new.push_str(rest);
    }
}

/// Gives the lines that differ in each hunk, after the line before them where no removed line shows the place.
fn rows<'h>(hunks: &'h [Hunk<'_>]) -> Vec<Row<'h>> {
    let mut rows: Vec<Row<'h>> = Vec::new();
    let (mut added, mut removed, mut shown) = (0, 0, 0);
    for hunk in hunks {
        let old: Vec<&str> = hunk.old.split('\n').collect();
        let new: Vec<&str> = hunk.new.split('\n').collect();
        let shorter = old.len().min(new.len());
        let above = (0..shorter).take_while(|&index| old[index] == new[index]).count();
        let below = (1..=shorter - above).take_while(|&back| old[old.len() - back] == new[new.len() - back]).count();
        let moved = |number: usize| (number + added).saturating_sub(removed);
        let mut first = hunk.first + above;
        if above + below == old.len()
            && let Some(line) = if above == 0 { hunk.before } else { Some(old[above - 1]) }
        {
            first = first.saturating_sub(1);
            rows.push(Row { number: moved(first), is_apart: false, sign: Sign::Before, line });
        }
        let of_old = old[above..old.len() - below].iter().zip(hunk.first + above..);
        let of_new = new[above..new.len() - below].iter().zip(moved(hunk.first + above)..);
        let start = rows.len() - usize::from(first < hunk.first + above);
        rows.extend(of_old.map(|(line, number)| Row { number, is_apart: false, sign: Sign::Removed, line }));
        rows.extend(of_new.map(|(line, number)| Row { number, is_apart: false, sign: Sign::Added, line }));
        if let Some(row) = rows.get_mut(start) {
            row.is_apart = start > 0 && first > shown;
        }
        added += new.len();
        removed += old.len();
        shown = hunk.first + old.len() - below;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{MOST_SHOWN, Paint, Text, write};
    use crate::finding::{Edit, Fix, Position, Safety, Source, Span};

    #[test]
    fn of_a_line_too_long_to_read_the_title_is_shown() {
        let text = format!("a: 1\nb: {}\n", "b".repeat(MOST_SHOWN));
        let source = Source { name: "a.yaml".to_owned(), text };
        let place = Position { offset: 6, line: 2, column: 2 };
        let edits = vec![Edit { span: Span { start: place, end: place }, replacement: "c".to_owned() }];
        let fix = Fix { title: "fix it".to_owned(), safety: Safety::Safe, edits };
        assert_eq!(write(&fix, &Text::new(&source), &Paint { color: false }).as_str(), "help: fix it");
    }
}
