//! The module's answers to the messages that Helm sends.

use crate::{Streams, post_render, run};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

const EXPOSURE: &str = include_str!("../../examples/helm/exposure.yaml");

const RELEASE: &str = "\
---
# Source: spaces/templates/router.yaml
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  type: ClusterIP # of the chart
  selector: {app: spaces-router}
  ports: [{name: https, port: 8443}]
";

const WRONG: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  annotations: {monitored: true}
spec:
  ports: [{port: 443}]
";

/// The answer, the output and the talk of a command.
#[derive(Debug)]
struct Ended {
    answer: Result<String, String>,
    output: String,
    talk: String,
}

fn command(arguments: &[&str], input: &str) -> Ended {
    let message = json!({ "extraArgs": arguments }).to_string();
    let (mut output, mut talk) = (Vec::new(), Vec::new());
    let mut streams = Streams { input: &mut input.as_bytes(), output: &mut output, talk: &mut talk };
    let answer = run(message.as_bytes(), &mut streams);
    let text = |bytes| String::from_utf8(bytes).expect("what is written is UTF-8");
    Ended { answer, output: text(output), talk: text(talk) }
}

const NOTHING: Result<&str, &str> = Ok(r#"{"data":null}"#);

fn answer(ended: &Ended) -> Result<&str, &str> {
    ended.answer.as_deref().map_err(String::as_str)
}

#[test]
fn flags_and_a_file_of_them_render_alike() {
    let flags = ["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];
    let by_flags = command(&flags, "");
    assert_eq!(answer(&by_flags), NOTHING);
    assert!(by_flags.output.contains("aws-load-balancer-type: external"), "{by_flags:#?}");
    let by_file = command(&["render", "-f", "-"], EXPOSURE);
    assert_eq!(by_file.output, by_flags.output);
    for output in ["prerequisites", "manifests", "steps", "diagram", "exposure", "all"] {
        let ended = command(&[&flags[..], &["--output", output]].concat(), "");
        assert_eq!(answer(&ended), NOTHING, "{ended:#?}");
        assert!(!ended.output.is_empty() && ended.output != by_flags.output, "{ended:#?}");
    }
}

#[test]
fn an_exposure_that_cannot_be_rendered_is_told_and_prints_nothing() {
    let ended = command(&["render", "--host", "https://a.example", "--method", "LoadBalancer", "--cloud", "aws"], "");
    assert!(ended.answer.is_err(), "{ended:#?}");
    assert_eq!(ended.output, "");
    assert!(ended.talk.contains("error[host-is-not-a-domain-name]"), "{ended:#?}");
}

#[test]
fn a_stream_is_judged_and_the_report_is_the_output() {
    let right = command(&["validate", "-", "--cloud", "aws"], EXPOSURE);
    assert_eq!(answer(&right), NOTHING, "{right:#?}");
    let wrong = command(&["validate"], WRONG);
    assert!(wrong.answer.is_err());
    assert!(wrong.output.contains("error[non-string-metadata-value]"), "{wrong:#?}");
    let data = command(&["validate", "--format", "json", "--spaces", "1.17", "--kubernetes", "1.34"], WRONG);
    let report: Value = serde_json::from_str(&data.output).expect("the report is JSON");
    assert_eq!(report["summary"]["errors"], 1, "{data:#?}");
    for format in ["sarif", "junit", "github"] {
        assert!(command(&["validate", "--format", format], WRONG).output.contains("non-string-metadata-value"));
    }
}

#[test]
fn warnings_fail_where_they_are_denied() {
    let values = "externalTls: {host: a.example}\nrouter: {}\n";
    let arguments = ["validate", "--as", "spaces-values"];
    assert_eq!(answer(&command(&arguments, values)), NOTHING);
    let denied = command(&[&arguments[..], &["--deny-warnings"]].concat(), values);
    assert!(denied.answer.is_err(), "{denied:#?}");
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let why = |arguments: &[&str], input: &str| command(arguments, input).answer.expect_err("it can't be judged");
    assert!(why(&["validate"], "a: 1").starts_with("nothing was recognised"));
    assert_eq!(answer(&command(&["validate", "--skip-unrecognized"], "a: 1")), NOTHING);
    assert!(why(&["validate", "--as", "novel"], "").starts_with("a flag has a value"));
    assert!(
        why(&["validate", "values.yaml"], "").contains("values.yaml can't be read: Helm gives this module no files")
    );
    assert!(why(&["render", "-f", "e.yaml"], "").contains("-f - < exposure.yaml"));
    assert!(why(&["validate", "--gateway-api", "x"], "").starts_with("a flag has a value"));
}

#[test]
fn rules_are_explained_and_listed() {
    let list = command(&["explain"], "");
    assert!(list.output.lines().any(|line| line.starts_with("tls-ends-at-load-balancer ")), "{list:#?}");
    let one = command(&["explain", "tls-ends-at-load-balancer"], "");
    assert!(one.output.contains("## What it finds"), "{one:#?}");
    let none = command(&["explain", "tls-ends-at-loadbalancer"], "").answer.expect_err("there is no such rule");
    assert!(none.contains("did you mean tls-ends-at-load-balancer? `helm portico-wasm explain`"), "{none}");
}

#[test]
fn help_succeeds_and_wrong_usage_does_not() {
    assert!(command(&["render", "--help"], "").output.contains("Usage: helm portico-wasm render"));
    assert_eq!(answer(&command(&["--version"], "")), NOTHING);
    let misspelt = command(&["render", "--hots", "a"], "").answer.expect_err("there is no such flag");
    assert!(misspelt.starts_with("unexpected argument '--hots'"), "{misspelt}");
    assert!(command(&[], "").answer.expect_err("a command is missing").contains("render"));
}

#[test]
fn an_argument_that_a_terminal_would_obey_was_told_as_it_came() {
    for hostile in ["--a\u{9b}2Jb", "--a\u{202e}b", "--a\n::add-mask::b"] {
        let ended = command(&["render", hostile], "");
        let told = answer(&ended).expect_err("there is no such flag");
        let obeyed = |line: &str| line.trim_start().starts_with("::");
        assert!(told.chars().all(|letter| letter == '\n' || portico_text::is_shown(letter)), "{told:?}");
        assert!(!told.lines().any(obeyed), "{told:?}");
    }
}

fn rendered(message: &Value, configured: Option<&str>) -> Result<String, String> {
    let answer = post_render(message.to_string().as_bytes(), configured.map(str::to_owned), &mut Vec::new())?;
    let answer: Value = serde_json::from_str(&answer).expect("the answer is JSON");
    Ok(answer["manifests"].as_str().expect("the release is text").to_owned())
}

#[test]
fn todays_helm_is_told_that_it_passes_no_release() {
    for manifests in [json!({}), json!(null), json!({"more": 1})] {
        let why = rendered(&json!({"manifests": manifests, "extraArgs": []}), None).expect_err("there is no release");
        assert!(why.contains("Helm gave this post-renderer no release"), "{why}");
        assert!(why.contains("helm/issues/31832") && why.contains("--post-renderer portico"), "{why}");
    }
}

#[test]
fn a_release_comes_back_as_it_was_written_with_the_exposure_applied() {
    let arguments = json!(["--exposure", EXPOSURE]);
    let text = rendered(&json!({"manifests": RELEASE, "extraArgs": arguments}), None).expect("it can be applied");
    assert!(text.contains("type: LoadBalancer # of the chart"), "{text}");
    assert!(text.contains("service.beta.kubernetes.io/aws-load-balancer-type: external"), "{text}");

    let bytes = BASE64_STANDARD.encode(RELEASE);
    let encoded = rendered(&json!({"manifests": bytes, "extraArgs": arguments}), None).expect("it can be applied");
    assert_eq!(BASE64_STANDARD.decode(encoded).expect("it is Base64 too"), text.as_bytes());

    let configured = rendered(&json!({"manifests": RELEASE, "extraArgs": null}), Some(EXPOSURE));
    assert_eq!(configured.as_ref(), Ok(&text));
    let in_the_stream = rendered(&json!({"manifests": format!("{RELEASE}---\n{EXPOSURE}")}), None);
    assert!(in_the_stream.expect("it can be applied").starts_with(&text));
    assert_eq!(rendered(&json!({"manifests": text, "extraArgs": arguments}), None), Ok(text));
}

#[test]
fn without_an_exposure_a_release_is_only_validated() {
    assert_eq!(rendered(&json!({"manifests": RELEASE, "extraArgs": []}), None).as_deref(), Ok(RELEASE));
    let why = rendered(&json!({"manifests": WRONG}), None).expect_err("it is wrong");
    assert!(why.starts_with("portico refuses this release") && why.contains("non-string-metadata-value"), "{why}");
    // Helm takes an answer without text for a failure.
    assert_eq!(rendered(&json!({"manifests": "\n"}), None).as_deref(), Ok("# This release has no objects.\n"));
}

#[test]
fn a_post_renderer_refuses_what_is_no_message_or_no_flag() {
    let why = |message: &str| post_render(message.as_bytes(), None, &mut Vec::new()).expect_err(message);
    for message in ["", "[]", "null", "{\"manifests\": 1}", "{\"manifests\": [1]}"] {
        assert!(why(message).starts_with("what Helm sent can't be read"), "{message}");
    }
    assert!(why(r#"{"manifests": "", "extraArgs": ["--exposre"]}"#).starts_with("unexpected argument '--exposre'"));
    assert!(why(r#"{"manifests": "a: \u0000"}"#).contains("looks like a binary file"));
    let bytes = BASE64_STANDARD.encode(b"a: \xff");
    assert!(why(&json!({ "manifests": bytes }).to_string()).contains("not UTF-8"));
    // A file's name where the text belongs.
    let message = json!({"manifests": RELEASE, "extraArgs": ["--exposure", "exposure.yaml"]}).to_string();
    assert!(why(&message).contains("--exposure"), "{}", why(&message));
}

#[test]
fn the_plugins_have_the_version_of_the_core() {
    for manifest in [
        include_str!("../helm-packages/helm4/portico-wasm.yaml"),
        include_str!("../helm-packages/helm4/portico-wasm-post-renderer.yaml"),
    ] {
        assert!(manifest.contains(&format!("\nversion: {}\n", portico_core::VERSION)), "{manifest}");
    }
}
