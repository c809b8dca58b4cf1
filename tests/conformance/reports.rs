//! Reports in other tools' formats satisfy those formats' schemas, and the JSON form satisfies its published schema.
//!
//! The schema of SARIF comes in the crate `serde-sarif`, which is pinned like any other but never compiled.

use jsonschema::Validator;
use portico_core::Source;
use portico_core::report::{Format, Report, present};
use portico_core::validate::{Options, validate};
use portico_tests::root;
use roxmltree::Document;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Gives the files of a folder that have an extension, sorted, each with its text.
fn texts(folder: &str, extension: &str) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be listed");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|file| file.extension() == Some(OsStr::new(extension)))
        .collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(&file).expect("the file is text"))).collect()
}

/// Validates every case, all with the same options.
fn reports() -> Vec<(Source, Report)> {
    let options = Options::of([("cloud", "aws")]);
    let reports: Vec<(Source, Report)> = texts("tests/fixtures/cases", "yaml")
        .into_iter()
        .map(|(file, text)| {
            let name = file.file_name().and_then(OsStr::to_str).expect("names are UTF-8").to_owned();
            let source = Source { name, text };
            let report = validate(&[std::slice::from_ref(&source)], &options);
            (source, report)
        })
        .collect();
    assert!(reports.iter().any(|(_, report)| !report.diagnostics.is_empty()), "nothing is found in any case");
    reports
}

/// Gives each case's report in a format, and the committed texts of made-up reports in it, each with a name.
fn written(format: Format, extension: &str) -> Vec<(String, String)> {
    let made_up = texts("src/core/report/fixtures", extension);
    assert!(!made_up.is_empty(), "there are no made-up reports");
    let found = reports().into_iter().map(|(source, report)| {
        let text = present(&[&source], &report, format);
        (source.name, text)
    });
    made_up.into_iter().map(|(file, text)| (file.display().to_string(), text)).chain(found).collect()
}

fn data(text: &str) -> Value {
    serde_json::from_str(text).expect("the text is JSON")
}

/// Gives the path of a file in the sources of a crate that the lock file names.
fn file_of_crate(name: &str, path: &str) -> PathBuf {
    let output = portico_xtask::built::cargo()
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("cargo lists packages");
    let package = packages.iter().find(|package| package["name"] == name).expect("the lock file names the crate");
    Path::new(package["manifest_path"].as_str().expect("the crate has a place")).with_file_name(path)
}

fn conforms(validator: &Validator, name: &str, text: &str) {
    let data = data(text);
    let faults: Vec<String> =
        validator.iter_errors(&data).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

/// Makes a schema refuse every property that it doesn't name.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn json_is_as_its_schema_says_and_nothing_more() {
    let mut schema = data(include_str!("../../src/core/report/schema.json"));
    close(&mut schema);
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for (source, report) in reports() {
        let text = present(&[&source], &report, Format::Json);
        conforms(&validator, &source.name, &text);
    }
}

#[test]
fn sarif_is_as_the_standard_s_schema_says() {
    let schema = fs::read_to_string(file_of_crate("serde-sarif", "src/schema.json")).expect("the crate has the schema");
    let mut schema = data(&schema);
    for part in ["run", "toolComponent"] {
        // This pattern is no regular expression: it closes a bracket that was never opened.
        schema["definitions"][part]["properties"]["language"].as_object_mut().expect("it's there").remove("pattern");
    }
    let title = schema["title"].as_str().unwrap_or_default();
    assert!(title.contains("(SARIF) Version 2.1.0 JSON Schema"), "this is another schema: {title}");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one");
    for (name, text) in written(Format::Sarif, "sarif") {
        conforms(&validator, &name, &text);
    }
}

#[test]
fn results_of_sarif_refer_to_rules_and_artifacts_that_are_there() {
    for (name, text) in written(Format::Sarif, "sarif") {
        let log = data(&text);
        let run = &log["runs"][0];
        let rules: Vec<&Value> = run["tool"]["driver"]["rules"].as_array().expect("a list").iter().collect();
        let mut fingerprints = BTreeSet::new();
        let mut used = BTreeSet::new();
        for result in run["results"].as_array().expect("a list") {
            let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
            assert_eq!(rules[index]["id"], result["ruleId"], "{name}");
            used.insert(index);
            let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            if let Some(index) = location["index"].as_u64() {
                let artifact = &run["artifacts"][usize::try_from(index).expect("a small one")];
                assert_eq!(artifact["location"]["uri"], location["uri"], "{name}");
            }
            assert!(fingerprints.insert(result["partialFingerprints"].to_string()), "{name}: {result:#}");
        }
        assert_eq!(used.len(), rules.len(), "{name}: only rules that found something are listed");
    }
}

#[test]
fn junit_is_xml_whose_counts_are_right() {
    for (name, text) in written(Format::Junit, "xml") {
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{name} is no XML: {error}"));
        let root = document.root_element();
        assert!(root.has_tag_name("testsuites"), "{name}");
        let suites = root.children().filter(|node| node.has_tag_name("testsuite"));
        for node in suites.chain([root]) {
            let count = |tag: &str| node.descendants().filter(|node| node.has_tag_name(tag)).count().to_string();
            assert_eq!(node.attribute("tests"), Some(count("testcase").as_str()), "{name}");
            assert_eq!(node.attribute("failures"), Some(count("failure").as_str()), "{name}");
            assert_eq!(node.attribute("errors"), Some("0"), "{name}");
        }
        for case in root.descendants().filter(|node| node.has_tag_name("testcase")) {
            let suite = case.parent().and_then(|suite| suite.attribute("name"));
            assert_eq!(case.attribute("classname"), suite, "{name}");
        }
    }
}
