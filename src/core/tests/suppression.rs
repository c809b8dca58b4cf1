//! Suppressions: where they are read, what they hold for, and the diagnostics of those without effect.

use portico_core::Source;
use portico_core::finding::Severity;
use portico_core::report::Report;
use portico_core::requests::Level;
use portico_core::validate::{Options, validate};

fn judge(text: &str) -> Report {
    validate(&[[Source { name: "a.yaml".to_owned(), text: text.to_owned() }]], &Options::default())
}

fn rules(report: &Report) -> Vec<&str> {
    report.diagnostics.iter().map(|found| found.rule.as_str()).collect()
}

/// Gives the rule of each finding, and the number of suppressed findings.
fn outcome(text: &str) -> (Vec<String>, u32) {
    let report = judge(text);
    (rules(&report).into_iter().map(str::to_owned).collect(), report.summary.suppressed)
}

const MARK: &str = "# portico: ignore example-host-left-in-place: a test";

#[test]
fn a_comment_holds_for_its_own_line_or_the_next() {
    for text in [
        format!("externalTLS:\n  {MARK}\n  host: a.example.com\n"),
        format!("externalTLS:\n  host: a.example.com {MARK}\n"),
        format!("externalTLS:\r\n  {MARK}\r\n  host: a.example.com\r\n"),
        format!("externalTLS:\n  {MARK}\n  # portico: what else\n  # a word\n  host: a.example.com"),
        "externalTLS:\n  #portico:ignore example-host-left-in-place : a test\n  host: a.example.com".to_owned(),
        format!("externalTLS: {{\n{MARK}\nhost: a.example.com}}\n"),
        format!("a: |\n  b\n{MARK}\nexternalTLS: {{host: a.example.com}}\n"),
        format!("{MARK}\nexternalTLS: {{host: a.example.com}}\n"),
        format!("\u{feff}{MARK}\nexternalTLS: {{host: a.example.com}}\n"),
    ] {
        assert_eq!(outcome(&text), (vec![], 1), "{text}");
    }
}

#[test]
fn what_stands_in_a_text_is_no_comment() {
    for text in [
        format!("a: |\n  {MARK}\nexternalTLS: {{host: a.example.com}}\n"),
        format!("a: >\n  x\n  {MARK}\nexternalTLS: {{host: a.example.com}}\n"),
        format!("a: \"\n  {MARK}\"\nexternalTLS: {{host: a.example.com}}\n"),
        format!("a: '{MARK}\n  {MARK}'\nexternalTLS: {{host: a.example.com}}\n"),
        format!("# such as {MARK}\nexternalTLS: {{host: a.example.com}}\n"),
        "a: b#portico:ignore x\nexternalTLS: {host: a.example.com}\n".to_owned(),
        "# portico: ignores nothing\nexternalTLS: {host: a.example.com}\n".to_owned(),
    ] {
        assert_eq!(outcome(&text), (vec!["example-host-left-in-place".to_owned()], 0), "{text}");
    }
}

#[test]
fn a_comment_behind_a_block_s_header_is_one() {
    let text = format!("externalTLS: {{host: a.dev}}\na: | {MARK}\n  {MARK}\n");
    assert_eq!(outcome(&text), (vec!["suppression-unused".to_owned()], 0));
}

#[test]
fn an_annotation_holds_for_the_whole_object() {
    let object = |annotations: &str| {
        format!(
            "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: a\n    \
             annotations: {{{annotations}}}\n    labels: {{b: 1, c: 2}}\n- apiVersion: v1\n  kind: ConfigMap\n  \
             metadata: {{name: b, labels: {{d: 3}}}}\n"
        )
    };
    let found = |text: &str| outcome(&object(text));
    let wrong = "non-string-metadata-value".to_owned();
    assert_eq!(found("portico.dev/ignore.non-string-metadata-value: a test"), (vec![wrong.clone()], 2));
    let (rules, suppressed) = found("portico.dev/ignore.non-string-metadata-value: \"\"");
    assert_eq!((rules.len(), suppressed), (4, 0));
    assert!(rules.contains(&"suppression-without-reason".to_owned()));
    let (rules, _) = found("portico.dev/ignore.non-string-metadata-values: a test");
    assert!(rules.contains(&"suppression-not-possible".to_owned()));
    let (rules, _) = found("portico.dev/ignore.controller-retired: a test");
    assert!(rules.contains(&"suppression-unused".to_owned()));
}

#[test]
fn an_annotation_holds_for_the_values_inside_a_release() {
    let text = "apiVersion: helm.crossplane.io/v1beta1\nkind: Release\nmetadata:\n  name: a\n  annotations:\n    \
                portico.dev/ignore.example-host-left-in-place: a test\nspec:\n  forProvider:\n    chart: {name: spaces}\n    \
                values:\n      externalTLS: {host: a.example.com}\n";
    assert_eq!(outcome(text), (vec![], 1));
}

#[test]
fn what_can_not_be_read_can_not_be_suppressed() {
    let text = "# portico: ignore yaml-not-readable: a test\na: \"b\n---\nexternalTLS:\n  \
                # portico: ignore yaml-not-readable: a test\n  host: a.dev\n";
    let report = judge(text);
    assert_eq!(rules(&report), ["yaml-not-readable", "suppression-not-possible"]);
    assert_eq!(report.diagnostics[1].severity, Severity::Warning);
}

fn exposure(ignore: &str) -> Source {
    let text = format!(
        "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  method: LoadBalancer\n  \
         cloud: aws\n  ignore:\n  - {{{ignore}}}\n"
    );
    Source { name: "exposure.yaml".to_owned(), text }
}

#[test]
fn an_exposure_s_list_holds_for_all_that_it_serves() {
    let values = Source { name: "a.yaml".to_owned(), text: "externalTLS: {host: a.example.com}\n".to_owned() };
    let with = |ignore: &str| {
        let options = Options { exposure: Some(exposure(ignore)), ..Options::default() };
        validate(&[std::slice::from_ref(&values)], &options)
    };
    let report = with("rule: example-host-left-in-place, reason: a test");
    assert_eq!((rules(&report), report.summary.suppressed), (vec![], 1));
    let report = with("rule: controller-retired, reason: a test");
    assert_eq!(rules(&report), ["example-host-left-in-place"]);
    let report = with("rule: example-host-left-in-place, reason: ' '");
    assert!(rules(&report).contains(&"suppression-without-reason"), "{report:?}");
    let unknown = with("rule: example-host, reason: a test");
    let found = unknown.diagnostics.iter().find(|found| found.rule == "suppression-not-possible").unwrap();
    assert_eq!((found.severity, found.span.unwrap().start.line), (Severity::Error, 8));
}

#[test]
fn an_error_with_a_reason_keeps_no_transformation_from_its_result() {
    let service = |annotations: &str| Source {
        name: "-".to_owned(),
        text: format!(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: spaces-router\n  annotations:\n{annotations}    \
             service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn\nspec:\n  type: LoadBalancer\n  ports:\n  - port: 443\n"
        ),
    };
    let transform = |objects: &Source, exposure: &Source| {
        portico_core::transform::transform(objects, Some(exposure), &portico_core::transform::Options::default())
    };
    let plain = exposure("rule: controller-retired, reason: a test");
    let other =
        Source { name: "-".to_owned(), text: "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n".to_owned() };
    assert!(transform(&other, &plain).is_err());
    let edits = transform(&other, &exposure("rule: backend-service-missing, reason: in another release"));
    assert_eq!(edits.unwrap().edits, []);
    assert!(transform(&service(""), &plain).is_err());
    let ignoring = exposure("rule: tls-ends-at-load-balancer, reason: a test");
    assert!(transform(&service(""), &ignoring).is_ok());
    let comment = service("    # portico: ignore tls-ends-at-load-balancer: a test\n");
    assert!(transform(&comment, &plain).is_ok());
    let annotation = service("    portico.dev/ignore.tls-ends-at-load-balancer: a test\n");
    assert!(transform(&annotation, &plain).is_ok());
}

#[test]
fn every_rule_s_name_fits_an_annotation_s_key() {
    for rule in portico_core::catalogue::rules() {
        assert!("ignore.".len() + rule.name.len() <= 63, "{}", rule.name);
    }
}

#[test]
fn a_level_changes_a_severity_or_leaves_findings_out() {
    let with = |rule: &str, level: Level, text: &str| {
        let options = Options::of([(format!("rules.{rule}").as_str(), level.word())]);
        validate(&[[Source { name: "a.yaml".to_owned(), text: text.to_owned() }]], &options).summary
    };
    let example = "externalTLS: {host: a.example.com}\n";
    assert_eq!(with("example-host-left-in-place", Level::Error, example).errors, 1);
    let silent = with("example-host-left-in-place", Level::Ignore, example);
    assert_eq!((silent.errors, silent.warnings, silent.infos, silent.suppressed), (0, 0, 0, 0));
    assert_eq!(with("yaml-not-readable", Level::Ignore, "a: \"b\n").errors, 1);
    assert_eq!(Level::parse("ignore"), Some(Level::Ignore));
}

#[test]
fn hostile_comments_take_no_long_time() {
    let many = "# portico: ignore x: y ".repeat(20_000);
    let stacked = "# portico: ignore duplicate-key: y\n".repeat(10_000);
    for text in [
        format!("externalTLS: {{host: a.dev}} {many}\n"),
        format!("externalTLS: {{host: a.dev, b: \"{many}\"}}\n"),
        format!("{stacked}externalTLS: {{host: a.dev}}\n"),
        format!("externalTLS:\n  host: |\n{}", stacked.replace("# p", "  # p")),
    ] {
        judge(&text);
    }
}

/// Gives the texts of all nodes of the only document; none where it can't be read.
fn scalars(text: &str) -> Option<String> {
    let [raw] = portico_manifest::split(text)[..] else { return None };
    let document = portico_manifest::parse(text, &raw, &portico_manifest::Limits::default()).ok()?;
    Some(document.nodes().map(portico_manifest::Node::text).collect())
}

#[test]
fn a_comment_is_read_exactly_where_no_text_holds_it() {
    let texts = [
        "externalTLS: {host: a.dev}\na: |\n  b\n\n   c\nd: >-\n  e\n\nf: \"g\n\n  h\"\ni: 'j\n  k'\nl: m\n  n\n",
        "externalTLS:\n  host: a.dev\n  b:\n    - |2-\n      c\n     d\n    - e\n    - [f,\n       g]\n    - {h: i,\n       \"j\": k}\n",
        "externalTLS: &a\n  host: !!str a.dev\nb: |+\n  c\n\n\n? d\n: |\n    e\n  \nf: *a\n",
        "{\"externalTLS\": {\"host\":\n\"a.dev\"},\n\"b\": \"c\n\n  d\"\n}\n",
    ];
    let mut seen = [0, 0];
    for text in texts.map(str::to_owned).into_iter().chain(texts.map(|text| text.replace('\n', "\r\n"))) {
        for (place, _) in text.char_indices() {
            for mark in [" #portico:ignore nope", " # portico: ignore nope: a\n", "\n    # portico: ignore nope: a\n"] {
                let mut marked = text.clone();
                marked.insert_str(place, mark);
                let Some(scalars) = scalars(&marked) else { continue };
                let is_text = scalars.contains("nope");
                let report = judge(&marked);
                let is_read = rules(&report).contains(&"suppression-not-possible");
                if !report.summary.recognized.is_empty() {
                    assert_eq!(is_read, !is_text, "{marked}");
                    seen[usize::from(is_text)] += 1;
                }
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
}
