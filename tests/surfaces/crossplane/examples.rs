//! The compositions of `examples/crossplane`, each rendered by crank as its cluster stands: what comes out is beside what the
//! cluster shows, in `tests/fixtures/crossplane/EXAMPLE/STATE`. `BLESS=1` writes it.

use super::crank;
use super::pipeline::{Pipeline, Rendered};
use super::server::Server;
use portico_tests::{objects, portico};
use portico_xtask::root;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()));
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("it has a name")
}

/// Gives the objects of a file beside the expected ones, if it is there.
fn given(state: &Path, file: &str) -> Vec<Value> {
    fs::read_to_string(state.join(file)).map(|text| objects(&text)).unwrap_or_default()
}

#[test]
fn every_example_comes_out_as_its_cluster_stands() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    let fixtures = root().join("tests/fixtures/crossplane");
    for example in folders(&root().join("examples/crossplane")) {
        let states = folders(&fixtures.join(name(&example)));
        assert!(!states.is_empty(), "{} has no state in {}", example.display(), fixtures.display());
        for state in states {
            let pipeline = Pipeline::of(&server, name(&example));
            let rendered =
                pipeline.render_with(&crank, &given(&state, "observed.yaml"), &given(&state, "required.yaml"));
            assert_eq!(rendered.0.code, 0, "{}: {rendered:#?}", state.display());
            let expected = state.join("expected.yaml");
            if env::var_os("BLESS").is_some() {
                fs::write(&expected, &rendered.0.output).expect("it can be written");
            }
            let expected = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(rendered.0.output, expected, "{}", state.display());
        }
    }
}

/// Renders an Exposure by the program, and gives the objects of an output.
fn rendered(output: &str, spec: &Value) -> Vec<Value> {
    let metadata = json!({"name": "team-a"});
    let exposure =
        json!({"apiVersion": "portico.dev/v1alpha1", "kind": "Exposure", "metadata": metadata, "spec": spec});
    let rendered = portico(["render", "-f", "-", "--output", output]).input(exposure.to_string()).ended();
    assert_eq!(rendered.code, 0, "{}", rendered.talk);
    objects(&rendered.output)
}

/// Gives the Exposure's spec that an example asks for.
fn asked(pipeline: &mut Pipeline) -> Value {
    let mut spec = pipeline.step()["input"]["spec"].clone();
    spec["host"] = pipeline.asked()["host"].clone();
    spec
}

/// Gives the objects that were rendered, those inside others in their place.
fn composed(rendered: &Rendered) -> Vec<Value> {
    let inner = |object: Value| match object.pointer("/spec/forProvider/manifest") {
        Some(manifest) => manifest.clone(),
        None => object,
    };
    rendered.objects().into_iter().map(inner).collect()
}

#[test]
fn a_release_gets_the_values_of_each_method() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    for folder in ["load-balancer", "ingress", "gateway", "gateway-composed", "another-cluster"] {
        let mut pipeline = Pipeline::of(&server, folder);
        let spec = asked(&mut pipeline);
        let mut expected = rendered("values", &spec).remove(0);
        expected["router"]["replicaCount"] = json!(2);
        let found = pipeline.render(&crank);
        assert_eq!(found.resource("spaces")["spec"]["forProvider"]["values"], expected, "{folder}");
        assert_ne!(found.condition_of("Ready")[0], "True", "{folder}: there is no address");
    }
}

#[test]
fn what_is_composed_is_what_the_program_renders() {
    let Some(crank) = crank() else { return };
    let server = Server::start();
    for (folder, output) in
        [("gateway-composed", "prerequisites"), ("another-cluster", "prerequisites"), ("external-backend", "manifests")]
    {
        let mut pipeline = Pipeline::of(&server, folder);
        let wanted = rendered(output, &asked(&mut pipeline));
        let found = composed(&pipeline.render(&crank));
        assert!(!wanted.is_empty(), "{folder}");
        for wanted in wanted.iter().filter(|object| object["kind"].is_string()) {
            let is_it = |object: &&Value| {
                object["kind"] == wanted["kind"] && object["metadata"]["name"] == wanted["metadata"]["name"]
            };
            let object = found.iter().find(is_it).unwrap_or_else(|| panic!("{folder}: no {wanted:#} in {found:#?}"));
            assert_eq!((&object["spec"], &object["apiVersion"]), (&wanted["spec"], &wanted["apiVersion"]), "{folder}");
        }
    }
}
