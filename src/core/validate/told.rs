//! The options of a validation, read: a verdict for another target than the one that was meant is worth nothing.

use super::Options;
use crate::facts::cloud::Cloud;
use crate::facts::gateway_api::Channel;
use crate::facts::version::Version;
use crate::finding::{Diagnostic, PathSegment};
use crate::reading::subject::JudgedAs;
use crate::reading::target::{Chosen, Stated, Target};
use crate::requests::configuration::known;
use crate::rules::value_not_allowed;

/// The options, read.
pub(super) struct Told {
    pub read_as: Option<JudgedAs>,
    cloud: Option<&'static Cloud>,
    controller: Option<Chosen>,
    spaces: Option<Version>,
    kubernetes: Option<Version>,
    gateway_api: Option<(Version, Channel)>,
}

impl Told {
    /// Reads the options, or gives a diagnostic for each that can't be read.
    pub(super) fn read(options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let told = Self {
            read_as: take("readAs", options.read_as.as_deref(), judged_as, &mut found),
            cloud: take("cloud", options.cloud.as_deref(), known::cloud, &mut found),
            controller: take("controller", options.controller.as_deref(), known::controller, &mut found),
            spaces: take("spaces", options.spaces.as_deref(), known::spaces, &mut found),
            kubernetes: take("kubernetes", options.kubernetes.as_deref(), kubernetes, &mut found),
            gateway_api: take("gatewayApi", options.gateway_api.as_deref(), bundle, &mut found),
        };
        for (index, (rule, _)) in (0..).zip(&options.levels) {
            if let Err(fault) = known::rule(rule) {
                let mut placed = placed(fault, "levels");
                placed.path.extend([PathSegment::Index(index), PathSegment::Key("rule".to_owned())]);
                found.push(placed);
            }
        }
        if found.is_empty() { Ok(told) } else { Err(found) }
    }

    /// Replaces the parts of a target that the options state, whatever they were.
    pub(super) fn apply(&self, target: &mut Target) {
        target.cloud = self.cloud.or(target.cloud);
        target.controller = self.controller.or(target.controller);
        target.spaces = self.spaces.map_or(target.spaces, Stated::said);
        target.kubernetes = self.kubernetes.map_or(target.kubernetes, Stated::said);
        target.gateway_api = self.gateway_api.map_or(target.gateway_api, Stated::said);
    }
}

/// Reads an option where it was given; one that can't be read is noted.
fn take<T>(
    name: &str,
    text: Option<&str>,
    read: fn(&str) -> Result<T, Diagnostic>,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    match read(text?) {
        Ok(value) => Some(value),
        Err(fault) => {
            let why = "A verdict for something else would be worth nothing, so nothing is judged.";
            found.push(placed(fault.why(why), name));
            None
        }
    }
}

/// Puts a fault at the option's name in JavaScript: there is no text to point at.
fn placed(fault: Diagnostic, name: &str) -> Diagnostic {
    Diagnostic { source: format!("options.{name}"), path: vec![PathSegment::Key(name.to_owned())], ..fault }
}

fn judged_as(id: &str) -> Result<JudgedAs, Diagnostic> {
    JudgedAs::find(id).ok_or_else(|| {
        let known: Vec<String> = JudgedAs::all().map(JudgedAs::id).collect();
        value_not_allowed::word("readAs", id, &known.iter().map(String::as_str).collect::<Vec<_>>())
    })
}

fn kubernetes(text: &str) -> Result<Version, Diagnostic> {
    known::kubernetes("kubernetes", text)
}

fn bundle(text: &str) -> Result<(Version, Channel), Diagnostic> {
    let (version, channel) = known::version_and_channel(text);
    let channel = channel.map_or(Ok(Channel::default()), |channel| known::channel("channel", channel));
    Ok((known::gateway_api(version)?, channel?))
}
