//! What a pipeline step's input says beside the Exposure: where more of it is found, and how it is composed.

use crate::fatal_result::FatalResult;
use crate::field_path::FieldPath;
use portico_text::nearest;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::time::Duration;

/// The settings of a pipeline step.
#[derive(Debug)]
pub(crate) struct Settings {
    pub exposure_from: ExposureFrom,
    pub backend: BackendFrom,
    pub release: Option<ReleaseSelector>,
    pub compose: Option<Compose>,
    pub cluster: Option<Cluster>,
    pub time_to_live: TimeToLive,
}

/// The place of the fields that are laid over the input's.
#[derive(Debug)]
pub(crate) struct ExposureFrom {
    /// The key of the pipeline's context; absent, it is the composite.
    pub context: Option<String>,
    pub field_path: FieldPath,
    /// Whether the input names the place: what stands at the usual one may be something else.
    pub is_named: bool,
}

/// The place that tells the backend.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BackendFrom {
    /// The Exposure.
    Exposure,
    /// A composition resource: its Service, or its release.
    Resource(String),
    /// The Exposure, and the backend is never composed here.
    External,
}

/// The selection of the releases that install the Spaces chart, whatever their chart is called.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ReleaseSelector {
    /// The name of the composition resource.
    pub resource: Option<String>,
    /// Labels that the release has.
    #[serde(default)]
    pub match_labels: BTreeMap<String, String>,
}

impl ReleaseSelector {
    /// Selects one composition resource.
    pub(crate) fn of_resource(resource: &str) -> Self {
        Self { resource: Some(resource.to_owned()), match_labels: BTreeMap::new() }
    }
}

/// How objects that the method needs are composed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Compose {
    /// Absent, `Object` where a cluster is named.
    #[serde(rename = "as")]
    form: Option<Form>,
    /// The cluster's provider configuration, for a form that needs one.
    pub provider_config_ref: Option<Map<String, Value>>,
    /// The API version of `Object`s, where it isn't the usual one for the composite's scope.
    pub api_version: Option<String>,
}

impl Compose {
    /// Gives the provider configuration of the cluster that objects are composed for; none for Crossplane's own.
    pub(crate) fn cluster(&self) -> Option<&Map<String, Value>> {
        self.provider_config_ref.as_ref().filter(|_| self.form != Some(Form::Resource))
    }
}

/// The form in which an object is composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Form {
    /// As it is, in the cluster of Crossplane.
    Resource,
    /// In an `Object` of provider-kubernetes.
    Object,
}

/// The cluster that the objects are for.
#[derive(Debug)]
pub(crate) enum Cluster {
    /// The one that Crossplane runs in: it can be asked what it serves.
    Local,
    /// One behind a provider configuration of provider-kubernetes.
    Behind(Behind),
}

/// A cluster behind a provider configuration of provider-kubernetes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Behind {
    pub provider_config_ref: Map<String, Value>,
    /// The API version of `Object`s, where it isn't the usual one for the composite's scope.
    pub api_version: Option<String>,
}

/// The time that Crossplane may keep an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimeToLive {
    /// Once the exposure has its address.
    pub settled: Duration,
    /// While something is awaited.
    pub awaiting: Duration,
}

impl Default for TimeToLive {
    fn default() -> Self {
        Self { settled: Duration::from_mins(1), awaiting: Duration::from_secs(10) }
    }
}

/// The keys of an input beside those of an Exposure.
const KEYS: [&str; 6] = ["exposureFrom", "backend", "release", "compose", "cluster", "timeToLive"];
/// The keys of an Exposure.
const EXPOSURE: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];
/// The place in the composite where the fields of an Exposure stand, unless the input names another.
const USUAL_PLACE: &str = "spec.exposure";

impl Settings {
    /// Takes the settings out of an input, and leaves the Exposure.
    ///
    /// # Errors
    ///
    /// Where the input has another key, or a setting is malformed.
    pub(crate) fn take(input: &mut Map<String, Value>) -> Result<Self, FatalResult> {
        let known = || EXPOSURE.into_iter().chain(KEYS);
        if let Some(unknown) = input.keys().find(|key| !known().any(|known| known == *key)) {
            return Err(FatalResult::unknown_setting(unknown, nearest(unknown, known())));
        }
        let mut take = |key: &'static str| input.remove(key).filter(|value| !value.is_null());
        let exposure_from = take("exposureFrom").map(exposure_from).transpose()?;
        let backend = take("backend").map(backend).transpose()?;
        let release = take("release").map(|value| read("release", value)).transpose()?;
        let compose: Option<Compose> = take("compose").map(|value| read("compose", value)).transpose()?;
        let cluster = take("cluster").map(cluster).transpose()?;
        let time_to_live = take("timeToLive").map(time_to_live).transpose()?;
        match &compose {
            Some(Compose { form: Some(Form::Object), provider_config_ref: None, .. }) => {
                return Err(malformed("compose", "`as: Object` needs a `providerConfigRef`, which names the cluster"));
            }
            Some(Compose { form: Some(Form::Resource), provider_config_ref: Some(_), .. }) => {
                return Err(malformed(
                    "compose",
                    "a `providerConfigRef` is for `as: Object`: a resource itself takes none",
                ));
            }
            _ => {}
        }
        let of_cluster = cluster.as_ref().and_then(|cluster| match cluster {
            Cluster::Local => None,
            Cluster::Behind(behind) => Some(&behind.provider_config_ref),
        });
        for (key, reference) in [("compose", compose.as_ref().and_then(Compose::cluster)), ("cluster", of_cluster)] {
            if reference.is_some_and(|reference| !reference.get("name").is_some_and(is_name)) {
                return Err(malformed(key, "`providerConfigRef` needs a `name` that Kubernetes takes"));
            }
        }
        if let Some(ReleaseSelector { resource: None, match_labels }) = &release
            && match_labels.is_empty()
        {
            return Err(malformed("release", "give the name of a `resource`, or `matchLabels`"));
        }
        Ok(Self {
            exposure_from: exposure_from.unwrap_or_else(ExposureFrom::usual),
            backend: backend.unwrap_or(BackendFrom::Exposure),
            release,
            compose,
            cluster,
            time_to_live: time_to_live.unwrap_or_default(),
        })
    }
}

impl ExposureFrom {
    fn usual() -> Self {
        let field_path = FieldPath::parse(USUAL_PLACE).expect("it is well formed");
        Self { context: None, field_path, is_named: false }
    }
}

/// Whether a value is the name of an object, as Kubernetes takes it.
fn is_name(value: &Value) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '.');
    value.as_str().is_some_and(|name| !name.is_empty() && name.len() <= 63 && name.chars().all(is_letter))
}

fn exposure_from(value: Value) -> Result<ExposureFrom, FatalResult> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Given {
        context: Option<String>,
        field_path: String,
    }
    let Given { context, field_path } = read("exposureFrom", value)?;
    let field_path = FieldPath::parse(&field_path)
        .ok_or_else(|| malformed("exposureFrom", "`fieldPath` is no path such as `spec.parameters.exposure`"))?;
    Ok(ExposureFrom { context, field_path, is_named: true })
}

fn backend(value: Value) -> Result<BackendFrom, FatalResult> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Given {
        resource: Option<String>,
        #[serde(default)]
        external: bool,
    }
    match read("backend", value)? {
        Given { resource: Some(_), external: true } => {
            Err(malformed("backend", "a `resource` of this composition is not `external`: give one of them"))
        }
        Given { resource: Some(resource), .. } => Ok(BackendFrom::Resource(resource)),
        Given { external: true, .. } => Ok(BackendFrom::External),
        Given { .. } => Ok(BackendFrom::Exposure),
    }
}

fn cluster(value: Value) -> Result<Cluster, FatalResult> {
    match value {
        Value::String(word) if word == "local" => Ok(Cluster::Local),
        Value::Object(_) => read("cluster", value).map(Cluster::Behind),
        _ => Err(malformed("cluster", "it is `local`, or a mapping with a `providerConfigRef`")),
    }
}

fn time_to_live(value: Value) -> Result<TimeToLive, FatalResult> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Given {
        settled: Option<String>,
        awaiting: Option<String>,
    }
    let Given { settled, awaiting } = read("timeToLive", value)?;
    let read = |text: Option<String>, usual: Duration| {
        let Some(text) = text else { return Ok(usual) };
        duration(&text)
            .ok_or_else(|| malformed("timeToLive", "a time is a whole number with `s`, `m` or `h`, from `1s` to `24h`"))
    };
    let usual = TimeToLive::default();
    Ok(TimeToLive { settled: read(settled, usual.settled)?, awaiting: read(awaiting, usual.awaiting)? })
}

/// Reads a time: a whole number of seconds, minutes or hours.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    let time = Duration::from_secs(u64::from(number.parse::<u32>().ok()?) * seconds);
    (SHORTEST..=LONGEST).contains(&time).then_some(time)
}

/// The shortest time that Crossplane is asked to keep an answer: less would keep it busy with one composite.
const SHORTEST: Duration = Duration::from_secs(1);
/// The longest.
const LONGEST: Duration = Duration::from_hours(24);

fn read<T: DeserializeOwned>(key: &str, value: Value) -> Result<T, FatalResult> {
    if !value.is_object() {
        return Err(malformed(key, "it is a mapping"));
    }
    serde_json::from_value(value).map_err(|error| malformed(key, &error.to_string()))
}

fn malformed(key: &str, fault: &str) -> FatalResult {
    FatalResult::malformed_setting(key, fault)
}

#[cfg(test)]
mod tests {
    use super::{BackendFrom, Cluster, Settings};
    use serde_json::{Value, json};
    use std::time::Duration;

    fn taken(input: &Value) -> Result<Settings, String> {
        let mut input = input.as_object().expect("it is one").clone();
        let settings = Settings::take(&mut input).map_err(|fault| fault.message)?;
        assert!(input.keys().all(|key| super::EXPOSURE.contains(&key.as_str())), "{input:?}");
        Ok(settings)
    }

    #[test]
    fn every_setting_is_in_the_package_s_definition() {
        let declared: Value = serde_json::from_str(include_str!("package/settings.json")).expect("it is JSON");
        let declared = declared.as_object().expect("it is one");
        assert_eq!(declared.keys().collect::<Vec<_>>(), super::KEYS);
    }

    #[test]
    fn everything_has_a_usual_value() {
        let settings = taken(&json!({"kind": "Exposure", "compose": null})).expect("it is right");
        assert_eq!(settings.exposure_from.field_path.text(), "spec.exposure");
        assert_eq!(settings.backend, BackendFrom::Exposure);
        assert!(settings.release.is_none() && settings.compose.is_none() && settings.cluster.is_none());
        assert_eq!(settings.time_to_live.awaiting, Duration::from_secs(10));
    }

    #[test]
    fn each_can_be_said() {
        let settings = taken(&json!({
            "exposureFrom": {"context": "env", "fieldPath": "network.exposure"},
            "backend": {"resource": "router"},
            "release": {"matchLabels": {"app": "spaces"}},
            "compose": {"as": "Object", "providerConfigRef": {"name": "edge"}},
            "cluster": "local",
            "timeToLive": {"settled": "2h", "awaiting": "5m"},
        }))
        .expect("it is right");
        assert_eq!(settings.exposure_from.context.as_deref(), Some("env"));
        assert_eq!(settings.backend, BackendFrom::Resource("router".to_owned()));
        assert_eq!(settings.compose.expect("it is there").cluster().expect("it is another")["name"], "edge");
        assert!(matches!(settings.cluster, Some(Cluster::Local)));
        assert_eq!(settings.time_to_live.settled, Duration::from_hours(2));
        assert_eq!(settings.time_to_live.awaiting, Duration::from_mins(5));
    }

    #[test]
    fn a_malformed_setting_is_refused_by_its_name() {
        for (input, said) in [
            (json!({"exposureFrm": {}}), "Did you mean `exposureFrom`?"),
            (json!({"exposureFrom": {}}), "`exposureFrom`: missing field `fieldPath`"),
            (json!({"exposureFrom": {"fieldPath": "a..b"}}), "`exposureFrom`: `fieldPath` is no path"),
            (json!({"backend": {"resource": "a", "external": true}}), "`backend`: "),
            (json!({"backend": "router"}), "`backend`: "),
            (json!({"release": {}}), "`release`: "),
            (json!({"compose": {"as": "Pod"}}), "`compose`: unknown variant `Pod`"),
            (json!({"compose": {"as": "Object"}}), "`compose`: `as: Object` needs"),
            (
                json!({"compose": {"as": "Resource", "providerConfigRef": {"name": "a"}}}),
                "`compose`: a `providerConfigRef` is",
            ),
            (json!({"compose": {"providerConfigRef": {"name": "Bad Name\n"}}}), "`compose`: `providerConfigRef` needs"),
            (json!({"cluster": {"providerConfigRef": {}}}), "`cluster`: `providerConfigRef` needs"),
            (json!({"compose": "yes"}), "`compose`: it is a mapping"),
            (json!({"timeToLive": {"settled": "4294967295h"}}), "`timeToLive`: a time is"),
            (json!({"timeToLive": {"awaiting": "0s"}}), "`timeToLive`: a time is"),
            (json!({"cluster": "remote"}), "`cluster`: it is `local`, or"),
            (json!({"cluster": {"providerConfigRef": "a"}}), "`cluster`: "),
            (json!({"timeToLive": {"settled": "soon"}}), "`timeToLive`: a time is"),
            (json!({"timeToLive": {"settled": "é"}}), "`timeToLive`: a time is"),
        ] {
            let fault = taken(&input).expect_err("it is wrong");
            assert!(fault.contains(said), "{input}: {fault}");
        }
    }
}
