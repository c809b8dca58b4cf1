//! The prerequisites that must exist beside the release for the method to work, and their owners.

use crate::exposure::commented::{self, Field, Written};
use crate::exposure::{Exposure, Method};
use crate::facts::controller::{Controller, Proxy, Setting, SettingValue, Setup, SetupForm};
use crate::methods::entry::{self, Entry};
use crate::methods::objects::{Commented, Comments, Object, named, named_in};
use crate::methods::service_annotations::service_annotations;
use crate::methods::{choice, gateway_api, ingress, policy};
use serde::Serialize;

/// Something that must exist beside the release, before it is written.
pub(crate) struct Need {
    file: String,
    /// The people who must put it in place.
    pub owner: String,
    /// A noun phrase that names it.
    pub title: String,
    form: PrerequisiteForm,
    /// The comments that begin its file.
    heading: String,
    pub content: Content,
}

/// The content of a need.
pub(crate) enum Content {
    /// A Kubernetes object.
    Object(Box<Object>),
    /// The text of something that no cluster holds as it is.
    Text(String),
}

/// A prerequisite of the method, as a file of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prerequisite {
    /// The file's name, which the steps use.
    pub file: String,
    /// The people who must put it in place.
    pub owner: String,
    /// A noun phrase that names it.
    pub title: String,
    /// The way to put it in place.
    pub form: PrerequisiteForm,
    /// The file's text: commented YAML.
    pub text: String,
}

/// The way to put a prerequisite in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrerequisiteForm {
    /// Helm values for the controller's own chart.
    HelmValues,
    /// A Kubernetes object.
    Manifest,
    /// A JSON patch of an object that others own.
    JsonPatch,
}

impl From<Need> for Prerequisite {
    fn from(need: Need) -> Self {
        let Need { file, owner, title, form, heading, content } = need;
        let content = match content {
            Content::Object(object) => commented::write(&object.fields()),
            Content::Text(text) => text,
        };
        Self { file, owner, title, form, text: heading + &content }
    }
}

/// Gives every prerequisite, in the order in which they are put in place.
pub(super) fn prerequisites(exposure: &Exposure) -> Vec<Prerequisite> {
    needs(exposure).into_iter().map(Prerequisite::from).collect()
}

/// Gives everything that must exist beside the release, in the order in which it is put in place.
pub(crate) fn needs(exposure: &Exposure) -> Vec<Need> {
    match exposure.spec.method {
        Method::LoadBalancer => Vec::new(),
        Method::Ingress => of_ingress(exposure),
        Method::GatewayAPI => of_gateway(exposure),
    }
}

fn of_ingress(exposure: &Exposure) -> Vec<Need> {
    let mut found = Vec::new();
    let Some((controller, facts)) = choice::controller(exposure).zip(ingress::facts(exposure)) else { return found };
    found.extend(setup(exposure, controller, &facts.setup));
    if let (Some(class), Some(missing)) = (ingress::missing_class(exposure), facts.class.missing) {
        found.push(manifest("the cluster's administrators", "the IngressClass", class, missing));
    }
    found.extend(cilium_policy(exposure, &facts.proxy));
    found
}

fn of_gateway(exposure: &Exposure) -> Vec<Need> {
    let mut found = Vec::new();
    let shared = gateway_api::is_shared(exposure);
    if let Some((controller, facts)) = choice::controller(exposure).zip(gateway_api::facts(exposure)) {
        // The parameters of a shared Gateway's class belong to the Gateway's owners.
        if !shared || !facts.class.has_parameters {
            found.extend(setup(exposure, controller, &facts.setup));
        }
        if let Some(class) = gateway_api::missing_class(exposure) {
            let title = "the GatewayClass";
            found.push(manifest("the cluster's administrators", title, class, "no installation makes this class"));
        }
    }
    if shared {
        found.push(shared_listener(exposure));
    } else if let Some(fault) = gateway_api::chart_gateway_fault(exposure).filter(|_| exposure.spec.backend.is_spaces())
    {
        let gateway = gateway_api::gateway(exposure);
        let why = format!("the chart's own Gateway doesn't work: {fault}");
        found.push(manifest("those who run Spaces", "the Gateway", gateway, &why));
    }
    if let Some(facts) = gateway_api::facts(exposure) {
        found.extend(cilium_policy(exposure, &facts.proxy));
    }
    found
}

fn cilium_policy(exposure: &Exposure, proxy: &Proxy) -> Option<Need> {
    matches!(proxy, Proxy::CiliumIngress).then(|| {
        let policy = policy::cilium_network_policy(exposure);
        let why = "Cilium's proxy has an identity of its own, which no NetworkPolicy can let in";
        manifest("those who run Spaces", "the CiliumNetworkPolicy", policy, why)
    })
}

/// Gives the controller's own settings, if there are any to make.
fn setup(exposure: &Exposure, controller: &Controller, setup: &Setup) -> Option<Need> {
    let mut fields = Vec::new();
    let of_release = choice::release(exposure).map_or(&[][..], |release| release.settings);
    for Setting { path, value, reason } in setup.settings.iter().chain(of_release) {
        let value = match value {
            SettingValue::Text(text) => Written::Text((*text).to_owned()),
            SettingValue::Switch(switch) => Written::Switch(*switch),
            SettingValue::Items(items) => {
                Written::List(items.iter().map(|item| Written::Text((*item).to_owned())).collect())
            }
        };
        put(&mut fields, path, value, reason);
    }
    let annotations = service_annotations(exposure);
    if let Some(path) = setup.service_annotations.filter(|_| !annotations.is_empty()) {
        put(
            &mut fields,
            path,
            Written::Block(entry::fields(&annotations)),
            "a load balancer of layer 4 for the controller's Service",
        );
    }
    let owner = format!("those who run {}", controller.name);
    match &setup.form {
        SetupForm::HelmValues { release, chart, .. } => (!fields.is_empty()).then(|| Need {
            file: format!("{release}-values.yaml"),
            title: format!("values of the chart {chart}"),
            form: PrerequisiteForm::HelmValues,
            heading: noted(&owner, &format!("values of the chart {chart}, added to those that its release has")),
            content: Content::Text(commented::write(&fields)),
            owner,
        }),
        SetupForm::Object { api_version, kind, name, namespace } => {
            let name = match exposure.spec.method {
                Method::GatewayAPI => gateway_api::parameters_name(exposure, name),
                Method::LoadBalancer | Method::Ingress => (*name).to_owned(),
            };
            let metadata = namespace.map_or_else(|| named(&name), |namespace| named_in(namespace, &name));
            let object = Object::of_settings(api_version, kind, metadata, fields);
            let why = "the controller reads the settings of its load balancer and proxy here";
            Some(manifest(&owner, &format!("the {kind}"), object, why))
        }
    }
}

/// Puts a value at a path, making the mappings above it. Items that several settings want in one list are joined.
fn put(fields: &mut Vec<Field>, path: &[&str], value: Written, comment: &str) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        match (fields.iter_mut().find(|field| field.key == *key), value) {
            (Some(Field { value: Written::List(items), comment: Some(said), .. }), Written::List(more)) => {
                items.extend(more);
                said.push(&format!("; {comment}"));
            }
            (_, value) => fields.push(Field::new(key, value).comment(comment)),
        }
        return;
    }
    let place = fields.iter().position(|field| field.key == *key).unwrap_or_else(|| {
        fields.push(Field::block(key, Vec::new()));
        fields.len() - 1
    });
    if let Written::Block(inner) = &mut fields[place].value {
        put(inner, rest, value, comment);
    }
}

fn manifest(owner: &str, title: &str, object: Object, why: &str) -> Need {
    Need {
        file: format!("{}.yaml", object.kind.to_ascii_lowercase()),
        owner: owner.to_owned(),
        title: title.to_owned(),
        form: PrerequisiteForm::Manifest,
        heading: noted(owner, why),
        content: Content::Object(Box::new(object)),
    }
}

/// Writes the comment that begins a file: its owner and a note on its content or its reason.
fn noted(owner: &str, note: &str) -> String {
    let mut text = String::new();
    commented::write_comment(&format!("For {owner}: {note}.").into(), 0, &mut text);
    text
}

/// Gives the listener that the owners of a shared Gateway must add.
fn shared_listener(exposure: &Exposure) -> Need {
    let gateway = format!("{}/{}", gateway_api::namespace(exposure), gateway_api::name(exposure));
    let owner = format!("the owners of the Gateway {gateway}");
    let note = "a listener that passes this host's TLS on untouched, and the namespace whose route may use it";
    let mut heading = noted(&owner, note);
    let annotations = annotations_of_shared_gateway(exposure);
    if !annotations.is_empty() {
        commented::write_comment(
            &"The Gateway's load balancer must work on layer 4; here its Service needs:".into(),
            0,
            &mut heading,
        );
        for line in commented::write(&entry::fields(&annotations)).lines() {
            heading.push_str(&format!("#   {line}\n"));
        }
    }
    let listener = gateway_api::listener(exposure);
    let mut comments = Comments::default();
    comments.part("value", listener.comments);
    let object = Patch { op: "add", path: "/spec/listeners/-", value: listener.object };
    let patch = commented::write_list(&[Written::Block(Commented { object, comments }.fields())]);
    Need {
        file: "gateway-listener.yaml".to_owned(),
        title: format!("a listener of the Gateway {gateway}"),
        owner,
        form: PrerequisiteForm::JsonPatch,
        heading,
        content: Content::Text(patch),
    }
}

/// An operation of a JSON patch.
#[derive(Serialize)]
struct Patch<T> {
    op: &'static str,
    path: &'static str,
    value: T,
}

/// Gives the Service's annotations that a shared Gateway's owners must set, without comments: they stand in one. None
/// where another prerequisite holds them.
fn annotations_of_shared_gateway(exposure: &Exposure) -> Vec<Entry> {
    let in_setup = gateway_api::facts(exposure)
        .is_some_and(|facts| facts.setup.service_annotations.is_some() && !facts.class.has_parameters);
    let annotations = if in_setup { Vec::new() } else { service_annotations(exposure) };
    annotations.into_iter().map(|entry| Entry { comment: None, ..entry }).collect()
}
