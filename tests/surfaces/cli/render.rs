//! `portico render`: what it prints.

use super::{EXPOSURE, FLAGS, assert_ended, folder, json, text, write};
use portico_tests::portico;
use serde_json::{Value, json};

const OUTPUTS: [&str; 7] = ["values", "prerequisites", "manifests", "steps", "diagram", "exposure", "all"];

/// The flags of an exposure that needs more than values.
const INGRESS: [&str; 7] =
    ["render", "--host", "proxy.acme.dev", "--method", "Ingress", "--controller", "traefik-nginx"];

#[test]
fn a_refusal_writes_nothing() {
    let ended = portico(["render", "--host", "not a name", "--method", "LoadBalancer", "--cloud", "aws"]).ended();
    assert_ended(&ended, 1);
    assert_eq!(ended.output, "");
    assert!(ended.talk.contains("--host"), "{}", ended.talk);
}

/// Leaves out the command by which the steps were asked for.
fn without_command(output: &str) -> String {
    output.split_inclusive('\n').filter(|line| !line.starts_with("portico render ")).collect()
}

#[test]
fn the_steps_repeat_the_command_that_writes_the_files() {
    let folder = folder();
    write(&folder, "an exposure.yaml", EXPOSURE);
    let steps = |arguments: &[&str]| {
        let ended = portico(arguments).folder(folder.path()).ended();
        assert_ended(&ended, 0);
        ended.output
    };
    let by_file = ["render", "-f", "an exposure.yaml", "--access", "private", "--output", "steps"];
    let command = "portico render -f 'an exposure.yaml' --access private --output-dir exposure";
    assert!(steps(&by_file).contains(&format!("\n{command}\n")), "{}", steps(&by_file));
    steps(&["render", "-f", "an exposure.yaml", "--access", "private", "--output-dir", "exposure"]);
    let written = text(folder.path().join("exposure/steps.md"));
    assert!(written.contains(&format!("\n{command}\n")), "{written}");
    write(&folder, "-x.yaml", EXPOSURE);
    let forced = steps(&["render", "-f=-x.yaml", "--output-dir", "exposure", "--force"]);
    assert_eq!(forced, "");
    let written = text(folder.path().join("exposure/steps.md"));
    assert!(written.contains("\nportico render -f=-x.yaml --output-dir exposure --force\n"), "{written}");
    // Standard input can't be read again.
    let piped = portico(["render", "-f", "-", "--output", "steps"]).input(EXPOSURE).ended();
    assert!(!piped.output.contains("portico render"), "{}", piped.output);
}

#[test]
fn flags_and_a_file_give_the_same() {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    for output in OUTPUTS {
        let by_flags = portico(FLAGS.iter().chain(&["--output", output])).ended();
        let by_file = portico(["render", "-f", "exposure.yaml", "--output", output]).folder(folder.path()).ended();
        assert_ended(&by_flags, 0);
        assert_ended(&by_file, 0);
        assert_eq!(without_command(&by_flags.output), without_command(&by_file.output));
        assert!(by_flags.output.ends_with('\n'));
    }
}

#[test]
fn what_was_understood_gives_the_same_again() {
    let once = portico(FLAGS).ended();
    let understood = portico(FLAGS.iter().chain(&["--output", "exposure"])).ended();
    let again = portico(["render", "-f", "-"]).input(understood.output.clone()).ended();
    assert_ended(&again, 0);
    assert_eq!(once.output, again.output);

    for (text, what) in [(understood.output, "the Exposure"), (once.output, "the values")] {
        let judged = portico(["validate", "--cloud", "aws", "--format", "json"]).input(text).ended();
        assert_ended(&judged, 0);
        let report: Value = serde_json::from_str(&judged.output).expect("the report is JSON");
        assert_eq!(report["summary"]["warnings"], 0, "{what} are right: {report}");
    }
}

#[test]
fn the_method_is_taken_in_any_case() {
    let written = portico(FLAGS).ended();
    let lower = portico(FLAGS.map(|flag| if flag == "LoadBalancer" { "loadbalancer" } else { flag })).ended();
    assert_ended(&lower, 0);
    assert_eq!(written.output, lower.output);
}

#[test]
fn the_steps_come_as_a_list_too() {
    let ended = portico(FLAGS.iter().chain(&["--output", "steps", "--format", "json"])).ended();
    assert_ended(&ended, 0);
    let steps: Vec<Value> = serde_json::from_str(&ended.output).expect("the steps are a list");
    assert!(!steps.is_empty());
    for step in steps {
        assert!(step["title"].is_string() && step["text"].is_string(), "{step}");
        assert!(step.get("command").is_none_or(Value::is_string), "{step}");
    }
}

#[test]
fn every_output_has_its_text_and_its_data() {
    let printed = |output: &str, format: &str| {
        let ended = portico(INGRESS.iter().chain(&["--output", output, "--format", format])).ended();
        assert_ended(&ended, 0);
        ended
    };
    let all = json(&printed("all", "json"));
    for output in ["values", "manifests", "diagram", "exposure"] {
        let human = printed(output, "human").output;
        assert!(!human.is_empty());
        assert_eq!(json(&printed(output, "json")), json!({output: human}));
        assert_eq!(all[output], human);
    }
    assert_eq!(all["steps"], printed("steps", "human").output);
    assert_eq!(all["stepList"], json(&printed("steps", "json")));
    assert_eq!(all["prerequisites"], json(&printed("prerequisites", "json")));
    assert!(all["report"]["diagnostics"].is_array(), "{all}");

    let human = printed("all", "human").output;
    let files = all["files"].as_array().expect("the files are a list");
    assert!(files.len() > 5, "{files:?}");
    let below_its_name = |file: &Value| {
        format!("# ===== {} =====\n{}", file["name"].as_str().expect("a name"), file["text"].as_str().expect("a text"))
    };
    assert_eq!(human, files.iter().map(below_its_name).collect::<Vec<_>>().join("\n"));
}

#[test]
fn prerequisites_can_be_cut_apart() {
    let human = portico(INGRESS.iter().chain(&["--output", "prerequisites"])).ended();
    assert_ended(&human, 0);
    let list = json(&portico(INGRESS.iter().chain(&["--output", "prerequisites", "--format", "json"])).ended());
    let list = list.as_array().expect("the prerequisites are a list");
    assert!(list.len() > 1, "{list:?}");

    let cut: Vec<&str> = human.output.split("---\n").collect();
    assert_eq!(cut.len(), list.len());
    for (text, prerequisite) in cut.into_iter().zip(list) {
        let (first, rest) = text.split_once('\n').expect("there are lines");
        assert_eq!(first, format!("# {}", prerequisite["file"].as_str().expect("a file's name")));
        assert_eq!(rest, prerequisite["text"]);
        let data: serde_yaml::Value = serde_yaml::from_str(text).expect("it is YAML");
        assert!(data.is_mapping() || data.is_sequence(), "{text}");
    }
}

#[test]
fn no_prerequisites_are_said_to_be_none() {
    let ended = portico(FLAGS.iter().chain(&["--output", "prerequisites"])).ended();
    assert_ended(&ended, 0);
    assert!(ended.output.starts_with("# Nothing "), "{}", ended.output);
    assert_eq!(serde_yaml::from_str::<serde_yaml::Value>(&ended.output).expect("it is YAML"), serde_yaml::Value::Null);
    let list = portico(FLAGS.iter().chain(&["--output", "prerequisites", "--format", "json"])).ended();
    assert_eq!(json(&list), json!([]));
}

#[test]
fn another_backend_has_no_values() {
    let folder = folder();
    write(&folder, "exposure.yaml", format!("{EXPOSURE}  backend:\n    service: vault\n"));
    let rendered =
        |output: &str| portico(["render", "-f", "exposure.yaml", "--output", output]).folder(folder.path()).ended();
    let values = rendered("values");
    assert_ended(&values, 2);
    assert!(values.talk.contains("--output manifests"), "{}", values.talk);
    let manifests = rendered("manifests");
    assert_ended(&manifests, 0);
    assert!(manifests.output.contains("name: vault"), "{}", manifests.output);
}

#[test]
fn flags_set_the_versions() {
    let folder = folder();
    let targets = "  targets: {spaces: '1.17', kubernetes: '1.34', gatewayAPI: {version: '1.5', channel: standard}}\n";
    write(&folder, "exposure.yaml", format!("{EXPOSURE}{targets}"));
    let understood = |flags: &[&str]| {
        let arguments = ["render", "-f", "exposure.yaml", "--output", "exposure"];
        let ended = portico(arguments.iter().chain(flags)).folder(folder.path()).ended();
        assert_ended(&ended, 0);
        let exposure: Value = serde_yaml::from_str(&ended.output).expect("the Exposure is YAML");
        exposure["spec"]["targets"].clone()
    };
    let given =
        json!({"spaces": "1.17", "kubernetes": "1.34", "gatewayAPI": {"version": "1.5", "channel": "standard"}});
    assert_eq!(understood(&[]), given);
    let flags = ["--spaces", "1.16", "--kubernetes", "1.33", "--gateway-api", "1.4:experimental"];
    let over =
        json!({"spaces": "1.16", "kubernetes": "1.33", "gatewayAPI": {"version": "1.4", "channel": "experimental"}});
    assert_eq!(understood(&flags), over);
    let version = understood(&["--gateway-api", "1.6"]);
    assert_eq!(version["gatewayAPI"], json!({"version": "1.6", "channel": "standard"}), "the file's channel stays");
}

#[test]
fn versions_that_are_wrong_are_found_at_their_flag() {
    for (flag, value) in [
        ("--spaces", "0.9"),
        ("--kubernetes", "new"),
        ("--gateway-api", "9.9"),
        ("--gateway-api", "1.5:stable"),
        ("--gateway-api", "1.5:"),
        ("--gateway-api", ":experimental"),
    ] {
        let ended = portico(FLAGS.iter().chain(&[flag, value])).ended();
        assert_ended(&ended, 1);
        assert_eq!(ended.output, "");
        assert!(ended.talk.contains(&format!("--> {flag}\n")), "{flag} {value}: {}", ended.talk);
    }
}
