//! The forms of a report, on standard output and in files.

use super::VALUES_WITH_AN_ERROR;
use crate::surfaces::cli::{assert_ended, folder, names, text, write};
use portico_tests::{Ended, portico};
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn several_reports_are_written_at_once() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    let arguments =
        ["validate", "--format", "github", "--report", "sarif=a.sarif", "--report", "junit=a.xml", "values.yaml"];
    let ended = portico(arguments).folder(folder.path()).ended();
    assert_ended(&ended, 1);
    assert!(ended.output.starts_with("::error file=values.yaml,line=4,"), "{}", ended.output);
    let sarif: Value = serde_json::from_str(&text(folder.path().join("a.sarif"))).expect("SARIF is JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "non-string-metadata-value");
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    assert!(text(folder.path().join("a.xml")).contains("failures=\"1\""));
}

#[test]
fn a_report_that_cannot_be_written_or_understood_is_said() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    for report in ["sarif=no/such/folder/a", "sarif", "sarif=", "html=a.html"] {
        let ended = portico(["validate", "--report", report, "values.yaml"]).folder(folder.path()).ended();
        assert_ended(&ended, 2);
    }
}

/// Makes a folder with values that have an error, and the report of an earlier run.
fn with_an_earlier_report() -> TempDir {
    let folder = folder();
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    write(&folder, "portico.sarif", "earlier");
    folder
}

fn reported(folder: &TempDir, arguments: &[&str]) -> Ended {
    portico(["validate"].iter().chain(arguments)).folder(folder.path()).ended()
}

#[test]
#[cfg(unix)]
fn a_report_is_not_written_through_a_link_that_a_checkout_holds() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    write(&folder, "victim", "precious");
    for to in ["victim", "not-there", "/dev/null"] {
        let link = folder.path().join("portico.sarif");
        std::os::unix::fs::symlink(to, &link).expect("a link can be made");
        let ended = reported(&folder, &["--report", "sarif=portico.sarif", "values.yaml"]);
        assert_ended(&ended, 2);
        let said = "the report portico.sarif can't be written: it is a link, which is not followed";
        assert!(ended.talk.contains(said), "{}", ended.talk);
        std::fs::remove_file(link).expect("the link is still there");
    }
    assert_eq!(text(folder.path().join("victim")), "precious");
    assert_eq!(names(folder.path()), ["values.yaml", "victim"]);
}

#[test]
fn a_run_that_does_not_judge_leaves_the_earlier_report() {
    let folder = with_an_earlier_report();
    write(&folder, "other.yaml", "a: 1\n");
    for arguments in [
        &["--report", "sarif=portico.sarif", "other.yaml"][..],
        &["--report", "sarif=portico.sarif", "missing.yaml"],
        &["--report", "sarif=portico.sarif", "--report", "junit=no/such/folder/a.xml", "values.yaml"],
    ] {
        assert_ended(&reported(&folder, arguments), 2);
        assert_eq!(text(folder.path().join("portico.sarif")), "earlier", "{arguments:?}");
    }
    assert_eq!(names(folder.path()), ["other.yaml", "portico.sarif", "values.yaml"]);
    assert_ended(&reported(&folder, &["--report", "sarif=portico.sarif", "values.yaml"]), 1);
    assert!(text(folder.path().join("portico.sarif")).contains("non-string-metadata-value"));
}

#[test]
fn nothing_is_fixed_where_the_report_cannot_be_written() {
    let folder = with_an_earlier_report();
    assert_ended(&reported(&folder, &["--fix", "--report", "sarif=no/such/folder/a", "values.yaml"]), 2);
    assert_eq!(text(folder.path().join("values.yaml")), VALUES_WITH_AN_ERROR);
}

#[test]
fn two_reports_do_not_overwrite_each_other() {
    let folder = with_an_earlier_report();
    for other in ["portico.sarif", "./portico.sarif"] {
        let junit = format!("junit={other}");
        let ended = reported(&folder, &["--report", "sarif=portico.sarif", "--report", &junit, "values.yaml"]);
        assert_ended(&ended, 2);
        assert!(ended.talk.contains(&format!("two reports go to {other}")), "{}", ended.talk);
    }
    assert_eq!(text(folder.path().join("portico.sarif")), "earlier");
}

#[test]
fn a_report_does_not_take_the_place_of_an_input() {
    let folder = with_an_earlier_report();
    for arguments in
        [&["values.yaml"][..], &["./values.yaml"], &["--values", "values.yaml"], &["--previous", "values.yaml", "-"]]
    {
        let ended = reported(&folder, &[&["--report", "sarif=values.yaml"], arguments].concat());
        assert_ended(&ended, 2);
        assert_eq!(text(folder.path().join("values.yaml")), VALUES_WITH_AN_ERROR, "{arguments:?}");
    }
    // A report may replace one of an earlier run that the search finds: the user didn't name that as an input.
    for _ in 0..2 {
        assert_ended(&reported(&folder, &["--report", "json=report.json", "."]), 1);
    }
}

#[test]
#[cfg(unix)]
fn a_report_goes_to_a_stream_that_is_named_by_hand() {
    let folder = with_an_earlier_report();
    for stream in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let report = format!("sarif={stream}");
        let ended = reported(&folder, &["--format", "github", "--report", &report, "values.yaml"]);
        assert_ended(&ended, 1);
        let (sarif, rest) = ended.output.split_once("::error ").expect("both are there");
        assert!(serde_json::from_str::<Value>(sarif).is_ok() && rest.starts_with("file=values.yaml"), "{sarif}");
    }
    let ended = reported(&folder, &["--report", "json=/dev/stderr", "values.yaml"]);
    assert!(ended.talk.contains("\"diagnostics\""), "{}", ended.talk);
    assert_ended(&reported(&folder, &["--report", "json=/dev/null", "values.yaml"]), 1);

    let script =
        r#""$0" validate --format github --report json=>(cat > a.json) --report sarif=/dev/fd/7 values.yaml 7>> b"#;
    write(&folder, "b", "before\n");
    let run = std::process::Command::new("bash")
        .args(["-c", &format!("{script}; code=$?; wait $!; exit $code")])
        .arg(portico_tests::program())
        .current_dir(folder.path())
        .output()
        .expect("bash can be started");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(serde_json::from_str::<Value>(&text(folder.path().join("a.json"))).is_ok());
    assert!(text(folder.path().join("b")).starts_with("before\n{"), "what was there stays");
}

#[test]
#[cfg(unix)]
fn a_report_does_not_truncate_the_file_that_standard_output_goes_to() {
    let folder = with_an_earlier_report();
    let script = r#""$0" validate --format github --report json=/dev/stdout values.yaml >> portico.sarif"#;
    let run = std::process::Command::new("bash")
        .args(["-c", script])
        .arg(portico_tests::program())
        .current_dir(folder.path())
        .status()
        .expect("bash can be started");
    assert_eq!(run.code(), Some(1));
    let written = text(folder.path().join("portico.sarif"));
    assert!(written.starts_with("earlier{") && written.contains("::error file=values.yaml"), "{written}");
}
