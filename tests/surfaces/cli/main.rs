//! The program as a user meets it: its exit codes, what goes where, and what it does with input that is no good.

use portico_tests::{Ended, portico, skip};
use serde_json::Value;
use std::fs;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// More than any of the small inputs here should take.
const MEMORY: u64 = 400 << 20;

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  type: ClusterIP
  ports:
    - port: 443
      targetPort: 8443
";

const EXPOSURE: &str = "\
apiVersion: portico.dev/v1alpha1
kind: Exposure
metadata:
  name: spaces
spec:
  host: proxy.example.com
  method: LoadBalancer
  cloud: aws
";

const FLAGS: [&str; 7] = ["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), bytes).expect("a file can be written");
}

/// What is promised of every run, however it ends.
#[track_caller]
fn assert_civil(ended: &Ended) {
    let Ended { output, talk, peak, .. } = ended;
    for stream in [output, talk] {
        assert!(!stream.contains("panicked") && !stream.contains("RUST_BACKTRACE"), "{stream}");
        assert!(!stream.contains('\x1b'), "what is no terminal is not coloured: {stream:?}");
    }
    assert!(peak.is_none_or(|peak| peak < MEMORY), "{peak:?} bytes of memory are too many");
}

#[track_caller]
fn assert_ended(ended: &Ended, code: i32) {
    assert_civil(ended);
    assert_eq!(ended.code, code, "{ended:#?}");
}

// Input that is no good.

/// A file that is no good, and what the report must say of it.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    /// The place, and the words.
    says: &'static [&'static str],
}

fn bad_files() -> Vec<Bad> {
    let aliases = (b'b'..=b'j').fold("a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned(), |document, letter| {
        let (letter, previous) = (char::from(letter), char::from(letter - 1));
        format!("{document}{letter}: &{letter} [{}]\n", vec![format!("*{previous}"); 9].join(", "))
    });
    vec![
        Bad {
            name: "latin1.yaml",
            bytes: b"kind: Service\nname: caf\xe9\n".to_vec(),
            says: &["latin1.yaml", "UTF-8", "line 2", "0xe9"],
        },
        Bad { name: "utf16.yaml", bytes: b"\xff\xfek\0i\0n\0d\0".to_vec(), says: &["utf16.yaml", "UTF-16"] },
        Bad { name: "binary.yaml", bytes: b"\x7fELF\x02\x01\x01\0\0".to_vec(), says: &["binary.yaml", "binary"] },
        Bad { name: "tabs.yaml", bytes: b"kind: Service\nmetadata:\n\tname: a\n".to_vec(), says: &["tabs.yaml:3:"] },
        Bad {
            name: "quote.yaml",
            bytes: b"apiVersion: v1\nkind: \"Service\nmetadata: {}\n".to_vec(),
            says: &["quote.yaml:"],
        },
        Bad {
            name: "aliases.yaml",
            bytes: format!("apiVersion: v1\nkind: Service\n{aliases}").into_bytes(),
            says: &["aliases.yaml:"],
        },
        Bad {
            name: "flow.yaml",
            bytes: format!("kind: Service\na: {}", "[".repeat(100_000)).into_bytes(),
            says: &["flow.yaml:2:"],
        },
        Bad {
            name: "block.yaml",
            bytes: format!("kind: Service\na:\n  {}x\n", "- ".repeat(100_000)).into_bytes(),
            says: &["block.yaml:3:"],
        },
    ]
}

#[test]
fn a_file_that_is_no_good_is_named() {
    let folder = folder();
    for Bad { name, bytes, says } in bad_files() {
        write(&folder, name, &bytes);
        let ended = portico(["validate", name]).folder(folder.path()).ended();
        assert_ended(&ended, 2);
        let all = format!("{}{}", ended.output, ended.talk);
        for said in says {
            assert!(all.contains(said), "{name} should say {said:?}: {all}");
        }
    }
}

#[test]
fn input_that_is_no_good_never_crashes_a_pipe() {
    for Bad { name, bytes, .. } in bad_files() {
        for arguments in [&["post-render"][..], &["post-render", "--strict"], &["krm"], &["render", "-f", "-"]] {
            let ended = portico(arguments).input(bytes.clone()).ended();
            assert_civil(&ended);
            assert!((0..=2).contains(&ended.code), "{name}: {ended:?}");
            if ended.code != 0 {
                assert!(!ended.talk.is_empty(), "{name} is refused without a reason by {arguments:?}");
                assert!(
                    arguments == ["krm"] || ended.output.is_empty(),
                    "{name}: a refusal of {arguments:?} wrote {:?}",
                    ended.output
                );
            }
        }
    }
}

#[test]
fn what_is_no_file_is_named() {
    let folder = folder();
    let big = File::create(folder.path().join("big.yaml")).expect("a file can be made");
    big.set_len((256 << 20) + 1).expect("a sparse file can be made");
    fs::create_dir(folder.path().join("charts")).expect("a folder can be made");

    for (name, said) in [
        ("missing.yaml", "missing.yaml does not exist"),
        ("charts", "charts is a directory"),
        ("big.yaml", "big.yaml has more than 256 MiB"),
    ] {
        for arguments in [vec!["validate", name], vec!["render", "-f", name], vec!["post-render", "--exposure", name]] {
            let ended = portico(&arguments).folder(folder.path()).input(SERVICE).ended();
            assert_ended(&ended, 2);
            assert!(ended.talk.contains(said), "{arguments:?} should say {said:?}: {}", ended.talk);
            assert!(ended.talk.contains("help: "), "{arguments:?} should say what to do: {}", ended.talk);
            assert!(ended.output.is_empty(), "{arguments:?} wrote {:?}", ended.output);
        }
    }
}

#[test]
fn an_endless_input_is_refused() {
    let Ok(zeros) = File::open("/dev/zero") else {
        return skip("an_endless_input_is_refused", "there is no /dev/zero");
    };
    let run =
        Command::new(portico_tests::program()).arg("post-render").stdin(zeros).output().expect("it can be started");
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("standard input has more than 256 MiB"));
}

#[test]
fn the_other_files_are_judged_all_the_same() {
    let folder = folder();
    write(&folder, "service.yaml", SERVICE);
    let ended = portico(["validate", "missing.yaml", "service.yaml", "--format", "json"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    let report: Value = serde_json::from_str(&ended.output).expect("the report is JSON");
    assert!(report["summary"]["recognized"].as_array().is_some_and(|kinds| !kinds.is_empty()), "{report}");
}

// Input that is unusual and good.

#[test]
fn every_way_to_write_a_text_is_read() {
    let folder = folder();
    let forms = [
        ("bom.yaml", format!("\u{feff}{SERVICE}")),
        ("crlf.yaml", SERVICE.replace('\n', "\r\n")),
        ("unended.yaml", SERVICE.trim_end().to_owned()),
    ];
    for (name, text) in forms {
        write(&folder, name, &text);
        let judged = portico(["validate", name]).folder(folder.path()).ended();
        assert_ended(&judged, 0);
        assert!(!judged.output.is_empty(), "{name} has a summary");

        let passed = portico(["post-render"]).input(text.clone()).ended();
        assert_ended(&passed, 0);
        assert_eq!(passed.output, text, "{name} is passed through as it is");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    let passed = portico(["post-render"]).ended();
    assert_ended(&passed, 0);
    assert_eq!((passed.output.as_str(), passed.talk.as_str()), ("", ""));

    let judged = portico(["validate"]).ended();
    assert_ended(&judged, 2);
    assert!(judged.talk.contains("nothing was recognised"), "{}", judged.talk);
}

#[test]
fn nothing_recognised_is_said() {
    let ended = portico(["validate"]).input("just: data\n").ended();
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("nothing was recognised"), "{}", ended.talk);
}

// Where things go.

#[test]
fn a_closed_pipe_is_no_error() {
    let documents = "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata: {}\n".repeat(50_000);
    for arguments in [&["post-render"][..], &["schema"], &["explain"], &["--help"]] {
        let (code, talk) = portico(arguments).input(documents.clone()).ended_unread();
        assert_eq!((code, talk.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        return skip("a_full_disk_is_an_error", "there is no /dev/full");
    };
    let run = Command::new(portico_tests::program()).arg("schema").stdout(full).output().expect("it can be started");
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("standard output can't be written"));
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let colored = |setting: &str| {
        let command = format!("{setting} {} render --host a_b --method Ingress", portico_tests::program().display());
        let run = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .output();
        run.map(|run| String::from_utf8_lossy(&run.stdout).contains("\x1b["))
    };
    match colored("") {
        Err(error) => skip("colour_is_for_terminals_that_want_it", format!("script(1) can't be started: {error}")),
        Ok(colored_by_default) => {
            assert!(colored_by_default, "a terminal gets colour");
            assert!(!colored("NO_COLOR=1").expect("it was there before"), "NO_COLOR is heeded");
            assert!(!colored("TERM=dumb").expect("it was there before"), "a dumb terminal gets none");
        }
    }
}

#[test]
fn the_exit_codes_are_those_of_the_contract() {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    write(&folder, "wrong.yaml", EXPOSURE.replace("proxy.example.com", "https://proxy.example.com"));
    for (arguments, code) in [
        (&["validate", "exposure.yaml"][..], 0),
        (&["validate", "wrong.yaml"], 1),
        (&["render", "-f", "exposure.yaml"], 0),
        (&["render", "-f", "wrong.yaml"], 1),
        (&["--version"], 0),
        (&["--help"], 0),
        (&["render", "--help"], 0),
        (&[], 2),
        (&["render"], 2),
        (&["reticulate"], 2),
        (&["validate", "--format", "xml", "exposure.yaml"], 2),
        (&["validate", "--as", "poem", "exposure.yaml"], 2),
        (&["validate", "--cloud", "cumulus", "exposure.yaml"], 2),
        (&["validate", "-", "-"], 2),
        (&["post-render", "--exposure", "-"], 2),
        (&["render", "-f", "exposure.yaml", "--format", "json"], 2),
        (&["explain", "no-such-rule"], 2),
    ] {
        let ended = portico(arguments).folder(folder.path()).input(SERVICE).ended();
        assert_eq!(ended.code, code, "{arguments:?}: {ended:#?}");
        assert_civil(&ended);
    }
    assert_eq!(portico(["--version"]).ended().output, "portico 0.1.0\n");
}

// The results.

#[test]
fn a_refusal_writes_nothing() {
    let ended = portico(["render", "--host", "not a name", "--method", "LoadBalancer", "--cloud", "aws"]).ended();
    assert_ended(&ended, 1);
    assert_eq!(ended.output, "");
    assert!(ended.talk.contains("--host"), "{}", ended.talk);
}

#[test]
fn flags_and_a_file_give_the_same() {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    for output in ["values", "steps", "exposure"] {
        let by_flags = portico(FLAGS.iter().chain(&["--output", output])).ended();
        let by_file = portico(["render", "-f", "exposure.yaml", "--output", output]).folder(folder.path()).ended();
        assert_ended(&by_flags, 0);
        assert_ended(&by_file, 0);
        assert_eq!(by_flags.output, by_file.output);
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
fn a_release_gets_the_exposure_from_a_file_a_variable_or_itself() {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    let by_flag = portico(["post-render", "--exposure", "exposure.yaml"]).folder(folder.path()).input(SERVICE).ended();
    assert_ended(&by_flag, 0);
    assert!(by_flag.output.contains("type: LoadBalancer"), "{}", by_flag.output);

    let by_variable = portico(["post-render"])
        .variable("PORTICO_EXPOSURE", "exposure.yaml")
        .folder(folder.path())
        .input(SERVICE)
        .ended();
    assert_ended(&by_variable, 0);
    assert_eq!(by_flag.output, by_variable.output);

    let by_stream = portico(["post-render"]).input(format!("{SERVICE}---\n{EXPOSURE}")).ended();
    assert_ended(&by_stream, 0);
    assert!(by_stream.output.contains("type: LoadBalancer"), "{}", by_stream.output);
    assert!(!by_stream.output.contains("portico.dev/v1alpha1"), "{}", by_stream.output);

    let again = portico(["post-render", "--exposure", "exposure.yaml"])
        .folder(folder.path())
        .input(by_flag.output.clone())
        .ended();
    assert_eq!(by_flag.output, again.output, "twice is once");
}

#[test]
fn helm_4_gets_its_refusals_on_standard_output() {
    for input in [format!("---\n{}", EXPOSURE.replace("LoadBalancer", "Carrier pigeon")).into_bytes(), b"\xff".to_vec()]
    {
        let plain = portico(["post-render"]).input(input.clone()).ended();
        assert!(plain.code > 0 && plain.output.is_empty(), "{plain:?}");

        let ended = portico(["post-render", "--helm4"]).input(input).ended();
        assert_ended(&ended, 0);
        assert_eq!(ended.talk, "");
        let mut lines = ended.output.lines();
        assert_eq!(lines.next(), Some("|"));
        assert!(lines.next().is_some_and(|line| line.starts_with("  portico ")), "{}", ended.output);
        assert!(lines.all(|line| line.is_empty() || line.starts_with("  ")), "{}", ended.output);
    }
}

#[test]
fn a_resource_list_always_comes_back() {
    let list = |exposure: &str| {
        let indented = |text: &str| format!("  {}\n", text.trim_end().replace('\n', "\n  "));
        format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n{}items:\n-{}",
            indented(exposure),
            &indented(SERVICE)[1..]
        )
    };
    let right = portico(["krm"]).input(list(EXPOSURE)).ended();
    assert_ended(&right, 0);
    assert!(right.output.contains("type: LoadBalancer"), "{}", right.output);

    let input = list(&EXPOSURE.replace("LoadBalancer", "Carrier pigeon"));
    let wrong = portico(["krm"]).input(input.clone()).ended();
    assert_ended(&wrong, 1);
    assert_eq!(wrong.output, input);
    assert!(!wrong.talk.is_empty());
}

#[test]
fn every_rule_is_explained() {
    let table = portico(["explain"]).ended();
    assert_ended(&table, 0);
    let names: Vec<&str> = table.output.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(!names.is_empty());
    assert!(names.is_sorted());

    let name = names[0];
    let text = portico(["explain", name]).ended();
    assert_ended(&text, 0);
    let json = portico(["explain", name, "--format", "json"]).ended();
    let rule: Value = serde_json::from_str(&json.output).expect("a rule is JSON");
    assert_eq!(rule["documentation"], text.output);

    let all = portico(["explain", "--format", "json"]).ended();
    let rules: Vec<Value> = serde_json::from_str(&all.output).expect("the rules are JSON");
    assert_eq!(rules.len(), names.len());

    let misspelt = portico(["explain", &name[1..]]).ended();
    assert_ended(&misspelt, 2);
    assert!(misspelt.talk.contains(&format!("did you mean {name}?")), "{}", misspelt.talk);
}

#[test]
fn the_schema_is_one() {
    let ended = portico(["schema"]).ended();
    assert_ended(&ended, 0);
    let schema: Value = serde_json::from_str(&ended.output).expect("the schema is JSON");
    assert!(schema["$schema"].is_string(), "{schema}");
    assert!(schema["properties"]["spec"].is_object() || schema["$defs"].is_object(), "{schema}");
}

#[test]
fn real_releases_pass_through() {
    let Some(corpus) = portico_tests::shared("corpus") else {
        return skip("real_releases_pass_through", "the shared corpus is not there");
    };
    for name in ["crossplane.yaml", "ingress-nginx.yaml", "traefik.yaml", "argocd.yaml", "kps.yaml"] {
        let release = fs::read_to_string(Path::new(&corpus).join(name)).expect("the corpus can be read");
        let ended = portico(["post-render"]).input(release.clone()).ended();
        assert_ended(&ended, 0);
        assert!(ended.output == release, "{name} is passed through as it is");
        assert_eq!(ended.talk, "", "{name} gives nothing to talk about");
    }
}
