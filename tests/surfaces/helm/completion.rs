//! Helm's completions after `helm portico`, asked for as shells do.

use super::installed::{Helm, Version, helm};
use super::machine::{Machine, packages};

/// Gives Helm's completions of the last of these words, without their descriptions.
fn completed(machine: &Machine, words: &[&str]) -> Vec<String> {
    let output = machine.succeed(&[&["helm", "__complete", "portico"], words].concat());
    let offered = output.lines().take_while(|line| !line.starts_with(':'));
    offered.map(|line| line.split('\t').next().unwrap_or_default().to_owned()).collect()
}

fn installed(helm: &Helm) -> Option<Machine> {
    let packages = packages()?;
    let machine = Machine::with(&[("helm", helm)]);
    match helm.version {
        Version::Three => machine.succeed(&["helm", "plugin", "install", &packages.address("helm3/portico")]),
        Version::FourZero | Version::Four => {
            machine.succeed(&["helm", "plugin", "install", "--verify=false", &packages.file("helm4/portico-cli")])
        }
    };
    Some(machine)
}

#[test]
fn helm_completes_subcommands_flags_and_values() {
    for version in [Version::Three, Version::FourZero, Version::Four] {
        let Some(helm) = helm(version) else {
            continue;
        };
        let Some(machine) = installed(&helm) else {
            return;
        };
        let subcommands = completed(&machine, &[""]);
        for subcommand in ["render", "validate", "explain", "catalogue"] {
            assert!(subcommands.iter().any(|offered| offered == subcommand), "{subcommands:?}");
        }
        assert_eq!(completed(&machine, &["render", "--cl"]), ["--cloud"]);
        let clouds = ["aws", "aws-auto-mode", "azure", "gcp", "other"];
        assert_eq!(completed(&machine, &["render", "--cloud", ""]), clouds);
        assert_eq!(completed(&machine, &["render", "--namespace", "n", "--cloud", "az"]), ["azure"]);
        assert_eq!(completed(&machine, &["render", "--cloud=az"]), ["--cloud=azure"]);
        assert_eq!(completed(&machine, &["validate", "--controller", "traefik"]), ["traefik", "traefik-nginx"]);
        assert_eq!(completed(&machine, &["explain", "tls-ends"]), ["tls-ends-at-load-balancer"]);
        // The shell offers files.
        let output = machine.succeed(&["helm", "__complete", "portico", "render", "--into", ""]);
        assert!(output.starts_with(":0\n"), "{output}");
    }
}
