//! Public charts, rendered by every Helm, as proof beyond the stand-in for the Spaces chart.

use super::installed::{Helm, Version, assert_rendered, helms};
use portico_tests::{
    EXPOSED_ON_AWS, Ended, METHODS, Method, PUBLIC_CHARTS, PublicChart, object, objects, portico, run_to_end, skip,
};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Mutex, OnceLock};

/// Renders a chart, with flags for a post-renderer.
fn rendered(helm: &Helm, chart: &PublicChart, post_renderer: &[&str]) -> Ended {
    let ended = attempted(helm, chart, post_renderer);
    assert_rendered(helm, &ended);
    ended
}

/// Does the same, but allows a failure.
fn attempted(helm: &Helm, chart: &PublicChart, post_renderer: &[&str]) -> Ended {
    let folder = chart.folder().expect("the chart has been looked for");
    let flags = chart.flags().expect("the chart has been looked for");
    run_to_end(helm.command(&["template"], &folder).args(flags).args(post_renderer))
}

/// Gives the chart's release when nothing is changed: each Helm renders it once for all tests.
pub fn untouched(helm: &Helm, chart: &PublicChart) -> &'static str {
    static RELEASES: Mutex<BTreeMap<(Version, &str), &OnceLock<String>>> = Mutex::new(BTreeMap::new());
    let release = {
        let mut releases = RELEASES.lock().expect("nobody panics with it");
        *releases.entry((helm.version, chart.tool)).or_insert_with(|| Box::leak(Box::default()))
    };
    release.get_or_init(|| rendered(helm, chart, helm.through_nothing()).output)
}

/// Calls `check` with every Helm and every chart that are there, and with the chart's release when nothing is changed.
fn releases(check: impl Fn(&Helm, &PublicChart, &str)) {
    for chart in PUBLIC_CHARTS {
        if let Err(missing) = chart.folder() {
            skip(missing);
            continue;
        }
        for helm in helms() {
            check(&helm, &chart, untouched(&helm, &chart));
        }
    }
}

#[test]
fn without_an_exposure_a_public_chart_passes_through() {
    releases(|helm, chart, untouched| {
        let ended = rendered(helm, chart, &helm.through_portico(&[]));
        // Not assert_eq: a release is up to 4 MB.
        assert!(ended.output == untouched, "{} is changed in Helm {:?}", chart.tool, helm.version);
    });
}

#[test]
fn an_exposure_changes_nothing_of_a_public_chart_but_what_it_asks_for() {
    releases(|helm, chart, untouched| {
        let file = helm.home.path().join("exposure.yaml");
        for method in METHODS {
            fs::write(&file, chart.backend.exposure(&method)).expect("the Exposure can be written");
            let exposure = ["--exposure", file.to_str().expect("the folder has a usual name")];
            let output = rendered(helm, chart, &helm.through_portico(&exposure)).output;
            if method.adds.is_empty() {
                assert_only_the_service_changed(chart, untouched, &output);
            } else {
                assert_only_added(helm, chart, &method, untouched, &output);
            }
            let again = portico(["post-render"].into_iter().chain(exposure)).input(output.clone()).ended();
            assert_eq!(again.code, 0, "{}", again.talk);
            assert!(again.output == output, "{}: twice is not once in Helm {:?}", chart.tool, helm.version);
        }
    });
}

/// A load balancer that ends TLS, with which no backend works.
const ENDS_TLS: Method = Method {
    fields: "method: LoadBalancer\n  cloud: aws\n  loadBalancer:\n    annotations:\n      \
             service.beta.kubernetes.io/aws-load-balancer-ssl-cert: arn:aws:acm:eu-west-1:1:certificate/a",
    adds: &[],
};

#[test]
fn a_public_chart_whose_exposure_cannot_work_is_refused_with_the_reason() {
    releases(|helm, chart, _| {
        let file = helm.home.path().join("exposure.yaml");
        fs::write(&file, chart.backend.exposure(&ENDS_TLS)).expect("the Exposure can be written");
        let exposure = ["--exposure", file.to_str().expect("the folder has a usual name")];
        let ended = attempted(helm, chart, &helm.through_portico(&exposure));
        let case = format!("{}, Helm {:?}: {ended:#?}", chart.tool, helm.version);
        assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{case}");
        assert!(ended.talk.contains("tls-ends-at-load-balancer") && ended.talk.contains("help: "), "{case}");
    });
}

/// Gives the lines that are in only one of two texts, without their indentation: those of the first, and of the second.
fn difference(before: &str, after: &str) -> [Vec<String>; 2] {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {}
            ChangeTag::Delete => removed.push(change.value().trim().to_owned()),
            ChangeTag::Insert => added.push(change.value().trim().to_owned()),
        }
    }
    [removed, added]
}

fn assert_only_the_service_changed(chart: &PublicChart, untouched: &str, output: &str) {
    let [removed, mut added] = difference(untouched, output);
    let old = chart.service_type.filter(|&kind| kind != "LoadBalancer").map(|kind| format!("type: {kind}"));
    assert_eq!(removed, Vec::from_iter(old), "{}", chart.tool);
    added.retain(|line| line != "annotations:");
    let is_there = |line: &str| line == "type: LoadBalancer" && chart.service_type == Some("LoadBalancer");
    let new: Vec<_> = EXPOSED_ON_AWS.into_iter().filter(|line| !is_there(line)).collect();
    assert_eq!(added, new, "{}", chart.tool);

    let service = object(output, "Service", chart.backend.service);
    assert_eq!(service["spec"]["type"], "LoadBalancer", "{}", chart.tool);
    let annotation = "service.beta.kubernetes.io/aws-load-balancer-scheme";
    assert_eq!(service["metadata"]["annotations"][annotation], "internet-facing", "{}", chart.tool);
}

fn assert_only_added(helm: &Helm, chart: &PublicChart, method: &Method, untouched: &str, output: &str) {
    let [removed, _] = difference(untouched, output);
    assert_eq!(removed, Vec::<String>::new(), "{}", chart.tool);
    let mut before = objects(untouched);
    let mut added = Vec::new();
    for object in objects(output) {
        if let Some(place) = before.iter().position(|candidate| *candidate == object) {
            before.remove(place);
            // Helm 3 puts hooks behind what it gets from a post-renderer; Helm 4 sorts everything by kinds.
            let may_follow = helm.version != Version::Three || is_hook(&object) || added.is_empty();
            assert!(may_follow, "{}: something was added before {object}", chart.tool);
        } else {
            added.push(object);
        }
    }
    assert_eq!(before, Vec::<Value>::new(), "{}: not there any more", chart.tool);
    let kinds: Vec<&Value> = added.iter().map(|object| &object["kind"]).collect();
    assert_eq!(kinds, method.adds, "{}: {added:#?}", chart.tool);
    for object in &added {
        assert_eq!(object["metadata"]["namespace"], chart.backend.namespace, "{}: {object}", chart.tool);
    }
}

fn is_hook(object: &Value) -> bool {
    object["metadata"]["annotations"]["helm.sh/hook"].is_string()
}
