//! The kinds that the server knows, and where it takes objects of each.

use super::client::Client;
use super::document::Document;
use serde_json::Value;
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The media type of a list of all groups, which kubectl asks for too.
const DISCOVERY: &str = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/// The kinds by their apiVersion and name.
pub struct Kinds(HashMap<(String, String), ServedKind>);

struct ServedKind {
    /// The URL path, such as `/apis/apps/v1`.
    version: String,
    /// The plural name, such as `deployments`.
    resource: String,
    namespaced: bool,
}

impl Kinds {
    /// Asks the server for the kinds that it knows now.
    pub fn of(client: &Client) -> Self {
        let mut kinds = HashMap::new();
        for root in ["/api", "/apis"] {
            let answer = client.get(root, DISCOVERY).unwrap_or_else(|error| panic!("GET {root}: {error}"));
            assert_eq!(answer.status, 200, "{}", answer.reason());
            for group in list(&answer.data()["items"]) {
                read_group(root, group, &mut kinds);
            }
        }
        Self(kinds)
    }

    /// Waits until the server serves all of these resource definitions, and gives its kinds.
    pub fn with(client: &Client, definitions: &[Document]) -> Self {
        let expected: Vec<_> = definitions.iter().flat_map(|definition| served(&definition.object)).collect();
        let start = Instant::now();
        loop {
            let kinds = Self::of(client);
            let missing: Vec<_> = expected.iter().filter(|&kind| !kinds.0.contains_key(kind)).collect();
            if missing.is_empty() {
                return kinds;
            }
            assert!(start.elapsed() < PATIENCE, "not served: {missing:?}");
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Asks the server to create an object, with `query` added to the request's query; an unknown field is refused.
    pub fn create(&self, client: &Client, document: &Document, query: &str) -> Result<(), String> {
        let Document { api_version, kind, .. } = document;
        let Some(ServedKind { version, resource, namespaced }) = self.0.get(&(api_version.clone(), kind.clone()))
        else {
            return Err(format!("the server knows no kind {kind} of {api_version}"));
        };
        let namespace = match (namespaced, &document.namespace) {
            (true, Some(name)) => format!("namespaces/{name}/"),
            (true, None) => "namespaces/default/".to_owned(),
            (false, _) => String::new(),
        };
        let answer =
            client.post(&format!("{version}/{namespace}{resource}?{query}fieldValidation=Strict"), &document.text);
        if answer.status == 201 { Ok(()) } else { Err(answer.reason()) }
    }
}

fn read_group(root: &str, group: &Value, kinds: &mut HashMap<(String, String), ServedKind>) {
    // The core group has no name.
    let prefix = group["metadata"]["name"].as_str().map(|name| format!("{name}/")).unwrap_or_default();
    for version in list(&group["versions"]) {
        let api_version = format!("{prefix}{}", text(&version["version"]));
        for resource in list(&version["resources"]) {
            let place = ServedKind {
                version: format!("{root}/{api_version}"),
                resource: text(&resource["resource"]),
                namespaced: resource["scope"] == "Namespaced",
            };
            kinds.insert((api_version.clone(), text(&resource["responseKind"]["kind"])), place);
        }
    }
}

/// Gives the kinds that a resource definition makes the server serve.
fn served(definition: &Value) -> Vec<(String, String)> {
    let spec = &definition["spec"];
    let versions = list(&spec["versions"]).iter().filter(|version| version["served"] == true);
    let named = versions
        .map(|version| (format!("{}/{}", text(&spec["group"]), text(&version["name"])), text(&spec["names"]["kind"])));
    named.collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
