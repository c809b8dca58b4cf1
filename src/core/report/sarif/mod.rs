//! Diagnostics as a SARIF 2.1.0 log, for code scanning and editors.

mod artifacts;
mod fingerprints;

use super::texts::Texts;
use super::{is_in_text, sentences};
use crate::catalogue;
use crate::finding::groups::Groups;
use crate::finding::{Diagnostic, Document, Fix, PathSegment, Position, Severity, Span};
use crate::report::Report;
use artifacts::{Artifact, Artifacts, STANDARD_INPUT_ADDRESS};
use fingerprints::fingerprints;
use portico_small::JsonWriter;
use std::fmt::Write;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// Writes the report as a log of one run.
pub(super) fn write(texts: &Texts<'_>, report: &Report) -> String {
    let diagnostics = &report.diagnostics;
    let rule = |place: usize| diagnostics.get(place).map(|diagnostic| &diagnostic.rule);
    let rules = Groups::new(diagnostics.len(), &|left, right| rule(left).cmp(&rule(right)));
    let log = Log { diagnostics, texts, rules, artifacts: Artifacts::new(texts, diagnostics) };
    JsonWriter::document(|json| {
        json.string("$schema", SCHEMA);
        json.string("version", "2.1.0");
        json.array("runs", |json| {
            json.item(|json| {
                json.object("tool", |json| json.object("driver", |json| log.driver(json)));
                json.string("columnKind", "unicodeCodePoints");
                json.array("artifacts", |json| {
                    for artifact in log.artifacts.all() {
                        json.item(|json| describe_artifact(json, &artifact));
                    }
                });
                json.array("results", |json| {
                    for (place, fingerprint) in fingerprints(diagnostics, &log.artifacts).iter().enumerate() {
                        json.item(|json| log.result(json, place, fingerprint));
                    }
                });
            });
        });
    })
}

/// The diagnostics, and the lists of rules and artifacts that results refer to by place.
struct Log<'r> {
    diagnostics: &'r [Diagnostic],
    texts: &'r Texts<'r>,
    rules: Groups,
    artifacts: Artifacts<'r>,
}

impl Log<'_> {
    fn driver(&self, json: &mut JsonWriter) {
        json.string("name", "Portico");
        json.string("version", crate::VERSION);
        json.string("semanticVersion", crate::VERSION);
        json.string("informationUri", env!("CARGO_PKG_REPOSITORY"));
        json.array("rules", |json| {
            for diagnostic in self.rules.firsts.iter().filter_map(|&first| self.diagnostics.get(first)) {
                json.item(|json| described(json, &diagnostic.rule));
            }
        });
    }

    /// Writes the result of the diagnostic at a place.
    fn result(&self, json: &mut JsonWriter, place: usize, fingerprint: &str) {
        let Some(diagnostic) = self.diagnostics.get(place) else { return };
        json.string("ruleId", &diagnostic.rule);
        if let Some(&index) = self.rules.of.get(place) {
            json.number("ruleIndex", index);
        }
        json.string("level", level(diagnostic.severity));
        text(json, "message", &sentences(diagnostic, " "));
        json.array("locations", |json| self.location(json, place, diagnostic));
        json.object("partialFingerprints", |json| json.string("portico/v1", fingerprint));
        let fixes = || diagnostic.fixes.iter().filter(|fix| !fix.edits.is_empty());
        if fixes().next().is_some() {
            json.array("fixes", |json| {
                for fix in fixes() {
                    json.item(|json| self.fix(json, fix, place));
                }
            });
        }
    }

    /// Writes the location of a diagnostic, as far as it is known.
    fn location(&self, json: &mut JsonWriter, place: usize, diagnostic: &Diagnostic) {
        let in_text = is_in_text(diagnostic, self.texts.of(place));
        let logical = logical_locations(diagnostic, in_text);
        if !in_text && logical.is_empty() {
            return;
        }
        json.item(|json| {
            if in_text {
                json.object("physicalLocation", |json| {
                    self.artifact_location(json, place);
                    if let Some(span) = diagnostic.span {
                        region(json, "region", span);
                    }
                });
            }
            if !logical.is_empty() {
                json.array("logicalLocations", |json| {
                    for (name, kind) in &logical {
                        json.item(|json| {
                            json.string("fullyQualifiedName", name);
                            json.string("kind", kind);
                        });
                    }
                });
            }
        });
    }

    fn artifact_location(&self, json: &mut JsonWriter, place: usize) {
        json.object("artifactLocation", |json| {
            json.string("uri", self.artifacts.address(place));
            if let Some(index) = self.artifacts.index(place) {
                json.number("index", index);
            }
        });
    }

    fn fix(&self, json: &mut JsonWriter, fix: &Fix, place: usize) {
        text(json, "description", &fix.title);
        json.array("artifactChanges", |json| {
            json.item(|json| {
                self.artifact_location(json, place);
                json.array("replacements", |json| {
                    for edit in &fix.edits {
                        json.item(|json| {
                            region(json, "deletedRegion", edit.span);
                            text(json, "insertedContent", &edit.replacement);
                        });
                    }
                });
            });
        });
        json.object("properties", |json| json.string("safety", fix.safety.word()));
    }
}

fn describe_artifact(json: &mut JsonWriter, artifact: &Artifact<'_>) {
    json.object("location", |json| {
        json.string("uri", artifact.address);
        if artifact.address == STANDARD_INPUT_ADDRESS {
            text(json, "description", "Standard input.");
        }
    });
    if let Some(length) = artifact.length {
        json.number("length", length);
    }
    json.string("mimeType", "application/yaml");
}

/// Gives the logical locations of a diagnostic, each with its kind: a flag, a chart's file, an object, the path to a
/// value.
fn logical_locations(diagnostic: &Diagnostic, in_text: bool) -> Vec<(String, &'static str)> {
    let flag = (!in_text && !diagnostic.source.is_empty()).then(|| (diagnostic.source.clone(), "parameter"));
    let object = diagnostic.document.as_ref().and_then(Document::object_name).map(|name| (name, "object"));
    let template = diagnostic.document.as_ref().and_then(|document| document.template.clone());
    let template = template.map(|file| (file, "template"));
    let value = (!diagnostic.path.is_empty()).then(|| (pointer(&diagnostic.path), "property"));
    flag.into_iter().chain(template).chain(object).chain(value).collect()
}

/// Writes the description of a rule; only the name of a rule that this version doesn't have.
fn described(json: &mut JsonWriter, name: &str) {
    json.string("id", name);
    let Some(rule) = catalogue::rule(name) else { return };
    text(json, "shortDescription", &rule.summary);
    #[cfg(feature = "documentation")]
    text(json, "fullDescription", rule.section("What it finds"));
    #[cfg(feature = "documentation")]
    json.object("help", |json| {
        json.string("text", &rule.documentation);
        json.string("markdown", &rule.documentation);
    });
    if let Some(page) = rule.references.first() {
        json.string("helpUri", page);
    }
    json.object("defaultConfiguration", |json| json.string("level", level(rule.severity)));
    json.object("properties", |json| {
        json.array("tags", |json| {
            json.string_item("kubernetes");
            json.string_item("tls-passthrough");
        });
    });
}

fn text(json: &mut JsonWriter, key: &str, text: &str) {
    json.object(key, |json| json.string("text", text));
}

fn region(json: &mut JsonWriter, key: &str, span: Span) {
    let place = |json: &mut JsonWriter, line: &str, column: &str, position: Position| {
        json.number(line, position.line.max(1) as usize);
        json.number(column, position.column.max(1) as usize);
    };
    json.object(key, |json| {
        place(json, "startLine", "startColumn", span.start);
        place(json, "endLine", "endColumn", span.end);
        json.number("byteOffset", span.start.offset as usize);
        json.number("byteLength", span.end.offset.saturating_sub(span.start.offset) as usize);
    });
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// Writes the path to a value as a JSON pointer.
fn pointer(path: &[PathSegment]) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            PathSegment::Key(key) => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            PathSegment::Index(index) => _ = write!(pointer, "/{index}"),
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_a_pointer_are_escaped() {
        let path = [PathSegment::Key("a/b~c".to_owned()), PathSegment::Index(2), PathSegment::Key(String::new())];
        assert_eq!(pointer(&path), "/a~1b~0c/2/");
    }

    #[test]
    #[cfg(feature = "documentation")]
    fn every_rule_is_described() {
        for rule in catalogue::rules() {
            let text = JsonWriter::document(|json| described(json, &rule.name));
            let described: serde_json::Value = serde_json::from_str(&text).unwrap();
            for part in ["shortDescription", "fullDescription", "help"] {
                let text = described[part]["text"].as_str().unwrap_or_default();
                assert!(!text.is_empty() && !text.starts_with("##"), "{} has no {part}", rule.name);
            }
        }
    }
}
