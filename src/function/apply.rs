//! One call, from its request to what it asks of the answer.

use crate::backend::{self, Backend};
use crate::cluster::{GATEWAY_API, LocalCluster};
use crate::composite::Composite;
use crate::early_end::EarlyEnd;
use crate::exposed::Standing;
use crate::exposure::{self, GivenExposure};
use crate::fatal_result::FatalResult;
use crate::instances::Instances;
use crate::moved;
use crate::observation::Observation;
use crate::places::{ListPlace, Places, place};
use crate::protocol::v1::{Requirements, RunFunctionRequest};
use crate::resource_list::{Changed, Objects, ResourceList, objects};
use crate::settings::{BackendFrom, Cluster, ReleaseSelector, Settings};
use crate::verdict::{Remarks, Verdict};
use crate::wrapping::Wrapping;
use portico_host::observer::ObjectReference;
use portico_host::transformer::{ComposeOptions, Composed, Outstanding};
use portico_host::types::{Diagnostic, Severity, Source};
use portico_host::{Interrupt, Portico};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The rule by which the component says that the backend isn't among the resources.
const BACKEND_MISSING: &str = "backend-service-missing";

/// What is said where the input selects a release that isn't there.
const NO_RELEASE: &str = "no resource is the provider-helm Release that the input's `release` selects, yet: put this step \
                          behind the one that composes it, or change the selector where none will ever match";

/// The effect of an Exposure on the desired resources, and what there is to tell of it.
#[derive(Debug)]
pub(crate) struct Effect {
    pub composite: Composite,
    pub exposure: GivenExposure,
    /// The resources that are changed or added.
    pub changed: Vec<Changed>,
    /// Whether resources work, by their names: those that were added and those that are exposed.
    pub readiness: BTreeMap<String, bool>,
    pub verdict: Verdict,
    pub standing: Standing,
    /// What must exist beside the resources, and isn't composed.
    pub outstanding: Vec<Outstanding>,
    pub requirements: Option<Requirements>,
    /// The time that Crossplane may keep the answer.
    pub kept: Duration,
}

/// Applies the Exposure of a request to its desired resources.
pub(crate) fn apply(
    instances: &Instances,
    request: &RunFunctionRequest,
    interrupt: &Interrupt,
) -> Result<Effect, EarlyEnd> {
    let composite = Composite::of(request)?;
    let (mut exposure, settings) = exposure::of_call(request, &composite)?;
    if let Some(name) = composite.name() {
        exposure.imply(&["metadata", "name"], name.into(), "the composite's name");
    }
    let none = BTreeMap::new();
    let desired = objects(request.desired.as_ref().map_or(&none, |desired| &desired.resources));
    let local = LocalCluster::of(request, &settings);
    let lacking = local.and_then(|local| local.complete(&mut exposure));
    let backend = backend::complete(&mut exposure, &settings.backend, request, &desired, &composite)?;
    let ask = |exposure: &GivenExposure, lacking| -> Result<Outcome, EarlyEnd> {
        let call = Call { request, composite: &composite, settings: &settings, exposure, desired: &desired, local };
        instances.ask(interrupt, |portico| call.outcome(portico, lacking))?
    };
    let effect = match backend {
        Backend::Awaited(sentence) => Outcome::awaiting(sentence),
        Backend::Known => match ask(&exposure, lacking) {
            // The cluster's release of the Gateway API may be newer than Portico: nobody asked for it.
            Err(EarlyEnd::Fatal(refused)) if is_of_choice(&refused) && exposure.withdraw(GATEWAY_API) => {
                ask(&exposure, Some(refused.message))?
            }
            outcome => outcome?,
        },
    };
    let time = settings.time_to_live;
    let kept = if effect.standing.is_settled() { time.settled } else { time.awaiting };
    let Outcome { changed, readiness, verdict, standing, outstanding, watched } = effect;
    let requirements = local.map(|local| local.requirements(&exposure, &watched));
    Ok(Effect { composite, exposure, changed, readiness, verdict, standing, outstanding, requirements, kept })
}

/// Whether a refusal is about choices alone, such as that of a target.
fn is_of_choice(refused: &FatalResult) -> bool {
    refused.rules.len() == 1 && refused.rules.contains("choice-not-supported")
}

/// A call with what its input says.
struct Call<'call> {
    request: &'call RunFunctionRequest,
    composite: &'call Composite,
    settings: &'call Settings,
    exposure: &'call GivenExposure,
    desired: &'call Objects<'call>,
    local: Option<LocalCluster<'call>>,
}

/// What came out of a call.
struct Outcome {
    changed: Vec<Changed>,
    readiness: BTreeMap<String, bool>,
    verdict: Verdict,
    standing: Standing,
    outstanding: Vec<Outstanding>,
    watched: Vec<ObjectReference>,
}

impl Outcome {
    /// The backend isn't composed yet.
    fn awaiting(sentence: String) -> Self {
        Self {
            changed: Vec::new(),
            readiness: BTreeMap::new(),
            verdict: Verdict::Awaited(sentence),
            standing: Standing::NothingToExpose,
            outstanding: Vec::new(),
            watched: Vec::new(),
        }
    }
}

impl Call<'_> {
    /// Asks the component what becomes of the resources, and what the cluster shows.
    fn outcome(&self, portico: &mut Portico, lacking: Option<String>) -> Result<Outcome, EarlyEnd> {
        let none = BTreeMap::new();
        let observed = self.request.observed.as_ref().map_or(&none, |observed| &observed.resources);
        let list = ResourceList::new(&self.exposure.document(), self.desired, observed);
        let places = Places { exposure: self.exposure, list: &list };
        let source = Source { name: "the desired resources".to_owned(), text: list.text().to_owned() };
        let releases = match self.selection() {
            Some(selector) => selected(&selector, &list, self.desired),
            None => Vec::new(),
        };
        if releases.is_empty() && self.settings.release.is_some() {
            return Ok(Outcome::awaiting(NO_RELEASE.to_owned()));
        }
        let options = self.options(releases);
        let composed = match portico.compose(&source, &options)? {
            Ok(composed) => composed,
            Err(refused) if is_only_awaited(&refused.diagnostics) => {
                return Ok(Outcome::awaiting(self.awaited(&refused.diagnostics)));
            }
            Err(refused) => return Err(places.fatal_result(&refused.diagnostics).into()),
        };
        let Composed { edits, exposure: applied, exposed_items, outstanding, report } = composed;
        let exposed: BTreeSet<&str> =
            exposed_items.iter().filter_map(|&index| list.name(usize::try_from(index).ok()?)).collect();
        let is_release = |name: &&&str| self.desired.get(**name).is_some_and(|object| object["kind"] == "Release");
        let releases: Vec<&str> = exposed.iter().filter(is_release).copied().collect();
        if releases.len() > 1 {
            return Err(FatalResult::several_releases(&releases).into());
        }
        let mut changed = list.changed(&edits)?;
        let mut warnings = places.lines(&report.diagnostics, Severity::Warning);
        warnings.extend(lacking);
        warnings.extend(self.exposure.remark().map(str::to_owned));
        warnings.extend(moved::warnings(self.request, &changed));

        let applied = Source { name: "the Exposure".to_owned(), text: applied };
        let found = self.local.map(LocalCluster::shown).unwrap_or_default();
        let asked: BTreeSet<&str> =
            exposed.iter().copied().chain(changed.iter().map(|changed| changed.name.as_str())).collect();
        let is_asked = |name: &str| asked.contains(name);
        let is_evidence = |object: &Value| self.is_of_cluster(object);
        let Observation { observed: shown, readiness: works } =
            Observation::of(portico, self.request, &found, is_asked, is_evidence, &applied)?;

        let observers = self.observers(&shown.watched, &changed);
        let is_watched = self.local.is_some()
            || !observers.is_empty()
            || shown.reason != "NotObserved"
            || shown.watched.first().is_some_and(|front| self.is_composed(front, &changed));
        changed.extend(observers);
        let watched = shown.watched.clone();
        let asks_local = matches!(self.settings.cluster, Some(Cluster::Local));
        let standing = if is_watched { Standing::Shown(shown) } else { Standing::NotWatched { shown, asks_local } };
        let readiness = readiness(exposed, &changed, self.desired, &works, &standing);
        let remarks = Remarks { warnings, ignored: self.ignored(), prerequisites: lines_of(&outstanding) };
        Ok(Outcome { changed, readiness, verdict: Verdict::Valid(remarks), standing, outstanding, watched })
    }

    /// Gives the selector of the release: the input's, or that of the backend's resource where it is a release.
    fn selection(&self) -> Option<Cow<'_, ReleaseSelector>> {
        if let Some(selector) = &self.settings.release {
            return Some(Cow::Borrowed(selector));
        }
        let BackendFrom::Resource(resource) = &self.settings.backend else { return None };
        let is_release = self.desired.get(resource.as_str()).is_some_and(|object| object["kind"] == "Release");
        is_release.then(|| Cow::Owned(ReleaseSelector::of_resource(resource)))
    }

    fn options(&self, spaces_releases: Vec<u32>) -> ComposeOptions {
        let wrapping = Wrapping::to_compose(self.settings, self.composite);
        ComposeOptions {
            spaces_releases,
            is_backend_external: self.settings.backend == BackendFrom::External,
            composes: self.settings.compose.is_some(),
            namespace: self.composite.namespace().map(str::to_owned),
            wrapper: wrapping.map(|wrapping| wrapping.wrapper(self.composite)),
            report_formats: Vec::new(),
        }
    }

    /// Says what is awaited, and what to do where it never comes.
    fn awaited(&self, diagnostics: &[Diagnostic]) -> String {
        let of =
            |keys: &[&str], usual: &str| self.exposure.spec(keys).and_then(Value::as_str).unwrap_or(usual).to_owned();
        let service = of(&["backend", "service"], backend::SPACES);
        let namespace = of(&["backend", "namespace"], "upbound-system");
        // A near miss is placed at the resource that it is.
        let near = diagnostics.iter().find(|found| matches!(place(&found.path), Some(ListPlace::Resource(..))));
        let near = near.map(|found| format!(" ({})", found.message)).unwrap_or_default();
        format!(
            "no step before this one composes the Service {namespace}/{service} yet, nor a Release of the Spaces chart\
             {near}: put this step behind the one that does, name the resource in the input, `backend.resource` or \
             `release.resource`, or say `backend: {{external: true}}` where this composition never composes it"
        )
    }

    /// Whether an object is for the cluster that the exposure is for, as far as the settings say which that is.
    fn is_of_cluster(&self, object: &Value) -> bool {
        match Wrapping::to_observe(self.settings, self.composite) {
            Some(wrapping) => wrapping.leads_there(object),
            None if self.local.is_some() => !backend::is_wrapper(object),
            None => true,
        }
    }

    /// Gives the `Object`s that show what no resource of the composite shows.
    fn observers(&self, watched: &[ObjectReference], changed: &[Changed]) -> Vec<Changed> {
        let Some(wrapping) = Wrapping::to_observe(self.settings, self.composite) else { return Vec::new() };
        // What has no namespace is shared by many: one observer of it for each composite would be too much.
        let unseen = watched.iter().filter(|object| !object.namespace.is_empty());
        let unseen = unseen.filter(|object| !self.is_composed(object, changed));
        let observers = unseen.map(|object| wrapping.observing(object));
        // The name is free, or the resource's own: another step's is left alone.
        let is_free = |observer: &Changed| {
            let other = self.desired.get(observer.name.as_str());
            other.is_none_or(|other| wrapping.leads_there(other))
        };
        observers.filter(is_free).collect()
    }

    /// Whether an object is among the resources as they will be, in the cluster that the exposure is for.
    fn is_composed(&self, wanted: &ObjectReference, changed: &[Changed]) -> bool {
        let is_it = |object: &Value| {
            let inner = backend::inner(object);
            let namespace = inner["metadata"]["namespace"].as_str();
            inner["kind"] == wanted.kind.as_str()
                && inner["metadata"]["name"] == wanted.name.as_str()
                && namespace.is_none_or(|namespace| namespace == wanted.namespace)
                && self.is_of_cluster(object)
        };
        self.desired.values().any(is_it) || changed.iter().any(|changed| is_it(&Value::Object(changed.object.clone())))
    }

    /// Names the rules that the Exposure leaves out, so that nobody takes them for kept.
    fn ignored(&self) -> Vec<String> {
        let ignored = self.exposure.spec(&["ignore"]).and_then(Value::as_array).into_iter().flatten();
        let line = |ignored: &Value| {
            let text = |key: &str| ignored[key].as_str().unwrap_or_default().replace('\n', " ");
            format!("left out, because the Exposure says so: {} ({})", text("rule"), text("reason"))
        };
        ignored.map(line).collect()
    }
}

/// Whether nothing is wrong but that the backend isn't composed yet.
fn is_only_awaited(diagnostics: &[Diagnostic]) -> bool {
    let mut errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.all(|found| found.rule == BACKEND_MISSING)
}

/// Gives the indexes of the releases that a selector selects.
fn selected(selector: &ReleaseSelector, list: &ResourceList, desired: &Objects<'_>) -> Vec<u32> {
    let ReleaseSelector { resource, match_labels } = selector;
    let is_it = |(name, object): &(&&str, &Value)| {
        let labels = &object["metadata"]["labels"];
        resource.as_ref().is_none_or(|resource| resource == **name)
            && match_labels.iter().all(|(key, value)| labels[key] == value.as_str())
    };
    let names = desired.iter().filter(is_it).map(|(name, _)| name);
    names.filter_map(|name| u32::try_from(list.index(name)?).ok()).collect()
}

/// Tells which resources work: those that are exposed or were added. None that is exposed does, while its address is
/// awaited.
fn readiness(
    exposed: BTreeSet<&str>,
    changed: &[Changed],
    desired: &Objects<'_>,
    works: &BTreeMap<String, bool>,
    standing: &Standing,
) -> BTreeMap<String, bool> {
    let works = |name: &str| works.get(name).copied().unwrap_or(false);
    let added = changed.iter().filter(|changed| !desired.contains_key(changed.name.as_str()));
    let mut readiness: BTreeMap<String, bool> =
        added.map(|changed| (changed.name.clone(), works(&changed.name))).collect();
    readiness.extend(exposed.into_iter().map(|name| (name.to_owned(), works(name) && !standing.holds_back())));
    readiness
}

fn lines_of(outstanding: &[Outstanding]) -> Vec<String> {
    outstanding
        .iter()
        .map(|Outstanding { title, owner }| format!("needed, and not composed here: {title}, which is up to {owner}"))
        .collect()
}
