//! Changes of a text as people and programs make them: of documents, lines and values. The same seed makes the same
//! change.

use crate::checks::{Check, Input};
use crate::fixtures::{documents, fixtures};
use crate::random_text::{ASKED, LINES, PIECES, VALUES};
use fastrand::Rng;
use portico_manifest::{Limits, parse, split};

/// Gives the text after one to four changes.
#[must_use]
pub fn mutate(check: &Check, text: &str, seed: u64) -> String {
    let mut random = Rng::with_seed(seed);
    let mut text = text.to_owned();
    for _ in 0..random.usize(1..5) {
        text = changed(check.input, text, &mut random);
    }
    text
}

/// Writes a text into the fuzzer's buffer, as far as it fits there, and gives its length.
pub fn fill(data: &mut [u8], text: &str, most: usize) -> usize {
    let length = text.floor_char_boundary(most.min(data.len()));
    data[..length].copy_from_slice(&text.as_bytes()[..length]);
    length
}

fn changed(input: Input, text: String, random: &mut Rng) -> String {
    if text.is_empty() || random.u8(..32) == 0 {
        return pick(fixtures(input), random).map_or(text, Clone::clone);
    }
    match random.u8(..10) {
        0 => of_documents(&text, random),
        1 => whole(input, &text, random),
        2..=4 => of_lines(&text, random),
        5..=7 => of_values(&text, random),
        _ => of_letters(text, random),
    }
}

fn pick<'p, T>(all: &'p [T], random: &mut Rng) -> Option<&'p T> {
    (!all.is_empty()).then(|| &all[random.usize(..all.len())])
}

/// Adds, removes or repeats a document, or writes it as JSON.
fn of_documents(text: &str, random: &mut Rng) -> String {
    let raws = split(text);
    let mut pieces: Vec<String> = raws.iter().map(|raw| raw.span.of(text).to_owned()).collect();
    let place = random.usize(..=pieces.len());
    let index = random.usize(..pieces.len().max(1));
    match random.u8(..6) {
        0..=2 => {
            let new = pick(documents(), random).cloned().unwrap_or_default();
            pieces.insert(place, format!("---\n{}\n", new.trim_end()));
        }
        3 if pieces.len() > 1 => drop(pieces.remove(index)),
        4 if !pieces.is_empty() => pieces.insert(place, pieces[index].clone()),
        _ => {
            let data = raws.get(index).and_then(|raw| {
                let document = parse(text, raw, &Limits::default()).ok()?;
                document.root()?.to_data(&Limits::default()).ok()
            });
            let Some(data) = data else { return text.to_owned() };
            pieces[index] = if random.bool() { format!("---\n{data}\n") } else { format!("---\n{data:#}\n") };
        }
    }
    pieces.concat()
}

/// Wraps the whole, changes its line ends, cuts the last ones off, asks another question, or adds a file beside it.
fn whole(input: Input, text: &str, random: &mut Rng) -> String {
    match random.u8(..6) {
        0 if text.contains("\r\n") => text.replace("\r\n", "\n"),
        0 => text.replace('\n', "\r\n"),
        1 => text.trim_end().to_owned(),
        2 if input == Input::Question => {
            let rest =
                text.strip_prefix("#:").map_or(text, |asked| asked.split_once('\n').map_or("", |(_, rest)| rest));
            format!("{}\n{rest}", pick(ASKED, random).unwrap_or(&""))
        }
        3 if input == Input::Question => {
            let role = pick(&["exposure", "values", "previous"], random).unwrap_or(&"");
            let beside = pick(documents(), random).map_or("", String::as_str);
            format!("{}\n=== {role}\n{beside}", text.trim_end())
        }
        kind => {
            let head = pick(
                &[
                    "kind: List\napiVersion: v1\nitems:\n",
                    "",
                    "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n",
                ],
                random,
            );
            let mut wrapped = head.copied().unwrap_or_default().to_owned();
            let indentation = if kind == 4 { "  " } else { "" };
            for raw in split(text) {
                for (index, line) in raw.content.of(text).lines().filter(|line| *line != "---").enumerate() {
                    wrapped.push_str(indentation);
                    wrapped.push_str(if index == 0 { "- " } else { "  " });
                    wrapped.push_str(line);
                    wrapped.push('\n');
                }
            }
            wrapped
        }
    }
}

/// Adds, removes, swaps or repeats lines, lengthens one, or changes the indentation of some.
fn of_lines(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let at = random.usize(..lines.len());
    let end = (at + random.usize(1..5)).min(lines.len());
    match random.u8(..8) {
        0 => drop(lines.drain(at..end)),
        1 => {
            let copy = lines[at..end].to_vec();
            let place = random.usize(..=lines.len());
            lines.splice(place..place, copy);
        }
        2 => {
            let other = random.usize(..lines.len());
            lines.swap(at, other);
        }
        3 => lines[at..end].iter_mut().for_each(|line| line.insert_str(0, "  ")),
        4 => {
            for line in &mut lines[at..end] {
                *line = line.strip_prefix("  ").unwrap_or(line).to_owned();
            }
        }
        5 => lines.insert(at, pick(LINES, random).map_or(String::new(), |line| (*line).to_owned())),
        6 => lines[at].push_str(pick(&[" # a", " ", "\t", ",", ":"], random).unwrap_or(&"")),
        _ => {
            let document = pick(documents(), random).map_or("", String::as_str);
            let theirs: Vec<&str> = document.lines().collect();
            lines.insert(at, pick(&theirs, random).map_or(String::new(), |line| (*line).to_owned()));
        }
    }
    lines.join("\n")
}

/// Replaces a value by a usual one or another of the text, or gives it an anchor, brackets or quotes.
fn of_values(text: &str, random: &mut Rng) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let values: Vec<(usize, usize)> =
        lines.iter().enumerate().filter_map(|(index, line)| Some((index, line.find(':')? + 1))).collect();
    let (Some(&(line, colon)), Some(&(other, from))) = (pick(&values, random), pick(&values, random)) else {
        return text.to_owned();
    };
    let value = if random.u8(..3) == 0 { lines[other][from..].trim() } else { pick(VALUES, random).unwrap_or(&"") };
    let value = value.to_owned();
    let old = lines[line].split_off(colon);
    match random.u8(..6) {
        0 => lines[line].push_str(&format!(" &x{old}")),
        1 => lines[line].push_str(&format!(" [{}]", old.trim())),
        2 => lines[line].push_str(&format!(" {:?}", old.trim())),
        _ => lines[line].push_str(&format!(" {value}")),
    }
    lines.join("\n")
}

/// Puts a piece in, or takes letters out.
fn of_letters(mut text: String, random: &mut Rng) -> String {
    let at = text.floor_char_boundary(random.usize(..=text.len()));
    if random.bool() {
        text.insert_str(at, pick(PIECES, random).unwrap_or(&""));
    } else {
        let end = text.floor_char_boundary((at + random.usize(1..12)).min(text.len()));
        text.replace_range(at..end.max(at), "");
    }
    text
}
