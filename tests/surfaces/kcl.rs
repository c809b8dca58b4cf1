//! KCL in front of Portico: a program prints a release and the Exposure for it, as one stream or as a `ResourceList`. The
//! Exposure is made by the module of `src/kcl`.
//!
//! The engine is the real one. KCL's own program can't be had from a package registry, so a script of the fixtures
//! takes its place, with the part of its command line that the examples need. So the module isn't pushed to a registry.

use portico_tests::{Ended, Example, objects, portico, root, run_to_end, set_search_path, skip};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Finds the engine's Python and the script that stands for `kcl`, if the engine is there.
fn kcl() -> Option<[PathBuf; 2]> {
    let python = portico_xtask::tool("kcl").map_err(skip).ok()?;
    Some([python, root().join("tests/fixtures/kcl/kcl")])
}

/// Copies the example, which finds the module by an absolute path then.
fn example() -> Example {
    let example = Example::new("kcl");
    example.replace("kcl.mod", "../../src/kcl", root().join("src/kcl").to_str().expect("the path is text"));
    example
}

/// Runs the program of a file, with flags.
fn run(kcl: &[PathBuf; 2], folder: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new("kcl");
    set_search_path(&mut command, &kcl.each_ref().map(PathBuf::as_path));
    run_to_end(command.arg("run").args(arguments).current_dir(folder))
}

/// Gives the output of a program that succeeds.
fn printed(kcl: &[PathBuf; 2], folder: &Path, arguments: &[&str]) -> String {
    let ended = run(kcl, folder, arguments);
    assert_eq!(ended.code, 0, "{ended:#?}");
    ended.output
}

#[test]
fn the_exposure_is_taken_out_of_the_stream_and_applied() {
    let Some(kcl) = kcl() else {
        return;
    };
    let example = example();
    let printed = printed(&kcl, example.folder(), &["main.k"]);
    let (release, exposure) = printed.rsplit_once("---\n").expect("it prints a stream");
    assert!(exposure.contains("kind: Exposure"), "{exposure}");
    let before = "  labels:\n    app: spaces-router\nspec:\n  type: ClusterIP\n";
    let after = "  labels:\n    app: spaces-router\n  annotations:\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-type: external\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing\n\
                 \x20   service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip\n\
                 spec:\n  type: LoadBalancer\n";
    assert_eq!(release.matches(before).count(), 1, "{release}");

    let ended = run_to_end(&mut example.commands("Run", &kcl.each_ref().map(PathBuf::as_path)));
    assert_eq!(ended.code, 0, "{ended:#?}");
    assert_eq!(ended.output, release.replace(before, after));
}

#[test]
fn the_items_of_a_resource_list_are_the_documents_of_the_stream() {
    let Some(kcl) = kcl() else {
        return;
    };
    let example = example();
    let tools = kcl.each_ref().map(PathBuf::as_path);
    let [stream, list] = ["Run", "ResourceList"].map(|section| run_to_end(&mut example.commands(section, &tools)));
    assert_eq!(list.code, 0, "{list:#?}");
    let list = &objects(&list.output)[0];
    assert_eq!(list["kind"], "ResourceList");
    assert_eq!(list["items"], Value::from(objects(&stream.output)));
}

#[test]
fn what_cannot_work_ends_the_pipe_with_the_reason() {
    let Some(kcl) = kcl() else {
        return;
    };
    for (right, wrong, rule, reason) in [
        (
            "_host = \"proxy.example.com\"",
            "_host = \"proxy.example.com:443\"",
            "host-is-not-a-domain-name",
            "has a port",
        ),
        ("labels = _labels", "annotations = {\"example.com/count\" = 3}", "non-string-metadata-value", "the number 3"),
    ] {
        let example = example();
        example.replace("release.k", right, wrong);
        let ended = run_to_end(&mut example.commands("Run", &kcl.each_ref().map(PathBuf::as_path)));
        assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{rule}: {ended:#?}");
        for said in [rule, reason, "help"] {
            assert!(ended.talk.contains(said), "{rule}: {said:?} is not said: {ended:#?}");
        }

        let ended = run_to_end(&mut example.commands("ResourceList", &kcl.each_ref().map(PathBuf::as_path)));
        assert_eq!(ended.code, 1, "{rule}: {ended:#?}");
        let results = &objects(&ended.output)[0]["results"];
        assert_eq!(results[0]["tags"]["portico.dev/rule"], rule, "{results}");
    }
}

#[test]
fn the_module_refuses_in_the_words_of_the_rules() {
    let Some(kcl) = kcl() else {
        return;
    };
    let right = json!({"host": "proxy.acme.dev", "method": "LoadBalancer", "cloud": "aws"});
    for (field, value) in [
        ("/method", json!("Loadbalancer")),
        ("/method", Value::Null),
        ("/host", Value::Null),
        ("/cloud", json!("hetzner")),
        ("/access", json!("everybody")),
        ("/backend", json!({"port": 0})),
        ("/backend", json!({"targetPort": 70000})),
        ("/targets", json!({"gatewayAPI": {"version": "1.5", "channel": "beta"}})),
        ("/tls", json!({"caBundle": {"secretName": "ca"}})),
    ] {
        let mut spec = right.clone();
        spec[&field[1..]] = value;
        spec.as_object_mut().expect("it is one").retain(|_, value| !value.is_null());
        let exposure = json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "spec": spec});
        let told = portico(["validate", "--format", "json", "-"]).input(exposure.to_string()).ended();
        let report: Value = serde_json::from_str(&told.output).expect("the report is JSON");
        let found = &report["diagnostics"][0];
        let [rule, message] = ["rule", "message"].map(|field| found[field].as_str().expect("it is text"));

        let example = example();
        let program = format!("import portico\n\nportico.stream([], portico.exposure(\"spaces\", {spec}))\n");
        fs::write(example.folder().join("main.k"), program).expect("it can be written");
        let ended = run(&kcl, example.folder(), &["main.k"]);
        assert_ne!(ended.code, 0, "{spec}: {ended:#?}");
        let said = format!("{rule}: {message}");
        assert!(ended.talk.contains(&said), "{said:?} is not said: {ended:#?}");
    }
}

#[test]
fn the_module_is_closed() {
    let Some(kcl) = kcl() else {
        return;
    };
    let example = example();
    example.replace("release.k", "method = ", "clowd = \"aws\"\n    method = ");
    let ended = run(&kcl, example.folder(), &["main.k"]);
    assert_ne!(ended.code, 0, "{ended:#?}");
    assert!(ended.talk.contains("clowd"), "{ended:#?}");
}

#[test]
fn the_module_has_the_programs_version_and_licence() {
    let manifest = fs::read_to_string(root().join("src/kcl/kcl.mod")).expect("the module has a manifest");
    for (key, value) in [("version", env!("CARGO_PKG_VERSION")), ("license", env!("CARGO_PKG_LICENSE"))] {
        assert!(manifest.contains(&format!("\n{key} = \"{value}\"\n")), "{key} is another than {value}");
    }
}

// Faults that Portico once had.

#[test]
fn what_kcl_prints_by_default_came_out_unchanged_without_a_word() {
    let Some(kcl) = kcl() else {
        return;
    };
    let example = example();
    let program = "import release\n\nreplicas = 2\nitems = release.objects + [release.exposure]\n";
    fs::write(example.folder().join("main.k"), program).expect("it can be written");
    let variables = printed(&kcl, example.folder(), &["main.k"]);
    for arguments in [&["post-render"][..], &["validate", "--deny-warnings", "-"]] {
        let ended = portico(arguments).input(variables.clone()).ended();
        assert_eq!(ended.code, 1, "{ended:#?}");
        let said = format!("{}{}", ended.output, ended.talk);
        for words in ["exposure-inside-another-document", "`items[2]`", "manifests.yaml_stream", "kcl run -S items"] {
            assert!(said.contains(words), "{words:?} is not said: {ended:#?}");
        }
    }
    let items = printed(&kcl, example.folder(), &["main.k", "-S", "items"]);
    let ended = portico(["post-render"]).input(items).ended();
    assert_eq!(ended.code, 0, "{ended:#?}");
    assert!(ended.output.contains("type: LoadBalancer"), "{ended:#?}");
}
