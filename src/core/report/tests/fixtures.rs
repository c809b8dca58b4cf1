//! Reports in every form, as files: `fixtures/<name>.json` holds made-up sources and diagnostics, and beside it stands
//! how each form writes them. `BLESS=1` writes these anew. A place is given by the words that stand there.

use crate::finding::{Diagnostic, Edit, Fix, Position, Source, Span};
use crate::report::Report;
use crate::report::{Format, present};
use portico_manifest::LineIndex;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const HUMAN: Format = Format::Human { color: false, summary: true };
const FORMS: [(&str, Format); 4] =
    [("human", HUMAN), ("sarif", Format::Sarif), ("junit.xml", Format::Junit), ("github", Format::Github)];

/// Reads the sources and the diagnostics of a fixture.
fn read(file: &Path) -> (Vec<Source>, Vec<Diagnostic>) {
    let given: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let strings = |value: &Value| -> Vec<String> { serde_json::from_value(value.clone()).unwrap() };
    let sources: Vec<Source> = given["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| Source {
            name: source["name"].as_str().unwrap().to_owned(),
            text: strings(&source["lines"]).join("\n"),
        })
        .collect();
    let diagnostics = given["diagnostics"].as_array().unwrap().iter().map(|given| diagnostic(given, &sources));
    let diagnostics = diagnostics.collect();
    (sources, diagnostics)
}

fn diagnostic(given: &Value, sources: &[Source]) -> Diagnostic {
    let mut whole = json!({
        "severity": "error", "why": "", "help": "", "source": "", "path": [], "fixes": [], "references": [],
    });
    let source = sources.iter().find(|source| Some(source.name.as_str()) == given["source"].as_str());
    for (name, value) in given.as_object().unwrap() {
        match name.as_str() {
            "at" => whole["span"] = json!(span(&source.unwrap().text, given)),
            "fixes" => {}
            _ => whole[name] = value.clone(),
        }
    }
    let mut diagnostic: Diagnostic = serde_json::from_value(whole).unwrap();
    for fix in given["fixes"].as_array().into_iter().flatten() {
        let edits = fix["edits"].as_array().unwrap().iter().map(|edit| Edit {
            span: span(&source.unwrap().text, edit),
            replacement: edit["replacement"].as_str().unwrap_or_default().to_owned(),
        });
        diagnostic.fixes.push(Fix {
            title: fix["title"].as_str().unwrap().to_owned(),
            safety: serde_json::from_value(fix["safety"].clone()).unwrap(),
            edits: edits.collect(),
        });
    }
    diagnostic
}

/// Gives the span of the words `at`, or the empty one behind the words `after`.
fn span(text: &str, given: &Value) -> Span {
    let (words, after) = match given["at"].as_str() {
        Some(words) => (words, false),
        None => (given["after"].as_str().unwrap(), true),
    };
    assert_eq!(text.matches(words).count(), 1, "{words:?} doesn't stand once in the text");
    let start = text.find(words).unwrap();
    let end = start + words.len();
    let lines = LineIndex::new(text);
    let position = |offset: usize| {
        let position = lines.position(text, offset);
        let number = |number: usize| u32::try_from(number).unwrap();
        Position { offset: number(offset), line: number(position.line), column: number(position.column) }
    };
    Span { start: position(if after { end } else { start }), end: position(end) }
}

/// Removes the escape sequences of colours from a text.
fn uncolored(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default();
    pieces.fold(first.to_owned(), |text, piece| text + piece.split_once('m').unwrap().1)
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("report/fixtures");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_form_is_as_committed() {
    let mut stale = Vec::new();
    for file in files() {
        let (sources, diagnostics) = read(&file);
        let refs: Vec<&Source> = sources.iter().collect();
        let report = Report::of(diagnostics);
        for (extension, format) in FORMS {
            let expected = file.with_extension(extension);
            let text = present(&refs, &report, format);
            if std::env::var_os("BLESS").is_some() {
                fs::write(&expected, &text).unwrap();
            }
            if fs::read_to_string(&expected).ok() != Some(text) {
                stale.push(expected);
            }
        }
    }
    assert!(stale.is_empty(), "not what is written: {stale:#?}");
}

#[test]
fn colour_changes_nothing_else() {
    for file in files() {
        let (sources, diagnostics) = read(&file);
        let refs: Vec<&Source> = sources.iter().collect();
        let report = Report::of(diagnostics);
        let colored = present(&refs, &report, Format::Human { color: true, summary: true });
        assert_eq!(uncolored(&colored), present(&refs, &report, HUMAN), "{}", file.display());
    }
}

#[test]
fn places_that_are_not_in_the_text_are_no_harm() {
    let text = "ä: 1\r\n\n🙂: |\n  b\n".to_owned();
    let source = Source { name: "a.yaml".to_owned(), text };
    for start in 0..20 {
        for end in 0..20 {
            let position = |offset| Position { offset, line: offset % 3, column: offset % 2 };
            let span = Span { start: position(start), end: position(end) };
            let edits = vec![Edit { span, replacement: "x\n".to_owned() }; 2];
            let fix = json!({"title": "fix it", "safety": "safe", "edits": edits});
            let given = json!({"rule": "a-b", "message": "m", "source": "a.yaml", "span": span});
            let mut diagnostic = diagnostic(&given, std::slice::from_ref(&source));
            diagnostic.fixes.push(serde_json::from_value(fix).unwrap());
            let report = Report::of(vec![diagnostic]);
            for (extension, format) in FORMS {
                let text = present(&[&source], &report, format);
                assert!(text.contains("a-b"), "{extension}, {start} to {end}");
            }
        }
    }
}
