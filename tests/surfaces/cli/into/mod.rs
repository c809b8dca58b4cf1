//! `portico render --into`: what it changes in a team's file, and what it leaves alone.
//!
//! The differences that are expected stand in `into/`, one a case; `BLESS=1` writes them anew.

mod writing;

use super::{assert_ended, folder, text, write};
use portico_tests::{Ended, portico, program, root, skip};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// Ways to expose the team's Spaces: a name, and the flags.
const CASES: &[(&str, &[&str])] = &[
    ("a-load-balancer-on-aws", &["--method", "LoadBalancer", "--cloud", "aws"]),
    ("a-private-load-balancer-on-azure", &["--method", "LoadBalancer", "--cloud", "azure", "--access", "private"]),
    ("a-load-balancer-without-extras", &["--method", "LoadBalancer", "--cloud", "gcp", "--extras", "none"]),
    ("an-ingress-of-ingress-nginx", &["--method", "Ingress", "--controller", "ingress-nginx", "--cloud", "aws"]),
    ("an-ingress-of-traefik", &["--method", "Ingress", "--controller", "traefik-nginx", "--cloud", "aws"]),
    ("an-ingress-of-cilium", &["--method", "Ingress", "--controller", "cilium", "--cloud", "gcp"]),
    ("a-gateway-of-envoy", &["--method", "GatewayAPI", "--controller", "envoy-gateway", "--cloud", "aws"]),
    (
        "a-gateway-of-istio",
        &["--method", "GatewayAPI", "--controller", "istio@1.28", "--gateway-api", "1.4:experimental"],
    ),
];

/// Gives the arguments of a case, with more behind them.
fn arguments<'a>(flags: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    ["render", "--host", "proxy.acme.dev"].iter().chain(flags).chain(more).copied().collect()
}

/// Gives the file of values as the team has it.
fn team() -> String {
    text(root().join("tests/fixtures/values-team.yaml"))
}

/// Gives the team's text with the values merged into it.
#[track_caller]
fn merged(flags: &[&str], values: &str) -> String {
    let ended = portico(arguments(flags, &["--into", "-"])).input(values).ended();
    assert_ended(&ended, 0);
    ended.output
}

#[track_caller]
fn diff(folder: &TempDir, flags: &[&str]) -> Ended {
    let ended = portico(arguments(flags, &["--into", "values.yaml", "--diff"])).folder(folder.path()).ended();
    assert_ended(&ended, 0);
    ended
}

#[test]
fn only_what_must_change_changes() {
    let folder = folder();
    write(&folder, "values.yaml", team());
    for (name, flags) in CASES {
        let found = diff(&folder, flags).output;
        let path: PathBuf = root().join("tests/surfaces/cli/into").join(format!("{name}.diff"));
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &found).expect("a file can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == expected, "{name} is another:\n{found}\nBLESS=1 writes it to {}", path.display());
    }
    assert_eq!(text(folder.path().join("values.yaml")), team(), "nothing was written");
}

#[test]
fn patch_takes_the_difference() {
    for (name, flags) in CASES {
        for (old, form) in forms() {
            let folder = folder();
            write(&folder, "values.yaml", &old);
            write(&folder, "values.diff", diff(&folder, flags).output);
            let run = Command::new("patch")
                .args(["--binary", "--quiet", "--input", "values.diff", "values.yaml"])
                .current_dir(folder.path())
                .output();
            match run {
                Err(error) => return skip(format!("patch can't be started: {error}")),
                Ok(run) => assert!(run.status.success(), "{name}, {form}: {}", String::from_utf8_lossy(&run.stdout)),
            }
            assert_eq!(text(folder.path().join("values.yaml")), merged(flags, &old), "{name}, {form}");
        }
    }
}

/// Gives the team's file in the forms in which other editors would save it.
fn forms() -> [(String, &'static str); 3] {
    let team = team();
    [
        (team.replace('\n', "\r\n"), "with carriage returns"),
        (team.trim_end().to_owned(), "without a last line end"),
        (team, "as it is"),
    ]
}

#[test]
fn twice_is_once() {
    for (name, flags) in CASES {
        for (values, form) in forms() {
            let once = merged(flags, &values);
            assert_ne!(once, values);
            assert_eq!(merged(flags, &once), once, "{name}, {form}");
            let diff = portico(arguments(flags, &["--into", "-", "--diff"])).input(once).ended();
            assert_ended(&diff, 0);
            assert_eq!(diff.output, "", "{name}, {form}: nothing changes, so there is no difference");
        }
    }
}

#[test]
fn line_ends_stay_what_they_are() {
    for (name, flags) in CASES {
        let plain = merged(flags, &team());
        assert_eq!(merged(flags, &team().replace('\n', "\r\n")), plain.replace('\n', "\r\n"), "{name}");
        assert_eq!(merged(flags, team().trim_end()), plain.trim_end(), "{name}");
    }
}

#[test]
fn an_empty_file_gets_all_of_it() {
    for (name, flags) in CASES {
        let values = portico(arguments(flags, &[])).ended().output;
        assert_eq!(merged(flags, ""), values, "{name}");
        assert_eq!(merged(flags, "# Ours.\n"), format!("# Ours.\n{values}"), "{name}");
    }
}

#[test]
fn what_a_team_has_from_portico_follows_the_next_exposure() {
    let (_, envoy) = CASES[6];
    let istio = ["--method", "GatewayAPI", "--controller", "istio"];
    let moved = merged(&istio, &merged(envoy, ""));
    let data = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).expect("it is YAML");
    assert_eq!(data(&moved)["gatewayAPI"]["podLabels"], data(&merged(&istio, ""))["gatewayAPI"]["podLabels"]);
}

/// Gives a file with an anchor, in which a change of one place would change another.
fn shared() -> String {
    let (place, user) =
        ("    service:\n      # An Ingress is in front", "  controlPlane:\n    resources: *small\n    service:\n");
    let team = team();
    assert!(team.contains(place) && team.contains(user));
    let (before, after) = team.split_once(place).expect("it is there");
    let anchored = format!("{before}    service: &service\n      # An Ingress is in front{after}");
    anchored + "\nstaging:\n  service: *service\n"
}

#[test]
fn a_place_that_others_share_is_refused() {
    let (_, flags) = CASES[0];
    for more in [&[][..], &["--diff"], &["--write"]] {
        let folder = folder();
        write(&folder, "values.yaml", shared());
        let all = arguments(flags, &["--into", "values.yaml"]);
        let ended = portico(all.iter().chain(more)).folder(folder.path()).ended();
        assert_ended(&ended, 1);
        assert_eq!(ended.output, "");
        assert!(ended.talk.contains("error[edit-not-possible]"), "{}", ended.talk);
        assert!(ended.talk.contains("`*service`") && ended.talk.contains("values.yaml:133:"), "{}", ended.talk);
        assert_eq!(text(folder.path().join("values.yaml")), shared());
    }
    // Other places of the same file can be changed.
    let (_, ingress) = CASES[4];
    assert!(merged(ingress, &shared()).ends_with("\nstaging:\n  service: *service\n"));
}

#[test]
fn what_is_no_file_of_values_is_refused() {
    let (_, flags) = CASES[0];
    for (values, code) in
        [("- a\n- b\n", 1), ("a: 1\n---\nb: 2\n", 1), ("a:\n\tb: 1\n", 2), ("a: {{ .Values.a }}\n", 1)]
    {
        let ended = portico(arguments(flags, &["--into", "-"])).input(values).ended();
        assert_ended(&ended, code);
        assert_eq!(ended.output, "", "{values}");
        assert!(ended.talk.contains("help: "), "{values}: {}", ended.talk);
    }
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let folder = folder();
    let (_, flags) = CASES[0];
    for more in [&[][..], &["--diff"], &["--write"]] {
        let all = arguments(flags, &["--into", "values.yaml"]);
        let ended = portico(all.iter().chain(more)).folder(folder.path()).ended();
        assert_ended(&ended, 2);
        assert!(ended.talk.contains("values.yaml does not exist"), "{}", ended.talk);
        assert!(ended.talk.contains("redirect `portico render` to values.yaml"), "{}", ended.talk);
        assert!(!folder.path().join("values.yaml").exists());
    }
}

#[test]
fn a_difference_is_coloured_on_a_terminal_that_wants_it() {
    let folder = folder();
    write(&folder, "values.yaml", team());
    let (_, flags) = CASES[0];
    let shown = |setting: &str| {
        let arguments = arguments(flags, &["--into", "values.yaml", "--diff"]).join(" ");
        let command = format!("{setting} {} {arguments} 2>/dev/null", program().display());
        let run = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .current_dir(folder.path())
            .output();
        run.map(|run| String::from_utf8_lossy(&run.stdout).into_owned())
    };
    match shown("") {
        Err(error) => {
            skip(format!("script(1) can't be started: {error}"));
        }
        Ok(colored) => {
            assert!(colored.contains("\x1b[31m-      type: ClusterIP\x1b[0m"), "{colored}");
            assert!(colored.contains("\x1b[32m+      type: LoadBalancer\x1b[0m"), "{colored}");
            let plain = shown("NO_COLOR=1").expect("it was there before");
            assert!(plain.contains("+      type: LoadBalancer") && !plain.contains('\x1b'), "{plain}");
        }
    }
}
