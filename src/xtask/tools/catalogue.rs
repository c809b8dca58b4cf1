//! The tools, a row each. To add one, add its row, and its folder under `tests/tools` if its kind has pins. Each kind's
//! own file gets its tools.

use super::{Tool, ToolKind};

/// Every tool, in the order in which they are got.
#[rustfmt::skip]
pub const TOOLS: &[Tool] = &[
    usual("kubernetes-yaml", "1.6.0", go("kubernetes-yaml", ".", "")),
    usual("kustomize", "5.8.2", go("kustomize", "sigs.k8s.io/kustomize/kustomize/v5", "sigs.k8s.io/kustomize/api/provenance.version")),
    usual("helm3", "3.22.0", go("helm", "helm.sh/helm/v3/cmd/helm", "helm.sh/helm/v3/internal/version.version")),
    usual("helm4", "4.3.1", go("helm", "helm.sh/helm/v4/cmd/helm", "helm.sh/helm/v4/internal/version.version")),
    usual("helm4-0", "4.0.0", go("helm", "helm.sh/helm/v4/cmd/helm", "helm.sh/helm/v4/internal/version.version")),
    usual("crank", "2.2.0", go("crank", "github.com/crossplane/crossplane/v2/cmd/crank", "github.com/crossplane/crossplane/v2/internal/version.version")),
    usual("kubeconform", "0.8.0", go("kubeconform", "github.com/yannh/kubeconform/cmd/kubeconform", "main.version")),
    usual("kcl", "0.13.2", ToolKind::Python { program: "python" }),
    usual("pre-commit", "4.7.0", ToolKind::Python { program: "python" }),
    usual("shellcheck", "0.11.0.1", ToolKind::Python { program: "shellcheck" }),
    usual("chromium", "any", system(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], "chromium")),
    usual("bash", "any", system(&["bash"], "bash")),
    usual("fish", "any", system(&["fish"], "fish")),
    usual("zsh", "any", system(&["zsh"], "zsh")),
    usual("gpg", "any", system(&["gpg"], "gnupg")),
    usual("node", ">=20", ToolKind::Node { oldest: 20 }),
    usual("etcd", "3.6.16", go("etcd", "go.etcd.io/etcd/server/v3", "")),
    // The server compares its own version with those of the APIs that it serves.
    usual("kube-apiserver", "1.34.1", go("kube-apiserver", ".", "k8s.io/component-base/version.gitVersion")),
    usual("kubectl", "1.34.1", go("kubectl", "k8s.io/kubernetes/cmd/kubectl", "k8s.io/component-base/version.gitVersion")),
    usual("gateway-api-1.3", "1.3.0", files("sigs.k8s.io/gateway-api", "config/crd/experimental")),
    usual("gateway-api-1.4", "1.4.1", files("sigs.k8s.io/gateway-api", "config/crd/experimental")),
    usual("gateway-api-1.5", "1.5.1", files("sigs.k8s.io/gateway-api", "config/crd/standard")),
    usual("gateway-api-1.6", "1.6.1", files("sigs.k8s.io/gateway-api", "config/crd/standard")),
    usual("gateway-api-examples-1.4", "1.4.1", files("sigs.k8s.io/gateway-api", "examples")),
    usual("gateway-api-examples-1.6", "1.6.1", files("sigs.k8s.io/gateway-api", "examples")),
    usual("cilium-network-policy", "1.20.2", files("github.com/cilium/cilium", "pkg/k8s/apis/cilium.io/client/crds/v2/ciliumnetworkpolicies.yaml")),
    usual("envoy-proxy", "1.9.1", files("github.com/envoyproxy/gateway", "charts/gateway-helm/charts/crds/crds/generated/gateway.envoyproxy.io_envoyproxies.yaml")),
    usual("chart-cilium", "1.20.2", files("github.com/cilium/cilium", "install/kubernetes/cilium")),
    usual("chart-crossplane", "2.2.0", files("github.com/crossplane/crossplane/v2", "cluster/charts/crossplane")),
    usual("crossplane-crds", "2.3.4", files("github.com/crossplane/crossplane/v2", "cluster/crds")),
    usual("chart-envoy-gateway", "1.9.1", files("github.com/envoyproxy/gateway", "charts/gateway-helm")),
    usual("chart-traefik", "41.6.0+incompatible", files("github.com/traefik/traefik-helm-chart", "traefik")),
    large("cargo-fuzz", "0.13.2", ToolKind::Cargo { program: "cargo-fuzz" }),
    usual("ghz", "0.120.0", go("ghz", "github.com/bojand/ghz/cmd/ghz", "main.version")),
    // A function on the SDK for Go, that Portico is measured against.
    usual("go-function", "0.7.1", go("go-function", ".", "")),
    usual("crossplane-cli", "2.5.0", go("crossplane", "github.com/crossplane/cli/v2/cmd/crossplane", "github.com/crossplane/crossplane-runtime/v2/pkg/version.version")),
    // What that renders with, instead of Docker.
    usual("crossplane-core", "2.3.4", go("crossplane", "github.com/crossplane/crossplane/v2/cmd/crossplane", "github.com/crossplane/crossplane-runtime/v2/pkg/version.version")),
];

/// The seconds that the slowest tools take to build, on two processors that do nothing else, with empty caches: half of
/// the processor time of the build. Tools that take less than two minutes are not listed; one that only serves another
/// is, with the other's.
pub const SECONDS: &[(&str, u32)] = &[("kube-apiserver", 144), ("crossplane-cli", 260), ("crossplane-core", 260)];

const fn usual(name: &'static str, version: &'static str, kind: ToolKind) -> Tool {
    Tool { name, version, kind, usual: true }
}

const fn large(name: &'static str, version: &'static str, kind: ToolKind) -> Tool {
    Tool { name, version, kind, usual: false }
}

const fn system(names: &'static [&'static str], package: &'static str) -> ToolKind {
    ToolKind::SystemPackage { names, package }
}

const fn go(binary: &'static str, package: &'static str, version_variable: &'static str) -> ToolKind {
    ToolKind::Go { package, binary, version_variable }
}

const fn files(module: &'static str, path: &'static str) -> ToolKind {
    ToolKind::GoFiles { module, path }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::{super::cache, SECONDS, TOOLS, ToolKind};

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = TOOLS.iter().map(|tool| tool.name).collect();
        assert_eq!(names.len(), TOOLS.len());
    }

    #[test]
    fn what_takes_long_is_a_tool() {
        for (name, _) in SECONDS {
            assert!(TOOLS.iter().any(|tool| tool.name == *name), "{name}");
        }
    }

    #[test]
    fn the_versions_of_the_catalogue_are_the_pinned_ones() {
        for tool in TOOLS {
            let (file, pin) = match tool.kind {
                ToolKind::Go { .. } | ToolKind::GoFiles { .. } => ("go.mod", format!(" v{}", tool.version)),
                ToolKind::Python { .. } => ("requirements.txt", format!("=={}", tool.version)),
                ToolKind::Cargo { .. } | ToolKind::SystemPackage { .. } | ToolKind::Node { .. } => continue,
            };
            let pins = fs::read_to_string(cache::pins(tool).join(file)).unwrap_or_default();
            assert!(pins.contains(&pin), "{} isn't pinned to{pin}", tool.name);
        }
    }
}
