//! Exposures that can't be had: nothing of the release is written then.

use crate::surfaces::cli::{SERVICE, assert_ended, folder, write};
use portico_tests::portico;
use std::fs;
use std::path::Path;

#[track_caller]
fn assert_refused(folder: &Path, reason: &str) {
    for by_flag in [true, false] {
        let run = |helm4: &[&str]| {
            let flags: &[&str] = if by_flag { &["--exposure", "exposure.yaml"] } else { &[] };
            let run = portico([&["post-render"], flags, helm4].concat()).folder(folder).input(SERVICE);
            (if by_flag { run } else { run.variable("PORTICO_EXPOSURE", "exposure.yaml") }).ended()
        };
        let plain = run(&[]);
        assert_ended(&plain, 2);
        assert!(plain.output.is_empty() && plain.talk.contains(reason), "{plain:#?}");
        let helm4 = run(&["--helm4"]);
        assert_ended(&helm4, 0);
        assert!(helm4.output.starts_with("|\n  portico ") && helm4.output.contains(reason), "{helm4:#?}");
    }
}

#[test]
fn a_directory_is_no_exposure() {
    let folder = folder();
    fs::create_dir(folder.path().join("exposure.yaml")).expect("a folder can be made");
    assert_refused(folder.path(), "exposure.yaml is a directory");
}

#[test]
fn an_exposure_that_is_not_there_is_told() {
    assert_refused(folder().path(), "exposure.yaml does not exist");
}

#[test]
fn an_exposure_of_other_bytes_is_told() {
    let folder = folder();
    write(&folder, "exposure.yaml", b"\xff\xfe");
    assert_refused(folder.path(), "exposure.yaml is UTF-16");
}

#[test]
#[cfg(target_os = "linux")]
fn an_exposure_that_fails_while_it_is_read_is_told() {
    // Reading a process' memory from its start fails, for the superuser too.
    let ended = portico(["post-render", "--exposure", "/proc/self/mem"]).input(SERVICE).ended();
    assert_ended(&ended, 2);
    assert!(ended.output.is_empty() && ended.talk.contains("/proc/self/mem can't be read"), "{ended:#?}");
}
