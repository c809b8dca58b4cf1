//! A real API server of Kubernetes, with etcd behind it and the resource definitions of a Gateway API bundle, that
//! runs as long as a test holds it.

mod at_once;
mod bundle;
mod client;
mod document;
mod kinds;
mod process;
mod running;

pub use bundle::Bundle;

use crate::Ended;
use at_once::at_once;
use client::Client;
use document::Document;
use kinds::Kinds;
use portico_xtask::Missing;
use running::Running;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The tools whose files are the other resource definitions that Portico renders objects of.
const OTHER_DEFINITIONS: [&str; 2] = ["cilium-network-policy", "envoy-proxy"];

/// The server for one bundle, shared by all tests that ask for it; it ends with the tests' program, however that ends.
///
/// Most tests create nothing. One that does keeps its objects from the others': in namespaces of its own, under names
/// of its own where an object is in no namespace, and without node ports for a Service.
pub struct ApiServer {
    kubectl: PathBuf,
    client: Client,
    kinds: Kinds,
    // Last, so that it is dropped after those that speak to it.
    running: Running,
}

impl ApiServer {
    /// Gives the server with a bundle's resource definitions, started when the first test asks for it.
    ///
    /// # Errors
    ///
    /// When a tool isn't there: the test is to be skipped.
    ///
    /// # Panics
    ///
    /// When the server doesn't start, or doesn't take a resource definition.
    pub fn with(bundle: Bundle) -> Result<&'static Self, Missing> {
        static SERVERS: [OnceLock<Result<ApiServer, Missing>>; Bundle::ALL.len()] =
            [const { OnceLock::new() }; Bundle::ALL.len()];
        SERVERS[bundle as usize].get_or_init(|| Self::start(bundle)).as_ref().map_err(Clone::clone)
    }

    /// Starts a server, installs the resource definitions and waits until it serves them.
    fn start(bundle: Bundle) -> Result<Self, Missing> {
        let kubectl = portico_xtask::tool("kubectl")?;
        let folders = [bundle.tool()].into_iter().chain(OTHER_DEFINITIONS).map(portico_xtask::tool);
        let definitions: Vec<Document> = folders.collect::<Result<Vec<_>, _>>()?.iter().flat_map(definitions).collect();
        let running = Running::start(&portico_xtask::tool("etcd")?, &portico_xtask::tool("kube-apiserver")?);
        let client = Client::new(running.address(), running.token());

        let own = Kinds::of(&client);
        for taken in at_once(&definitions, |definition| own.create(&client, definition, "")) {
            taken.unwrap_or_else(|refusal| panic!("{refusal}"));
        }
        let kinds = Kinds::with(&client, &definitions);
        Ok(Self { kubectl, client, kinds, running })
    }

    /// Runs `kubectl` as this server's administrator, with an input.
    ///
    /// # Panics
    ///
    /// When it can't be started, is ended by a signal, or writes what isn't UTF-8.
    #[must_use]
    pub fn kubectl<Argument: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = Argument>,
        input: impl Into<Vec<u8>>,
    ) -> Ended {
        let mut command = Command::new(&self.kubectl);
        self.take_in(command.args(arguments));
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        crate::program::end(piped.spawn().expect("kubectl can be started"), input.into())
    }

    /// Lets the `kubectl` of a command reach this server as its administrator, with a cache that no other server
    /// shares.
    pub fn take_in(&self, command: &mut Command) {
        command.env("KUBECONFIG", self.running.kubeconfig()).env("KUBECACHEDIR", self.running.folder());
    }

    /// Asks the server to create each document, and gives its reason for each that it refuses, with the document's
    /// index.
    ///
    /// Nothing is created but the namespaces that the documents are in. An unknown field and a field that is there
    /// twice are refused, and so is a document that isn't one object; one that holds nothing is passed over.
    ///
    /// # Panics
    ///
    /// When the server is gone.
    #[must_use]
    pub fn refusals(&self, documents: &[String]) -> Vec<(usize, String)> {
        let read: Vec<_> = documents.iter().map(|text| Document::read(text)).collect();
        let namespaces = read.iter().flatten().flatten().filter_map(|document| document.namespace.as_deref());
        self.create_namespaces(namespaces.collect());
        let judge = |document: &Result<Option<Document>, String>| match document {
            Ok(Some(document)) => self.kinds.create(&self.client, document, "dryRun=All&").err(),
            Ok(None) => None,
            Err(error) => Some(error.clone()),
        };
        let refusals = at_once(&read, judge);
        refusals.into_iter().enumerate().filter_map(|(place, refusal)| Some((place, refusal?))).collect()
    }

    /// Gives an object, which must have been created, a status, as its controller would.
    ///
    /// # Panics
    ///
    /// When the server refuses it.
    pub fn apply_status(&self, resource: &str, name: &str, namespace: &str, status: &Value) {
        let patch = json!({"status": status}).to_string();
        let ended = self.kubectl(
            ["patch", resource, name, "--namespace", namespace, "--subresource=status", "--type=merge", "-p", &patch],
            "",
        );
        assert_eq!(ended.code, 0, "{ended:#?}");
    }

    fn create_namespaces(&self, names: BTreeSet<&str>) {
        for name in names {
            let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}).to_string();
            let answer = self.client.post("/api/v1/namespaces", &namespace);
            assert!(matches!(answer.status, 201 | 409), "the namespace {name}: {}", answer.reason());
        }
    }
}

/// Gives the resource definitions in a folder, which may hold other objects.
fn definitions(folder: &PathBuf) -> Vec<Document> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("a definition is text"));
    let definitions = texts.filter(|text| text.contains("\nkind: CustomResourceDefinition\n"));
    definitions.filter_map(|text| Document::read(&text).unwrap_or_else(|error| panic!("{error}"))).collect()
}
