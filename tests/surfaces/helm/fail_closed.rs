//! Every failure of Portico that we could think of: Helm must fail too, and take nothing for a release.

use super::installed::{CAT, CHART, EXPOSURE, Helm, Version, assert_rendered, chart_with, helms};
use portico_tests::{Ended, portico, program, root, run_to_end, skip};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Runs Helm where the only `portico` that it can find is this program.
fn with_program(helm: &Helm, program: &Path) -> Ended {
    let mut command = helm.command(&["template"], Path::new(CHART));
    let mut flags = helm.through_portico(&["--exposure", EXPOSURE]);
    let folder = program.parent().and_then(Path::to_str).expect("the path is UTF-8");
    let program = program.to_str().expect("the path is UTF-8");
    if helm.version == Version::Three {
        flags[1] = program;
    }
    run_to_end(command.args(flags).env("PATH", format!("{folder}:/usr/bin:/bin")))
}

fn write_program(path: &Path, bytes: impl AsRef<[u8]>, mode: u32) {
    fs::write(path, bytes).expect("a program can be written");
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode can be set");
}

#[test]
fn a_program_that_cannot_do_its_work_stops_the_release() {
    let real = fs::read(program()).expect("the program can be read");
    let quoted = format!("'{}'", program().display());
    // These two bytes tell the kind of machine.
    let mut foreign = real.clone();
    if foreign.starts_with(b"\x7fELF") {
        foreign[18] ^= 0xff;
        foreign[19] ^= 0xff;
    } else {
        skip("this system's programs are not in the format ELF");
    }
    let waits = "mkfifo \"$0.exposure\"\nPORTICO_EXPOSURE=\"$0.exposure\"\nexport PORTICO_EXPOSURE\n";
    let killed = format!("#!/bin/sh\n{waits}{quoted} post-render &\nkill -KILL $!\nwait $!\nkill -KILL $$\n");
    let stopped = format!("#!/bin/sh\n{waits}exec timeout -s KILL 0.3 {quoted} post-render --helm4\n");
    let cramped = format!("#!/bin/sh\nulimit -v 65536\nexec {quoted} \"$@\"\n");
    let programs: [(&str, &[u8], u32); 6] = [
        ("may not be run", &real, 0o644),
        ("is for another machine", &foreign, 0o755),
        ("is cut off", &real[..real.len() / 2], 0o755),
        ("is killed by itself", killed.as_bytes(), 0o755),
        ("is killed while it waits", stopped.as_bytes(), 0o755),
        ("gets no memory", cramped.as_bytes(), 0o755),
    ];
    for helm in helms() {
        let folder = helm.home.path().join("bin");
        fs::create_dir_all(&folder).expect("a folder can be made");
        let path = folder.join("portico");
        write_program(&path, &real, 0o755);
        let right = with_program(&helm, &path);
        assert_rendered(&helm, &right);
        for (fault, bytes, mode) in programs.into_iter().filter(|(_, bytes, mode)| *bytes != real || *mode != 0o755) {
            fs::remove_file(&path).expect("the program can be removed");
            write_program(&path, bytes, mode);
            let ended = with_program(&helm, &path);
            assert_ne!(ended.code, 0, "Helm {:?}, a program that {fault}: {ended:#?}", helm.version);
            assert_eq!(ended.output, "", "Helm {:?}, a program that {fault}", helm.version);
            _ = fs::remove_file(folder.join("portico.exposure"));
        }
        fs::remove_file(&path).expect("the program can be removed");
        let missing = with_program(&helm, &path);
        assert_ne!(missing.code, 0, "Helm {:?}: {missing:#?}", helm.version);
        assert_eq!(missing.output, "", "Helm {:?}", helm.version);
    }
}

/// Gives a Service with so many faults in such odd text that its report is long and hard to carry.
fn very_wrong() -> String {
    let mut text = "\
apiVersion: v1
kind: Service
metadata:
  name: spaces-router
  namespace: upbound-system
  annotations:
    \"a tab\\tand \\e[31mcolour\": true
    \"a line\\r\\nend, \\u2028, \\u0085 and \\ufeff\": 1
    \"  led by spaces\": 2
    \"\u{fc}\u{2013}\u{65e5}\u{672c}\u{1f642} # '{}[]&*!|>%@`\": 3
"
    .to_owned();
    for number in 0..300 {
        text += &format!("    example.com/number-{number}: {number}\n");
    }
    let long = "long-".repeat(2_000);
    text += &format!("    example.com/long: [\"{long}\"]\nspec:\n  type: ClusterIP\n  ports: [{{port: 443}}]\n");
    text
}

#[test]
fn a_long_and_odd_report_comes_out_of_helm_4_whole() {
    let chart = chart_with("service.yaml", &very_wrong());
    for helm in helms() {
        if helm.version == Version::Three {
            continue;
        }
        let seen = helm.home.path().join("seen.yaml");
        let tee = CAT.replace("{command: cat}", &format!("{{command: tee, args: [\"{}\"]}}", seen.display()));
        fs::write(helm.plugin("cat").join("plugin.yaml"), tee).expect("a plugin can be installed");
        for subcommand in helm.without_cluster() {
            let run = |flags: &[&str]| run_to_end(helm.command(subcommand, chart.path()).args(flags));
            _ = run(helm.through_nothing());
            let release = fs::read(&seen).expect("the release was seen");
            let answer = portico(["post-render", "--helm4"]).folder(&root()).input(release).ended();
            assert!(answer.output.matches("error[").count() > 300, "{answer:#?}");

            let ended = run(&helm.through_portico(&[]));
            assert_ne!(ended.code, 0, "Helm {:?}, {subcommand:?}", helm.version);
            assert!(!ended.output.contains("kind:"), "{}", ended.output);
            let (told, lost) = (&ended.talk, "a part of the report is lost");
            assert!(told.contains(answer.output.trim_end()), "{lost}: {told}\n=== {}", answer.output);
        }
    }
}

#[test]
fn helm_4_takes_no_help_for_a_release() {
    for helm in helms() {
        if helm.version == Version::Three {
            continue;
        }
        for flag in ["--help", "--version"] {
            let ended = helm.post_rendered(&[flag]);
            assert_ne!(ended.code, 0, "Helm {:?}, {flag}: {ended:#?}", helm.version);
            assert_eq!(ended.output, "", "Helm {:?}, {flag}", helm.version);
        }
    }
}
