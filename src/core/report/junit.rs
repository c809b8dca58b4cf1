//! Diagnostics as JUnit XML: a suite for each source, a test case for each diagnostic, which fails unless it is an
//! info.

use super::texts::{Text, Texts};
use super::{STANDARD_INPUT, human, is_file, is_in_text};
use crate::finding::{Diagnostic, Severity};
use crate::report::Report;
use portico_text::XmlText;

/// Writes every source as a suite; one without diagnostics has a single case, which passes.
pub(super) fn write(texts: &Texts<'_>, report: &Report) -> String {
    let suite = |source, in_text| Suite { source, is_file: in_text && is_file(source), cases: Vec::new() };
    let sources = texts.sources().iter().map(|text| suite(&text.source.name, true));
    let others = texts.others().map(|diagnostic| suite(&diagnostic.source, is_in_text(diagnostic, None)));
    let mut suites: Vec<Suite<'_>> = sources.chain(others).collect();
    for (place, diagnostic) in report.diagnostics.iter().enumerate() {
        suites[texts.name_of(place)].cases.push((diagnostic, texts.of(place)));
    }
    let tests: usize = suites.iter().map(Suite::tests).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    text.push_str(&format!(
        "<testsuites name=\"portico\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n"
    ));
    for suite in &suites {
        suite.write(&mut text);
    }
    text.push_str("</testsuites>\n");
    text
}

struct Suite<'r> {
    source: &'r str,
    /// Whether other programs can find a file of this name.
    is_file: bool,
    /// Its diagnostics, each with its text.
    cases: Vec<(&'r Diagnostic, Option<&'r Text<'r>>)>,
}

impl Suite<'_> {
    fn name(&self) -> &str {
        match self.source {
            "" => "portico",
            STANDARD_INPUT => "standard input",
            name => name,
        }
    }

    fn tests(&self) -> usize {
        self.cases.len().max(1)
    }

    fn failures(&self) -> usize {
        self.cases.iter().filter(|(diagnostic, _)| fails(diagnostic)).count()
    }

    fn write(&self, text: &mut String) {
        text.push_str("  <testsuite");
        attribute(text, "name", self.name());
        text.push_str(&format!(
            " tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\">\n",
            self.tests(),
            self.failures()
        ));
        if self.cases.is_empty() {
            self.open_case(text, "valid", None);
            text.push_str("/>\n");
        }
        for &(diagnostic, source) in &self.cases {
            self.case(text, diagnostic, source);
        }
        text.push_str("  </testsuite>\n");
    }

    fn case(&self, text: &mut String, diagnostic: &Diagnostic, source: Option<&Text<'_>>) {
        let (name, line) = match diagnostic.span {
            Some(span) => {
                let name = format!("{} at {}:{}", diagnostic.rule, span.start.line, span.start.column);
                (name, Some(span.start.line))
            }
            None => (diagnostic.rule.clone(), None),
        };
        self.open_case(text, &name, line);
        text.push_str(">\n");
        let element = if fails(diagnostic) { "failure" } else { "system-out" };
        text.push_str(&format!("      <{element}"));
        if fails(diagnostic) {
            attribute(text, "type", diagnostic.severity.word());
            attribute(text, "message", &diagnostic.message);
        }
        text.push('>');
        text.push_str(XmlText::content(human::block(source, diagnostic, false).as_str()).as_str());
        text.push_str(&format!("</{element}>\n    </testcase>\n"));
    }

    /// Writes the start of a case with its attributes, and leaves the tag open.
    fn open_case(&self, text: &mut String, name: &str, line: Option<u32>) {
        text.push_str("    <testcase");
        attribute(text, "name", name);
        attribute(text, "classname", self.name());
        if self.is_file {
            attribute(text, "file", self.source);
            if let Some(line) = line {
                text.push_str(&format!(" line=\"{line}\""));
            }
        }
        text.push_str(" time=\"0\"");
    }
}

fn fails(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity != Severity::Info
}

fn attribute(into: &mut String, name: &'static str, value: &str) {
    into.push_str(&format!(" {name}=\"{}\"", XmlText::attribute(value).as_str()));
}
