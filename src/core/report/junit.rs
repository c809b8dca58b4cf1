//! Diagnostics as JUnit XML: a suite for each source, a test case for each diagnostic, which fails unless it is advice.

use super::{STANDARD_INPUT, human, is_file, is_in_text};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::validate::Report;
use portico_text::XmlText;

/// Every source as a suite; one without diagnostics has a single case, which passes.
pub(super) fn write(sources: &[Source], report: &Report) -> String {
    let mut suites: Vec<Suite<'_>> = Vec::new();
    for source in sources {
        suite(&mut suites, &source.name, true);
    }
    for diagnostic in &report.diagnostics {
        let in_text = is_in_text(diagnostic, sources);
        suite(&mut suites, &diagnostic.source, in_text).diagnostics.push(diagnostic);
    }
    let tests: usize = suites.iter().map(Suite::tests).sum();
    let failures: usize = suites.iter().map(Suite::failures).sum();
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    text.push_str(&format!(
        "<testsuites name=\"portico\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n"
    ));
    for suite in &suites {
        suite.write(&mut text, sources);
    }
    text.push_str("</testsuites>\n");
    text
}

struct Suite<'r> {
    source: &'r str,
    /// Whether other programs can find a file of this name.
    is_file: bool,
    diagnostics: Vec<&'r Diagnostic>,
}

/// The suite of a source, made where there is none yet.
fn suite<'s, 'r>(suites: &'s mut Vec<Suite<'r>>, source: &'r str, in_text: bool) -> &'s mut Suite<'r> {
    let known = suites.iter().position(|suite| suite.source == source);
    let index = known.unwrap_or(suites.len());
    if known.is_none() {
        suites.push(Suite { source, is_file: in_text && is_file(source), diagnostics: Vec::new() });
    }
    &mut suites[index]
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
        self.diagnostics.len().max(1)
    }

    fn failures(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| fails(diagnostic)).count()
    }

    fn write(&self, text: &mut String, sources: &[Source]) {
        text.push_str("  <testsuite");
        attribute(text, "name", self.name());
        text.push_str(&format!(
            " tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\">\n",
            self.tests(),
            self.failures()
        ));
        if self.diagnostics.is_empty() {
            self.open_case(text, "valid", None);
            text.push_str("/>\n");
        }
        for &diagnostic in &self.diagnostics {
            self.case(text, diagnostic, sources);
        }
        text.push_str("  </testsuite>\n");
    }

    fn case(&self, text: &mut String, diagnostic: &Diagnostic, sources: &[Source]) {
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
        text.push_str(XmlText::content(human::block(sources, diagnostic, false).as_str()).as_str());
        text.push_str(&format!("</{element}>\n    </testcase>\n"));
    }

    /// The start of a case, up to its attributes.
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
