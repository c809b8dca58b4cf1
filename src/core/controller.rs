//! What is known of a controller: the shape of the facts that each file in `controllers/` holds.

use crate::evidence::{Annotation, Check, Evidence};
use crate::gateway_api::TlsRouteVersion;
use crate::version::Version;

/// A pair of a label. In a value, `{gateway}` stands for the Gateway's name.
pub(crate) type Label = (&'static str, &'static str);

/// A controller that serves Ingresses or Gateways.
#[derive(Debug)]
pub(crate) struct Controller {
    /// What an Exposure calls it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The only cloud that it runs on, where there is one.
    pub cloud: Option<&'static str>,
    /// That nobody mends it any more, or soon won't.
    pub retired: Option<Retired>,
    pub ingress: Support<IngressFacts>,
    pub gateway: Support<GatewayFacts>,
}

/// Whether a controller can hand TLS on untouched by one of the methods.
#[derive(Debug)]
pub(crate) enum Support<Facts: 'static> {
    /// It can, and this is how.
    Known(Facts),
    /// It can't.
    Refused(Refusal),
    /// It is not in the catalogue, and the Exposure must say how.
    Unlisted,
}

/// Why a controller can't, and what can.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// As a clause.
    pub reason: &'static str,
    /// The nearest that works, as an imperative clause.
    pub instead: &'static str,
    pub evidence: Evidence,
}

/// The end of a controller's maintenance.
#[derive(Debug)]
pub(crate) struct Retired {
    /// As a clause.
    pub notice: &'static str,
    pub evidence: Evidence,
}

/// How a controller passes TLS through by an Ingress.
#[derive(Debug)]
pub(crate) struct IngressFacts {
    pub class: IngressClass,
    pub annotations: &'static [Annotation],
    pub proxy: Proxy,
    /// Those of its releases that pass TLS through, the newest first; empty where all that are in use do.
    pub releases: &'static [Release],
    pub setup: Setup,
    /// What closes an idle connection in the controller itself, in a few words.
    pub idle: &'static str,
    pub checks: &'static [Check],
    pub evidence: Evidence,
}

/// How a controller passes TLS through by a Gateway and a TLSRoute.
#[derive(Debug)]
pub(crate) struct GatewayFacts {
    pub class: GatewayClass,
    pub proxy: Proxy,
    /// Ways to run it that put its pods elsewhere, as sentences.
    pub modes: &'static [&'static str],
    /// Its releases by the version of TLSRoute that they watch, the newest first.
    pub releases: &'static [Release],
    pub setup: Setup,
    /// The port of a listener that clients reach as 443.
    pub listener_port: u16,
    /// Why the Gateway that the Spaces chart makes can't do, where it can't.
    pub chart_gateway: Option<&'static str>,
    pub idle: &'static str,
    pub checks: &'static [Check],
    pub evidence: Evidence,
}

/// An IngressClass.
#[derive(Debug)]
pub(crate) struct IngressClass {
    pub name: &'static str,
    pub controller: &'static str,
    /// Why nobody makes it by itself, where that is so.
    pub missing: Option<&'static str>,
}

/// A GatewayClass.
#[derive(Debug)]
pub(crate) struct GatewayClass {
    pub name: &'static str,
    pub controller: &'static str,
    /// Whether the controller's installation makes it.
    pub installed: bool,
    /// Whether it points to the object of the controller's setup.
    pub has_parameters: bool,
}

/// What the traffic comes from, as a policy sees it.
#[derive(Debug)]
pub(crate) enum Proxy {
    /// Pods with labels, in a namespace.
    Pods { labels: &'static [Label], namespace: Place },
    /// Cilium's identity `ingress`, which only a CiliumNetworkPolicy can let in.
    CiliumIngress,
}

/// A namespace.
#[derive(Debug)]
pub(crate) enum Place {
    Named(&'static str),
    /// The Gateway's own.
    OfGateway,
}

/// A range of releases with the same needs.
#[derive(Debug)]
pub(crate) struct Release {
    pub since: Version,
    /// The last; absent where the newest is among them.
    pub until: Option<Version>,
    /// The version of TLSRoute that they watch; absent for an Ingress.
    pub watches: Option<TlsRouteVersion>,
    /// What these must be told besides.
    pub settings: &'static [Setting],
    pub evidence: Evidence,
}

/// Where a controller's own settings go.
#[derive(Debug)]
pub(crate) struct Setup {
    pub form: SetupForm,
    pub settings: &'static [Setting],
    /// Where the annotations of its Service go; absent where a Gateway carries them in `spec.infrastructure`.
    pub service_annotations: Option<&'static [&'static str]>,
}

/// What the settings are written as.
#[derive(Debug)]
pub(crate) enum SetupForm {
    /// Values for the controller's own chart.
    HelmValues { release: &'static str, chart: &'static str, namespace: &'static str },
    /// An object that the controller reads.
    Object { api_version: &'static str, kind: &'static str, name: &'static str, namespace: Option<&'static str> },
}

/// One of a controller's settings.
#[derive(Debug)]
pub(crate) struct Setting {
    pub path: &'static [&'static str],
    pub value: SettingValue,
    /// One line, for the comment beside it.
    pub reason: &'static str,
}

/// The value of a setting.
#[derive(Debug)]
pub(crate) enum SettingValue {
    Text(&'static str),
    Switch(bool),
}

impl Controller {
    /// The controller of an identifier without a version.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        crate::controllers::ALL.iter().copied().find(|controller| controller.id == id)
    }
}

impl Release {
    /// Whether a version is among these.
    pub(crate) fn contains(&self, version: Version) -> bool {
        self.since <= version && self.until.is_none_or(|until| version <= until)
    }

    /// These releases, for a sentence: `1.26 to 1.29`.
    pub(crate) fn range(&self) -> String {
        match self.until {
            None => format!("{} or newer", self.since),
            Some(until) if until == self.since => self.since.to_string(),
            Some(until) => format!("{} to {until}", self.since),
        }
    }
}

impl<Facts> Support<Facts> {
    pub(crate) fn known(&self) -> Option<&Facts> {
        match self {
            Self::Known(facts) => Some(facts),
            Self::Refused(_) | Self::Unlisted => None,
        }
    }

    /// Whether an Exposure may choose it.
    pub(crate) fn is_usable(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn releases_are_listed_from_the_newest_without_overlap() {
        for controller in crate::controllers::ALL {
            let ingress = controller.ingress.known().map_or(&[][..], |facts| facts.releases);
            let gateway = controller.gateway.known().map_or(&[][..], |facts| facts.releases);
            for releases in [ingress, gateway] {
                for pair in releases.windows(2) {
                    assert!(pair[1].until.is_some_and(|until| until < pair[0].since), "{}", controller.id);
                }
            }
        }
    }
}
