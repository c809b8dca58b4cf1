//! Large inputs by YAML's syntax alone.

use super::pieces::{head, service};
use super::{Generator, Input, each};

/// Rows whose inputs are streams: a name, what grows, the least n, the text.
macro_rules! streams {
    ($($name:literal, $grows:literal, $least:literal, |$n:ident| $text:expr;)+) => {
        &[$(Generator { name: $name, grows: $grows, least: $least, input: |$n| Input::stream($text) }),+]
    };
}

pub(super) const ALL: &[Generator] = streams![
    "chain-of-merges", "mappings, each merging the one before it", 1_600, |n| {
        let chain = each(n, |i| match i {
            0 => "  m0: &m0 {a0: 1}\n".to_owned(),
            _ => format!("  m{i}: &m{i} {{<<: *m{}, a{i}: 1}}\n", i - 1),
        });
        let spec = format!("spec: {{<<: *m{}, ports: [{{port: 443}}]}}\n", n - 1);
        format!("x:\n{chain}{}{spec}", metadata())
    };
    "merges-of-one-mapping", "mappings that merge one of 50 keys", 200, |n| {
        let wide = each(50, |i| format!("a{i}: 1, "));
        format!("x: &x {{{wide}}}\ny:\n{}{}spec: {{ports: [{{port: 443}}]}}\n", each(n, |i| format!("  k{i}: {{<<: *x}}\n")), metadata())
    };
    "flow-sequence", "items of a list in brackets", 4_000, |n| with(&format!("x: [{}1]\n", "1,".repeat(n)));
    "flow-mapping", "entries of a mapping in braces", 2_000, |n| with(&format!("x: {{{}}}\n", each(n, |i| format!("k{i}: 1,"))));
    "comments", "lines of comments", 4_000, |n| "# portico\n".repeat(n) + &with("");
    "anchors", "anchors", 1_000, |n| with(&format!("x:\n{}", each(n, |i| format!("  - &a{i} 1\n"))));
    "aliases", "anchors, each around an alias of the one before it", 500, |n| {
        let item = |i| if i % 5 == 0 { format!("  - &a{i} [1]\n") } else { format!("  - &a{i} [*a{}]\n", i - 1) };
        with(&format!("x:\n{}", each(n, item)))
    };
    "explicit-keys", "keys behind a question mark", 1_000, |n| with(&format!("x:\n{}", each(n, |i| format!("  ? k{i}\n  : v\n"))));
    "plain-lines", "lines of a plain scalar", 4_000, |n| with(&format!("x: a\n{}", "  b\n".repeat(n)));
    "quoted-lines", "lines of a scalar in quotes", 4_000, |n| with(&format!("x: \"a\n{}  \"\n", "  b\n".repeat(n)));
    "literal-lines", "lines of a literal block", 4_000, |n| with(&format!("x: |\n{}", "  b\n".repeat(n)));
    "folded-lines", "lines of a folded block", 4_000, |n| with(&format!("x: >\n{}", "  b\n\n".repeat(n)));
    "blank-lines", "blank lines", 8_000, |n| with(&format!("x: a\n{}y: b\n", "\n".repeat(n)));
    "spaces", "spaces at the end of a line", 8_000, |n| with(&format!("x: a{}\ny: b\n", " ".repeat(n)));
    "tabs", "lines of a list in brackets that begin with a tab", 2_000, |n| with(&format!("x: [\n{}  2]\n", "\t1,\n".repeat(n)));
    "empty-documents", "documents without content", 4_000, |n| "---\n".repeat(n) + &service();
    "a-long-key", "letters of a key", 16_000, |n| with(&format!("x:\n  {}: 1\n", "k".repeat(n)));
    "a-long-string", "letters and escapes of a string in quotes", 8_000, |n| with(&format!("x: \"{}\"\n", "ab \\u00e9".repeat(n)));
    "a-long-plain-scalar", "words of a plain scalar on one line", 8_000, |n| with(&format!("x: {}c\n", "ab ".repeat(n)));
    "a-long-name", "letters of an object's name", 8_000, |n| service().replace("spaces-router", &"a".repeat(n));
    "deep-documents", "documents of 200 levels", 50, |n| {
        let deep = format!("x: {}1{}\n", "{a: ".repeat(200), "}".repeat(200));
        (document() + "spec: {ports: [{port: 443}]}\n" + &deep).repeat(n)
    };
    "deep-blocks", "mappings of 60 levels in block style", 25, |n| {
        let deep = each(60, |level| format!("{}a:\n", " ".repeat(level + 3)));
        with(&format!("x:\n{}", each(n, |i| format!("  k{i}:\n{deep}"))))
    };
    "unreadable-documents", "documents that end in an open bracket", 200, |n| "---\na: [\n".repeat(n);
    "documents-of-no-yaml", "documents that aren't YAML", 200, |n| each(n, |i| format!("---\na{i}: b: c\n"));
    "expressions-of-templates", "documents with an expression of a template", 200, |n| "---\nexternalTLS: {host: {{ .Values.host }} }\n".repeat(n);
    "expanded-aliases", "documents whose aliases stand for 10,000 values", 10, |n| {
        let wide = format!("a: &a [{}1]\nb:\n{}", "1,".repeat(99), "  - *a\n".repeat(100));
        (document() + "spec: {ports: [{port: 443}]}\n" + &wide).repeat(n)
    };
    "merged-labels", "documents whose labels merge an anchor 30 times", 20, |n| {
        let merges = "    <<: *a\n".repeat(30);
        let annotations = format!("  annotations: &a {{{}}}\n  labels:\n{merges}", each(30, |i| format!("k{i}: true, ")));
        (head("v1", "Service", "s") + &annotations + "spec: {ports: [{port: 443}]}\n").repeat(n)
    };
];

/// Writes the head of a Service, to which more keys may be added.
fn document() -> String {
    head("v1", "Service", "spaces-router")
}

/// Writes the same head for a document that has begun already.
fn metadata() -> String {
    document().trim_start_matches("---\n").to_owned()
}

/// Writes the backend's Service, and other keys of the same document.
fn with(keys: &str) -> String {
    service() + keys
}
