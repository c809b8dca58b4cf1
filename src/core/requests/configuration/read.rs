//! Reading a `portico.yaml`, and the flags that win over it.

use super::{Configuration, NOTHING_IS_JUDGED, Paths, known};
use crate::facts::gateway_api::{Bundle, Channel};
use crate::finding::{Diagnostic, Source};
use crate::reading::input::Input;
use crate::reading::recognize::recognize;
use crate::reading::subject::{Kind, Subject};
use crate::requests::FieldOverride;
use crate::requests::field_override::{OF_GATEWAY_API, expanded};
use crate::requests::json_schema::{self, SchemaCheck};
use crate::requests::level::Level;
use crate::requests::unread;
use crate::rules::{input_beyond_limits, missing_field, unknown_key, value_not_allowed};
use portico_manifest::{Contents, Node};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Gives the JSON Schema of a `portico.yaml`.
#[must_use]
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

/// Gives the schema as data, which is read once.
fn data() -> &'static Value {
    static DATA: OnceLock<Value> = OnceLock::new();
    DATA.get_or_init(|| json_schema::read(schema()))
}

/// Reads a `portico.yaml`, if there is one, and the fields that flags give beside it; the flags win. A field is named
/// by its keys with dots between: `targets.spaces`.
pub(crate) fn read(file: Option<&Source>, overrides: &[FieldOverride]) -> Result<Configuration, Vec<Diagnostic>> {
    if let Some(file) = file.filter(|file| file.text.len() > MOST_BYTES) {
        let fault = input_beyond_limits::configuration_too_large(file.text.len(), MOST_BYTES);
        return Err(vec![Diagnostic { source: file.name.clone(), ..fault }]);
    }
    let input = file.map(|file| Input::read(file, &|_| true));
    let mut found: Vec<Diagnostic> = input.iter().flat_map(unread::diagnostics).collect();
    // A `portico.yaml` is no Kubernetes object: it is read as plain values, whatever its keys are.
    let plain = Some(Kind::SpacesValues.into());
    let subjects: Vec<Subject<'_, '_>> = input.iter().flat_map(|input| recognize(input, plain)).collect();
    if let Some(second) = subjects.get(1) {
        found.push(second.place(several_documents(), &[], second.node.span()));
    }
    let subject = subjects.first();
    if let Some(subject) = subject {
        let faults = SchemaCheck::new(data(), "portico.yaml", Vec::new()).run(subject.node);
        found.extend(faults.into_iter().map(|fault| subject.place_at(fault.found, &fault.path, fault.span)));
    }
    let overrides = &expanded(overrides)[..];
    let mut origins = Origins { subject, overrides, found };
    origins.check_overrides();
    let configuration = Configuration {
        read_as: origins.read("readAs", known::read_as),
        cloud: origins.read("cloud", known::cloud),
        controller: origins.read("controller", known::controller),
        spaces: origins.read("targets.spaces", known::spaces),
        kubernetes: origins.read("targets.kubernetes", known::kubernetes),
        gateway_api: origins.gateway_api(),
        levels: origins.levels(),
        paths: Paths { include: origins.list("include"), exclude: origins.list("exclude") },
    };
    if origins.found.is_empty() { Ok(configuration) } else { Err(origins.found) }
}

fn several_documents() -> Diagnostic {
    Diagnostic::of(&value_not_allowed::RULE, "a portico.yaml holds one document, but this one holds several")
        .why(NOTHING_IS_JUDGED)
        .help("Merge the documents into one.")
}

/// The most bytes of a `portico.yaml`: the level of every rule, and patterns by the thousand.
const MOST_BYTES: usize = 128 * 1024;

/// The fields that can be given beside the file, as can the levels of rules, such as `rules.controller-retired`.
const OVERRIDABLE: [&str; 6] =
    ["cloud", "controller", "readAs", "targets.gatewayAPI", "targets.kubernetes", "targets.spaces"];

/// The start of a rule's field.
const OF_RULE: &str = "rules.";

/// The file and the flags that give the fields, and the faults in them so far.
struct Origins<'f, 'd, 't> {
    subject: Option<&'f Subject<'d, 't>>,
    overrides: &'f [FieldOverride],
    found: Vec<Diagnostic>,
}

impl<'f, 'd, 't> Origins<'f, 'd, 't> {
    fn node(&self, field: &str) -> Option<Node<'d, 't>> {
        let keys: Vec<&str> = field.split('.').collect();
        self.subject?.get(&keys)
    }

    fn given(&self, field: &str) -> Option<&'f FieldOverride> {
        self.overrides.iter().rev().find(|given| given.field == field)
    }

    /// Reports overrides of fields that there aren't.
    fn check_overrides(&mut self) {
        for given in self.overrides {
            let field = given.field.as_str();
            let is_known =
                OVERRIDABLE.contains(&field) || OF_GATEWAY_API.contains(&field) || field.starts_with(OF_RULE);
            if !is_known {
                self.found.push(given.place(unknown_key::beside_configuration(field, &OVERRIDABLE)));
            }
        }
    }

    /// Reads a field that the file or a flag gives; one that isn't known is noted.
    fn read<T>(&mut self, field: &str, read: fn(&str) -> Result<T, Diagnostic>) -> Option<T> {
        let text = match self.given(field) {
            Some(given) => given.value.clone(),
            None => self.node(field)?.as_str()?.to_owned(),
        };
        self.noted(field, read(&text))
    }

    /// Reads the Gateway API of the target. A version that a flag gives is that of the standard channel, unless the flag
    /// says otherwise: the file's channel is that of another release.
    fn gateway_api(&mut self) -> Option<Bundle> {
        let [version, channel] = OF_GATEWAY_API;
        let [version_in_file, channel_in_file] = OF_GATEWAY_API.map(|field| self.node(field).and_then(Node::as_str));
        let bundle_channel = match (self.given(version), self.given(channel)) {
            (_, Some(_)) => self.read(channel, known::channel)?,
            (Some(_), None) => Channel::default(),
            // The check against the schema reports another word.
            (None, None) => channel_in_file.and_then(|word| known::channel(word).ok()).unwrap_or_default(),
        };
        if let (None, None, Some(alone)) = (self.given(version), version_in_file, self.given(channel)) {
            self.found.push(alone.place(missing_field::diagnostic(version)));
        }
        Some(Bundle { version: self.read(version, known::gateway_api)?, channel: bundle_channel })
    }

    fn list(&self, field: &str) -> Vec<String> {
        let items = self.subject.and_then(|subject| subject.get(&["paths", field])).items();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    /// Reads the levels of rules: the file's, then those of flags.
    fn levels(&mut self) -> BTreeMap<String, Level> {
        let mut levels = BTreeMap::new();
        let rules = self.subject.and_then(|subject| Some((subject, subject.get(&["rules"])?)));
        for (subject, entry) in
            rules.into_iter().flat_map(|(subject, rules)| rules.entries().map(move |entry| (subject, entry)))
        {
            let name = entry.key.key_text();
            if let Err(fault) = known::rule(&name) {
                self.found.push(subject.place(fault, &["rules", &name], entry.key.span()));
            } else if let Some(level) = entry.value.as_str().and_then(Level::parse) {
                levels.insert(name.into_owned(), level);
            }
        }
        for given in self.overrides {
            let Some(rule) = given.field.strip_prefix(OF_RULE) else { continue };
            match known::level(rule, &given.value) {
                Ok(level) => {
                    levels.insert(rule.to_owned(), level);
                }
                Err(fault) => self.found.push(given.place(fault)),
            }
        }
        levels
    }

    /// Gives what was read of a field, or notes its fault at the place that gave it.
    fn noted<T>(&mut self, field: &str, read: Result<T, Diagnostic>) -> Option<T> {
        let fault = match read {
            Ok(value) => return Some(value),
            Err(fault) => fault.why(NOTHING_IS_JUDGED),
        };
        let keys: Vec<&str> = field.split('.').collect();
        let placed = match (self.given(field), self.subject, self.node(field)) {
            (Some(given), ..) => given.place(fault),
            (None, Some(subject), Some(node)) => subject.place(fault, &keys, node.span()),
            _ => fault,
        };
        self.found.push(placed);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::version::Version;
    use crate::reading::subject::JudgedAs;

    fn configured(text: &str, flags: &[(&str, &str)]) -> Result<Configuration, Vec<String>> {
        let file = Source { name: "portico.yaml".to_owned(), text: text.to_owned() };
        let overrides: Vec<FieldOverride> = flags
            .iter()
            .map(|(field, value)| FieldOverride { origin: format!("--{field}"), ..FieldOverride::of(field, value) })
            .collect();
        let told = |found: Diagnostic| {
            let line = found.span.map_or(0, |span| span.start.line);
            format!("{}:{line} {} {}", found.source, found.message, found.help)
        };
        read(Some(&file), &overrides).map_err(|found| found.into_iter().map(told).collect())
    }

    #[test]
    fn everything_is_read_and_flags_win() {
        let text = "cloud: aws\ntargets:\n  spaces: \"1.16\"\n  gatewayAPI: {version: \"1.4\", channel: experimental}\n\
                    rules: {controller-retired: ignore}\npaths: {include: [deploy/*.yaml], exclude: [old/**]}\n";
        let flags = [
            ("targets.spaces", "1.17"),
            ("controller", "istio@1.29"),
            ("rules.controller-retired", "error"),
            ("readAs", "spaces-values"),
        ];
        let read = configured(text, &flags).unwrap();
        assert_eq!(read.cloud.map(|cloud| cloud.id), Some("aws"));
        assert!(read.controller.is_some_and(|chosen| chosen.is("istio") && chosen.version.is_some()));
        assert_eq!(read.spaces, Some(Version(1, 17)));
        assert_eq!(read.gateway_api, Some(Bundle { version: Version(1, 4), channel: Channel::Experimental }));
        assert_eq!(read.read_as.map(JudgedAs::id).as_deref(), Some("spaces-values"));
        assert_eq!(read.levels, BTreeMap::from([("controller-retired".to_owned(), Level::Error)]), "the last counts");
        assert_eq!(
            (read.paths.include, read.paths.exclude),
            (vec!["deploy/*.yaml".to_owned()], vec!["old/**".to_owned()])
        );
        for nothing in ["", "# nothing yet\n"] {
            let read = configured(nothing, &[]).unwrap();
            assert!(read.cloud.is_none() && read.levels.is_empty() && read.paths == Paths::default());
        }
    }

    #[test]
    fn a_version_that_a_flag_gives_is_of_the_channel_that_the_flag_names() {
        let file = "targets: {gatewayAPI: {version: '1.4', channel: experimental}}\n";
        let [standard, experimental] = [Channel::Standard, Channel::Experimental];
        let field = "targets.gatewayAPI";
        for (file, flags, version, channel) in [
            (file, &[][..], Version(1, 4), experimental),
            (file, &[(field, "1.5")], Version(1, 5), standard),
            (file, &[(field, "1.3:experimental"), (field, "1.5")], Version(1, 5), standard),
            ("", &[(field, "1.5:experimental")], Version(1, 5), experimental),
            ("targets: {gatewayAPI: {version: '1.4', channel: null}}\n", &[], Version(1, 4), standard),
            ("targets: {gatewayAPI: {version: '1.4', channel: }}\n", &[], Version(1, 4), standard),
        ] {
            let read = configured(file, flags).unwrap();
            assert_eq!(read.gateway_api, Some(Bundle { version, channel }), "{file} {flags:?}");
        }
    }

    #[test]
    fn a_configuration_of_any_size_was_read_again_with_each_folder() {
        let text = format!("paths: {{include: [{}]}}\n", "a/b.yaml, ".repeat(MOST_BYTES / 10));
        let found = configured(&text, &[]).expect_err("it is too large");
        assert!(found[0].starts_with("portico.yaml:0 the configuration has 131"), "{found:?}");
    }

    #[test]
    fn what_is_not_understood_is_said_at_its_place() {
        for (text, flag, told) in [
            ("cloud: asw\n", None, "portico.yaml:1 the cloud `asw` is not known"),
            ("\ntarget: {}\n", None, "portico.yaml:2 portico.yaml has no key `target`"),
            ("rules:\n  controller-retird: ignore\n", None, "portico.yaml:2 there is no rule `controller-retird`"),
            ("rules: {controller-retired: off}\n", None, "portico.yaml:1 `rules.controller-retired` is a boolean"),
            ("a: [", None, "portico.yaml:1 "),
            ("cloud: aws\n---\ncloud: gcp\n", None, "portico.yaml:3 a portico.yaml holds one document"),
            (
                "",
                Some(("targets.gatewayAPI", "1.5:beta")),
                "--targets.gatewayAPI:0 `targets.gatewayAPI.channel` is `beta`",
            ),
            ("", Some(("targets.gatewayAPI", "9.9")), "--targets.gatewayAPI:0 "),
            ("", Some(("targets.kubernetes", "new")), "--targets.kubernetes:0 "),
            ("", Some(("targets.gatewayAPI", "1.5:")), "--targets.gatewayAPI:0 `targets.gatewayAPI.channel` is \"\""),
            ("", Some(("targets.spaces", "1.99")), "--targets.spaces:0 the version `1.99` of Spaces is not known"),
            ("", Some(("controller", "istio@new")), "--controller:0 `controller` is `new`, but takes a minor"),
            ("", Some(("cloud", "asw")), "--cloud:0 the cloud `asw` is not known to Portico 0.1.0 Did you mean `aws`?"),
            ("", Some(("readAs", "poem")), "--readAs:0 `readAs` is `poem`, but takes exposure, "),
            (
                "targets: {gatewayAPI: {version: '1.5', channel: beta}}\n",
                None,
                "portico.yaml:1 `targets.gatewayAPI.channel` is `beta`, but takes standard or experimental",
            ),
            ("readAs: spaces-values\n", None, "portico.yaml:1 portico.yaml has no key `readAs`"),
            ("", Some(("rules.nothing", "ignore")), "--rules.nothing:0 there is no rule `nothing`"),
            (
                "",
                Some(("rules.controller-retired", "off")),
                "--rules.controller-retired:0 `rules.controller-retired` is `off`",
            ),
            (
                "",
                Some(("paths.include", "a")),
                "--paths.include:0 `paths.include` can't be given beside a portico.yaml Give cloud, ",
            ),
            (
                "",
                Some(("targets.gatewayAPI.channel", "experimental")),
                "--targets.gatewayAPI.channel:0 `targets.gatewayAPI.version` is missing",
            ),
            (
                "",
                Some(("target.spaces", "1.17")),
                "--target.spaces:0 `target.spaces` can't be given beside a portico.yaml Did you mean `targets.spaces`?",
            ),
        ] {
            let found = configured(text, flag.as_slice()).expect_err(text);
            assert!(found[0].starts_with(told), "{text:?} {flag:?}: {found:?}");
            assert!(!found[1..].contains(&found[0]), "{text:?} {flag:?}: {found:?}");
        }
    }
}
