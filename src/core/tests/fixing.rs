//! The laws of fixing: it adds no finding, fixing twice is fixing once, and what it doesn't fix keeps its bytes.

use portico_core::fix::{FixOptions, Fixed, fix};
use portico_core::report::Report;
use portico_core::requests::FieldOverride;
use portico_core::validate::{Options, validate};
use portico_core::{Diagnostic, Source};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

const SAFE: FixOptions = FixOptions { unsafe_fixes: false, partial_fixes: false, preview: false };
const ALL: FixOptions = FixOptions { unsafe_fixes: true, partial_fixes: true, preview: false };

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/cases")
}

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

/// Reads the cases of validation, each with the options in its first line.
fn validations() -> Vec<(Source, Options)> {
    let listed = fs::read_dir(cases()).expect("the cases' folder can be listed");
    let mut names: Vec<String> = listed
        .map(|file| file.expect("the cases' folder can be listed").file_name().into_string().expect("names are UTF-8"))
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "yaml"))
        .filter(|name| name.starts_with("validate-"))
        .collect();
    names.sort();
    let read = |name: &str| source(name, &fs::read_to_string(cases().join(name)).expect("a case can be read"));
    names
        .iter()
        .map(|name| {
            let source = read(name);
            let first = source.text.lines().next().unwrap_or_default().to_owned();
            let flag = |wanted: &str| {
                let mut words = first.split_whitespace().filter_map(|word| word.split_once('='));
                Some(words.find(|(name, _)| *name == wanted)?.1.to_owned())
            };
            let exposure = flag("exposure").map(|name| read(&name));
            let overrides = [("cloud", flag("cloud")), ("readAs", flag("as"))];
            let overrides =
                overrides.iter().filter_map(|(field, value)| Some(FieldOverride::of(field, value.as_deref()?)));
            let options = Options { overrides: overrides.collect(), exposure, ..Options::default() };
            (source, options)
        })
        .collect()
}

type Key<'r> = (&'r str, &'r str, u32, String, &'r str);

fn keys(report: &Report) -> Vec<Key<'_>> {
    let key = |found: &'_ Diagnostic| {
        let document = found.document.as_ref().map_or(0, |document| document.index);
        (document, format!("{:?}", found.path.split_last().map(|(_, parent)| parent)))
    };
    let mut keys: Vec<Key<'_>> = report
        .diagnostics
        .iter()
        .map(|found| {
            let (document, path) = key(found);
            let message = found.message.split(", after line").next().unwrap_or_default();
            (found.rule.as_str(), found.source.as_str(), document, path, message)
        })
        .collect();
    keys.sort();
    keys
}

/// Whether each key occurs in `others` at least as often as in `some`; both are sorted.
fn are_among(some: &[Key<'_>], others: &[Key<'_>]) -> bool {
    let mut others = others.iter();
    some.iter().all(|key| others.any(|other| other == key))
}

fn after(source: &Source, fixed: &Fixed) -> Source {
    fixed.sources.iter().find(|changed| changed.name == source.name).unwrap_or(source).clone()
}

/// Fixes a text and asserts that the laws hold.
fn fix_lawfully(given: &Source, options: &Options, fixes: FixOptions) -> Fixed {
    let before = validate(&[std::slice::from_ref(given)], options);
    let once = fix(&[std::slice::from_ref(given)], options, fixes);
    let previewed = fix(&[std::slice::from_ref(given)], options, FixOptions { preview: true, ..fixes });
    let text = &given.text;
    assert_eq!(previewed.report, before, "the preview's report is not that of\n{text}");
    assert_eq!(previewed.sources, once.sources, "the preview has other fixes for\n{text}");
    assert!(are_among(&keys(&once.report), &keys(&before)), "a finding was added to\n{text}");
    let result = after(given, &once);
    assert_eq!(once.applied.is_empty(), result == *given, "what was applied is not what changed in\n{text}");
    if result == *given {
        // The same text again would have the same answers.
        assert_eq!(once.report, before, "the report is not that of\n{text}");
        return once;
    }
    assert_eq!(once.report, validate(&[std::slice::from_ref(&result)], options), "the report is not that of\n{text}");
    let twice = fix(&[std::slice::from_ref(&result)], options, fixes);
    assert!(twice.sources.is_empty() && twice.applied.is_empty(), "fixed twice is not fixed once:\n{text}");
    once
}

#[test]
fn the_laws_hold_for_every_case() {
    for (given, options) in validations() {
        for fixes in [SAFE, ALL] {
            fix_lawfully(&given, &options, fixes);
            if !given.text.contains('\r') {
                let text = given.text.replace('\n', "\r\n");
                let windows = Source { text, ..given.clone() };
                let fixed = after(&windows, &fix_lawfully(&windows, &options, fixes));
                assert!(!fixed.text.replace("\r\n", "").contains('\n'), "line ends of {}", given.name);
            }
        }
    }
}

/// A small generator of the same numbers on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

/// Changes one thing in a text: a line is left out, doubled, moved or indented, a value or a character changed.
fn mutated(text: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return String::new();
    }
    let at = numbers.below(lines.len());
    let values = ["true", "443", "", "\"x\"", "[a]", "{b: 1}", "&a x", "*a", "yes", "|", "~"];
    match numbers.below(7) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = numbers.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines[at].insert_str(0, "  "),
        4 => lines.insert(at, "---\n".to_owned()),
        5 => {
            let value = values[numbers.below(values.len())];
            if let Some((key, _)) = lines[at].clone().split_once(": ") {
                lines[at] = format!("{key}: {value}\n");
            }
        }
        _ => {
            let letters: Vec<char> = lines[at].chars().collect();
            let place = numbers.below(letters.len());
            let letter = ['x', ':', '#', '"', '-', 'é', '\t', '\r'][numbers.below(8)];
            lines[at] =
                letters.iter().enumerate().map(|(index, &old)| if index == place { letter } else { old }).collect();
        }
    }
    lines.concat()
}

#[test]
fn the_laws_hold_for_changed_cases() {
    let mut numbers = Numbers(5);
    let mut changes = Vec::new();
    for (given, options) in validations() {
        let mut text = given.text.clone();
        for round in 0..24 {
            text = mutated(if round % 4 == 0 { &given.text } else { &text }, &mut numbers);
            let changed = Source { text: text.clone(), ..given.clone() };
            let fixes = FixOptions { unsafe_fixes: round % 2 == 0, partial_fixes: round % 3 == 0, preview: false };
            changes.push((changed, options.clone(), fixes));
        }
    }
    // This test takes longer than all the others together.
    let processors = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for part in changes.chunks(changes.len().div_ceil(processors)) {
            scope.spawn(move || {
                for (changed, options, fixes) in part {
                    fix_lawfully(changed, options, *fixes);
                }
            });
        }
    });
}

const TWO_WRONG: &str = "metadata: {annotations: {a: true}}\napiVersion: v1\nkind: ConfigMap # 1\n";

#[test]
fn safe_fixes_alone_are_applied_unless_others_are_asked_for() {
    let text = "externalTLS:\n  host: proxy.acme.dev\n  tlsSecret: {nam: a}\nrouter:\n  podLabels:\n    a: on # yes\n";
    let fixed = fix(&[[source("values.yaml", text)]], &Options::default(), SAFE);
    assert_eq!(fixed.sources, [source("values.yaml", &text.replace("a: on", "a: \"on\""))]);
    let [only] = &fixed.applied[..] else { panic!("{:?}", fixed.applied) };
    assert_eq!((only.rule.as_str(), only.line), ("non-string-metadata-value", 6));
    let fixed = fix(&[[source("values.yaml", text)]], &Options::default(), ALL);
    assert_eq!(fixed.applied.len(), 2);
    assert!(fixed.sources[0].text.contains("name: a"), "{:?}", fixed.sources);
}

const UNREADABLE: &str = "a: \"b\nmetadata: {annotations: {a: true}}\n---\n";

#[test]
fn a_source_with_a_document_that_cannot_be_read_is_not_fixed_in_part_unasked() {
    let given = source("all.yaml", &format!("{UNREADABLE}{TWO_WRONG}"));
    let whole = source("other.yaml", TWO_WRONG);
    let fixed = fix(&[[given.clone(), whole]], &Options::default(), FixOptions { partial_fixes: false, ..ALL });
    let expected = TWO_WRONG.replace("true", "\"true\"");
    assert_eq!(fixed.sources, [source("other.yaml", &expected)]);
    assert_eq!(fixed.unreadable, ["all.yaml"]);
}

#[test]
fn with_partial_fixes_what_can_not_be_read_stays_and_the_rest_is_fixed() {
    let given = source("all.yaml", &format!("{UNREADABLE}{TWO_WRONG}"));
    let fixed = fix(&[[given]], &Options::default(), FixOptions { partial_fixes: true, ..SAFE });
    let expected = TWO_WRONG.replace("true", "\"true\"");
    assert_eq!(fixed.sources, [source("all.yaml", &format!("{UNREADABLE}{expected}"))]);
    assert_eq!((fixed.report.summary.unreadable, fixed.unreadable), (1, vec!["all.yaml".to_owned()]));
}

#[test]
fn sources_of_one_name_are_changed_alike_or_not_at_all() {
    let wrong = source("a.yaml", TWO_WRONG);
    let fixed = fix(&[[wrong.clone(), wrong.clone()]], &Options::default(), SAFE);
    assert_eq!(fixed.sources.len(), 1);
    let other = source("a.yaml", &format!("# another\n{TWO_WRONG}"));
    let fixed = fix(&[[wrong.clone(), other.clone()]], &Options::default(), SAFE);
    assert_eq!((fixed.sources.len(), fixed.applied.len()), (0, 0));
    let previous = Options { previous: vec![other], ..Options::default() };
    assert_eq!(fix(&[[wrong]], &previous, SAFE).sources.len(), 1);
}

#[test]
fn many_fixes_are_tried_together() {
    let documents = format!("{TWO_WRONG}---\n").repeat(300);
    let fixed = fix(&[[source("many.yaml", &documents)]], &Options::default(), SAFE);
    assert_eq!(fixed.applied.len(), 300);
    assert!(fixed.applied.is_sorted_by_key(|fix| fix.line));
}

#[test]
fn a_fix_that_adds_a_finding_is_left_out_and_the_others_are_applied() {
    let adds = "externalTLS: {hots: a.example.com}\n";
    let text = format!(
        "{adds}---\n{TWO_WRONG}---\n{adds}---\ningress: {{provision: yes, annotations: {{a: 1, b: 2}}, hots: a.dev}}\n"
    );
    let fixed = fix_lawfully(&source("a.yaml", &text), &Options::default(), ALL);
    let expected = text.replace("true", "\"true\"").replace("a: 1, b: 2}, hots", "a: \"1\", b: \"2\"}, host");
    assert_eq!(fixed.sources, [source("a.yaml", &expected)]);
    assert_eq!(fixed.applied.iter().map(|fix| fix.line).collect::<Vec<_>>(), [3, 9, 9, 9]);
}

#[test]
fn many_fixes_that_add_findings_are_left_out_together() {
    let adds = "externalTLS: {hots: a.example.com}\ningress: {annotations: {a: 1}}\n---\n";
    let text = format!("{adds}{TWO_WRONG}---\n").repeat(300);
    let fixed = fix_lawfully(&source("a.yaml", &text), &Options::default(), ALL);
    assert_eq!(fixed.applied.len(), 600);
    assert!(fixed.sources[0].text.contains("hots"));
}

/// Gives the failing examples of every rule.
fn examples() -> Vec<Source> {
    let mut examples = Vec::new();
    for rule in portico_core::catalogue::rules() {
        for part in rule.documentation.split("```yaml failing").skip(1) {
            let text = part.split_once('\n').and_then(|(_, rest)| rest.split_once("```"));
            examples.extend(text.map(|(text, _)| source(&rule.name, text)));
        }
    }
    examples
}

#[test]
fn the_laws_hold_for_every_rule_s_examples() {
    let examples = examples();
    assert!(!examples.is_empty());
    for example in examples {
        fix_lawfully(&example, &Options::default(), SAFE);
        fix_lawfully(&example, &Options::default(), ALL);
    }
}
