//! Validating, and every form of report: nothing in it is obeyed by a terminal, JSON and XML can be read, places lie in
//! their texts.

use crate::obeyed::obeyed;
use crate::question::Question;
use portico_core::finding::{self, Edit, Span};
use portico_core::report::{Format, Report, present};
use portico_core::validate::validate;
use portico_core::{Diagnostic, Source};
use serde_json::Value;

pub fn check(input: &str) {
    let (sources, options) = Question::read(input).told();
    let report = validate(&[&sources[..]], &options);
    let others = options.values.into_iter().chain(options.previous).chain(options.exposure);
    let sources: Vec<Source> = sources.into_iter().chain(others).collect();
    check_report(&sources, &report);
}

/// Checks the laws of any report about these sources.
pub fn check_report(sources: &[Source], report: &Report) {
    report.diagnostics.iter().for_each(|found| check_places(sources, found));
    let all: Vec<&Source> = sources.iter().collect();
    let written = |format| present(&all, report, format);
    let human = written(Format::Human { color: false, summary: true });
    assert_eq!(obeyed(&human), None, "for people:\n{human}");
    let _ = written(Format::Human { color: true, summary: false });

    for line in written(Format::Github).lines() {
        assert!(["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command)), "{line:?}");
        assert_eq!(obeyed(line.trim_start_matches("::")), None, "for GitHub");
    }

    let junit = written(Format::Junit);
    assert_eq!(obeyed(&junit), None, "JUnit");
    let document = roxmltree::Document::parse(&junit).unwrap_or_else(|error| panic!("{error}:\n{junit}"));
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase")).count();
    assert!(cases >= report.diagnostics.len(), "{cases} cases:\n{junit}");

    let read = |format| -> Value {
        let json = written(format);
        assert_eq!(obeyed(&json), None, "{format:?}");
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}:\n{json}"))
    };
    let expected = serde_json::to_value(&report.diagnostics).expect("it can be written");
    assert_eq!(read(Format::Json)["diagnostics"], expected);
    let results = read(Format::Sarif)["runs"][0]["results"].as_array().map(Vec::len);
    assert_eq!(results, Some(report.diagnostics.len()));
}

/// Checks that a place lies between characters of its text, and that edits can be made.
fn check_places(sources: &[Source], found: &Diagnostic) {
    assert!(!found.message.is_empty() && !found.rule.is_empty(), "{found:?}");
    let Some(source) = sources.iter().find(|source| source.name == found.source) else {
        assert!(found.span.is_none() && found.fixes.is_empty(), "there is no text of {found:?}");
        return;
    };
    if let Some(span) = found.span {
        assert!(source.text.get(bounds(span).start..bounds(span).end).is_some(), "{span:?} of {found:?}");
    }
    for fix in &found.fixes {
        applied(&source.text, &fix.edits);
    }
}

fn bounds(span: Span) -> portico_manifest::Span {
    portico_manifest::Span { start: span.start.offset as usize, end: span.end.offset as usize }
}

/// Applies edits to a text.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    finding::apply(text, edits).unwrap_or_else(|error| panic!("{error}: {edits:#?}"))
}
