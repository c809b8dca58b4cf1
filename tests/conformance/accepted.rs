//! A real API server accepts everything that the combinations of the catalogue give, in every bundle of the Gateway
//! API: the objects by server-side dry run, the patches on a Gateway that exists.

use portico_core::Source;
use portico_core::render::{Options, Prerequisite, PrerequisiteForm, render};
use portico_tests::{ApiServer, Bundle, Combination, combinations, skip};
use std::collections::BTreeMap;

/// Kinds whose CRDs are in no Go module.
const WITHOUT_DEFINITION: [&str; 1] = ["kind: NginxIngressController\n"];

/// The outputs of the combinations for a bundle, each text with the first combination that gave it.
struct Given {
    documents: BTreeMap<String, String>,
    patches: BTreeMap<String, String>,
}

fn given(bundle: Bundle) -> Given {
    let mut given = Given { documents: BTreeMap::new(), patches: BTreeMap::new() };
    // Combinations that need no Gateway API are tried once, with the newest bundle.
    let newest = Bundle::ALL.last().copied();
    let wanted = |combination: &Combination| {
        combination.bundle.or(newest).is_some_and(|of_combination| of_combination == bundle)
    };
    for combination in combinations().into_iter().filter(wanted) {
        let source = Source { name: "exposure.yaml".to_owned(), text: combination.exposure.clone() };
        // Whether a refusal is right is tested elsewhere.
        let Ok(rendered) = render(&source, &Options::default()) else { continue };
        for document in rendered.manifests.split("---\n") {
            given.documents.entry(document.to_owned()).or_insert_with(|| combination.name.clone());
        }
        for Prerequisite { form, text, .. } in rendered.prerequisites {
            let texts = match form {
                PrerequisiteForm::Manifest => &mut given.documents,
                PrerequisiteForm::JsonPatch => &mut given.patches,
                PrerequisiteForm::HelmValues => continue,
            };
            texts.entry(text).or_insert_with(|| combination.name.clone());
        }
    }
    given.documents.retain(|text, _| !WITHOUT_DEFINITION.iter().any(|kind| text.contains(kind)));
    given
}

fn every_combination_is_accepted(bundle: Bundle) {
    let server = match ApiServer::with(bundle) {
        Ok(server) => server,
        Err(missing) => return skip(missing),
    };
    let Given { documents, patches } = given(bundle);
    assert!(documents.len() > 20 && !patches.is_empty(), "{} documents, {} patches", documents.len(), patches.len());
    let texts: Vec<String> = documents.keys().cloned().collect();
    let refused: Vec<String> = server
        .refusals(&texts)
        .into_iter()
        .map(|(index, why)| format!("{why}\nfrom {}\n{}", documents[&texts[index]], texts[index]))
        .collect();
    assert!(refused.is_empty(), "{} of {} are refused:\n{}", refused.len(), texts.len(), refused.join("\n"));

    let created = server.kubectl(["create", "--filename", "-"], SHARED_GATEWAY);
    assert_eq!(created.code, 0, "{}", created.talk);
    for (patch, combination) in patches {
        let arguments =
            ["patch", "gateway", "--namespace", "patched", "edge", "--type", "json", "--dry-run=server", "-o", "yaml"];
        let patched = server.kubectl(arguments.into_iter().chain(["--patch", &patch]), "");
        assert_eq!(patched.code, 0, "{}\n{combination}\n{patch}", patched.talk);
        assert!(patched.output.contains("mode: Passthrough"), "{}", patched.output);
        assert!(patched.output.contains("name: web"), "the owners' listener is gone:\n{}", patched.output);
    }
}

const SHARED_GATEWAY: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: patched}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: patched}
spec:
  gatewayClassName: edge
  listeners: [{name: web, port: 80, protocol: HTTP}]
";

#[test]
fn every_combination_is_accepted_with_the_standard_1_5() {
    every_combination_is_accepted(Bundle::Standard15);
}

#[test]
fn every_combination_is_accepted_with_the_standard_1_6() {
    every_combination_is_accepted(Bundle::Standard16);
}

#[test]
fn every_combination_is_accepted_with_the_experimental_1_3() {
    every_combination_is_accepted(Bundle::Experimental13);
}

#[test]
fn every_combination_is_accepted_with_the_experimental_1_4() {
    every_combination_is_accepted(Bundle::Experimental14);
}
