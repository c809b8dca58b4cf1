//! Outputs that take less than everything, and programs that end too early: a part is never taken for the whole.

use crate::surfaces::cli::SERVICE;
use portico_tests::{portico, program, skip};
use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

/// Gives far more than a pipe holds.
fn long() -> String {
    SERVICE.to_owned() + &"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n".repeat(50_000)
}

fn list() -> String {
    let item = SERVICE.trim_end().replace('\n', "\n  ");
    format!("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- {item}\n")
}

fn started() -> Child {
    let mut command = Command::new(program());
    command.arg("post-render").env_remove("PORTICO_EXPOSURE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("it can be started")
}

#[test]
fn a_reader_that_stops_early_makes_it_fail() {
    for (arguments, input) in [
        (&["post-render"][..], long()),
        (&["post-render"], SERVICE.to_owned()),
        (&["post-render", "--helm4"], long()),
        (&["krm"], list()),
    ] {
        let (code, talk) = portico(arguments).input(input).ended_unread();
        assert_eq!(code, 2, "{arguments:?}: {talk}");
        assert!(talk.contains("its reader stopped before the end"), "{arguments:?}: {talk}");
    }
}

#[test]
fn a_full_disk_makes_it_fail() {
    for (subcommand, input) in [("post-render", SERVICE.to_owned()), ("krm", list())] {
        let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
            return skip("there is no /dev/full");
        };
        let (reader, mut writer) = std::io::pipe().expect("a pipe can be made");
        writer.write_all(input.as_bytes()).expect("the pipe holds it");
        drop(writer);
        let run =
            Command::new(program()).arg(subcommand).stdin(reader).stdout(full).output().expect("it can be started");
        assert_eq!(run.status.code(), Some(2), "{subcommand}");
        assert!(String::from_utf8_lossy(&run.stderr).contains("standard output can't be written"), "{subcommand}");
    }
}

#[test]
fn killed_while_it_reads_it_has_written_nothing() {
    let mut child = started();
    let mut stream = child.stdin.take().expect("the input is piped");
    stream.write_all(long().as_bytes()).expect("it reads");
    child.kill().expect("it can be killed");
    let end = child.wait_with_output().expect("it ends");
    assert!(!end.status.success() && end.stdout.is_empty(), "{end:?}");
}

#[test]
fn killed_while_it_writes_it_does_not_end_well() {
    let mut child = started();
    let mut stream = child.stdin.take().expect("the input is piped");
    let input = long();
    let length = input.len();
    let feed = thread::spawn(move || stream.write_all(input.as_bytes()));
    let mut first = [0];
    child.stdout.as_mut().expect("the output is piped").read_exact(&mut first).expect("it writes");
    child.kill().expect("it can be killed");
    let end = child.wait_with_output().expect("it ends");
    feed.join().expect("the thread ends").expect("everything was read before anything was written");
    assert!(!end.status.success() && end.stdout.len() + 1 < length, "{:?}", end.status);
}
