//! `portico render --output-dir`.

use super::{EXPOSURE, assert_ended, folder, json, names, text, write};
use portico_tests::{Ended, portico, program, skip};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const FLAGS: [&str; 9] =
    ["render", "--host", "proxy.acme.dev", "--method", "Ingress", "--controller", "traefik-nginx", "--cloud", "aws"];

fn rendered(folder: &TempDir, more: &[&str]) -> Ended {
    portico(FLAGS.iter().chain(&["--output-dir", "out"]).chain(more)).folder(folder.path()).ended()
}

/// Gives the files that are to be written, by name.
fn files() -> Vec<(String, String)> {
    let all = json(&portico(FLAGS.iter().chain(&["--output", "all", "--format", "json"])).ended());
    let files = all["files"].as_array().expect("the files are a list");
    let part = |file: &serde_json::Value, part: &str| file[part].as_str().expect("a text").to_owned();
    let mut files: Vec<(String, String)> = files.iter().map(|file| (part(file, "name"), part(file, "text"))).collect();
    files.sort();
    files
}

#[test]
fn every_file_is_written_under_the_name_that_the_steps_use() {
    let folder = folder();
    let ended = rendered(&folder, &[]);
    assert_ended(&ended, 0);
    assert_eq!(ended.output, "");
    let out = folder.path().join("out");
    let files = files();
    assert_eq!(names(&out), files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    for (name, whole) in &files {
        let written = text(out.join(name));
        let whole = whole.replace("--output-dir exposure\n", "--output-dir out\n");
        assert!(written.ends_with(whole.as_str()), "{name}: {written}");
        let first = written.lines().next().expect("there are lines");
        assert!(first.contains("Made by Portico "), "{name} begins with who made it: {first}");
        assert!(
            ended.talk.contains(&format!("{}: written\n", Path::new("out").join(name).display())),
            "{}",
            ended.talk
        );
    }
    assert!(ended.talk.ends_with("next: read out/steps.md\n"), "{}", ended.talk);

    let steps = text(out.join("steps.md"));
    let named: Vec<&str> = steps
        .split_whitespace()
        .zip(steps.split_whitespace().skip(1))
        .filter_map(|(flag, name)| ["--filename", "--values"].contains(&flag).then_some(name))
        .collect();
    assert!(named.len() > 1, "{steps}");
    for name in named {
        assert!(files.iter().any(|(file, _)| file == name), "the steps name {name}, which isn't there");
    }
}

#[test]
fn a_folder_is_made_with_those_above_it() {
    let folder = folder();
    let ended = portico(FLAGS.iter().chain(&["--output-dir", "a/b/c"])).folder(folder.path()).ended();
    assert_ended(&ended, 0);
    assert!(folder.path().join("a/b/c/steps.md").exists());
}

#[test]
fn what_is_there_already_is_not_touched() {
    let folder = folder();
    assert_ended(&rendered(&folder, &[]), 0);
    let out = folder.path().join("out");
    let times = || names(&out).into_iter().map(|name| fs::metadata(out.join(name)).and_then(|file| file.modified()));
    let before: Vec<_> = times().collect::<Result<_, _>>().expect("files have times");
    let again = rendered(&folder, &[]);
    assert_ended(&again, 0);
    assert_eq!(times().collect::<Result<Vec<_>, _>>().expect("files have times"), before);
    assert_eq!(again.talk.matches(": unchanged\n").count(), before.len(), "{}", again.talk);
}

#[test]
fn what_portico_made_is_replaced() {
    let folder = folder();
    assert_ended(&rendered(&folder, &[]), 0);
    let ended = rendered(&folder, &["--access", "private"]);
    assert_ended(&ended, 0);
    assert!(ended.talk.contains("out/exposure.yaml: written\n"), "{}", ended.talk);
    assert!(text(folder.path().join("out/exposure.yaml")).contains("access: private"));
}

#[test]
fn what_others_made_is_replaced_by_force_alone() {
    let folder = folder();
    fs::create_dir(folder.path().join("out")).expect("a folder can be made");
    write(&folder, "out/steps.md", "# Ours\n");
    write(&folder, "out/notes.txt", "Ours, too.\n");
    let refused = rendered(&folder, &[]);
    assert_ended(&refused, 2);
    assert!(refused.talk.contains("out/steps.md") && refused.talk.contains("--force"), "{}", refused.talk);
    assert_eq!(names(&folder.path().join("out")), ["notes.txt", "steps.md"], "nothing was written at all");
    assert_eq!(text(folder.path().join("out/steps.md")), "# Ours\n");

    let forced = rendered(&folder, &["--force"]);
    assert_ended(&forced, 0);
    assert!(text(folder.path().join("out/steps.md")).contains("# Expose proxy.acme.dev\n"));
    assert_eq!(text(folder.path().join("out/notes.txt")), "Ours, too.\n");
}

#[test]
fn the_exposure_that_was_read_stays_as_it_is() {
    let folder = folder();
    write(&folder, "exposure.yaml", format!("# Ours, with a reason.\n{EXPOSURE}"));
    let run = || portico(["render", "-f", "exposure.yaml", "--output-dir", "."]).folder(folder.path()).ended();
    for _ in 0..2 {
        let ended = run();
        assert_ended(&ended, 0);
        assert!(ended.talk.contains("exposure.yaml: kept"), "{}", ended.talk);
        assert_eq!(text(folder.path().join("exposure.yaml")), format!("# Ours, with a reason.\n{EXPOSURE}"));
    }
    assert!(folder.path().join("steps.md").exists());
}

#[test]
fn the_written_exposure_gives_the_same_files() {
    let folder = folder();
    assert_ended(&rendered(&folder, &[]), 0);
    let again = portico(["render", "-f", "out/exposure.yaml", "--output-dir", "again"]).folder(folder.path()).ended();
    assert_ended(&again, 0);
    let steps = |folder_name: &str| {
        let steps = text(folder.path().join(folder_name).join("steps.md"));
        steps.split_once("\n## 2. ").expect("there are steps").1.to_owned()
    };
    assert_eq!(steps("out"), steps("again"));
    // The first of the steps is the command.
    for name in names(&folder.path().join("out")).into_iter().filter(|name| name != "steps.md") {
        assert_eq!(
            text(folder.path().join("out").join(&name)),
            text(folder.path().join("again").join(&name)),
            "{name}"
        );
    }
}

#[test]
fn a_refused_exposure_makes_no_folder() {
    let folder = folder();
    let ended = rendered(&folder, &["--spaces", "0.1"]);
    assert_ended(&ended, 1);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_file_is_no_folder() {
    let folder = folder();
    write(&folder, "out", "a file\n");
    let ended = rendered(&folder, &[]);
    assert_ended(&ended, 2);
    assert!(ended.talk.contains("out") && ended.talk.contains("help: "), "{}", ended.talk);
    assert_eq!(text(folder.path().join("out")), "a file\n");
}

#[test]
#[cfg(unix)]
fn a_full_disk_leaves_no_file_behind() {
    let folder = folder();
    // No file may have more than a block of 512 or 1024 bytes; the steps have more.
    let command = format!("trap '' XFSZ; ulimit -f 1; exec '{}' \"$@\"", program().display());
    let run = Command::new("sh")
        .args(["-c", &command, "sh"])
        .args(FLAGS)
        .args(["--output-dir", "out"])
        .current_dir(folder.path())
        .output();
    let run = match run {
        Ok(run) => run,
        Err(error) => return skip(format!("sh can't be started: {error}")),
    };
    let talk = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{talk}");
    assert!(talk.contains("steps.md can't be written"), "{talk}");
    assert!(names(&folder.path().join("out")).is_empty());
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link_in_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let out = folder.path().join("out");
    fs::create_dir(&out).expect("a folder can be made");
    // A file that begins like Portico's own may be replaced.
    write(&folder, "victim.md", "<!-- Made by Portico 0.1.0: precious -->\n");
    for to in ["../victim.md", "../not-there", "/dev/zero"] {
        symlink(to, out.join("steps.md")).expect("a link can be made");
        let refused = rendered(&folder, &[]);
        assert_ended(&refused, 2);
        assert!(refused.talk.contains("out/steps.md") && refused.talk.contains("--force"), "{}", refused.talk);
        assert_eq!(names(&out), ["steps.md"], "nothing was written at all");

        assert_ended(&rendered(&folder, &["--force"]), 0);
        assert!(!out.join("steps.md").is_symlink(), "the link was replaced");
        fs::remove_dir_all(&out).and_then(|()| fs::create_dir(&out)).expect("the folder can be emptied");
    }
    assert_eq!(text(folder.path().join("victim.md")), "<!-- Made by Portico 0.1.0: precious -->\n");
    assert_eq!(names(folder.path()), ["out", "victim.md"]);
}

#[test]
#[cfg(unix)]
fn a_fifo_in_the_folder_is_not_waited_for() {
    let folder = folder();
    let fifo = folder.path().join("out/steps.md");
    fs::create_dir(folder.path().join("out")).expect("a folder can be made");
    let made = Command::new("mkfifo").arg(&fifo).status().expect("there is a program mkfifo");
    assert!(made.success());
    for force in [&[][..], &["--force"]] {
        let refused = rendered(&folder, force);
        assert_ended(&refused, 2);
        assert!(refused.talk.contains("out/steps.md"), "{}", refused.talk);
    }
    assert_eq!(names(&folder.path().join("out")), ["steps.md"], "nothing was written at all");
}
