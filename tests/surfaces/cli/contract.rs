//! Promises of every subcommand: exit codes, and the use of both output streams.

use super::{EXPOSURE, SERVICE, assert_civil, folder, names, text, write};
use portico_tests::{portico, skip};
use std::fs;
use std::process::Command;

#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in [&["schema"][..], &["explain"], &["catalogue"], &["completions", "zsh"], &["--help"]] {
        let (code, talk) = portico(arguments).ended_unread();
        assert_eq!((code, talk.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        return skip("there is no /dev/full");
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
        Err(error) => skip(format!("script(1) can't be started: {error}")),
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
    write(&folder, "values.yaml", "account: acme\n");
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
        (&["render", "-f", "exposure.yaml", "--format", "json"], 0),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml"], 0),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml", "--diff"], 0),
        (&["render", "-f", "wrong.yaml", "--into", "values.yaml"], 1),
        (&["render", "-f", "wrong.yaml", "--output-dir", "out"], 1),
        (&["render", "-f", "exposure.yaml", "--into", "missing.yaml"], 2),
        (&["render", "-f", "exposure.yaml", "--diff"], 2),
        (&["render", "-f", "exposure.yaml", "--write"], 2),
        (&["render", "-f", "exposure.yaml", "--force"], 2),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml", "--diff", "--write"], 2),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml", "--output-dir", "out"], 2),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml", "--output", "steps"], 2),
        (&["render", "-f", "exposure.yaml", "--into", "values.yaml", "--format", "json"], 2),
        (&["render", "-f", "exposure.yaml", "--output-dir", "out", "--output", "steps"], 2),
        (&["render", "-f", "exposure.yaml", "--into", "-", "--write"], 2),
        (&["render", "-f", "-", "--into", "-"], 2),
        (&["explain", "no-such-rule"], 2),
        (&["catalogue", "clouds"], 0),
        (&["catalogue", "clouds", "aws"], 0),
        (&["catalogue", "clouds", "cumulus"], 2),
        (&["catalogue", "weather"], 2),
        (&["completions", "zsh"], 0),
        (&["completions"], 2),
        (&["completions", "command.com"], 2),
    ] {
        let ended = portico(arguments).folder(folder.path()).input(SERVICE).ended();
        assert_eq!(ended.code, code, "{arguments:?}: {ended:#?}");
        assert_civil(&ended);
        if code != 0 && arguments.first() == Some(&"render") {
            assert_eq!(ended.output, "", "{arguments:?}");
        }
    }
    assert_eq!(names(folder.path()), ["exposure.yaml", "values.yaml", "wrong.yaml"], "nothing was written");
    assert_eq!(text(folder.path().join("values.yaml")), "account: acme\n");
    assert_eq!(portico(["--version"]).ended().output, "portico 0.1.0\n");
}
