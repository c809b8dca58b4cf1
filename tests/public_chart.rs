//! Public charts as their projects publish them. Each has a TLS service that somebody may want to expose.

use crate::Backend;
use portico_xtask::Missing;
use std::ffi::OsString;
use std::path::PathBuf;

/// A chart that is public.
#[derive(Debug, Clone, Copy)]
pub struct PublicChart {
    /// The tool that holds the chart's files.
    pub tool: &'static str,
    /// Its TLS service in a release that is called `spaces`.
    pub backend: Backend,
    /// The type that the chart gives to the Service, if it gives one.
    pub service_type: Option<&'static str>,
    /// The chart's file of values, where that isn't `values.yaml` but a template that the project fills in to release.
    values: Option<&'static str>,
    /// Values to set besides, among them those that the chart would otherwise make anew at each rendering.
    set: &'static [&'static str],
}

/// Every one, the smallest release first.
pub const PUBLIC_CHARTS: [PublicChart; 4] = [
    PublicChart {
        tool: "chart-crossplane",
        backend: backend("crossplane-system", "crossplane-webhooks", 9443, 9443),
        service_type: None,
        values: None,
        set: &[],
    },
    PublicChart {
        tool: "chart-cilium",
        backend: backend("kube-system", "clustermesh-apiserver", 2379, 2379),
        service_type: Some("NodePort"),
        values: None,
        set: &[
            "clustermesh.useAPIServer=true",
            "clustermesh.apiserver.tls.auto.method=cronJob",
            "hubble.tls.auto.method=cronJob",
        ],
    },
    PublicChart {
        tool: "chart-traefik",
        backend: backend("traefik", "spaces-traefik", 443, 8443),
        service_type: Some("LoadBalancer"),
        values: None,
        set: &[],
    },
    PublicChart {
        tool: "chart-envoy-gateway",
        backend: backend("envoy-gateway-system", "envoy-gateway", 18000, 18000),
        service_type: Some("ClusterIP"),
        values: Some("values.tmpl.yaml"),
        set: &[
            "global.images.envoyGateway.image=registry.example.org/gateway:1",
            "global.images.envoyGateway.pullPolicy=Always",
        ],
    },
];

const fn backend(namespace: &'static str, service: &'static str, port: u16, target_port: u16) -> Backend {
    Backend { namespace, service, port, target_port }
}

impl PublicChart {
    /// Gives the folder of the chart.
    ///
    /// # Errors
    ///
    /// When it hasn't been fetched.
    pub fn folder(&self) -> Result<PathBuf, Missing> {
        portico_xtask::tool(self.tool)
    }

    /// Gives the flags of `helm template`, which render everything that the chart has.
    ///
    /// # Errors
    ///
    /// When the chart hasn't been fetched.
    pub fn flags(&self) -> Result<Vec<OsString>, Missing> {
        let folder = self.folder()?;
        let usual = ["--include-crds", "--kube-version", "1.34.0", "--namespace", self.backend.namespace];
        let values = self.values.map(|file| ["--values".into(), folder.join(file).into_os_string()]);
        let set = self.set.iter().flat_map(|value| ["--set", value]);
        Ok(usual.into_iter().chain(set).map(OsString::from).chain(values.into_iter().flatten()).collect())
    }
}
