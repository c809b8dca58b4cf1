//! `portico completions`, in the shells themselves.

use super::{assert_ended, folder, json, write};
use portico_tests::{portico, skip};
use portico_xtask::tool;
use std::process::Command;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn script(shell: &str) -> String {
    let ended = portico(["completions", shell]).ended();
    assert_ended(&ended, 0);
    assert_eq!(ended.talk, "");
    ended.output
}

fn identifiers(kind: &str) -> Vec<String> {
    let entries = json(&portico(["catalogue", kind, "--format", "json"]).ended());
    let entries = entries.as_array().expect("it is a list");
    entries.iter().map(|entry| entry["id"].as_str().expect("it has one").to_owned()).collect()
}

/// Lets a shell check its script without running it. A shell that isn't there is a skip of the calling test.
#[track_caller]
fn assert_accepted(shell: &str) {
    let folder = folder();
    write(&folder, "script", script(shell));
    let program = match tool(shell) {
        Ok(program) => program,
        Err(missing) => return skip(missing),
    };
    let run = Command::new(program).args(["-n", "script"]).current_dir(folder.path()).output().expect("it starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn every_shell_has_a_script_that_knows_the_catalogue() {
    for shell in SHELLS {
        let script = script(shell);
        assert!(script.contains("output-dir"), "{shell} completes flags");
        // The scripts of these two complete no values of options.
        if ["elvish", "powershell"].contains(&shell) {
            continue;
        }
        for known in identifiers("clouds").into_iter().chain(identifiers("controllers")) {
            assert!(script.contains(&known), "{shell} completes {known}");
        }
    }
}

#[test]
fn bash_takes_its_script() {
    assert_accepted("bash");
}

#[test]
fn zsh_takes_its_script() {
    assert_accepted("zsh");
}

#[test]
fn fish_takes_its_script() {
    assert_accepted("fish");
}

#[test]
fn bash_completes_what_the_component_knows() {
    let folder = folder();
    write(&folder, "portico.bash", script("bash"));
    write(&folder, "values.yaml", "");
    let completed = |words: &[&str]| {
        let program = r#"
            source ./portico.bash
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
            _portico portico "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\n' "${COMPREPLY[@]}""#;
        let run = Command::new("bash").args(["-c", program, "bash"]).args(words).current_dir(folder.path()).output();
        run.map(|run| String::from_utf8_lossy(&run.stdout).lines().map(str::to_owned).collect::<Vec<_>>())
    };
    match completed(&["portico", "render", "--cloud", ""]) {
        Err(error) => {
            return skip(format!("bash can't be started: {error}"));
        }
        Ok(clouds) => {
            assert!(clouds.contains(&"aws-auto-mode".to_owned()), "{clouds:?}");
            assert_eq!(clouds, identifiers("clouds"));
        }
    }
    let completed = |words: &[&str]| completed(words).expect("it was there before");
    assert_eq!(completed(&["portico", "render", "--controller", ""]), identifiers("controllers"));
    assert_eq!(completed(&["portico", "validate", "--cloud", "aw"]), ["aws", "aws-auto-mode"]);
    assert_eq!(completed(&["portico", "render", "--method", ""]), ["LoadBalancer", "Ingress", "GatewayAPI"]);
    assert_eq!(completed(&["portico", "render", "--access", "pr"]), ["private"]);
    assert_eq!(completed(&["portico", "render", "--extras", ""]), ["recommended", "none"]);
    assert_eq!(completed(&["portico", "explain", "tls-ends"]), ["tls-ends-at-load-balancer"]);
    assert_eq!(completed(&["portico", "catalogue", "controllers", "traefik"]), ["traefik", "traefik-nginx"]);
    assert_eq!(completed(&["portico", "render", "--into", "v"]), ["values.yaml"]);
}
