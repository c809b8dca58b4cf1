//! The finished component: it needs nothing, gives what the WIT promises, and fails in words.

use portico_host::types::{HumanFormat, ReportFormat, Source};
use portico_host::validator::ValidateOptions;
use portico_host::{Engine, Portico};
use std::thread;
use wasmparser::{Parser, Payload};

static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/portico.wasm"));

/// The interfaces of the WIT, which are all that the component exports.
const INTERFACES: [&str; 6] = ["catalogue", "observer", "renderer", "transformer", "types", "validator"];

/// Gives the names of the component's own imports and exports.
fn imports_and_exports() -> (Vec<String>, Vec<String>) {
    let (mut imports, mut exports, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for payload in Parser::new(0).parse_all(COMPONENT) {
        match payload.expect("it is well formed") {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                imports.extend(section.into_iter().map(|item| item.expect("it is well formed").name.name.to_owned()));
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                exports.extend(section.into_iter().map(|item| item.expect("it is well formed").name.name.to_owned()));
            }
            _ => {}
        }
    }
    (imports, exports)
}

#[test]
fn it_needs_nothing_and_gives_the_world() {
    let (imports, mut exports) = imports_and_exports();
    exports.sort();
    assert_eq!(imports, [""; 0]);
    assert_eq!(exports, INTERFACES.map(|interface| format!("portico:exposure/{interface}@0.1.0")));
}

#[test]
fn threads_share_an_engine() {
    let engine = Engine::new().expect("the component can be loaded");
    let versions: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| engine.start().and_then(|mut portico| portico.version()).expect("it answers")))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it ends")).collect()
    });
    assert_eq!(versions, [env!("CARGO_PKG_VERSION"); 4]);
}

#[test]
fn one_instance_answers_again_and_again() {
    let mut portico = Portico::new().expect("the component can be started");
    let source =
        Source { name: "values.yaml".to_owned(), text: "gatewayAPI: {gateway: {provision: true}}\n".to_owned() };
    let format = ReportFormat::Human(HumanFormat { color: false, summary: true });
    let options = ValidateOptions { report_formats: vec![format], ..ValidateOptions::default() };
    let groups = [vec![source]];
    let mut texts = || portico.validate(&groups, &options).expect("it answers").texts;
    let first = texts();
    for _ in 0..100 {
        assert_eq!(texts(), first);
    }
}

#[test]
fn an_answer_of_many_findings_was_called_a_failure_of_the_component() {
    let head = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n";
    let wrong: Vec<_> = (0..200_000).map(|number| format!("    a.example/{number}: true\n")).collect();
    let wrong = wrong.concat();
    let source = Source { name: "-".to_owned(), text: format!("{head}{wrong}spec:\n  ports: [{{port: 443}}]\n") };
    let options = ValidateOptions::default();
    let mut portico = Portico::new().expect("the component can be started");
    let report = portico.validate(&[vec![source]], &options).expect("it answers");
    assert_eq!(report.summary.errors, 200_000);
}
