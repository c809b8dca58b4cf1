//! What is known of a controller: the shape of the facts that each file in `controllers/` holds.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::evidence::Evidence;
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::{PatchVersion, Version};
use std::fmt;

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
    /// The IngressClass of one that serves Ingresses and can't pass TLS through by them.
    pub unfit_class: Option<UnfitClass>,
    pub ingress: Support<IngressFacts>,
    pub gateway: Support<GatewayFacts>,
    /// The values of its own chart, where it has one.
    pub values: Option<ChartValues>,
}

/// How the values of a controller's chart are told from those of others.
#[derive(Debug)]
pub(crate) struct ChartValues {
    /// The chart's name, without its repository.
    pub chart: &'static str,
    /// Paths of keys that values of no other chart have; one of them is enough.
    pub marks: &'static [&'static [&'static str]],
    pub evidence: Evidence,
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
    pub passthrough: Passthrough,
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
    /// What becomes of listeners that share their port with one that passes TLS through, as far as that is known.
    pub shared_port: &'static [SharedPort],
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

/// What an Ingress must say for a controller to pass its TLS through.
#[derive(Debug)]
pub(crate) struct Passthrough {
    /// The annotation to write, and others that are read as the same.
    pub keys: &'static [&'static str],
    /// The values that switch it on, the one to write first.
    pub on: &'static [&'static str],
    /// Whether letter case counts for nothing in them.
    pub ignores_case: bool,
    /// Whether the controller's own configuration, or the Service, may switch it on as well.
    pub is_switched_elsewhere: bool,
    pub limits: &'static [Limit],
}

/// What a controller doesn't pass through although it is told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// A host with a wildcard.
    ExactHosts,
    /// A path other than `/`.
    RootPath,
}

/// The values that Go's `strconv.ParseBool` reads as true.
pub(crate) const PARSE_BOOL: &[&str] = &["true", "True", "TRUE", "t", "T", "1"];

/// The IngressClass of a controller that can't pass TLS through by an Ingress.
#[derive(Debug)]
pub(crate) struct UnfitClass {
    pub names: &'static [&'static str],
    /// What `spec.controller` of the IngressClass is, where there is one.
    pub controllers: &'static [&'static str],
    /// Whether it is a load balancer that ends TLS, so that nothing of the controller's own could pass it through.
    pub ends_tls: bool,
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
    pub since: PatchVersion,
    /// The last; absent where the newest is among them.
    pub until: Option<PatchVersion>,
    /// The version of TLSRoute that they watch; absent for an Ingress.
    pub watches: Option<TlsRouteVersion>,
    /// What these must be told besides.
    pub settings: &'static [Setting],
    pub evidence: Evidence,
}

/// What becomes of a listener that shares its port with one that passes TLS through, in a range of releases.
#[derive(Debug)]
pub(crate) struct SharedPort {
    pub other: Neighbour,
    pub since: Version,
    /// The last; absent where the newest is among them.
    pub until: Option<Version>,
    pub conflict: Conflict,
    pub evidence: Evidence,
}

/// A listener beside one that passes TLS through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Neighbour {
    /// One of the protocol HTTPS.
    Https,
    /// One of the protocol TLS that ends it.
    TerminatingTls,
}

/// When two listeners are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// When their host names are the same.
    SameHost,
    /// When a name belongs to both.
    Overlap,
    /// Whatever their host names.
    Always,
}

/// Where a controller's own settings go.
#[derive(Debug)]
pub(crate) struct Setup {
    pub form: SetupForm,
    pub settings: &'static [Setting],
    /// How what reads its settings only when it starts is started anew.
    pub restart: Option<Check>,
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
    /// What a list must have among its items.
    Items(&'static [&'static str]),
}

/// As YAML on one line.
impl fmt::Display for SettingValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Switch(on) => on.fmt(formatter),
            Self::Items(items) => write!(formatter, "{items:?}"),
        }
    }
}

impl Controller {
    /// The controller of an identifier without a version.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        crate::facts::controllers::ALL.iter().copied().find(|controller| controller.id == id)
    }

    /// Whether it is installed by the same chart.
    pub(crate) fn shares_chart(&self, other: &Self) -> bool {
        self.chart().is_some() && self.chart() == other.chart()
    }

    /// The name of its chart.
    pub(crate) fn chart(&self) -> Option<&'static str> {
        self.values.as_ref().map(|values| values.chart)
    }
}

impl Passthrough {
    /// Whether this is the annotation, by any of its keys.
    pub(crate) fn reads(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// The annotation to write.
    pub(crate) fn key(&self) -> &'static str {
        self.keys.first().copied().unwrap_or_default()
    }

    /// The value to write.
    pub(crate) fn value(&self) -> &'static str {
        self.on.first().copied().unwrap_or_default()
    }

    /// Whether a value of the annotation switches it on.
    pub(crate) fn accepts(&self, value: &str) -> bool {
        self.on.iter().any(|on| *on == value || self.ignores_case && on.eq_ignore_ascii_case(value))
    }
}

impl Release {
    /// Whether a version is among these.
    pub(crate) fn contains(&self, version: PatchVersion) -> bool {
        self.since <= version && self.until.is_none_or(|until| version <= until)
    }

    /// These releases, for a sentence: `1.26 to 1.29`, `3.6.2 to 3.6.x`.
    pub(crate) fn range(&self) -> String {
        let since = self.since;
        match self.until {
            None => format!("{since} or newer"),
            Some(until) if until.minor != since.minor || !until.is_last() => format!("{since} to {until}"),
            Some(until) if since == since.minor.first() => until.to_string(),
            Some(until) => format!("{since} to {until}.x"),
        }
    }
}

impl SharedPort {
    /// Whether it holds for a version; for a version that wasn't said, all that is known may hold.
    pub(crate) fn holds_for(&self, version: Option<Version>) -> bool {
        version.is_none_or(|version| self.since <= version && self.until.is_none_or(|until| version <= until))
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
        for controller in crate::facts::controllers::ALL {
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
