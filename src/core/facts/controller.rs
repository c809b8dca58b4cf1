//! The facts of a controller: the types that each file in `controllers/` fills in.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::evidence::Evidence;
use crate::facts::gateway_api::TlsRouteVersion;
use crate::facts::version::{PatchVersion, Version};
use std::fmt;

/// The key and the value of a label; `{gateway}` in the value stands for the Gateway's name.
pub(crate) type Label = (&'static str, &'static str);

/// A controller that serves Ingresses or Gateways.
#[derive(Debug)]
pub(crate) struct Controller {
    /// The controller's identifier in an Exposure.
    pub id: &'static str,
    /// The controller's name for people.
    pub name: &'static str,
    /// The only cloud that the controller runs on, where there is one.
    pub cloud: Option<&'static str>,
    /// The end of its maintenance, where it has come or is near.
    pub retired: Option<Retired>,
    /// The IngressClass, where the controller serves Ingresses but can't pass TLS through by them.
    pub unfit_class: Option<UnfitClass>,
    pub ingress: Support<IngressFacts>,
    pub gateway: Support<GatewayFacts>,
    /// The marks of the values of its own chart, where it has one.
    pub values: Option<ChartValues>,
}

/// The keys that tell the values of a controller's chart from those of other charts.
#[derive(Debug)]
pub(crate) struct ChartValues {
    /// The chart's name, without its repository.
    pub chart: &'static str,
    /// The paths of keys that no other chart's values have; one of them is enough.
    pub marks: &'static [&'static [&'static str]],
    pub evidence: Evidence,
}

/// The support of a controller for passing TLS through by one method.
#[derive(Debug)]
pub(crate) enum Support<Facts: 'static> {
    /// The controller can, as the facts describe.
    Known(Facts),
    /// The controller can't.
    Refused(Unsupported),
    /// The controller is not in the catalogue: the Exposure must give the facts.
    Unlisted,
}

/// The reason that a controller can't serve a method, and the alternative.
#[derive(Debug)]
pub(crate) struct Unsupported {
    /// The reason, as a clause.
    pub reason: &'static str,
    /// The nearest alternative that works, as an imperative clause.
    pub instead: &'static str,
    pub evidence: Evidence,
}

/// The end of a controller's maintenance.
#[derive(Debug)]
pub(crate) struct Retired {
    /// The notice, as a clause.
    pub notice: &'static str,
    pub evidence: Evidence,
}

/// The facts of a controller that passes TLS through by an Ingress.
#[derive(Debug)]
pub(crate) struct IngressFacts {
    pub class: IngressClass,
    pub annotations: &'static [Annotation],
    pub passthrough: Passthrough,
    pub proxy: Proxy,
    /// The controller's releases that pass TLS through, the newest first; empty where every release in use does.
    pub releases: &'static [ReleaseRange],
    pub setup: Setup,
    /// The controller's own idle timeout in a few words, such as `closes nothing`.
    pub idle: &'static str,
    pub checks: &'static [Check],
    pub evidence: Evidence,
}

/// The facts of a controller that passes TLS through by a Gateway and a TLSRoute.
#[derive(Debug)]
pub(crate) struct GatewayFacts {
    pub class: GatewayClass,
    pub proxy: Proxy,
    /// Other modes of running the controller, with other pods or another namespace, as sentences.
    pub modes: &'static [&'static str],
    /// The controller's releases by the version of TLSRoute that they watch, the newest first.
    pub releases: &'static [ReleaseRange],
    pub setup: Setup,
    /// The port of a listener that clients reach as 443.
    pub listener_port: u16,
    /// The known conflicts of listeners that share their port with one that passes TLS through.
    pub shared_port: &'static [SharedPort],
    /// The reason that the Gateway of the Spaces chart doesn't work with the controller, where it doesn't.
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
    /// The reason that no installation makes the class, where none does.
    pub missing: Option<&'static str>,
}

/// The annotation that tells a controller to pass an Ingress's TLS through.
#[derive(Debug)]
pub(crate) struct Passthrough {
    /// The key to write, then others that the controller reads as the same.
    pub keys: &'static [&'static str],
    /// The values that switch passthrough on, the one to write first.
    pub on: &'static [&'static str],
    /// Whether the controller ignores the letter case of a value.
    pub ignores_case: bool,
    /// Whether the controller's own configuration, or the Service, may switch passthrough on as well.
    pub is_switched_elsewhere: bool,
    pub limits: &'static [Limit],
}

/// A part of an Ingress that a controller doesn't pass through although it is told to.
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
    /// The values that `spec.controller` of the IngressClass may have; empty where there is no such object.
    pub controllers: &'static [&'static str],
    /// Whether the class stands for a load balancer that ends TLS, so that no object of the controller's own passes
    /// it through.
    pub ends_tls: bool,
}

/// A GatewayClass.
#[derive(Debug)]
pub(crate) struct GatewayClass {
    pub name: &'static str,
    pub controller: &'static str,
    /// Whether the controller's installation makes the class.
    pub installed: bool,
    /// Whether the class refers to the object of the controller's setup.
    pub has_parameters: bool,
}

/// The source of the traffic, as a policy sees it.
#[derive(Debug)]
pub(crate) enum Proxy {
    /// Pods with labels, in a namespace.
    Pods { labels: &'static [Label], namespace: ProxyNamespace },
    /// Cilium's identity `ingress`, which only a CiliumNetworkPolicy can let in.
    CiliumIngress,
}

/// The namespace of a proxy's pods.
#[derive(Debug)]
pub(crate) enum ProxyNamespace {
    Named(&'static str),
    /// The Gateway's namespace.
    OfGateway,
}

/// A range of releases with the same needs.
#[derive(Debug)]
pub(crate) struct ReleaseRange {
    pub since: PatchVersion,
    /// The last release; absent where the newest is among them.
    pub until: Option<PatchVersion>,
    /// The version of TLSRoute that the releases watch; absent for an Ingress.
    pub watches: Option<TlsRouteVersion>,
    /// The settings that the releases need besides those of the setup.
    pub settings: &'static [Setting],
    pub evidence: Evidence,
}

/// A conflict of a listener that shares its port with one that passes TLS through, in a range of releases.
#[derive(Debug)]
pub(crate) struct SharedPort {
    pub other: Neighbour,
    pub since: Version,
    /// The last release; absent where the newest is among them.
    pub until: Option<Version>,
    pub conflict: Conflict,
    pub evidence: Evidence,
}

/// The kind of a listener that shares its port with one that passes TLS through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Neighbour {
    /// A listener of the protocol HTTPS.
    Https,
    /// A listener of the protocol TLS that ends TLS.
    TerminatingTls,
}

/// The condition on which two listeners are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Conflict {
    /// The host names are the same.
    SameHost,
    /// Some host name belongs to both.
    Overlap,
    /// Any host names.
    Always,
}

/// A controller's own settings, and where they are written.
#[derive(Debug)]
pub(crate) struct Setup {
    pub form: SetupForm,
    pub settings: &'static [Setting],
    /// The restart of programs that read their settings only when they start.
    pub restart: Option<Check>,
    /// The settings' path to the annotations of the controller's Service; absent where a Gateway carries them in
    /// `spec.infrastructure`.
    pub service_annotations: Option<&'static [&'static str]>,
}

/// The form in which a controller's settings are written.
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
    /// The reason on one line, for the comment beside the setting.
    pub reason: &'static str,
}

/// The value of a setting.
#[derive(Debug)]
pub(crate) enum SettingValue {
    Text(&'static str),
    Switch(bool),
    /// Items that a list must hold, maybe among others.
    Items(&'static [&'static str]),
}

/// Writes the value as YAML on one line.
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
    /// Gives every controller of the catalogue, in the order of the identifiers.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        crate::facts::controllers::ALL.iter().copied()
    }

    /// Finds a controller by its identifier, given without a version.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        Self::all().find(|controller| controller.id == id)
    }

    /// Gives the facts of every controller that passes TLS through by an Ingress.
    pub(crate) fn of_ingresses() -> impl Iterator<Item = &'static IngressFacts> {
        Self::all().filter_map(|controller| controller.ingress.known())
    }

    /// Gives the facts of every controller that passes TLS through by a Gateway.
    pub(crate) fn of_gateways() -> impl Iterator<Item = &'static GatewayFacts> {
        Self::all().filter_map(|controller| controller.gateway.known())
    }

    /// Gives what a policy sees of the controller: its proxies for Ingresses and for Gateways.
    pub(crate) fn proxies(&self) -> impl Iterator<Item = &Proxy> {
        let ingress = self.ingress.known().map(|facts| &facts.proxy);
        let gateway = self.gateway.known().map(|facts| &facts.proxy);
        ingress.into_iter().chain(gateway)
    }

    /// Whether both controllers are installed by the same chart.
    pub(crate) fn shares_chart(&self, other: &Self) -> bool {
        self.chart().is_some() && self.chart() == other.chart()
    }

    /// Gives the name of the controller's chart, where it has one.
    pub(crate) fn chart(&self) -> Option<&'static str> {
        self.values.as_ref().map(|values| values.chart)
    }
}

impl Passthrough {
    /// Whether a key is one of the annotation's keys.
    pub(crate) fn reads(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// Gives the annotation's key to write.
    pub(crate) fn key(&self) -> &'static str {
        self.keys.first().copied().unwrap_or_default()
    }

    /// Gives the annotation's value to write.
    pub(crate) fn value(&self) -> &'static str {
        self.on.first().copied().unwrap_or_default()
    }

    /// Whether a value of the annotation switches passthrough on.
    pub(crate) fn accepts(&self, value: &str) -> bool {
        self.on.iter().any(|on| *on == value || self.ignores_case && on.eq_ignore_ascii_case(value))
    }
}

impl ReleaseRange {
    /// Whether a version is in the range.
    pub(crate) fn contains(&self, version: PatchVersion) -> bool {
        self.since <= version && self.until.is_none_or(|until| version <= until)
    }

    /// Writes the range for a sentence: `1.26 to 1.29`, `3.6.2 to 3.6.x`.
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
    /// Whether the conflict may occur in a version; without a version, every known conflict may.
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

    /// Whether an Exposure may choose the controller for the method.
    pub(crate) fn is_usable(&self) -> bool {
        !matches!(self, Self::Refused(_))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn releases_are_listed_from_the_newest_without_overlap() {
        for controller in super::Controller::all() {
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
