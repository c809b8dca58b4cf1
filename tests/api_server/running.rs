//! Starting etcd and the API server on this machine alone, in a folder that is removed with them.

use super::client::Client;
use super::process::Process;
use serde_json::json;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_mins(3);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// The number of times that new ports are tried: another process may take a free one first.
const TRIES: usize = 3;

/// Both servers, ready to answer.
pub struct Running {
    address: String,
    token: String,
    kubeconfig: PathBuf,
    // In the order in which they are dropped, and so end; the folder last.
    server: Process,
    _etcd: Process,
    folder: TempDir,
}

impl Running {
    /// Starts both, and waits until they are ready.
    pub fn start(etcd: &Path, server: &Path) -> Self {
        let mut words = String::new();
        for _ in 0..TRIES {
            match Self::launch(etcd, server).ready() {
                Ok(running) => return running,
                Err(last_words) => words = last_words,
            }
        }
        panic!("the API server doesn't start: {words}");
    }

    fn launch(etcd: &Path, server: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("portico-api-server-").tempdir().expect("a folder can be made");
        let [clients, peers, port] = free_ports();
        let token = folder.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::write(folder.path().join("tokens.csv"), format!("{token},administrator,administrator,system:masters\n"))
            .expect("the tokens can be written");
        let address = format!("https://127.0.0.1:{port}");
        let kubeconfig = folder.path().join("kubeconfig");
        fs::write(&kubeconfig, kubeconfig_of(&address, &token)).expect("the kubeconfig can be written");

        let arguments = etcd_arguments(folder.path(), clients, peers);
        let etcd = Process::start(etcd, &arguments, folder.path(), "etcd.log");
        let arguments = server_arguments(folder.path(), clients, port);
        let server = Process::start(server, &arguments, folder.path(), "kube-apiserver.log");
        Self { address, token, kubeconfig, server, _etcd: etcd, folder }
    }

    /// Waits until the server is ready; the error is the end of its log.
    fn ready(mut self) -> Result<Self, String> {
        let client = Client::new(&self.address, &self.token);
        let start = Instant::now();
        while !client.get("/readyz", "*/*").is_ok_and(|answer| answer.status == 200) {
            if !self.server.runs() || start.elapsed() > PATIENCE {
                return Err(self.server.last_words());
            }
            thread::sleep(LOOK_EVERY);
        }
        Ok(self)
    }

    /// Gives the URL at which the server listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Gives the administrator's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Gives the file by which kubectl reaches it.
    pub fn kubeconfig(&self) -> &Path {
        &self.kubeconfig
    }

    /// Gives a folder that is removed with the server.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn etcd_arguments(folder: &Path, clients: u16, peers: u16) -> Vec<String> {
    let (clients, peers) = (format!("http://127.0.0.1:{clients}"), format!("http://127.0.0.1:{peers}"));
    vec![
        format!("--data-dir={}", folder.join("etcd").display()),
        format!("--listen-client-urls={clients}"),
        format!("--advertise-client-urls={clients}"),
        format!("--listen-peer-urls={peers}"),
        format!("--initial-advertise-peer-urls={peers}"),
        format!("--initial-cluster=default={peers}"),
        // Data need not survive a power cut.
        "--unsafe-no-fsync".to_owned(),
    ]
}

fn server_arguments(folder: &Path, etcd: u16, port: u16) -> Vec<String> {
    // The server makes this key with its own certificate before it reads it for the tokens of service accounts,
    // which nobody asks for.
    let key = folder.join("certificates").join("apiserver.key");
    vec![
        format!("--etcd-servers=http://127.0.0.1:{etcd}"),
        "--bind-address=127.0.0.1".to_owned(),
        format!("--secure-port={port}"),
        format!("--cert-dir={}", folder.join("certificates").display()),
        format!("--service-account-key-file={}", key.display()),
        format!("--service-account-signing-key-file={}", key.display()),
        "--service-account-issuer=https://kubernetes.default.svc".to_owned(),
        format!("--token-auth-file={}", folder.join("tokens.csv").display()),
        "--anonymous-auth=false".to_owned(),
        "--authorization-mode=AlwaysAllow".to_owned(),
        // In so large a range the server won't assign an address that a test has written down.
        "--service-cluster-ip-range=10.0.0.0/16".to_owned(),
        // No controller makes the service accounts that this plugin wants pods to have.
        "--disable-admission-plugins=ServiceAccount".to_owned(),
        "--endpoint-reconciler-type=none".to_owned(),
    ]
}

fn kubeconfig_of(address: &str, token: &str) -> String {
    json!({
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "portico", "cluster": {"server": address, "insecure-skip-tls-verify": true}}],
        "users": [{"name": "administrator", "user": {"token": token}}],
        "contexts": [{"name": "portico", "context": {"cluster": "portico", "user": "administrator"}}],
        "current-context": "portico",
    })
    .to_string()
}

/// Finds ports of this machine that are free, and differ.
fn free_ports<const COUNT: usize>() -> [u16; COUNT] {
    let listeners = [(); COUNT].map(|()| TcpListener::bind("127.0.0.1:0").expect("there is a free port"));
    listeners.map(|listener| listener.local_addr().expect("a port has a number").port())
}
