//! Every combination that the catalogue allows gives all its outputs, and Portico finds nothing wrong in them.

use portico_core::Source;
use portico_core::finding::{Diagnostic, Severity};
use portico_core::render::{self, PrerequisiteForm, Rendered, render};
use portico_core::validate::{Options, validate};
use portico_tests::{Combination, combinations};
use std::collections::BTreeSet;

/// Renders a combination; nothing where the CRDs don't serve the version that the controller watches.
fn rendered(combination: &Combination) -> Option<Rendered> {
    let source = Source { name: "exposure.yaml".to_owned(), text: combination.exposure.clone() };
    match render(&source, &render::Options::default()) {
        Ok(rendered) => Some(rendered),
        Err(refused) => {
            let found = refused.diagnostics;
            let is_expected = combination.bundle.is_some()
                && found.iter().all(|diagnostic| diagnostic.rule == "tls-route-version-not-served");
            assert!(is_expected, "{}: {found:#?}", combination.name);
            None
        }
    }
}

#[test]
fn every_combination_gives_every_output() {
    for combination in combinations() {
        let Some(rendered) = rendered(&combination) else { continue };
        let is_spaces = !combination.name.contains("checkout");
        assert_eq!(rendered.values.is_some(), is_spaces, "{}", combination.name);
        for file in &rendered.files {
            assert!(!file.text.is_empty(), "{}: {}", combination.name, file.name);
        }
        for prerequisite in &rendered.prerequisites {
            assert!(rendered.steps.contains(&prerequisite.file), "{}: {}", combination.name, prerequisite.file);
        }
        let names: BTreeSet<&String> = rendered.files.iter().map(|file| &file.name).collect();
        assert_eq!(names.len(), rendered.files.len(), "{}: two files have one name", combination.name);
    }
}

#[test]
fn every_controller_of_gateways_works_on_the_standard_channel() {
    let (mut tried, mut rendered_on_standard) = (BTreeSet::new(), BTreeSet::new());
    for combination in combinations() {
        let Some(bundle) = combination.bundle else { continue };
        let spec: serde_json::Value = serde_json::from_str(&combination.name).expect("a name is JSON");
        let controller = spec["controller"].as_str().expect("a Gateway has a controller").to_owned();
        if bundle.channel() != "standard" || controller.contains('@') {
            continue;
        }
        if rendered(&combination).is_some() {
            rendered_on_standard.insert((bundle.version(), controller.clone()));
        }
        tried.insert((bundle.version(), controller));
    }
    assert_eq!(tried, rendered_on_standard);
}

#[test]
fn what_is_rendered_validates_without_an_error_or_a_warning() {
    let mut judged = BTreeSet::new();
    for combination in combinations() {
        let Some(rendered) = rendered(&combination) else { continue };
        assert_silent(&combination, "the Exposure", &rendered.report.diagnostics);
        let exposure = Source { name: "exposure.yaml".to_owned(), text: combination.exposure.clone() };
        let options = Options { exposure: Some(exposure), ..Options::default() };
        let prerequisites = rendered
            .prerequisites
            .iter()
            .filter(|prerequisite| prerequisite.form != PrerequisiteForm::JsonPatch)
            .map(|prerequisite| (prerequisite.file.clone(), prerequisite.text.clone()));
        let own = [("manifests.yaml".to_owned(), rendered.manifests.clone())];
        let values = rendered.values.map(|values| ("exposure-values.yaml".to_owned(), values));
        let sources: Vec<Source> =
            prerequisites.chain(own).chain(values).map(|(name, text)| Source { name, text }).collect();
        for source in sources.into_iter().chain([Source { name: "again.yaml".to_owned(), text: rendered.exposure }]) {
            if judged.insert((source.text.clone(), combination.name.contains("checkout"))) {
                let report = validate(&[std::slice::from_ref(&source)], &options);
                assert_silent(&combination, &source.text, &report.diagnostics);
            }
        }
    }
    assert!(judged.len() > 100, "only {} texts were judged", judged.len());
}

fn assert_silent(combination: &Combination, text: &str, found: &[Diagnostic]) {
    let loud: Vec<&Diagnostic> = found.iter().filter(|diagnostic| diagnostic.severity != Severity::Info).collect();
    assert!(loud.is_empty(), "{}: {loud:#?} in\n{text}", combination.name);
}
