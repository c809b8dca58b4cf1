//! Reading a `portico.yaml`, and the flags that win over it.

use super::{Configuration, Paths, TargetVersions, known};
use crate::exposure::GatewayApiTarget;
use crate::finding::{Diagnostic, PathSegment, Source};
use crate::reading::input::Input;
use crate::reading::recognize::recognize;
use crate::reading::subject::{Kind, Subject};
use crate::requests::exposure::FieldOverride;
use crate::requests::json_schema::{self, Check};
use crate::requests::level::Level;
use crate::requests::unread;
use crate::rules::value_not_allowed;
use portico_manifest::{Contents, Node};

/// Gives the JSON Schema of a `portico.yaml`.
#[must_use]
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

/// Reads a `portico.yaml`, if there is one, and the fields that flags give beside it; the flags win. A field is named
/// by its keys with dots between: `targets.spaces`.
///
/// # Errors
///
/// A diagnostic for every fault of the file and the flags: nothing that isn't understood is passed over.
pub fn configure(file: Option<&Source>, overrides: &[FieldOverride]) -> Result<Configuration, Vec<Diagnostic>> {
    let input = file.map(|file| Input::read(file, &|_| true));
    let mut found: Vec<Diagnostic> = input.iter().flat_map(unread::diagnostics).collect();
    // A `portico.yaml` is no Kubernetes object: it is read as plain values, whatever its keys are.
    let plain = Some(Kind::SpacesValues.into());
    let subjects: Vec<Subject<'_, '_>> = input.iter().flat_map(|input| recognize(input, plain)).collect();
    if let Some(second) = subjects.get(1) {
        found.push(second.place(value_not_allowed::one_document(), &[], second.node.span()));
    }
    let subject = subjects.first();
    let schema = json_schema::read(schema());
    if let Some(subject) = subject {
        let faults = Check::new(&schema, "portico.yaml", Vec::new()).run(subject.node);
        found.extend(faults.into_iter().map(|fault| subject.place_at(fault.found, &fault.path, fault.span)));
    }
    let origins = Origins { subject, overrides };
    let configuration = Configuration {
        cloud: origins.text("cloud"),
        controller: origins.text("controller"),
        targets: TargetVersions {
            spaces: origins.text("targets.spaces"),
            kubernetes: origins.text("targets.kubernetes"),
            gateway_api: origins.gateway_api(&mut found),
        },
        rules: origins.levels(&mut found),
        paths: Paths { include: origins.list("include"), exclude: origins.list("exclude") },
    };
    check(&configuration, &origins, &mut found);
    if found.is_empty() { Ok(configuration) } else { Err(found) }
}

/// The file and the flags that give the fields.
struct Origins<'f, 'd, 't> {
    subject: Option<&'f Subject<'d, 't>>,
    overrides: &'f [FieldOverride],
}

impl Origins<'_, '_, '_> {
    fn node(&self, field: &str) -> Option<Node<'_, '_>> {
        let keys: Vec<&str> = field.split('.').collect();
        self.subject?.get(&keys)
    }

    fn given(&self, field: &str) -> Option<&FieldOverride> {
        self.overrides.iter().rev().find(|given| given.field == field)
    }

    fn text(&self, field: &str) -> Option<String> {
        match self.given(field) {
            Some(given) => Some(given.value.clone()),
            None => self.node(field)?.as_str().map(str::to_owned),
        }
    }

    /// Reads the target's Gateway API: a flag gives it in one word, `1.5:experimental`, a file in two fields.
    fn gateway_api(&self, found: &mut Vec<Diagnostic>) -> Option<GatewayApiTarget> {
        let field = "targets.gatewayAPI";
        let (version, channel) = if let Some(given) = self.given(field) {
            known::version_and_channel(&given.value)
        } else {
            let text = |key| self.node(field)?.get(key)?.as_str();
            (text("version")?, text("channel"))
        };
        let channel = channel.map(|channel| known::channel("targets.gatewayAPI.channel", channel));
        let known = channel.transpose().unwrap_or_else(|fault| {
            // In a file, the check against the schema has reported it.
            found.extend(self.given(field).map(|_| self.place(fault, field)));
            None
        });
        Some(GatewayApiTarget { version: version.to_owned(), channel: known.unwrap_or_default() })
    }

    fn list(&self, field: &str) -> Vec<String> {
        let items = self.subject.and_then(|subject| subject.get(&["paths", field])).items();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    fn levels(&self, found: &mut Vec<Diagnostic>) -> std::collections::BTreeMap<String, Level> {
        let mut levels = std::collections::BTreeMap::new();
        let Some((subject, rules)) = self.subject.and_then(|subject| Some((subject, subject.get(&["rules"])?))) else {
            return levels;
        };
        for entry in rules.entries() {
            let name = entry.key.key_text();
            if let Err(fault) = known::rule(&name) {
                found.push(subject.place(fault, &["rules", &name], entry.key.span()));
            } else if let Some(level) = entry.value.as_str().and_then(Level::parse) {
                levels.insert(name.into_owned(), level);
            }
        }
        levels
    }

    /// Puts something found about a field at the place that gave it.
    fn place(&self, found: Diagnostic, field: &str) -> Diagnostic {
        let keys: Vec<&str> = field.split('.').collect();
        match (self.given(field), self.subject, self.node(field)) {
            (Some(given), ..) => Diagnostic {
                source: given.origin.clone(),
                path: keys.iter().map(|&key| PathSegment::Key(key.to_owned())).collect(),
                ..found
            },
            (None, Some(subject), Some(node)) => subject.place(found, &keys, node.span()),
            _ => found,
        }
    }
}

/// Checks that the cloud, the controller and the versions are known, for the rules depend on them.
fn check(configuration: &Configuration, origins: &Origins<'_, '_, '_>, found: &mut Vec<Diagnostic>) {
    let Configuration { cloud, controller, targets, .. } = configuration;
    let mut fault = |field: &str, fault: Option<Diagnostic>| {
        found.extend(fault.map(|fault| origins.place(fault, field)));
    };
    fault("cloud", cloud.as_deref().and_then(|id| known::cloud(id).err()));
    fault("controller", controller.as_deref().and_then(|text| known::controller(text).err()));
    fault("targets.spaces", targets.spaces.as_deref().and_then(|text| known::spaces(text).err()));
    let kubernetes = targets.kubernetes.as_deref();
    fault("targets.kubernetes", kubernetes.and_then(|text| known::kubernetes("targets.kubernetes", text).err()));
    let gateway_api = targets.gateway_api.as_ref();
    fault("targets.gatewayAPI", gateway_api.and_then(|target| known::gateway_api(&target.version).err()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::gateway_api::Channel;

    fn configured(text: &str, flags: &[(&str, &str)]) -> Result<Configuration, Vec<String>> {
        let file = Source { name: "portico.yaml".to_owned(), text: text.to_owned() };
        let overrides: Vec<FieldOverride> = flags
            .iter()
            .map(|(field, value)| FieldOverride {
                field: (*field).to_owned(),
                value: (*value).to_owned(),
                origin: format!("--{field}"),
            })
            .collect();
        let told = |found: Diagnostic| {
            let line = found.span.map_or(0, |span| span.start.line);
            format!("{}:{line} {}", found.source, found.message)
        };
        configure(Some(&file), &overrides).map_err(|found| found.into_iter().map(told).collect())
    }

    #[test]
    fn everything_is_read_and_flags_win() {
        let text = "cloud: aws\ntargets:\n  spaces: \"1.16\"\n  gatewayAPI: {version: \"1.4\", channel: experimental}\n\
                    rules: {controller-retired: ignore}\npaths: {include: [deploy/*.yaml], exclude: [old/**]}\n";
        let read = configured(text, &[("targets.spaces", "1.17"), ("controller", "istio@1.29")]).unwrap();
        assert_eq!(read.cloud.as_deref(), Some("aws"));
        assert_eq!(read.controller.as_deref(), Some("istio@1.29"));
        assert_eq!(read.targets.spaces.as_deref(), Some("1.17"));
        let gateway_api = GatewayApiTarget { version: "1.4".to_owned(), channel: Channel::Experimental };
        assert_eq!(read.targets.gateway_api, Some(gateway_api));
        assert_eq!(read.rules["controller-retired"], Level::Ignore);
        assert_eq!(
            (&read.paths.include[..], &read.paths.exclude[..]),
            (&["deploy/*.yaml".to_owned()][..], &["old/**".to_owned()][..])
        );
        assert_eq!(configured("", &[]), Ok(Configuration::default()));
        assert_eq!(configured("# nothing yet\n", &[]), Ok(Configuration::default()));
    }

    #[test]
    fn what_is_not_understood_is_said_at_its_place() {
        for (text, flag, told) in [
            ("cloud: asw\n", None, "portico.yaml:1 the cloud `asw` is not known"),
            ("\ntarget: {}\n", None, "portico.yaml:2 portico.yaml has no key `target`"),
            ("rules:\n  controller-retird: ignore\n", None, "portico.yaml:2 there is no rule `controller-retird`"),
            ("rules: {controller-retired: off}\n", None, "portico.yaml:1 `rules.controller-retired` is a boolean"),
            ("a: [", None, "portico.yaml:1 "),
            ("cloud: aws\n---\ncloud: gcp\n", None, "portico.yaml:3 "),
            (
                "",
                Some(("targets.gatewayAPI", "1.5:beta")),
                "--targets.gatewayAPI:0 `targets.gatewayAPI.channel` is `beta`",
            ),
            ("", Some(("targets.gatewayAPI", "9.9")), "--targets.gatewayAPI:0 "),
            ("", Some(("targets.kubernetes", "new")), "--targets.kubernetes:0 "),
            ("", Some(("controller", "istio@new")), "--controller:0 "),
        ] {
            let found = configured(text, flag.as_slice()).expect_err(text);
            assert!(found[0].starts_with(told), "{text:?} {flag:?}: {found:?}");
        }
    }
}
