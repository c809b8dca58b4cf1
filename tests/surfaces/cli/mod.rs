//! The program as a user meets it, subcommand by subcommand; what they share is in `contract` and `inputs`.

mod catalogue;
mod completions;
mod contract;
mod explain;
mod inputs;
mod into;
mod krm;
mod output_dir;
mod post_render;
mod render;
mod schema;
mod validate;

use portico_tests::Ended;
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;
use tempfile::TempDir;

/// More than any of the small inputs here should take.
const MEMORY: u64 = 400 << 20;

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
spec:
  type: ClusterIP
  ports:
    - port: 443
      targetPort: 8443
";

const EXPOSURE: &str = "\
apiVersion: portico.dev/v1alpha1
kind: Exposure
metadata:
  name: spaces
spec:
  host: proxy.example.com
  method: LoadBalancer
  cloud: aws
";

const FLAGS: [&str; 7] = ["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), bytes).expect("a file can be written");
}

/// Asserts the promises of every run, however it ends.
#[track_caller]
fn assert_civil(ended: &Ended) {
    let Ended { output, talk, peak, .. } = ended;
    for stream in [output, talk] {
        assert!(!stream.contains("panicked") && !stream.contains("RUST_BACKTRACE"), "{stream}");
        assert!(!stream.contains('\x1b'), "what is no terminal is not coloured: {stream:?}");
    }
    assert!(peak.is_none_or(|peak| peak < MEMORY), "{peak:?} bytes of memory are too many");
}

#[track_caller]
fn assert_ended(ended: &Ended, code: i32) {
    assert_civil(ended);
    assert_eq!(ended.code, code, "{ended:#?}");
}

/// Gives the names of the entries of a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let name = |entry: io::Result<fs::DirEntry>| entry.expect("it can be listed").file_name().into_string();
    let mut names: Vec<String> = entries.map(|entry| name(entry).expect("names are UTF-8")).collect();
    names.sort();
    names
}

#[track_caller]
fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("the file can be read")
}

#[track_caller]
fn json(ended: &Ended) -> Value {
    serde_json::from_str(&ended.output).expect("the output is JSON")
}
