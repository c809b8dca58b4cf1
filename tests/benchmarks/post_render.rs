//! Post-rendering against kustomize with the same patch, whole processes: `cargo bench --package portico-tests --bench
//! post_render`.
//!
//! The releases are made here, in the shape of real ones, so that anyone can repeat the figures. kustomize gets no
//! release of 100 MB: it takes a minute for one.

use divan::{Bencher, counter::BytesCount};
use portico_tests::program;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// The number of objects beside the backend's Service, and of lines in each: for 28 kB, 5 MB and 100 MB.
const SMALL: (usize, usize) = (60, 4);
const LARGE: (usize, usize) = (112, 700);
const HUGE: (usize, usize) = (2_240, 700);

const EXPOSURE: &str = "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  \
                        method: LoadBalancer\n  cloud: aws\n";

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: spaces-router\nspec:\n  type: ClusterIP\n  \
                       ports:\n    - port: 443\n      targetPort: 8443\n";

const PATCH: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: spaces-router\n  annotations:\n    \
                     service.beta.kubernetes.io/aws-load-balancer-type: external\n    \
                     service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing\n    \
                     service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip\nspec:\n  type: LoadBalancer\n";

const KUSTOMIZATION: &str = "resources: [release.yaml]\npatches: [{path: patch.yaml}]\n";

/// Makes a folder with a release, its Exposure, and a kustomization that does the same as that.
fn release((objects, lines): (usize, usize)) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut release = String::new();
    for number in 0..objects {
        release += &format!(
            "---\n# Source: spaces/templates/config-{number}.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  \
             name: config-{number}\n  labels:\n    app.kubernetes.io/name: config\ndata:\n  script: |\n"
        );
        release += &format!("    echo {number} # one of many lines, each with what a shell does\n").repeat(lines);
    }
    let files = [
        ("release.yaml", &*(release + "---\n" + SERVICE)),
        ("exposure.yaml", EXPOSURE),
        ("patch.yaml", PATCH),
        ("kustomization.yaml", KUSTOMIZATION),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file can be written");
    }
    folder
}

/// Runs a command whose output nobody reads.
fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}

fn open(folder: &Path) -> File {
    File::open(folder.join("release.yaml")).expect("the release is there")
}

fn bytes(folder: &Path) -> BytesCount {
    BytesCount::new(open(folder).metadata().expect("it has a length").len())
}

#[divan::bench(args = [SMALL, LARGE, HUGE], sample_count = 10, sample_size = 1)]
fn by_portico(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let folder = release(size);
    bencher.counter(bytes(folder.path())).bench_local(|| {
        let mut command = Command::new(program());
        command.args(["post-render", "--exposure", "exposure.yaml"]).current_dir(folder.path());
        run(command.stdin(open(folder.path())));
    });
}

#[divan::bench(args = [SMALL, LARGE], sample_count = 10, sample_size = 1)]
fn by_kustomize(bencher: Bencher<'_, '_>, size: (usize, usize)) {
    let kustomize = portico_xtask::tool("kustomize").expect("cargo xtask tools gets kustomize");
    let folder = release(size);
    bencher.counter(bytes(folder.path())).bench_local(|| {
        run(Command::new(&kustomize).arg("build").arg(folder.path()).stdin(Stdio::null()));
    });
}
