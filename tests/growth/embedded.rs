//! Values of the chart in objects that carry them.

use super::pieces::service;
use super::{Generator, Input, each};

/// The head of an Application's source, up to its values.
const CHART: &str = "chart: spaces\n    repoURL: xpkg.upbound.io/spaces-artifacts\n    helm:\n      values: ";

/// Values in which every key below `ingress` is unknown.
const VALUES: &str = "externalTLS: {host: a.acme.dev}";

pub(super) const ALL: &[Generator] = &[
    Generator {
        name: "applications",
        grows: "Applications with a block of values",
        least: 50,
        input: |n| {
            let block = format!("|\n        {VALUES}\n        ingress: {{provision: true}}\n");
            Input::stream(each(n, |i| application(&format!("a{i}"), &block)))
        },
    },
    Generator {
        name: "a-block-of-values",
        grows: "keys that nobody knows, in a block of values of an Application",
        least: 200,
        input: |n| {
            let keys = each(n, |i| format!("          k{i}: a\n"));
            Input::stream(application(
                "a",
                &format!("|\n        {VALUES}\n        ingress:\n          host: a.acme.dev\n{keys}"),
            ))
        },
    },
    Generator {
        name: "a-string-of-values",
        grows: "keys that nobody knows, in a string of values of an Application",
        least: 300,
        input: |n| {
            let keys = each(n, |i| format!("  k{i}: a\\n"));
            Input::stream(application("a", &format!("\"{VALUES}\\ningress:\\n  host: a.acme.dev\\n{keys}\"\n")))
        },
    },
    Generator {
        name: "sources-of-an-application",
        grows: "sources of an Application, each with its values",
        least: 50,
        input: |n| {
            let source = "  - {chart: spaces, repoURL: xpkg.upbound.io/spaces-artifacts, helm: {values: 'ingress: {provision: true}'}}\n";
            Input::stream(format!(
                "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a}}\nspec:\n  sources:\n{}",
                source.repeat(n)
            ))
        },
    },
    Generator {
        name: "placeholders",
        grows: "values of an ApplicationSet that are placeholders",
        least: 200,
        input: |n| {
            let keys = each(n, |i| format!("              k{i}: '{{{{x}}}}'\n"));
            Input::stream(format!(
                "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: a}}\nspec:\n  template:\n    spec:\n      source:\n        chart: spaces\n        repoURL: xpkg.upbound.io/spaces-artifacts\n        helm:\n          values: |\n            {VALUES}\n            ingress:\n              host: a.acme.dev\n{keys}"
            ))
        },
    },
    Generator {
        name: "releases-of-flux",
        grows: "HelmReleases, and the repositories that they refer to",
        least: 200,
        input: |n| {
            let parts = |i| {
                format!(
                    "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {{name: r{i}, namespace: flux}}\nspec: {{url: 'oci://x/y{i}'}}\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: r{i}, namespace: flux}}\nspec: {{chartRef: {{kind: OCIRepository, name: r{i}}}, values: {{a: 1}}}}\n"
                )
            };
            Input::stream(service() + &each(n, parts))
        },
    },
    Generator {
        name: "releases-of-provider-helm",
        grows: "releases of provider-helm, all of which an Exposure changes",
        least: 50,
        input: |n| {
            Input::stream(each(n, |i| {
                format!(
                    "---\napiVersion: helm.crossplane.io/v1beta1\nkind: Release\nmetadata: {{name: r{i}}}\nspec: {RELEASE}\n"
                )
            }))
        },
    },
    Generator {
        name: "resources-of-a-composition",
        grows: "releases in a Composition",
        least: 50,
        input: |n| {
            let resource = |i| {
                format!(
                    "  - {{name: r{i}, base: {{apiVersion: helm.crossplane.io/v1beta1, kind: Release, metadata: {{name: r{i}}}, spec: {RELEASE}}}}}\n"
                )
            };
            Input::stream(format!(
                "apiVersion: apiextensions.crossplane.io/v1\nkind: Composition\nmetadata: {{name: c}}\nspec:\n  resources:\n{}",
                each(n, resource)
            ))
        },
    },
    Generator {
        name: "values-of-k3s",
        grows: "charts of k3s with a block of values",
        least: 50,
        input: |n| {
            Input::stream(each(n, |i| {
                format!(
                    "---\napiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {{name: c{i}}}\nspec:\n  chart: oci://xpkg.upbound.io/spaces-artifacts/spaces\n  valuesContent: |-\n    {VALUES}\n    ingress: {{provision: true, hots: a}}\n"
                )
            }))
        },
    },
    Generator {
        name: "helm-templates",
        grows: "objects of Helm's output, with the comment that names their file",
        least: 100,
        input: |n| {
            Input::stream(each(n, |i| {
                format!("---\n# Source: spaces/templates/b{i}.yaml\n{}", service().trim_start_matches("---\n"))
            }))
        },
    },
];

const RELEASE: &str = "{forProvider: {chart: {name: spaces, repository: 'oci://xpkg.upbound.io/spaces-artifacts'}, namespace: upbound-system, values: {router: {replicaCount: 2}}}}";

fn application(name: &str, values: &str) -> String {
    format!(
        "---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: {name}}}\nspec:\n  source:\n    {CHART}{values}"
    )
}
