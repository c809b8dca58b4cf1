//! Every form of report with diagnostics and sources that hold whatever a string can hold.

use crate::finding::{Diagnostic, Document, Edit, Fix, PathSegment, Position, Safety, Severity, Source, Span};
use crate::hostile::text;
use crate::report::Report;
use crate::report::{Format, present};
use portico_manifest::LineIndex;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// Makes a diagnostic of strings, at a place of a text.
fn diagnostic(strings: &[String], source: &Source, place: (Index, Index)) -> Diagnostic {
    let string = |index: usize| strings[index % strings.len()].clone();
    let offset = |place: Index| source.text.floor_char_boundary(place.index(source.text.len() + 1));
    let (one, other) = (offset(place.0), offset(place.1));
    let lines = LineIndex::new(&source.text);
    let position = |offset: usize| {
        let position = lines.position(&source.text, offset);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { offset: number(offset), line: number(position.line), column: number(position.column) }
    };
    let span = Span { start: position(one.min(other)), end: position(one.max(other)) };
    Diagnostic {
        rule: "made-up".to_owned(),
        severity: [Severity::Error, Severity::Warning, Severity::Info][one % 3],
        message: string(0),
        why: string(1),
        help: string(2),
        source: source.name.clone(),
        document: Some(Document {
            api_version: Some(string(3)),
            kind: Some(string(4)),
            name: Some(string(5)),
            template: Some(string(6)),
            ..Document::bare(0)
        }),
        path: vec![PathSegment::Key(string(7)), PathSegment::Index(1)],
        span: Some(span),
        fixes: vec![Fix { title: string(8), safety: Safety::Safe, edits: vec![Edit { span, replacement: string(9) }] }],
        references: Vec::new(),
        proposed: Vec::new(),
    }
}

/// Finds a line with a command that a workflow's runner would obey, or a character that a terminal would.
fn obeyed(text: &str) -> Option<&str> {
    let is_command =
        |line: &&str| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
    let controls = |line: &&str| line.chars().any(|letter| letter != '\t' && letter.is_control());
    text.split('\n').find(|line| is_command(line) || controls(line))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_form_is_obeyed_by_a_terminal_or_a_runner(
        strings in prop::collection::vec(text(), 10), lines in prop::collection::vec(text(), 1..6), name in text(),
        place: (Index, Index),
    ) {
        let sources = [Source { name, text: lines.join("\n") }];
        let found = diagnostic(&strings, &sources[0], place);
        let report = Report::of(vec![found.clone()]);
        let written = |format| present(&[&sources[0]], &report, format);

        for color in [false, true] {
            let mut human = written(Format::Human { color, summary: true });
            for code in ["\u{1b}[1m", "\u{1b}[0m", "\u{1b}[91m", "\u{1b}[92m", "\u{1b}[93m", "\u{1b}[94m", "\u{1b}[96m"] {
                human = human.replace(code, "");
            }
            prop_assert_eq!(obeyed(&human), None);
        }

        let github = written(Format::Github);
        let command = github.strip_suffix('\n').unwrap_or_default();
        prop_assert!(["::error ", "::warning ", "::notice "].iter().any(|name| command.starts_with(name)), "{}", github);
        prop_assert_eq!(obeyed(command.trim_start_matches("::")), None);

        let junit = written(Format::Junit);
        prop_assert_eq!(obeyed(&junit), None);
        let document = roxmltree::Document::parse(&junit).expect("it is XML");
        prop_assert_eq!(document.descendants().filter(|node| node.has_tag_name("testcase")).count(), 1);
        prop_assert_eq!(document.descendants().filter(roxmltree::Node::is_element).count(), 4);

        for format in [Format::Json, Format::Sarif] {
            let json = written(format);
            prop_assert_eq!(obeyed(&json), None);
            let read: Value = serde_json::from_str(&json).expect("it is JSON");
            let message = match format {
                Format::Json => read["diagnostics"][0]["message"].as_str(),
                _ => read["runs"][0]["results"][0]["message"]["text"].as_str(),
            };
            prop_assert!(message.is_some_and(|message| message.starts_with(&found.message)), "{}", json);
        }
    }
}
