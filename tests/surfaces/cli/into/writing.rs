//! `--write`: a file is changed wholly, or not at all.

use super::{CASES, arguments, merged, team};
use crate::surfaces::cli::{assert_ended, folder, names, text, write};
use portico_tests::{Ended, portico, program, skip};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

fn written(folder: &Path, flags: &[&str], file: &str) -> Ended {
    portico(arguments(flags, &["--into", file, "--write"])).folder(folder).ended()
}

#[test]
fn it_is_written_once() {
    for (name, flags) in CASES {
        let folder = folder();
        write(&folder, "values.yaml", team());
        let path = folder.path().join("values.yaml");
        let changed = written(folder.path(), flags, "values.yaml");
        assert_ended(&changed, 0);
        assert_eq!(changed.output, "");
        assert!(changed.talk.ends_with("values.yaml: changed\n"), "{name}: {}", changed.talk);
        assert_eq!(text(&path), merged(flags, &team()), "{name}");

        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        fs::File::open(&path).and_then(|file| file.set_modified(long_ago)).expect("a time can be set");
        let unchanged = written(folder.path(), flags, "values.yaml");
        assert_ended(&unchanged, 0);
        assert!(unchanged.talk.ends_with("values.yaml: unchanged\n"), "{name}: {}", unchanged.talk);
        let modified = fs::metadata(&path).and_then(|file| file.modified()).expect("a file has a time");
        assert_eq!(modified, long_ago, "{name}: what does not change is not touched");
        assert_eq!(names(folder.path()), ["values.yaml"], "nothing is left beside it");
    }
}

#[test]
fn line_ends_are_written_as_they_were() {
    let (_, flags) = CASES[0];
    let folder = folder();
    write(&folder, "values.yaml", team().replace('\n', "\r\n"));
    assert_ended(&written(folder.path(), flags, "values.yaml"), 0);
    assert_eq!(text(folder.path().join("values.yaml")), merged(flags, &team()).replace('\n', "\r\n"));
}

#[test]
#[cfg(unix)]
fn a_link_stays_and_permissions_do() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (_, flags) = CASES[0];
    let folder = folder();
    fs::create_dir(folder.path().join("shared")).expect("a folder can be made");
    write(&folder, "shared/values.yaml", team());
    let target = folder.path().join("shared/values.yaml");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("permissions can be set");
    symlink("shared/values.yaml", folder.path().join("link.yaml")).expect("a link can be made");

    assert_ended(&written(folder.path(), flags, "link.yaml"), 0);
    let link = fs::read_link(folder.path().join("link.yaml")).expect("it is still a link");
    assert_eq!(link, Path::new("shared/values.yaml"));
    assert_eq!(text(&target), merged(flags, &team()));
    assert_eq!(fs::metadata(&target).expect("it is there").permissions().mode() & 0o7777, 0o640);
    assert_eq!(names(&folder.path().join("shared")), ["values.yaml"]);
}

#[test]
fn what_is_wrong_leaves_the_file_alone() {
    let folder = folder();
    write(&folder, "values.yaml", team());
    for (flags, code) in [
        (&["--method", "LoadBalancer", "--cloud", "cumulus"][..], 1),
        (&["--method", "Ingress", "--controller", "aws-alb"], 1),
        (&["--method", "LoadBalancer"], 1),
    ] {
        let ended = written(folder.path(), flags, "values.yaml");
        assert_ended(&ended, code);
        assert!(!ended.talk.contains("changed"), "{}", ended.talk);
        assert_eq!(text(folder.path().join("values.yaml")), team());
    }
    assert_eq!(names(folder.path()), ["values.yaml"]);
}

#[test]
fn a_file_that_is_read_only_stays() {
    let (_, flags) = CASES[0];
    let folder = folder();
    write(&folder, "values.yaml", team());
    let path = folder.path().join("values.yaml");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("permissions can be set");
    let ended = written(folder.path(), flags, "values.yaml");
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("values.yaml can't be written") && ended.talk.contains("read-only"), "{}", ended.talk);
    assert_eq!(text(&path), team());
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_the_file_whole() {
    let (_, flags) = CASES[0];
    let folder = folder();
    write(&folder, "values.yaml", team());
    let command = format!("trap '' XFSZ; ulimit -f 1; exec '{}' \"$@\"", program().display());
    let run = Command::new("sh")
        .args(["-c", &command, "sh"])
        .args(arguments(flags, &["--into", "values.yaml", "--write"]))
        .current_dir(folder.path())
        .output();
    let run = match run {
        Ok(run) => run,
        Err(error) => return skip(format!("sh can't be started: {error}")),
    };
    let talk = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{talk}");
    assert!(talk.contains("values.yaml can't be written"), "{talk}");
    assert_eq!(text(folder.path().join("values.yaml")), team());
    assert_eq!(names(folder.path()), ["values.yaml"]);
}

#[test]
#[cfg(unix)]
fn a_folder_that_is_read_only_leaves_the_file_whole() {
    use std::os::unix::fs::PermissionsExt;
    let (_, flags) = CASES[0];
    let folder = folder();
    write(&folder, "values.yaml", team());
    let allow = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode));
    allow(0o555).expect("permissions can be set");

    // A superuser may write everywhere, so another user must try.
    let is_superuser = fs::write(folder.path().join("probe"), "").is_ok();
    let mut command = if is_superuser { Command::new("setpriv") } else { Command::new(program()) };
    if is_superuser {
        fs::remove_file(folder.path().join("probe")).expect("what was written can be removed");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        let reachable = Command::new("setpriv").args(command.get_args()).arg(program()).arg("--version").output();
        if !reachable.is_ok_and(|run| run.status.success()) {
            return skip("no user without privileges can run the program here");
        }
        command.arg(program());
    }
    let all = arguments(flags, &["--into", "values.yaml", "--write"]);
    let run = command.args(all).current_dir(folder.path()).output().expect("it can be started");
    let talk = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{talk}");
    assert!(talk.contains("values.yaml can't be written, and is as it was"), "{talk}");
    assert_eq!(text(folder.path().join("values.yaml")), team());
    assert_eq!(names(folder.path()), ["values.yaml"]);
    allow(0o755).expect("permissions can be set");
}
