//! The commands in the README of `examples/helm`.

use super::installed::{CHART, Version, assert_rendered, helm, helms, service};
use super::machine::{Machine, Packages, packages};
use super::values::aws;
use portico_tests::{Ended, Example, root, run_to_end};

const VERSION: &str = concat!("portico ", env!("CARGO_PKG_VERSION"), "\n");

#[test]
fn the_commands_of_the_example_work() {
    let example = Example::new("helm");
    let chart = root().join(CHART);
    for helm in helms() {
        let sections: &[&str] = match helm.version {
            Version::Three => &["Values", "Post-renderer of Helm 3"],
            Version::FourZero | Version::Four => &["Values", "Post-renderer of Helm 4", "Variable"],
        };
        for section in sections {
            let mut commands = example.commands(section, &[&helm.program]);
            helm.at_home(&mut commands);
            let ended = run_to_end(commands.env("CHART", &chart));
            assert_rendered(&helm, &ended);
            let service = service(&ended.output);
            assert_eq!(service["spec"]["type"], "LoadBalancer", "{section}");
            assert_eq!(service["metadata"]["annotations"], aws(), "{section}");
        }
    }
}

/// Follows a section of that README on a user's machine.
#[track_caller]
fn follow(section: &str, machine: &Machine, packages: &Packages) -> Ended {
    let mut commands = Example::new("helm").commands(section, &[]);
    machine.take_in(&mut commands);
    let ended = run_to_end(commands.env("PACKAGES", &packages.folder).current_dir(root().join("examples/helm")));
    assert_eq!(ended.code, 0, "{section}: {ended:#?}");
    ended
}

#[test]
fn the_plugins_of_each_helm_are_installed_upgraded_and_removed_as_the_example_says() {
    for helm in helms() {
        let Some(packages) = packages() else {
            return;
        };
        let machine = Machine::with(&[("helm", &helm)]);
        let install = match helm.version {
            Version::Three => "Plugin of Helm 3",
            Version::FourZero | Version::Four => "Plugins of Helm 4",
        };
        for _ in 0..2 {
            let ended = follow(install, &machine, packages);
            assert!(ended.output.ends_with(VERSION), "{ended:#?}");
            follow("Upgrade and removal", &machine, packages);
            if helm.version != Version::Three {
                machine.succeed(&["helm", "plugin", "uninstall", "portico-cli"]);
            }
            assert_ne!(machine.run(&["helm", "portico", "--version"]).code, 0, "it is gone");
        }
    }
}

#[test]
fn both_helms_have_their_plugins_as_the_example_says() {
    let Some(three) = helm(Version::Three) else {
        return;
    };
    for four in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let Some(packages) = packages() else {
            return;
        };
        let machine = Machine::with(&[("helm", &three), ("helm4", &four)]);
        machine.add_neighbour("helm");
        follow("Plugin of Helm 3", &machine, packages);
        let ended = follow("Both on one machine", &machine, packages);
        assert!(ended.output.ends_with(&VERSION.repeat(2)), "{ended:#?}");
        machine.assert_whole("helm");
    }
}
