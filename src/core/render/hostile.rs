//! Every output with fields that hold whatever a string can hold. Reading an Exposure refuses such names; the writers
//! of each output don't rely on that.
//!
//! Each output is compared with that of the same Exposure with plain names: the two must differ in the names alone.

use super::{Rendered, outputs};
use crate::exposure::{CaBundle, Exposure, GatewayOverrides, IngressOverrides, Tls};
use crate::finding::Source;
use crate::hostile::text;
use crate::requests::exposure;
use portico_manifest::split;
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The fields of Exposures of each method, of controllers and clouds that the catalogue knows and of others.
const EXPOSURES: [&str; 6] = [
    "method: LoadBalancer\n  cloud: aws\n  loadBalancer: {idleTimeoutSeconds: 600}",
    "method: Ingress\n  controller: other\n  ingress: {className: a, annotations: {a/b: c}, podLabels: {a: b}, namespaceLabels: {a: b}}",
    "method: Ingress\n  controller: traefik-nginx\n  cloud: azure",
    "method: GatewayAPI\n  controller: envoy-gateway\n  cloud: gcp",
    "method: GatewayAPI\n  controller: istio\n  cloud: aws\n  gateway: {provision: false, name: a, namespace: b}",
    "method: GatewayAPI\n  controller: cilium\n  backend: {namespace: a, service: b, port: 443}",
];

/// The number of fields that hold a string of the user's own.
const FIELDS: usize = 20;

fn exposure(which: usize, value: impl Fn(usize) -> String) -> Exposure {
    let text = format!(
        "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nmetadata: {{name: a}}\nspec:\n  host: a.b\n  {}\n",
        EXPOSURES[which]
    );
    let source = Source { name: "exposure.yaml".to_owned(), text };
    let mut exposure = exposure::read_source(&source).expect("it is right");
    let spec = &mut exposure.spec;
    exposure.metadata.name = value(0);
    spec.host = value(1);
    spec.tls = Some(Tls { secret_name: value(2), ca_bundle: Some(CaBundle { secret_name: value(3), key: value(4) }) });
    spec.load_balancer.annotations = pair(value(5), value(6));
    spec.ingress = spec.ingress.take().map(|given| IngressOverrides {
        class_name: Some(value(7)),
        annotations: given.annotations.map(|_| pair(value(8), value(9))),
        pod_labels: given.pod_labels.map(|_| pair(value(10), value(11))),
        namespace_labels: given.namespace_labels.map(|_| pair(value(12), value(13))),
    });
    let shared = spec.gateway.as_ref().and_then(|gateway| gateway.provision);
    spec.gateway = Some(GatewayOverrides {
        provision: shared,
        name: Some(value(14)),
        namespace: shared.map(|_| value(15)),
        section_name: shared.map(|_| value(18)),
        class_name: Some(value(16)),
        pod_labels: None,
        namespace_labels: None,
    });
    spec.release.name = value(17);
    spec.release.namespace = value(18);
    spec.release.chart = value(19);
    if !spec.backend.is_spaces() {
        spec.backend.service = value(2);
        spec.backend.namespace = value(3);
        spec.backend.pod_labels = pair(value(10), value(11));
    }
    exposure
}

fn pair(key: String, value: String) -> BTreeMap<String, String> {
    BTreeMap::from([(key, value)])
}

/// Gives a name that needs no care in any output.
fn plain(field: usize) -> String {
    format!("field{field:02}x")
}

/// Replaces the plain names in a text by the hostile ones.
fn with(text: &str, hostile: &[String]) -> String {
    (0..FIELDS).fold(text.to_owned(), |text, field| text.replace(&plain(field), &hostile[field]))
}

fn data_with(value: &Value, hostile: &[String]) -> Value {
    match value {
        Value::String(text) => Value::String(with(text, hostile)),
        Value::Array(items) => items.iter().map(|item| data_with(item, hostile)).collect(),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| (with(key, hostile), data_with(value, hostile));
            Value::Object(entries.iter().map(entry).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// Reads the documents of a stream by a reader that isn't Portico's.
fn documents(text: &str) -> Vec<Value> {
    let read = |text: &str| serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    split(text).iter().map(|raw| read(raw.text(text))).collect()
}

fn yaml(rendered: &Rendered) -> impl Iterator<Item = &String> {
    let prerequisites = rendered.prerequisites.iter().map(|prerequisite| &prerequisite.text);
    rendered.values.iter().chain([&rendered.manifests, &rendered.exposure]).chain(prerequisites)
}

/// Runs the commands of the steps and gives their calls, in no order: each program with its arguments.
fn calls(rendered: &Rendered) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let (programs, log) = (folder.path().join("programs"), folder.path().join("log"));
    let here = folder.path().join("here");
    for folder in [&programs, &log, &here] {
        fs::create_dir(folder).expect("a folder");
    }
    for program in ["kubectl", "helm", "curl", "base64", "grep", "sed"] {
        let script = "#!/bin/sh\nprintf '%s\\0' \"${0##*/}\" \"$@\" > \"$LOG/$$\"\necho address\n";
        stand_in(&programs.join(program), script);
    }
    for step in &rendered.step_list {
        let Some(command) = &step.command else { continue };
        let run = Command::new("/bin/sh")
            .args(["-e", "-c", command])
            .current_dir(&here)
            .env_clear()
            .env("PATH", &programs)
            .env("LOG", &log)
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success() && said.is_empty(), "{}: {said}\n{command}", step.title);
    }
    let made: Vec<_> =
        fs::read_dir(&here).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(made.iter().all(|name| name == "ca.crt"), "{made:?}");
    let log = fs::read_dir(&log).expect("a folder").map(|call| call.expect("an entry").path());
    log.map(|call| arguments(&fs::read_to_string(call).expect("text"))).collect()
}

fn arguments(call: &str) -> Vec<String> {
    call.trim_end_matches('\0').split('\0').map(str::to_owned).collect()
}

fn stand_in(path: &Path, script: &str) {
    fs::write(path, script).expect("a program");
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a program");
}

/// The options whose value is the argument behind them, whatever that begins with.
const VALUED: [&str; 5] = ["--namespace", "--connect-to", "--values", "--filename", "--patch-file"];

/// Whether a call has the arguments that were meant, and no option among them that wasn't.
fn is_meant(called: &[String], meant: &[String], hostile: &[String]) -> bool {
    let is_path = |argument: &&String| argument.starts_with("jsonpath=");
    let named = |arguments: &[String]| -> Vec<String> {
        let mut named: Vec<String> =
            arguments.iter().filter(|argument| !is_path(argument) && *argument != "--").cloned().collect();
        named.sort();
        named
    };
    let wanted: Vec<String> = meant.iter().map(|argument| with(argument, hostile)).collect();
    let paths = |arguments: &[String]| arguments.iter().filter(is_path).count();
    let options = &called[..called.iter().position(|argument| argument == "--").unwrap_or(called.len())];
    let is_option = |(index, argument): (usize, &String)| {
        let is_value = index > 0 && VALUED.contains(&options[index - 1].as_str());
        argument.starts_with('-') && !is_value && !meant.contains(argument)
    };
    named(called) == named(&wanted) && paths(called) == paths(&wanted) && !options.iter().enumerate().any(is_option)
}

/// Decodes the entities of a diagram's line, as its reader sees it.
fn decoded(line: &str) -> String {
    let mut pieces = line.split('#');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once(';').expect("an entity");
        text.extend(number.parse().ok().and_then(char::from_u32));
        text.push_str(rest);
    }
    text
}

/// Gives the texts inside the blocks of a page of Markdown, and the lines outside of them.
fn blocks(page: &str) -> (Vec<String>, Vec<&str>) {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    let mut open: Option<(String, String)> = None;
    for line in page.split('\n') {
        let fence = line.strip_suffix("sh").filter(|fence| fence.len() > 2 && fence.chars().all(|mark| mark == '`'));
        open = match (open, fence) {
            (None, Some(fence)) => Some((fence.to_owned(), String::new())),
            (None, None) => {
                outside.push(line);
                None
            }
            (Some((fence, text)), _) if line == fence => {
                inside.push(text);
                None
            }
            (Some((fence, text)), _) => Some((fence, text + line + "\n")),
        };
    }
    assert!(open.is_none(), "a block is open:\n{page}");
    (inside, outside)
}

/// Gives the characters of a line that mean something to a reader of Markdown.
fn marks(line: &str) -> String {
    let mut marks = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => _ = letters.next(),
            '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '|' | '~' | '$' | '&' => marks.push(letter),
            _ => {}
        }
    }
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[cfg(unix)]
    fn no_output_is_anything_else_for_what_a_field_holds(
        which in 0..EXPOSURES.len(), values in prop::collection::vec(text(), FIELDS),
    ) {
        // The names differ from each other: a name that stood in two places could change the meaning.
        let hostile: Vec<String> = values.iter().enumerate().map(|(field, value)| format!("{value}{field}")).collect();
        let meant = outputs(&exposure(which, plain), &[]);
        let rendered = outputs(&exposure(which, |field| hostile[field].clone()), &[]);

        for (text, plain) in yaml(&rendered).zip(yaml(&meant)) {
            let expected: Vec<Value> = documents(plain).iter().map(|document| data_with(document, &hostile)).collect();
            prop_assert_eq!(documents(text), expected, "{}", text);
        }

        let (called, mut meant_calls) = (calls(&rendered), calls(&meant));
        prop_assert_eq!(called.len(), meant_calls.len(), "{:#?}", called);
        for call in called {
            let same = meant_calls.iter().position(|meant| is_meant(&call, meant, &hostile));
            prop_assert!(same.is_some(), "{:?} is not among {:#?}", call, meant_calls);
            meant_calls.remove(same.unwrap_or_default());
        }

        let (diagram, plain) = (rendered.diagram.lines(), meant.diagram.lines());
        prop_assert_eq!(rendered.diagram.lines().count(), meant.diagram.lines().count());
        for (line, plain) in diagram.zip(plain) {
            let expected: String =
                with(plain, &hostile).chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
            prop_assert_eq!(line.matches('"').count(), 2 * usize::from(plain.contains('"')));
            prop_assert_eq!(line.matches('<').count(), plain.matches('<').count());
            prop_assert_eq!(decoded(line), expected);
        }

        let (inside, outside) = blocks(&rendered.steps);
        let commands = rendered.step_list.iter().filter_map(|step| step.command.as_ref());
        prop_assert_eq!(inside, commands.map(|command| format!("{command}\n")).collect::<Vec<_>>());
        let (_, plain) = blocks(&meant.steps);
        prop_assert_eq!(outside.iter().map(|line| marks(line)).collect::<Vec<_>>(), plain.iter().map(|line| marks(line)).collect::<Vec<_>>());

        for file in &rendered.files {
            prop_assert!(file.name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-' || letter == '.'));
            let obeyed = |letter: &char| letter.is_control() && !matches!(letter, '\n' | '\t');
            prop_assert_eq!(file.text.chars().find(obeyed), None, "{}", file.text);
        }
    }
}
