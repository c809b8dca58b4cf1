//! The packages, installed by the Helm that they are for.

use super::installed::{CHART, EXPOSURE, Version, helm, service};
use super::machine::{Machine, pack, packages};
use super::values::aws;
use portico_tests::{run_to_end, skip};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

const VERSION: &str = concat!("portico ", env!("CARGO_PKG_VERSION"), "\n");

#[test]
fn helm3_installs_its_package_from_a_server_again_and_again() {
    let (Some(helm), Some(packages)) = (helm(Version::Three), packages()) else {
        return;
    };
    let machine = Machine::with(&[("helm", &helm)]);
    machine.add_neighbour("helm");
    for _ in 0..2 {
        machine.succeed(&["helm", "plugin", "install", &packages.address("helm3/portico")]);
        assert_eq!(machine.succeed(&["helm", "portico", "--version"]), VERSION);
        machine.assert_whole("helm");
        machine.succeed(&["helm", "plugin", "uninstall", "portico"]);
        machine.assert_whole("helm");
    }
    assert_eq!(names(&machine.plugins("helm")), ["zebra"]);
}

#[test]
fn helm4_installs_its_packages_from_files_and_from_a_server() {
    for helm in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        let Some(packages) = packages() else {
            return;
        };
        let machine = Machine::with(&[("helm", &helm)]);
        machine.add_neighbour("helm");
        for from_server in [false, true] {
            for name in ["helm4/portico", "helm4/portico-cli", "helm4/portico-wasm"] {
                let source = if from_server { packages.address(name) } else { packages.file(name) };
                machine.succeed(&["helm", "plugin", "install", "--verify=false", &source]);
            }
            machine.assert_whole("helm");
            assert_eq!(machine.succeed(&["helm", "portico", "--version"]), VERSION);
            let arguments = ["--post-renderer-args", "--exposure", "--post-renderer-args", EXPOSURE];
            let template = ["helm", "template", "spaces", CHART, "-n", "upbound-system", "--post-renderer", "portico"];
            let release = machine.succeed(&[&template[..], &arguments].concat());
            assert_eq!(service(&release)["metadata"]["annotations"], aws());
            let rule = ["portico-wasm", "explain", "tls-ends-at-load-balancer"];
            assert!(machine.succeed(&[&["helm"], &rule[..]].concat()).contains("Why it matters"));

            machine.succeed(&["helm", "plugin", "uninstall", "portico", "portico-cli", "portico-wasm"]);
            assert_eq!(names(&machine.plugins("helm")), ["zebra"], "nothing is left");
        }
    }
}

#[test]
fn what_follows_helm_portico_goes_to_the_program_but_for_the_flags_of_helm() {
    for version in [Version::Three, Version::FourZero, Version::Four] {
        let (Some(helm), Some(packages)) = (helm(version), packages()) else {
            continue;
        };
        let machine = Machine::with(&[("helm", &helm)]);
        match version {
            Version::Three => machine.succeed(&["helm", "plugin", "install", &packages.address("helm3/portico")]),
            Version::FourZero | Version::Four => {
                machine.succeed(&["helm", "plugin", "install", "--verify=false", &packages.file("helm4/portico-cli")])
            }
        };
        let flags = ["--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "gcp", "-n", "other"];
        let values = machine.succeed(&[&["helm", "portico", "render"], &flags[..]].concat());
        assert!(values.contains("proxy.example.com"), "{values}");
        let help = machine.succeed(&["helm", "portico", "validate", "--help"]);
        assert!(help.contains("--deny-warnings"), "{help}");
        let judged = machine.run(&["helm", "portico", "validate", "examples/validate/values.yaml"]);
        assert_eq!(judged.code, 1, "the exit code is the program's: {judged:#?}");
        assert!(judged.output.contains("non-string-metadata-value"), "{judged:#?}");
    }
}

#[test]
fn what_is_packed_twice_is_the_same() {
    let Some(packages) = packages() else {
        return;
    };
    let again = tempfile::tempdir().expect("a folder can be made");
    pack(again.path(), &[]);
    for helm in ["helm3", "helm4"] {
        let folder = again.path().join(helm);
        for name in names(&folder) {
            let earlier = fs::read(packages.folder.join(helm).join(&name)).expect("it was packed before");
            assert!(earlier == fs::read(folder.join(&name)).expect("it is packed"), "{helm}/{name}");
        }
    }
}

#[test]
fn helm4_verifies_a_signed_package() {
    let gpg = match portico_xtask::tool("gpg") {
        Ok(gpg) => gpg,
        Err(missing) => return skip(missing),
    };
    if packages().is_none() {
        return;
    }
    let keys = tempfile::tempdir().expect("a folder can be made");
    let passphrase = keys.path().join("passphrase");
    fs::write(&passphrase, "for this test alone\n").expect("a file can be written");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&gpg);
        command.args(["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase-file"]).arg(&passphrase);
        let ended = run_to_end(command.args(arguments).current_dir(keys.path()).env("GNUPGHOME", keys.path()));
        assert_eq!(ended.code, 0, "{ended:#?}");
    };
    let key = "Portico's Tests";
    run(&["--quick-generate-key", key, "rsa2048", "sign", "never"]);
    run(&["--output", "secret.gpg", "--export-secret-keys"]);
    run(&["--output", "public.gpg", "--export"]);
    let mut stop = Command::new(gpg.with_file_name("gpgconf"));
    stop.args(["--kill", "all"]).env("GNUPGHOME", keys.path()).status().expect("the key's agent can be stopped");

    let signed = keys.path().join("signed");
    let [flag_key, flag_keyring, flag_passphrase] = ["--key", "--keyring", "--passphrase-file"].map(OsStr::new);
    let secret = keys.path().join("secret.gpg");
    pack(&signed, &[flag_key, key.as_ref(), flag_keyring, secret.as_ref(), flag_passphrase, passphrase.as_ref()]);

    let public = keys.path().join("public.gpg").into_os_string().into_string().expect("the folder has a usual name");
    for helm in [Version::FourZero, Version::Four].into_iter().filter_map(helm) {
        for name in ["portico", "portico-cli"] {
            let package = signed.join("helm4").join(format!("{name}-{}.tgz", env!("CARGO_PKG_VERSION")));
            let install = ["helm", "plugin", "install", "--keyring", &public];
            let machine = Machine::with(&[("helm", &helm)]);
            let said = machine.succeed(&[&install[..], &[&package.to_string_lossy()]].concat());
            assert!(said.contains("Plugin Hash Verified"), "{said}");

            let altered = Path::new(keys.path()).join(package.file_name().expect("it has a name"));
            fs::write(&altered, [fs::read(&package).expect("it is packed"), b"more".to_vec()].concat())
                .expect("a file can be written");
            fs::copy(package.with_extension("tgz.prov"), altered.with_extension("tgz.prov")).expect("it is signed");
            let machine = Machine::with(&[("helm", &helm)]);
            let said = machine.fail(&[&install[..], &[&altered.to_string_lossy()]].concat());
            assert!(said.contains("plugin verification failed"), "{said}");
        }
    }
}

/// Gives the names of the entries of a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("it has a usual name");
    let mut names: Vec<String> = entries.map(|entry| name(entry.expect("it can be listed"))).collect();
    names.sort();
    names
}
