//! Names of files that look like flags: whoever adds a file chooses its name.

use super::VALUES_WITH_AN_ERROR;
use crate::surfaces::cli::{assert_ended, folder, names, text, write};
use portico_tests::portico;
use std::fs;
use tempfile::TempDir;

/// Makes a folder in which a file's name is a flag that would overwrite another file.
fn trapped() -> TempDir {
    let folder = folder();
    write(&folder, "victim.yaml", "precious\n");
    fs::create_dir(folder.path().join("--report=sarif=.")).expect("a folder can be made");
    write(&folder, "--report=sarif=./victim.yaml", VALUES_WITH_AN_ERROR);
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    folder
}

#[test]
fn the_name_of_a_file_is_not_taken_for_a_flag() {
    let folder = trapped();
    // The arguments of a hook, behind flags of its user's.
    for flags in [&["--skip-unrecognized"][..], &["--skip-unrecognized", "--fix", "--cloud=aws"]] {
        let arguments = ["validate"].iter().chain(flags).chain(&["--report=sarif=./victim.yaml", "values.yaml"]);
        let ended = portico(arguments).folder(folder.path()).ended();
        assert_ended(&ended, 2);
        let said = "--report=sarif=./victim.yaml is the name of a file here, but would be taken for a flag";
        assert!(ended.talk.contains(said) && ended.output.is_empty(), "{ended:#?}");
        assert_eq!(text(folder.path().join("victim.yaml")), "precious\n");
        assert_eq!(text(folder.path().join("values.yaml")), VALUES_WITH_AN_ERROR);
    }
}

#[test]
fn behind_two_dashes_every_name_is_a_file_s() {
    let folder = trapped();
    let ended = portico(["validate", "--cloud=aws", "--", "--report=sarif=./victim.yaml", "values.yaml"])
        .folder(folder.path())
        .ended();
    assert_ended(&ended, 1);
    assert!(ended.output.contains(" --> --report=sarif=./victim.yaml:4:"), "{}", ended.output);
    assert_eq!(text(folder.path().join("victim.yaml")), "precious\n");
}

#[test]
fn a_file_called_two_dashes_does_not_end_the_flags() {
    let folder = trapped();
    write(&folder, "--", "a: 1\n");
    let ended =
        portico(["validate", "--report=sarif=./victim.yaml", "--", "values.yaml"]).folder(folder.path()).ended();
    assert_ended(&ended, 2);
    assert_eq!(text(folder.path().join("victim.yaml")), "precious\n");
    assert_eq!(names(folder.path()), ["--", "--report=sarif=.", "values.yaml", "victim.yaml"]);
}

#[test]
fn no_name_of_a_file_asks_for_help_in_the_place_of_a_judgement() {
    let folder = folder();
    write(&folder, "values.yaml", VALUES_WITH_AN_ERROR);
    write(&folder, "--help", "");
    assert_ended(&portico(["validate", "--help", "values.yaml"]).folder(folder.path()).ended(), 2);
    // A flag that is no file's name is taken as a flag.
    assert_ended(&portico(["validate", "--deny-warnings", "values.yaml"]).folder(folder.path()).ended(), 1);
}
