//! A real API server accepts the objects that post-rendering changes in releases and adds to them: in the stand-in for
//! the Spaces chart, in public charts, and in the streams that are shared beside the repository.

use crate::surfaces::helm::charts::untouched;
use crate::surfaces::helm::installed::{Version, helm};
use portico_tests::{ApiServer, Backend, Bundle, METHODS, Method, PUBLIC_CHARTS, objects, portico, shared, skip};
use serde_json::Value;
use std::collections::HashSet;
use std::fs;

/// The Service of the Spaces chart.
const SPACES: Backend = Backend { namespace: "upbound-system", service: "spaces-router", port: 443, target_port: 8443 };

/// TLS services in the streams of the corpus.
const CORPUS: [(&str, Backend); 4] = [
    ("argocd", Backend { namespace: "argocd", service: "argocd-server", port: 443, target_port: 8080 }),
    ("crossplane", Backend { namespace: "crossplane", service: "crossplane-webhooks", port: 9443, target_port: 9443 }),
    (
        "ingress-nginx",
        Backend { namespace: "ingress-nginx", service: "ingress-nginx-controller", port: 443, target_port: 443 },
    ),
    ("traefik", Backend { namespace: "traefik", service: "traefik", port: 443, target_port: 8443 }),
];

/// A rendered release, and the service of it to expose.
struct HelmRelease {
    name: String,
    stream: String,
    backend: Backend,
}

/// Gives every release that can be had here.
fn releases() -> Vec<HelmRelease> {
    let mut releases = of_charts();
    let Some(corpus) = shared("corpus") else {
        skip("../shared is not there");
        return releases;
    };
    for (name, backend) in CORPUS {
        let stream = fs::read_to_string(corpus.join(name).with_extension("yaml")).expect("the stream can be read");
        releases.push(HelmRelease { name: name.to_owned(), stream, backend });
    }
    releases
}

fn of_charts() -> Vec<HelmRelease> {
    let Some(helm) = helm(Version::Three) else {
        return Vec::new();
    };
    let mut releases =
        vec![HelmRelease { name: "the stand-in of Spaces".to_owned(), stream: helm.untouched(&[]), backend: SPACES }];
    for chart in PUBLIC_CHARTS {
        match chart.folder() {
            Ok(_) => releases.push(HelmRelease {
                name: chart.tool.to_owned(),
                stream: untouched(&helm, &chart).to_owned(),
                backend: chart.backend,
            }),
            Err(missing) => skip(missing),
        }
    }
    releases
}

/// Gives the documents of a stream, without its separators.
fn documents(stream: &str) -> impl Iterator<Item = &str> {
    stream.split("\n---\n").map(|document| document.strip_prefix("---\n").unwrap_or(document).trim_end())
}

fn what_is_changed_or_added_is_accepted(bundle: Bundle) {
    let server = match ApiServer::with(bundle) {
        Ok(server) => server,
        Err(missing) => return skip(missing),
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("exposure.yaml");
    let mut changed: Vec<String> = Vec::new();
    let mut from: Vec<String> = Vec::new();
    for HelmRelease { name, stream, backend } in releases() {
        let before: HashSet<&str> = documents(&stream).collect();
        for method in METHODS {
            let targets =
                format!("targets: {{gatewayAPI: {{version: {:?}, channel: {}}}}}", bundle.version(), bundle.channel());
            let exposure = format!("{}  {targets}\n", backend.exposure(&method));
            fs::write(&file, exposure).expect("the Exposure can be written");
            let arguments = ["post-render".as_ref(), "--exposure".as_ref(), file.as_os_str()];
            let ended = portico(arguments).input(stream.clone()).ended();
            assert_eq!(ended.code, 0, "{name}, {}: {}", method.fields, ended.talk);
            let new: Vec<_> = documents(&ended.output).filter(|document| !before.contains(document)).collect();
            assert_kinds(&name, &method, &new);
            from.extend(new.iter().map(|_| format!("{name}, {}", method.fields)));
            changed.extend(new.into_iter().map(str::to_owned));
        }
    }
    let refused: Vec<String> = server
        .refusals(&changed)
        .into_iter()
        .map(|(index, why)| format!("{why}\nfrom {}\n{}", from[index], changed[index]))
        .collect();
    assert!(refused.is_empty(), "{} of {} are refused:\n{}", refused.len(), changed.len(), refused.join("\n"));
}

/// Asserts that the method's objects were added, or else the Service changed. A `NetworkPolicy` may be changed besides.
fn assert_kinds(release: &str, method: &Method, changed: &[&str]) {
    let kinds: Vec<Value> =
        changed.iter().flat_map(|text| objects(text)).map(|object| object["kind"].clone()).collect();
    let expected = if method.adds.is_empty() { &["Service"] } else { method.adds };
    let others: Vec<_> = kinds.iter().filter(|kind| **kind != "NetworkPolicy").collect();
    assert_eq!(others, expected, "{release}, {}: {changed:#?}", method.fields);
}

#[test]
fn what_is_changed_or_added_is_accepted_with_the_standard_1_5() {
    what_is_changed_or_added_is_accepted(Bundle::Standard15);
}

#[test]
fn what_is_changed_or_added_is_accepted_with_the_standard_1_6() {
    what_is_changed_or_added_is_accepted(Bundle::Standard16);
}

#[test]
fn what_is_changed_or_added_is_accepted_with_the_experimental_1_3() {
    what_is_changed_or_added_is_accepted(Bundle::Experimental13);
}

#[test]
fn what_is_changed_or_added_is_accepted_with_the_experimental_1_4() {
    what_is_changed_or_added_is_accepted(Bundle::Experimental14);
}
