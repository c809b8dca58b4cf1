//! The lines that a place lies on, with carets below it.
//!
//! They are drawn by hand: a library that can draw far more would take a fifteenth of what a page may load.

use super::lines::Lines;
use super::paint::Paint;
use super::texts::Text;
use crate::finding::Span;
use portico_text::{TerminalText, is_shown};
use std::ops::Range;

/// The most columns of a line that are shown.
const COLUMNS: usize = 140;
/// The columns that are shown before a place that lies beyond the first `COLUMNS`.
const LEAD: usize = 40;
/// The bytes on either side of a place that are looked at: a minified file is one line of any length.
const NEAR: usize = 2048;
/// The most lines of a place that are shown.
const LINES: usize = 6;
/// The spaces that are shown for a tab.
const TAB: &str = "    ";

/// One line of a place, as it is shown.
struct Row {
    number: usize,
    text: TerminalText,
    /// The columns of the place in it.
    marked: Range<usize>,
}

/// Draws the lines of a place with their numbers and carets, each behind a line feed; gives the numbers' width too.
pub(super) fn draw(text: &Text<'_>, span: Span, paint: &Paint) -> (TerminalText, usize) {
    let place = range(&text.source.text, span);
    let rows = rows(&text.source.text, text.lines(), &place, span.start.line as usize);
    let width = rows.last().map_or(1, |row| row.number.to_string().len());
    let bar = |number: Option<usize>| {
        let number = number.map(TerminalText::number).unwrap_or_default().at_left(width);
        TerminalText::own("\n").and(paint.edge(number.and(" |")))
    };
    let mut drawn = bar(None);
    let line = |drawn: &mut TerminalText, number: Option<usize>, content: TerminalText| {
        drawn.push(bar(number));
        if !content.is_empty() {
            drawn.push(" ");
            drawn.push(content);
        }
    };
    if let [row] = &rows[..] {
        line(&mut drawn, Some(row.number), row.text.clone());
        let carets = TerminalText::own("^").repeated(row.marked.len().max(1));
        line(&mut drawn, None, TerminalText::blank(row.marked.start).and(paint.mark(carets)));
        return (drawn, width);
    }
    let starts_its_line = rows.first().is_some_and(|row| {
        let text = row.text.as_str();
        text.len() - text.trim_start().len() >= row.marked.start
    });
    let mut before: Option<usize> = None;
    let ledge = |width: usize| TerminalText::own("_").repeated(width);
    for (index, row) in rows.iter().enumerate() {
        if before.is_some_and(|before| before + 1 < row.number) {
            drawn.push("\n");
            drawn.push(paint.edge("..."));
        }
        let lead = match (index, starts_its_line) {
            (0, true) => paint.mark("/"),
            (0, false) => TerminalText::own(" "),
            _ => paint.mark("|"),
        };
        line(&mut drawn, Some(row.number), lead.and(" ").and(row.text.clone()).trimmed());
        if index == 0 && !starts_its_line {
            line(&mut drawn, None, paint.mark(TerminalText::own(" ").and(ledge(row.marked.start + 1)).and("^")));
        }
        before = Some(row.number);
    }
    let end = rows.last().map_or(0, |row| row.marked.end);
    line(&mut drawn, None, paint.mark(TerminalText::own("|").and(ledge(end.max(1))).and("^")));
    (drawn, width)
}

/// Gives a place as a range of a text, moved to where the text has a character's boundary.
fn range(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.offset as usize);
    start..text.floor_char_boundary(span.end.offset as usize).max(start)
}

/// Gives the lines of a place: its first ones and its last, where there are many.
fn rows(text: &str, lines: &Lines, place: &Range<usize>, first: usize) -> Vec<Row> {
    // A line feed at the end of a place is no line of its own.
    let inside = text[place.clone()].strip_suffix('\n').map_or(place.end, |inner| place.start + inner.len());
    let (above, last) = (lines.of(place.start), lines.of(inside));
    let at_start = if last - above < LINES { above..last } else { above..above + LINES - 2 };
    at_start
        .chain([last])
        .map(|line| {
            let (from, to) = (lines.start(line), lines.end(line));
            let marked = place.start.clamp(from, to)..place.end.clamp(from, to);
            row(&text[from..to], marked.start - from..marked.end - from, first + (line - above))
        })
        .collect()
}

/// Gives a line with characters made visible that a terminal or a log would obey, cut where it is too long.
fn row(line: &str, marked: Range<usize>, number: usize) -> Row {
    let around = line.floor_char_boundary(marked.start.saturating_sub(NEAR))
        ..line.floor_char_boundary(marked.start.saturating_add(NEAR));
    let marked = marked.start - around.start..marked.end.min(around.end) - around.start;
    let line = &line[around];
    let start = columns(&line[..marked.start]);
    let end = start + columns(&line[marked]);
    let whole = columns(line);
    let left = if whole <= COLUMNS || end + LEAD <= COLUMNS { 0 } else { start.saturating_sub(LEAD) };
    let right = (left + COLUMNS).min(whole);
    let mut text = TerminalText::default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let skipped = if line.get(..left).is_some_and(is_plain) { left } else { 0 };
    let mut column = skipped;
    for letter in line[skipped..].chars() {
        if right < whole && column >= right {
            break;
        }
        let is_cut = (left > 0 && column < left + 3) || (right < whole && column + 3 >= right);
        let next = column + width(letter);
        if column >= left && next <= right && !is_cut {
            shown(letter, &mut text);
        } else if column >= left && next <= right {
            text.push(TerminalText::own(".").repeated(next - column));
        }
        column = next;
    }
    let within = |column: usize| column.clamp(left, right) - left;
    Row { number, text: text.trimmed(), marked: within(start)..within(end) }
}

fn columns(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.chars().map(width).sum() }
}

/// Whether each byte is one character that takes one column.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn shown(letter: char, text: &mut TerminalText) {
    match letter {
        '\t' => text.push(TAB),
        _ => text.push_letter(letter),
    }
}

/// Gives the number of columns that a letter takes in a terminal, for letters that configuration has.
fn width(letter: char) -> usize {
    match letter {
        '\t' => TAB.len(),
        '\r' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        letter if !is_shown(letter) => 1,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Position, Source};

    fn drawn(text: &str, place: Range<usize>) -> String {
        let at = |offset: usize| Position {
            offset: u32::try_from(offset).unwrap(),
            line: u32::try_from(text[..text.floor_char_boundary(offset)].matches('\n').count() + 1).unwrap(),
            column: 1,
        };
        let span = Span { start: at(place.start), end: at(place.end) };
        let source = Source { name: String::new(), text: text.to_owned() };
        draw(&Text::new(&source), span, &Paint { color: false }).0.into_string()
    }

    #[test]
    fn one_line_has_carets_below_the_place() {
        assert_eq!(drawn("a: 1\nb: two\n", 8..11), "\n  |\n2 | b: two\n  |    ^^^");
        assert_eq!(drawn("a: 1", 4..4), "\n  |\n1 | a: 1\n  |     ^");
        assert_eq!(drawn("", 0..0), "\n  |\n1 |\n  | ^");
    }

    #[test]
    fn several_lines_have_a_line_beside_them() {
        let text = "a:\n  b: 1\n  c: 2\n";
        assert_eq!(drawn(text, 5..16), "\n  |\n2 | /   b: 1\n3 | |   c: 2\n  | |______^");
        assert_eq!(drawn(text, 8..16), "\n  |\n2 |     b: 1\n  |  ______^\n3 | |   c: 2\n  | |______^");
        let many = "a: |\n".to_owned() + &"  b\n".repeat(20);
        let shown = drawn(&many, 0..many.len() - 1);
        assert!(shown.contains("\n4  | |   b\n...\n21 | |   b\n") && !shown.contains("\n5  |"), "{shown}");
    }

    #[test]
    fn letters_take_the_columns_that_a_terminal_gives_them() {
        assert_eq!(drawn("é: 日本 x\n", 11..12), "\n  |\n1 | é: 日本 x\n  |         ^");
        assert_eq!(drawn("\ta\u{1b}\u{202e}b", 6..7), "\n  |\n1 |     a\u{241b}\u{fffd}b\n  |        ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        for beside in [500, 50_000] {
            let line = format!("{}here{}", "a".repeat(beside), "b".repeat(beside));
            let shown = drawn(&line, beside..beside + 4);
            let rows: Vec<&str> = shown.lines().collect();
            assert_eq!(rows[2].len(), "1 | ".len() + COLUMNS);
            assert!(rows[2].starts_with("1 | ...a") && rows[2].ends_with("b..."), "{shown}");
            assert_eq!(rows[2].find("here"), rows[3].find("^^^^"), "{shown}");
        }
        let short = drawn(&format!("here{}", "b".repeat(500)), 0..4);
        assert!(short.contains("1 | hereb") && short.contains("b...\n  | ^^^^"), "{short}");
    }

    #[test]
    fn a_place_beyond_the_text_is_its_end() {
        assert_eq!(drawn("a: é", 400..500), "\n  |\n1 | a: é\n  |     ^");
        assert_eq!(drawn("é", 1..1), "\n  |\n1 | é\n  | ^");
    }
}
