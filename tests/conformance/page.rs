//! The documentation's page on exposing Spaces: it tells its readers to write what Portico renders.

use portico_manifest::{Limits, parse, split};
use portico_tests::{portico, shared, skip};
use serde_json::{Value, json};
use std::fs;

const HOST: &str = "proxy.example.com";

/// Gives the first block of YAML below a heading of the page, as data.
fn block_below(page: &str, heading: &str) -> Value {
    let section = page.split(heading).nth(1).expect("the page has the heading");
    let block = section.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    data(block.expect("a block of YAML follows the heading"))
}

fn data(text: &str) -> Value {
    let limits = Limits::default();
    let documents = split(text);
    let document = parse(text, &documents[0], &limits).expect("the text is YAML");
    document.root().expect("the text holds values").to_data(&limits).expect("the values are data")
}

fn rendered(flags: &[&str]) -> Value {
    data(&values(flags))
}

fn values(flags: &[&str]) -> String {
    let ended = portico(["render", "--host", HOST].iter().chain(flags)).ended();
    assert_eq!(ended.code, 0, "{flags:?}: {}", ended.talk);
    ended.output
}

/// Gives the page's choices: the flags that ask for each, and the values on the page.
fn choices() -> Option<Vec<(Vec<&'static str>, Value)>> {
    let Some(file) = shared("seed/exposing-spaces.mdx") else {
        skip("../shared is not there");
        return None;
    };
    let page = fs::read_to_string(file).expect("the page can be read");
    let aws = block_below(&page, "## LoadBalancer Service");
    let mut gcp = aws.clone();
    gcp["router"]["proxy"]["service"]["annotations"] = json!({"cloud.google.com/l4-rbs": "enabled"});
    assert!(page.contains("`cloud.google.com/l4-rbs: enabled`"), "the page's table says what Google Cloud needs");
    let mut azure = aws.clone();
    azure["router"]["proxy"]["service"].as_object_mut().expect("a mapping").remove("annotations");
    let traefik = block_below(&page, "### Traefik (with nginx provider)");
    Some(vec![
        (vec!["--method", "LoadBalancer", "--cloud", "aws"], aws),
        (vec!["--method", "LoadBalancer", "--cloud", "gcp"], gcp),
        (vec!["--method", "LoadBalancer", "--cloud", "azure"], azure),
        (vec!["--method", "Ingress", "--controller", "traefik-nginx"], traefik),
    ])
}

#[test]
fn without_extras_the_page_s_blocks_are_rendered_exactly() {
    for (mut flags, expected) in choices().into_iter().flatten() {
        flags.extend(["--extras", "none"]);
        assert_eq!(rendered(&flags), expected, "{flags:?}");
    }
}

#[test]
fn the_default_gives_more_and_never_less() {
    for (flags, expected) in choices().into_iter().flatten() {
        assert!(contains(&rendered(&flags), &expected), "{flags:?}");
    }
}

#[test]
fn a_class_without_a_controller_gives_the_page_s_generic_block() {
    let Some(file) = shared("seed/exposing-spaces.mdx") else { return skip("../shared is not there") };
    let page = fs::read_to_string(file).expect("the page can be read");
    let section = page.split("## Ingress\n").nth(1).expect("the page has the heading");
    let mut expected = block_below(section, "### Configuration");
    expected["ingress"]["ingressClassName"] = json!("internal");
    let exposure = "{apiVersion: portico.dev/v1alpha1, kind: Exposure, spec: {host: proxy.example.com, method: Ingress, \
                    extras: none, ingress: {className: internal}}}";
    let ended = portico(["render", "-f", "-"]).input(exposure).ended();
    assert_eq!(ended.code, 0, "{}", ended.talk);
    assert_eq!(data(&ended.output), expected);
}

#[test]
fn what_is_rendered_validates_without_an_error_or_a_warning() {
    let ways: [&[&str]; 4] = [
        &["--method", "LoadBalancer", "--cloud", "aws"],
        &["--method", "LoadBalancer", "--cloud", "gcp"],
        &["--method", "LoadBalancer", "--cloud", "azure"],
        &["--method", "Ingress", "--controller", "traefik-nginx"],
    ];
    for way in ways {
        for rest in [&[][..], &["--extras", "none"]] {
            let flags: Vec<&str> = way.iter().chain(rest).copied().collect();
            let ended = portico(["validate", "--format", "json", "-"]).input(values(&flags)).ended();
            assert_eq!(ended.code, 0, "{flags:?}: {}", ended.output);
            let report: Value = serde_json::from_str(&ended.output).expect("the report is JSON");
            let summary = &report["summary"];
            assert_eq!((&summary["errors"], &summary["warnings"]), (&json!(0), &json!(0)), "{flags:?}: {report}");
            assert_eq!(summary["recognized"], json!([{"kind": "Spaces values", "count": 1}]), "{flags:?}");
        }
    }
}

/// Whether `whole` has everything that `part` has, mapping by mapping.
fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|inner| contains(inner, value)))
        }
        _ => whole == part,
    }
}
