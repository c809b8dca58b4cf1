//! Fixes are worked out where a user is shown them, and nowhere else.

use portico_core::{Source, fix, render, transform, validate};

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

const EXPOSURE: &str = "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n";

#[test]
fn a_fix_of_an_exposure_that_is_rendered_was_not_worked_out() {
    let method = "  method: Ingress\n  controller: haproxytech\n  ingress:\n    annotations: {a.example/b: c}\n";
    let rendered =
        render::render(&source("exposure.yaml", &format!("{EXPOSURE}{method}")), &render::Options::default())
            .expect("a warning");
    let found = rendered.report.diagnostics.iter().find(|found| found.rule == "ingress-without-passthrough");
    assert_eq!(found.expect("nothing asks for passthrough").fixes.len(), 1);
}

#[test]
fn a_fix_of_values_that_are_merged_was_not_worked_out() {
    let exposure = source("exposure.yaml", &format!("{EXPOSURE}  method: LoadBalancer\n  cloud: aws\n"));
    let values = source("values.yaml", "gatewayAPI:\n  gateway:\n    provision: true\n");
    let refused = render::merge(&values, &exposure, &render::Options::default()).expect_err("the Gateway has no route");
    let found = refused.diagnostics.iter().find(|found| found.rule == "gateway-without-route").expect("it has none");
    assert_eq!(found.fixes.len(), 1);
}

#[test]
fn no_fix_is_worked_out_where_nobody_takes_it() {
    let objects = "apiVersion: gateway.networking.k8s.io/v1\nkind: TLSRoute\nmetadata: {name: a}\nspec:\n  hostnames: [proxy.acme.dev]\n  rules:\n  - backendRefs: [{name: spaces-router, port: 443, weight: 0}]\n";
    let source = source("objects.yaml", objects);
    let is_weightless = |found: &&portico_core::Diagnostic| found.rule == "backend-weight-zero";
    let report = validate::validate(&[std::slice::from_ref(&source)], &validate::Options::default());
    assert_eq!(report.diagnostics.iter().find(is_weightless).expect("it has no weight").fixes.len(), 1);
    let refused = transform::transform(&source, None, &transform::Options::default()).expect_err("it has no weight");
    assert!(refused.diagnostics.iter().find(is_weightless).expect("it has no weight").fixes.is_empty());
    let fixes = fix::FixOptions { unsafe_fixes: true, ..fix::FixOptions::default() };
    let fixed = fix::fix(&[[source]], &validate::Options::default(), fixes);
    assert!(fixed.applied.iter().any(|fix| fix.rule == "backend-weight-zero"), "{:?}", fixed.report);
}
