//! What a configuration names must be known, for the rules hang on it. One slip has one answer, be it in a file, a flag or
//! an option.

use crate::facts::cloud::Cloud;
use crate::facts::controller::Controller;
use crate::facts::gateway_api::Channel;
use crate::facts::version::Version;
use crate::facts::{clouds, controllers, spaces};
use crate::finding::Diagnostic;
use crate::reading::target::Chosen;
use crate::rules;
use crate::rules::{choice_not_supported, unknown_key, value_not_allowed};
use portico_text::nearest;

pub(crate) fn cloud(id: &str) -> Result<&'static Cloud, Diagnostic> {
    Cloud::find(id).ok_or_else(|| {
        let known: Vec<&str> = clouds::ALL.iter().map(|cloud| cloud.id).collect();
        choice_not_supported::unknown("cloud", id, nearest(id, known.iter().copied()), &known)
    })
}

/// A controller, or one with a version: `istio@1.29`.
pub(crate) fn controller(text: &str) -> Result<Chosen, Diagnostic> {
    Chosen::parse(text).ok_or_else(|| {
        let (id, version) = text.split_once('@').unwrap_or((text, ""));
        if Controller::find(id).is_some() {
            return value_not_allowed::version("controller", version, "1.30");
        }
        let known: Vec<&str> = controllers::ALL.iter().map(|controller| controller.id).collect();
        choice_not_supported::unknown("controller", id, nearest(id, known.iter().copied()), &known)
    })
}

/// A version of Spaces.
pub(crate) fn spaces(text: &str) -> Result<Version, Diagnostic> {
    one_of(&spaces::KNOWN, "Spaces", text)
}

/// A version of Kubernetes, which a field of this name gives. Any will do.
pub(crate) fn kubernetes(field: &str, text: &str) -> Result<Version, Diagnostic> {
    Version::parse(text).ok_or_else(|| value_not_allowed::version(field, text, "1.34"))
}

/// A version of the Gateway API.
pub(crate) fn gateway_api(text: &str) -> Result<Version, Diagnostic> {
    one_of(&crate::facts::gateway_api::KNOWN, "the Gateway API", text)
}

/// A channel of the Gateway API, which a field of this name gives.
pub(crate) fn channel(field: &str, text: &str) -> Result<Channel, Diagnostic> {
    const CHANNELS: [Channel; 2] = [Channel::Standard, Channel::Experimental];
    let known = CHANNELS.into_iter().find(|channel| channel.name() == text);
    known.ok_or_else(|| value_not_allowed::word(field, text, &CHANNELS.map(Channel::name)))
}

/// The two parts of `1.5:experimental`.
pub(crate) fn version_and_channel(text: &str) -> (&str, Option<&str>) {
    text.split_once(':').map_or((text, None), |(version, channel)| (version, Some(channel)))
}

/// The name of a rule that is to have another level.
pub(crate) fn rule(name: &str) -> Result<(), Diagnostic> {
    let names = || rules::ALL.iter().map(|(rule, _)| rule.name);
    if names().any(|known| known == name) { Ok(()) } else { Err(unknown_key::of_rules(name, nearest(name, names()))) }
}

fn one_of(known: &[Version], what: &str, text: &str) -> Result<Version, Diagnostic> {
    let version = Version::parse(text).filter(|version| known.contains(version));
    version.ok_or_else(|| choice_not_supported::unknown_version(what, text, known))
}
