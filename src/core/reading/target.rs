//! The target of a configuration: the cloud, the controller, the versions. Some are said, and the rest are assumed.

use crate::exposure::{Exposure, Targets};
use crate::facts::cloud::Cloud;
use crate::facts::controller::Controller;
use crate::facts::gateway_api::{Bundle, TlsRouteVersion};
use crate::facts::spaces;
use crate::facts::version::{PatchVersion, Version};

/// The cloud, the controller and the versions that a configuration is for.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// The cloud of the cluster, if that was said, or follows from the controller.
    pub cloud: Option<&'static Cloud>,
    /// The controller of the Ingress or the Gateway, if that was said.
    pub controller: Option<Chosen>,
    pub spaces: Stated<Version>,
    pub kubernetes: Stated<Version>,
    pub gateway_api: Stated<Bundle>,
}

/// A controller of the catalogue, and its version, if that was said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen {
    pub controller: &'static Controller,
    pub version: Option<PatchVersion>,
}

/// Something that was said, or is assumed because it wasn't.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stated<T> {
    pub value: T,
    /// Whether it is assumed: a finding that depends on it alone is then a warning at most.
    pub is_assumed: bool,
}

impl<T> Stated<T> {
    /// Makes a value that was said.
    pub(crate) fn given(value: T) -> Self {
        Self { value, is_assumed: false }
    }
}

impl Chosen {
    /// Reads `istio`, and `istio@1.29`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (id, version) = text.split_once('@').map_or((text, None), |(id, version)| (id, Some(version)));
        let version = version.map(PatchVersion::parse);
        let controller = Controller::find(id)?;
        (version != Some(None)).then_some(Self { controller, version: version.flatten() })
    }

    /// Whether it is the controller of this identifier.
    pub(crate) fn is(self, id: &str) -> bool {
        self.controller.id == id
    }
}

impl Target {
    /// Gives the target of an Exposure; nothing is assumed then, for an Exposure states its defaults.
    pub(crate) fn of(exposure: &Exposure) -> Self {
        let spec = &exposure.spec;
        let controller = spec.controller.as_deref().and_then(Chosen::parse);
        Self {
            cloud: spec.cloud.as_deref().and_then(Cloud::find).or_else(|| Cloud::find(controller?.controller.cloud?)),
            controller,
            ..Self::of_versions(&spec.targets, false)
        }
    }

    /// Gives the defaults, with the version of Spaces that a release states, where Portico knows it.
    pub(crate) fn of_release(spaces: Option<Version>) -> Self {
        let assumed = Self::default();
        let known = spaces.filter(|version| spaces::KNOWN.contains(version));
        Self { spaces: known.map_or(assumed.spaces, Stated::given), ..assumed }
    }

    /// Whether the cloud is known, and has this identifier.
    pub(crate) fn is_cloud(&self, id: &str) -> bool {
        self.cloud.is_some_and(|cloud| cloud.id == id)
    }

    /// Gives the versions of TLSRoute that the cluster serves.
    pub(crate) fn served_tls_routes(&self) -> &'static [TlsRouteVersion] {
        self.gateway_api.value.tls_routes()
    }

    /// Gives the versions of the target for a summary, the assumed ones marked. The Gateway API is named where it was
    /// said, or where objects of it were judged.
    pub(crate) fn names(&self, judges_gateway_api: bool) -> Vec<String> {
        let assumed = |is_assumed: bool| if is_assumed { " (assumed)" } else { "" };
        let named =
            |name: &str, stated: Stated<Version>| format!("{name} {}{}", stated.value, assumed(stated.is_assumed));
        let mut names = vec![named("Spaces", self.spaces), named("Kubernetes", self.kubernetes)];
        let Stated { value: bundle, is_assumed } = self.gateway_api;
        if judges_gateway_api || !is_assumed {
            names.push(format!("Gateway API {bundle}{}", assumed(is_assumed)));
        }
        names
    }

    fn of_versions(targets: &Targets, is_assumed: bool) -> Self {
        let stated = |value: Option<Version>| Stated { value: value.unwrap_or(Version(0, 0)), is_assumed };
        let gateway_api = targets.gateway_api();
        let version = stated(Version::parse(&gateway_api.version));
        Self {
            cloud: None,
            controller: None,
            spaces: stated(Version::parse(&targets.spaces)),
            kubernetes: stated(Version::parse(&targets.kubernetes)),
            gateway_api: Stated { value: Bundle { version: version.value, channel: gateway_api.channel }, is_assumed },
        }
    }
}

impl Default for Target {
    /// Gives the defaults of this release of Portico, all assumed.
    fn default() -> Self {
        Self::of_versions(&Targets::default(), true)
    }
}
