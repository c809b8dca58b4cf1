//! Diagnostics as a SARIF 2.1.0 log, for code scanning and editors.

use super::json_writer::JsonWriter;
use super::{is_file, is_in_text, sentences};
use crate::diagnostic::{Diagnostic, Document, Fix, PathSegment, Position, Severity, Source, Span};
use crate::rule;
use crate::validate::Report;
use std::fmt::Write;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// What stands for an address where a text has none.
const STANDARD_INPUT_ADDRESS: &str = "stdin";

/// The report as a log of one run.
pub(super) fn write(sources: &[Source], report: &Report) -> String {
    let diagnostics = &report.diagnostics;
    let rules = each_once(diagnostics.iter().map(|diagnostic| diagnostic.rule.as_str()));
    let placed = diagnostics.iter().filter(|diagnostic| is_in_text(diagnostic, sources));
    let named = sources.iter().map(|source| &source.name).chain(placed.map(|diagnostic| &diagnostic.source));
    let log = Log { sources, rules, artifacts: each_once(named.map(|name| uri(name))) };
    let mut earlier = vec![Vec::new(); 1024];
    JsonWriter::document(|json| {
        json.string("$schema", SCHEMA);
        json.string("version", "2.1.0");
        json.array("runs", |json| {
            json.item(|json| {
                json.object("tool", |json| json.object("driver", |json| log.driver(json)));
                json.string("columnKind", "unicodeCodePoints");
                json.array("artifacts", |json| {
                    for uri in &log.artifacts {
                        json.item(|json| log.artifact(json, uri));
                    }
                });
                json.array("results", |json| {
                    for diagnostic in diagnostics {
                        json.item(|json| log.result(json, diagnostic, &mut earlier));
                    }
                });
            });
        });
    })
}

/// What results refer to by its place in a list.
struct Log<'r> {
    sources: &'r [Source],
    rules: Vec<&'r str>,
    /// The addresses of texts: `a.yaml` and `./a.yaml` are one.
    artifacts: Vec<String>,
}

impl Log<'_> {
    fn driver(&self, json: &mut JsonWriter) {
        json.string("name", "Portico");
        json.string("version", crate::VERSION);
        json.string("semanticVersion", crate::VERSION);
        json.string("informationUri", env!("CARGO_PKG_REPOSITORY"));
        json.array("rules", |json| {
            for name in &self.rules {
                json.item(|json| described(json, name));
            }
        });
    }

    fn artifact(&self, json: &mut JsonWriter, address: &str) {
        json.object("location", |json| {
            json.string("uri", address);
            if address == STANDARD_INPUT_ADDRESS {
                text(json, "description", "Standard input.");
            }
        });
        if let Some(source) = self.sources.iter().find(|source| uri(&source.name) == address) {
            json.number("length", source.text.len());
        }
        json.string("mimeType", "application/yaml");
    }

    fn result(&self, json: &mut JsonWriter, diagnostic: &Diagnostic, earlier: &mut [Vec<u64>]) {
        json.string("ruleId", &diagnostic.rule);
        if let Some(index) = self.rules.iter().position(|name| *name == diagnostic.rule) {
            json.number("ruleIndex", index);
        }
        json.string("level", level(diagnostic.severity));
        text(json, "message", &sentences(diagnostic, " "));
        json.array("locations", |json| self.location(json, diagnostic));
        json.object("partialFingerprints", |json| {
            json.string("portico/v1", &fingerprint(diagnostic, earlier));
        });
        let fixes = || diagnostic.fixes.iter().filter(|fix| !fix.edits.is_empty());
        if fixes().next().is_some() {
            json.array("fixes", |json| {
                for fix in fixes() {
                    json.item(|json| self.fix(json, fix, &diagnostic.source));
                }
            });
        }
    }

    /// The place of a diagnostic, where it has one.
    fn location(&self, json: &mut JsonWriter, diagnostic: &Diagnostic) {
        let in_text = is_in_text(diagnostic, self.sources);
        let logical = logical_locations(diagnostic, in_text);
        if !in_text && logical.is_empty() {
            return;
        }
        json.item(|json| {
            if in_text {
                json.object("physicalLocation", |json| {
                    self.artifact_location(json, &diagnostic.source);
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

    fn artifact_location(&self, json: &mut JsonWriter, name: &str) {
        json.object("artifactLocation", |json| {
            let address = uri(name);
            json.string("uri", &address);
            if let Some(index) = self.artifacts.iter().position(|artifact| *artifact == address) {
                json.number("index", index);
            }
        });
    }

    fn fix(&self, json: &mut JsonWriter, fix: &Fix, source: &str) {
        text(json, "description", &fix.title);
        json.array("artifactChanges", |json| {
            json.item(|json| {
                self.artifact_location(json, source);
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

/// Where it is in other words than lines, and what these are words for: a flag, a chart's file, an object, the way to a value.
fn logical_locations(diagnostic: &Diagnostic, in_text: bool) -> Vec<(String, &'static str)> {
    let flag = (!in_text && !diagnostic.source.is_empty()).then(|| (diagnostic.source.clone(), "parameter"));
    let object = diagnostic.document.as_ref().and_then(Document::object_name).map(|name| (name, "object"));
    let template = diagnostic.document.as_ref().and_then(|document| document.template.clone());
    let template = template.map(|file| (file, "template"));
    let value = (!diagnostic.path.is_empty()).then(|| (pointer(&diagnostic.path), "property"));
    flag.into_iter().chain(template).chain(object).chain(value).collect()
}

/// What there is to know of a rule; of one that isn't this version's, its name.
fn described(json: &mut JsonWriter, name: &str) {
    json.string("id", name);
    let Some(rule) = rule::explain(name) else { return };
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

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// A path as a reference that every reader takes apart in the same way: an absolute one names its scheme.
fn uri(name: &str) -> String {
    if !is_file(name) {
        return STANDARD_INPUT_ADDRESS.to_owned();
    }
    let path = name.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let (mut uri, path) = match path.as_bytes() {
        [b'/', b'/', ..] => ("file:".to_owned(), path),
        [b'/', ..] => ("file://".to_owned(), path),
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => (format!("file:///{}", &path[..2]), &path[2..]),
        _ => (String::new(), path),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The way to a value as a JSON pointer.
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

/// What stays the same where lines move: the rule, the source, the object and the path, by FNV-1a. Those that are alike
/// are counted; `earlier` holds the hashes of the others, spread so that few are looked through.
fn fingerprint(diagnostic: &Diagnostic, earlier: &mut [Vec<u64>]) -> String {
    let object = diagnostic.document.as_ref().and_then(Document::object_name).unwrap_or_default();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in [&diagnostic.rule, &uri(&diagnostic.source), &object, &pointer(&diagnostic.path)] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    let mut ordinal = 1;
    let spread = hash % earlier.len().max(1) as u64;
    if let Some(alike) = usize::try_from(spread).ok().and_then(|index| earlier.get_mut(index)) {
        ordinal += alike.iter().filter(|other| **other == hash).count();
        alike.push(hash);
    }
    format!("{hash:016x}:{ordinal}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        for (name, expected) in [
            ("values.yaml", "values.yaml"),
            ("./a b/ü#1?.yaml", "a%20b/%C3%BC%231%3F.yaml"),
            ("../up.yaml", "../up.yaml"),
            ("/etc/a:b.yaml", "file:///etc/a%3Ab.yaml"),
            ("C:\\charts\\100%.yaml", "file:///C:/charts/100%25.yaml"),
            ("\\\\host\\share\\a.yaml", "file://host/share/a.yaml"),
            ("http://a.yaml", "http%3A//a.yaml"),
            ("line\nfeed\u{1}.yaml", "line%0Afeed%01.yaml"),
            ("-", "stdin"),
            ("", "stdin"),
        ] {
            assert_eq!(uri(name), expected, "{name}");
        }
    }

    #[test]
    fn keys_of_a_pointer_are_escaped() {
        let path = [PathSegment::Key("a/b~c".to_owned()), PathSegment::Index(2), PathSegment::Key(String::new())];
        assert_eq!(pointer(&path), "/a~1b~0c/2/");
    }

    #[test]
    #[cfg(feature = "documentation")]
    fn every_rule_is_described() {
        for rule in rule::all() {
            let text = JsonWriter::document(|json| described(json, &rule.name));
            let described: serde_json::Value = serde_json::from_str(&text).unwrap();
            for part in ["shortDescription", "fullDescription", "help"] {
                let text = described[part]["text"].as_str().unwrap_or_default();
                assert!(!text.is_empty() && !text.starts_with("##"), "{} has no {part}", rule.name);
            }
        }
    }
}
