//! Checks that the names in a configuration are known, because the rules depend on them. A misspelt name gives the same
//! diagnostic in a file, a flag and an option.

use super::NOTHING_IS_JUDGED;
use crate::facts::cloud::Cloud;
use crate::facts::controller::Controller;
use crate::facts::gateway_api::Channel;
use crate::facts::spaces;
use crate::facts::version::Version;
use crate::finding::Diagnostic;
use crate::reading::subject::JudgedAs;
use crate::reading::target::Chosen;
use crate::requests::level::Level;
use crate::rules;
use crate::rules::{choice_not_supported, unknown_key, value_not_allowed};
use portico_text::nearest;

pub(super) fn cloud(id: &str) -> Result<&'static Cloud, Diagnostic> {
    Cloud::find(id).ok_or_else(|| {
        let known: Vec<&str> = Cloud::all().map(|cloud| cloud.id).collect();
        choice_not_supported::unknown("cloud", id, nearest(id, known.iter().copied()), &known)
    })
}

/// Finds a controller that is given with or without a version: `istio@1.29`.
pub(super) fn controller(text: &str) -> Result<Chosen, Diagnostic> {
    Chosen::parse(text).ok_or_else(|| {
        let (id, version) = text.split_once('@').unwrap_or((text, ""));
        if Controller::find(id).is_some() {
            return value_not_allowed::version("controller", version, "1.30");
        }
        let known: Vec<&str> = Controller::all().map(|controller| controller.id).collect();
        choice_not_supported::unknown("controller", id, nearest(id, known.iter().copied()), &known)
    })
}

/// Reads a version of Spaces that the catalogue knows.
pub(super) fn spaces(text: &str) -> Result<Version, Diagnostic> {
    one_of(&spaces::KNOWN, "Spaces", text)
}

/// Reads a version of Kubernetes. Any version will do.
pub(super) fn kubernetes(text: &str) -> Result<Version, Diagnostic> {
    Version::parse(text).ok_or_else(|| value_not_allowed::version("targets.kubernetes", text, "1.34"))
}

/// Reads a version of the Gateway API that the catalogue knows.
pub(super) fn gateway_api(text: &str) -> Result<Version, Diagnostic> {
    one_of(&crate::facts::gateway_api::KNOWN, "the Gateway API", text)
}

/// Reads a channel of the Gateway API.
pub(super) fn channel(text: &str) -> Result<Channel, Diagnostic> {
    let known = Channel::ALL.into_iter().find(|channel| channel.name() == text);
    known.ok_or_else(|| value_not_allowed::word("targets.gatewayAPI.channel", text, &Channel::ALL.map(Channel::name)))
}

/// Finds a kind of document that every document can be read as.
pub(super) fn read_as(id: &str) -> Result<JudgedAs, Diagnostic> {
    JudgedAs::find(id).ok_or_else(|| {
        let known: Vec<String> = JudgedAs::all().map(JudgedAs::id).collect();
        value_not_allowed::word("readAs", id, &known.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

/// Reads the level of a rule.
pub(super) fn level(rule: &str, word: &str) -> Result<Level, Diagnostic> {
    self::rule(rule)?;
    let fault = || value_not_allowed::word(&format!("rules.{rule}"), word, &Level::ALL.map(Level::word));
    Level::parse(word).ok_or_else(|| fault().why(NOTHING_IS_JUDGED))
}

/// Checks that there is a rule of this name.
pub(super) fn rule(name: &str) -> Result<(), Diagnostic> {
    let names = || rules::ALL.iter().map(|(rule, _)| rule.name);
    if names().any(|known| known == name) { Ok(()) } else { Err(unknown_key::of_rules(name, nearest(name, names()))) }
}

fn one_of(known: &[Version], what: &str, text: &str) -> Result<Version, Diagnostic> {
    let version = Version::parse(text).filter(|version| known.contains(version));
    version.ok_or_else(|| choice_not_supported::unknown_version(what, text, known))
}
