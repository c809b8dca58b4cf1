//! Streams in every form that YAML has, and some that it doesn't.

use crate::surfaces::cli::{EXPOSURE, SERVICE, assert_ended, folder, write};
use portico_tests::{Ended, portico};

const BEFORE: &str = "namespace: upbound-system\nspec:\n  type: ClusterIP\n";
const AFTER: &str = "\
namespace: upbound-system
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
spec:
  type: LoadBalancer
";

const BROKEN: &str = "\
---
# Source: spaces/templates/good.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: spaces-router}
---
# Source: spaces/templates/broken.yaml
kind: Service
metadata: {name: spaces-router
---
# Source: spaces/templates/better.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: spaces-router-2}
";

/// A form of stream, and how a text is brought into it.
type Form<'form> = (&'form str, &'form dyn Fn(&str) -> String);

fn exposed(input: impl Into<Vec<u8>>) -> Ended {
    let folder = folder();
    write(&folder, "exposure.yaml", EXPOSURE);
    portico(["post-render", "--exposure", "exposure.yaml"]).folder(folder.path()).input(input).ended()
}

#[test]
fn the_service_is_exposed_in_every_form_of_stream() {
    let other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"a\"}\n";
    let forms: [Form<'_>; 10] = [
        ("as it is", &str::to_owned),
        ("with CRLF", &|text| text.replace('\n', "\r\n")),
        ("without a last line end", &|text| text.trim_end().to_owned()),
        ("behind a byte-order mark", &|text| format!("\u{feff}{text}")),
        ("with an end of the document", &|text| format!("{text}...\n")),
        ("with an end of the document, and another one", &|text| format!("{text}...\n---\n{other}")),
        ("behind separators", &|text| format!("---\n---\n{text}")),
        ("before separators", &|text| format!("{text}---\n---\n")),
        ("between others", &|text| format!("{other}--- # next\n{text}---\n{other}")),
        ("below comments", &|text| format!("# a\n\n---\n# Source: a/templates/b.yaml\n{text}# b")),
    ];
    for (form, write) in forms {
        let ended = exposed(write(SERVICE));
        assert_ended(&ended, 0);
        assert_eq!(ended.output, write(&SERVICE.replace(BEFORE, AFTER)), "{form}");
    }
}

#[test]
fn what_holds_no_object_passes_through() {
    for input in ["---", "---\n", "---\n---\n", "...\n", "# a comment\n", "\r\n\r\n", "\u{feff}", "null\n", "{}"] {
        let ended = portico(["post-render"]).input(input).ended();
        assert_ended(&ended, 0);
        assert_eq!(ended.output, input, "{input:?}");
        // Documents of nothing are documents, and blank ones are none.
        let has_documents = ["...\n", "null\n", "{}"].contains(&input);
        assert_eq!(ended.talk.contains("exposure-missing"), has_documents, "{input:?}: {}", ended.talk);
    }
    // The release of a chart whose templates give nothing, or only hooks, which Helm 3 doesn't pass on.
    let nothing = exposed("---\n# Source: a/templates/b.yaml\n");
    assert_ended(&nothing, 0);
    let missing = exposed("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    assert_ended(&missing, 1);
    assert!(missing.output.is_empty() && missing.talk.contains("backend-service-missing"), "{missing:#?}");
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for bytes in [&b"a: \0\n"[..], b"\0", b"---\na: \xff\n", b"\xff\xfea\0:\0"] {
        let input = [SERVICE.as_bytes(), bytes].concat();
        for input in [bytes, &input] {
            let ended = exposed(input);
            assert_ended(&ended, 2);
            assert!(ended.output.is_empty() && ended.talk.contains("standard input"), "{ended:#?}");
        }
    }
}

#[test]
fn a_document_that_cannot_be_read_is_named_with_its_template() {
    let place = "--> standard input:9:11 (spaces/templates/broken.yaml)";
    let passed = portico(["post-render"]).input(BROKEN).ended();
    assert_ended(&passed, 0);
    assert_eq!(passed.output, BROKEN);
    assert!(passed.talk.contains(place) && passed.talk.contains("warning[yaml-not-readable]"), "{passed:#?}");

    for flag in ["--strict", "--deny-warnings"] {
        let refused = portico(["post-render", flag]).input(BROKEN).ended();
        assert!(refused.code > 0 && refused.output.is_empty(), "{refused:#?}");
        assert!(refused.talk.contains(place), "{refused:#?}");
    }
}

#[test]
fn only_helm_names_a_template() {
    let wrong = SERVICE.replace("spec:\n", "  annotations:\n    example.com/a: true\nspec:\n");
    let by_helm_4 = wrong.replace(
        "example.com/a: true",
        "example.com/a: true\n    postrenderer.helm.sh/postrender-filename: 'a/templates/b.yaml'",
    );
    let in_a_value =
        wrong.replace("example.com/a: true", "example.com/a: true\n    text: |\n      # Source: a/templates/b.yaml");
    for (stream, is_named) in [
        (format!("# Source: a/templates/b.yaml\n{wrong}"), true),
        (format!("---\r\n# Source: a/templates/b.yaml\r\n{}", wrong.replace('\n', "\r\n")), true),
        (by_helm_4, true),
        (in_a_value, false),
        (format!("# Source: https://example.com/templates/b.yaml\n{wrong}"), false),
        (format!("# Source: a/templates/b.yaml\n---\n{wrong}"), false),
    ] {
        let ended = portico(["post-render"]).input(stream.clone()).ended();
        assert_ended(&ended, 1);
        assert_eq!(ended.talk.contains(" (a/templates/b.yaml)"), is_named, "{stream}: {}", ended.talk);
    }
}
