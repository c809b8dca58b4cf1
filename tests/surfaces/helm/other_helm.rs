//! The packages given to the other Helm, and both Helms on one machine. Whatever a user does, the plugins that were
//! installed before still load.

use super::installed::{Version, helm};
use super::machine::{Machine, packages};
use std::fs;

const PACKAGES: [&str; 3] = ["helm3/portico", "helm4/portico", "helm4/portico-cli"];

/// Every order of installing the three packages.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

#[test]
fn helm3_refuses_the_packages_of_helm4() {
    let (Some(helm), Some(packages)) = (helm(Version::Three), packages()) else {
        return;
    };
    let machine = Machine::with(&[("helm", &helm)]);
    machine.add_neighbour("helm");
    for name in ["helm4/portico", "helm4/portico-cli"] {
        let said = machine.fail(&["helm", "plugin", "install", &packages.address(name)]);
        assert!(said.contains("plugin metadata (plugin.yaml) missing"), "{said}");
        let said = machine.fail(&["helm", "plugin", "install", &packages.file(name)]);
        assert!(said.contains("expected plugin to be a folder"), "{said}");
        machine.assert_whole("helm");
    }
}

#[test]
fn helm4_loads_its_plugins_after_every_order_of_the_packages() {
    for helm in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let Some(packages) = packages() else {
            return;
        };
        for order in ORDERS {
            let machine = Machine::with(&[("helm", &helm)]);
            machine.add_neighbour("helm");
            let mut installed = Vec::new();
            for name in order.map(|index| PACKAGES[index]) {
                let ended = machine.run(&["helm", "plugin", "install", "--verify=false", &packages.address(name)]);
                machine.assert_whole("helm");
                if ended.code == 0 {
                    installed.push(name);
                }
            }
            let expected: &[&str] = match order {
                // Helm 4 takes this plugin of Helm 3 where it is alone, and refuses the others until it is removed.
                [0, ..] => &["helm3/portico"],
                [1, ..] => &["helm4/portico", "helm4/portico-cli"],
                // A package of Helm 3 gives way to the one that is installed.
                _ => &["helm4/portico-cli", "helm4/portico"],
            };
            assert_eq!(installed, expected, "{:?}, {order:?}", helm.version);
            if order[0] == 0 {
                machine.succeed(&["helm", "plugin", "uninstall", "portico"]);
                for name in ["helm4/portico", "helm4/portico-cli"] {
                    machine.succeed(&["helm", "plugin", "install", "--verify=false", &packages.address(name)]);
                }
                machine.assert_whole("helm");
            }
            machine.succeed(&["helm", "portico", "--version"]);
        }
    }
}

#[test]
fn helm4_takes_no_plugin_that_helm3_would_stumble_over() {
    let Some(three) = helm(Version::Three) else {
        return;
    };
    for four in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let Some(packages) = packages() else {
            return;
        };
        for (name3, name4) in [("helm", "helm4"), ("helm3", "helm")] {
            let machine = Machine::with(&[(name3, &three), (name4, &four)]);
            assert_eq!(machine.plugins(name3), machine.plugins(name4), "they share a folder unless told otherwise");
            machine.add_neighbour(name3);
            for name in ["helm4/portico", "helm4/portico-cli"] {
                let said = machine.fail(&[name4, "plugin", "install", "--verify=false", &packages.file(name)]);
                assert!(said.contains("is Helm 3 and would load no plugin of"), "{said}");
                assert!(said.contains("HELM_DATA_HOME"), "{said}");
                machine.assert_whole(name3);
                machine.assert_whole(name4);
            }
            machine.succeed(&[name3, "plugin", "install", &packages.address("helm3/portico")]);
            machine.succeed(&[name3, "portico", "--version"]);
            machine.succeed(&[name4, "portico", "--version"]);
            machine.assert_whole(name4);

            let own = format!("HELM_DATA_HOME={}", machine.home().join("helm4").display());
            for name in ["helm4/portico", "helm4/portico-cli"] {
                let package = packages.file(name);
                let ended = machine.run(&["env", &own, name4, "plugin", "install", "--verify=false", &package]);
                assert_eq!(ended.code, 0, "{ended:#?}");
                assert!(ended.talk.contains("without the HELM_DATA_HOME that is set here"), "{ended:#?}");
            }
            machine.succeed(&["env", &own, name4, "portico", "--version"]);
            machine.succeed(&[name3, "portico", "--version"]);
            machine.assert_whole(name3);
        }
    }
}

#[test]
fn helm4_installs_into_its_usual_folder_whatever_helm_plugins_says() {
    for helm in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let Some(packages) = packages() else {
            return;
        };
        let machine = Machine::with(&[("helm", &helm)]);
        let other = format!("HELM_PLUGINS={}", machine.home().join("other").display());
        let package = packages.file("helm4/portico");
        machine.succeed(&["env", &other, "helm", "plugin", "install", "--verify=false", &package]);
        assert!(machine.plugins("helm").join("portico").is_dir());
        assert!(!machine.home().join("other").join("portico").exists());
    }
}

#[test]
fn a_helm_without_a_helm3_beside_it_keeps_the_folder_that_helm3_had() {
    let (Some(three), Some(four), Some(packages)) = (helm(Version::Three), helm(Version::Four), packages()) else {
        return;
    };
    let machine = Machine::with(&[("helm3", &three), ("helm", &four)]);
    machine.succeed(&["helm3", "plugin", "install", &packages.address("helm3/portico")]);
    fs::remove_file(machine.home().join("bin/helm3")).expect("Helm 3 can be removed");
    machine.succeed(&["helm", "plugin", "uninstall", "portico"]);
    for name in ["helm4/portico", "helm4/portico-cli"] {
        machine.succeed(&["helm", "plugin", "install", "--verify=false", &packages.file(name)]);
    }
    machine.succeed(&["helm", "portico", "--version"]);
}

/// Breaks Helm 3 in the one way that is left, with a folder unpacked from a package of Helm 4, and repairs it.
#[test]
fn helm3_is_whole_again_without_the_folder_of_helm4_that_it_was_given() {
    let (Some(helm), Some(packages)) = (helm(Version::Three), packages()) else {
        return;
    };
    let machine = Machine::with(&[("helm", &helm)]);
    machine.add_neighbour("helm");
    let home = machine.home().display().to_string();
    machine.succeed(&["tar", "-xzf", &packages.file("helm4/portico-cli"), "-C", &home]);
    let said = machine.fail(&["helm", "plugin", "install", &format!("{home}/portico-cli")]);
    assert!(said.contains("plugin is installed but unusable"), "{said}");
    assert_ne!(machine.run(&["helm", "zebra"]).code, 0);
    fs::remove_file(machine.plugins("helm").join("portico-cli")).expect("it is a link");
    machine.assert_whole("helm");
}

#[test]
fn no_folder_of_the_sources_is_a_plugin() {
    for helm in super::installed::helms() {
        let machine = Machine::with(&[("helm", &helm)]);
        machine.add_neighbour("helm");
        for folder in ["src/helm-packages", "src/helm-packages/helm3", "src/helm-packages/helm4"] {
            let said = machine.fail(&["helm", "plugin", "install", folder]);
            assert!(said.contains("plugin metadata (plugin.yaml) missing"), "{said}");
            machine.assert_whole("helm");
        }
    }
}
