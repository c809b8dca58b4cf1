//! The component against the same core built natively: `cargo bench --package portico-tests`.
//!
//! The streams are made here, in the shape of real releases, so that anyone can repeat the figures.

use divan::{Bencher, counter::BytesCount};
use portico_core::{Source, transform, validate};
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::validator::ValidateOptions;
use portico_host::{Portico, types};

fn main() {
    divan::main();
}

/// The number of objects beside the backend's Service.
const OBJECTS: [usize; 2] = [100, 4000];

const SERVICE: &str = "---\n# Source: spaces/templates/service.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  \
                       name: spaces-router\n  labels:\n    app.kubernetes.io/name: router\nspec:\n  type: ClusterIP\n  \
                       ports:\n    - name: https\n      port: 443\n      targetPort: 8443\n";

const EXPOSURE: &str = "apiVersion: portico.dev/v1alpha1\nkind: Exposure\nspec:\n  host: proxy.acme.dev\n  \
                        method: LoadBalancer\n  cloud: aws\n";

fn stream(objects: usize) -> String {
    let others = (0..objects).map(|number| {
        format!(
            "---\n# Source: spaces/templates/config-{number}.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  \
             name: config-{number}\n  annotations:\n    checksum/config: \"{number:016x}\"\n  labels:\n    \
             app.kubernetes.io/name: config\n    app.kubernetes.io/part-of: spaces\ndata:\n  level: info\n  \
             script: |\n    set -eu\n    exec /bin/config --number {number} # one of many\n"
        )
    });
    others.chain([SERVICE.to_owned()]).collect()
}

fn native(text: &str) -> Source {
    Source { name: "-".to_owned(), text: text.to_owned() }
}

fn foreign(text: &str) -> types::Source {
    types::Source { name: "-".to_owned(), text: text.to_owned() }
}

fn started() -> Portico {
    Portico::new().expect("the component starts")
}

#[divan::bench(args = OBJECTS)]
fn validate_in_the_native_core(bencher: Bencher<'_, '_>, objects: usize) {
    let sources = [native(&stream(objects))];
    let options = validate::Options::default();
    let bytes = BytesCount::new(sources[0].text.len());
    bencher.counter(bytes).bench_local(|| validate::validate(&[&sources], &options));
}

#[divan::bench(args = OBJECTS)]
fn validate_in_the_component(bencher: Bencher<'_, '_>, objects: usize) {
    let groups = [vec![foreign(&stream(objects))]];
    let options = ValidateOptions::default();
    let mut portico = started();
    let bytes = BytesCount::new(groups[0][0].text.len());
    bencher.counter(bytes).bench_local(|| portico.validate(&groups, &options));
}

#[divan::bench(args = OBJECTS)]
fn transform_in_the_native_core(bencher: Bencher<'_, '_>, objects: usize) {
    let (objects, exposure) = (native(&stream(objects)), native(EXPOSURE));
    let options = transform::Options::default();
    let bytes = BytesCount::new(objects.text.len());
    bencher.counter(bytes).bench_local(|| transform::transform(&objects, Some(&exposure), &options));
}

#[divan::bench(args = OBJECTS)]
fn transform_in_the_component(bencher: Bencher<'_, '_>, objects: usize) {
    let (objects, exposure) = (foreign(&stream(objects)), foreign(EXPOSURE));
    let options = TransformOptions::of(Envelope::Stream);
    let mut portico = started();
    let bytes = BytesCount::new(objects.text.len());
    bencher.counter(bytes).bench_local(|| portico.transform(&objects, Some(&exposure), &options));
}
