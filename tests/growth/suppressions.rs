//! Many suppressions.

use super::pieces::head;
use super::{Generator, Input, Kind, each};

const BOOLEAN: &str = "portico: ignore non-string-metadata-value: reviewed";
const UNUSED: &str = "# portico: ignore controller-retired: reviewed";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "suppressions-above-nothing",
        grows: "comments that leave nothing out, one below the other",
        least: 400,
        input: |n| Input::stream(service_with("", "") + &format!("{UNUSED}\n").repeat(n)),
    },
    Generator {
        name: "suppressions-between-annotations",
        grows: "comments that leave nothing out, each above an annotation",
        least: 200,
        input: |n| {
            Input::stream(service_with("  annotations:\n", &each(n, |i| format!("    {UNUSED}\n    k{i}: v\n"))))
        },
    },
    Generator {
        name: "suppressions-used",
        grows: "comments that leave out what is found on their line",
        least: 200,
        input: |n| {
            Input::stream(service_with("  annotations:\n", &each(n, |i| format!("    k{i}: true # {BOOLEAN}\n"))))
        },
    },
    Generator {
        name: "suppressions-among-comments",
        grows: "comments of others, each above a comment that leaves something out",
        least: 200,
        input: |n| {
            let lines = each(n, |i| format!("    # of others\n    # {BOOLEAN}\n    # of others\n    k{i}: true\n"));
            Input::stream(service_with("  annotations:\n", &lines))
        },
    },
    Generator {
        name: "suppressions-by-annotations",
        grows: "annotations that leave out what no rule finds",
        least: 200,
        input: |n| {
            Input::stream(service_with("  annotations:\n", &each(n, |i| format!("    portico.dev/ignore.r{i}: x\n"))))
        },
    },
    Generator {
        name: "suppressions-in-one-comment",
        grows: "words of one comment that begin another",
        least: 2_000,
        input: |n| Input::stream(format!("# {}\n{}", "portico: ignore x ".repeat(n), service_with("", ""))),
    },
    Generator {
        name: "suppressions-in-a-list",
        grows: "items of a List with an annotation that leaves something out",
        least: 100,
        input: |n| {
            let annotations = "annotations: {portico.dev/ignore.non-string-metadata-value: reviewed, k: true}";
            let item = |i| {
                format!(
                    "- {{apiVersion: v1, kind: Service, metadata: {{name: s{i}, {annotations}}}, spec: {{ports: [{{port: 443}}]}}}}\n"
                )
            };
            Input::stream(format!("apiVersion: v1\nkind: List\nitems:\n{}", each(n, item)))
        },
    },
    Generator {
        name: "ignored-by-the-exposure",
        grows: "rules that an Exposure ignores, and findings that it has to hold against them",
        least: 200,
        input: |n| {
            let booleans = each(n, |i| format!("    k{i}: true\n"));
            Input::stream(service_with("  annotations:\n", &booleans)).serving(ignoring(n))
        },
    },
    Generator {
        name: "ignored-in-the-exposure",
        grows: "rules that an Exposure ignores",
        least: 200,
        input: |n| Input::of(Kind::Exposure, ignoring(n)),
    },
];

/// Writes the backend's Service, with more metadata.
fn service_with(key: &str, lines: &str) -> String {
    head("v1", "Service", "spaces-router") + key + lines + "spec:\n  ports:\n  - port: 443\n"
}

fn ignoring(count: usize) -> String {
    let items = "  - {rule: controller-retired, reason: reviewed}\n".repeat(count);
    format!(
        "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  method: LoadBalancer\n  cloud: aws\n  ignore:\n{items}"
    )
}
