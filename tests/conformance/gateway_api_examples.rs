//! No false alarm: the example manifests of the Gateway API's own repository, as far as its resource definitions accept
//! them, have no error and no warning.

use portico_core::Source;
use portico_core::finding::Severity;
use portico_core::validate::{Options, validate};
use portico_tests::{ApiServer, Bundle, skip};
use std::fs;
use std::path::{Path, PathBuf};

/// Gives the files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn no_example_is_called_wrong(bundle: Bundle, examples: &str) {
    let examples = match portico_xtask::tool(examples) {
        Ok(folder) => folder,
        Err(missing) => return skip(missing),
    };
    let server = match ApiServer::with(bundle) {
        Ok(server) => server,
        Err(missing) => return skip(missing),
    };
    let target = format!("{}:{}", bundle.version(), bundle.channel());
    let mut judged = 0;
    for file in files(&examples) {
        let text = fs::read_to_string(&file).expect("an example can be read");
        let documents: Vec<String> = text.split("\n---").map(str::to_owned).collect();
        if !server.refusals(&documents).is_empty() {
            continue;
        }
        judged += 1;
        for gateway_api in [Some(target.clone()), None] {
            let source = Source { name: file.display().to_string(), text: text.clone() };
            let options = Options::of(gateway_api.as_deref().map(|target| ("targets.gatewayAPI", target)));
            let report = validate(&[[source]], &options);
            let wrong = report.diagnostics.iter().find(|diagnostic| diagnostic.severity < Severity::Info);
            assert!(wrong.is_none(), "{} for {gateway_api:?}: {wrong:#?}", file.display());
        }
    }
    assert!(judged > 20, "only {judged} examples are accepted");
}

#[test]
fn no_example_of_1_4_is_called_wrong() {
    no_example_is_called_wrong(Bundle::Experimental14, "gateway-api-examples-1.4");
}

#[test]
fn no_example_of_1_6_is_called_wrong() {
    no_example_is_called_wrong(Bundle::Standard16, "gateway-api-examples-1.6");
}
