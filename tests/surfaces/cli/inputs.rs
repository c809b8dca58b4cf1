//! Bad input, and unusual but valid input.

use super::{SERVICE, assert_civil, assert_ended, folder, write};
use portico_tests::{portico, skip};
use std::fs;
use std::fs::File;
use std::process::Command;

/// A bad file, and the parts of the report on it.
struct Bad {
    name: &'static str,
    bytes: Vec<u8>,
    /// The place, and parts of the message.
    says: &'static [&'static str],
}

fn bad_files() -> Vec<Bad> {
    let aliases = (b'b'..=b'j').fold("a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned(), |document, letter| {
        let (letter, previous) = (char::from(letter), char::from(letter - 1));
        format!("{document}{letter}: &{letter} [{}]\n", vec![format!("*{previous}"); 9].join(", "))
    });
    vec![
        Bad {
            name: "latin1.yaml",
            bytes: b"kind: Service\nname: caf\xe9\n".to_vec(),
            says: &["latin1.yaml", "UTF-8", "line 2", "0xe9"],
        },
        Bad { name: "utf16.yaml", bytes: b"\xff\xfek\0i\0n\0d\0".to_vec(), says: &["utf16.yaml", "UTF-16"] },
        Bad { name: "binary.yaml", bytes: b"\x7fELF\x02\x01\x01\0\0".to_vec(), says: &["binary.yaml", "binary"] },
        Bad { name: "tabs.yaml", bytes: b"kind: Service\nmetadata:\n\tname: a\n".to_vec(), says: &["tabs.yaml:3:"] },
        Bad {
            name: "quote.yaml",
            bytes: b"apiVersion: v1\nkind: \"Service\nmetadata: {}\n".to_vec(),
            says: &["quote.yaml:"],
        },
        Bad {
            name: "aliases.yaml",
            bytes: format!("apiVersion: v1\nkind: Service\n{aliases}").into_bytes(),
            says: &["aliases.yaml:"],
        },
        Bad {
            name: "flow.yaml",
            bytes: format!("kind: Service\na: {}", "[".repeat(100_000)).into_bytes(),
            says: &["flow.yaml:2:"],
        },
        Bad {
            name: "block.yaml",
            bytes: format!("kind: Service\na:\n  {}x\n", "- ".repeat(100_000)).into_bytes(),
            says: &["block.yaml:3:"],
        },
    ]
}

#[test]
fn a_file_that_is_no_good_is_named() {
    let folder = folder();
    for Bad { name, bytes, says } in bad_files() {
        write(&folder, name, &bytes);
        let ended = portico(["validate", name]).folder(folder.path()).ended();
        assert_ended(&ended, 2);
        let all = format!("{}{}", ended.output, ended.talk);
        for said in says {
            assert!(all.contains(said), "{name} should say {said:?}: {all}");
        }
    }
}

#[test]
fn input_that_is_no_good_never_crashes_a_pipe() {
    for Bad { name, bytes, .. } in bad_files() {
        for arguments in [&["post-render"][..], &["post-render", "--strict"], &["krm"], &["render", "-f", "-"]] {
            let ended = portico(arguments).input(bytes.clone()).ended();
            assert_civil(&ended);
            assert!((0..=2).contains(&ended.code), "{name}: {ended:?}");
            if ended.code != 0 {
                assert!(!ended.talk.is_empty(), "{name} is refused without a reason by {arguments:?}");
                assert!(
                    arguments == ["krm"] || ended.output.is_empty(),
                    "{name}: a refusal of {arguments:?} wrote {:?}",
                    ended.output
                );
            }
        }
    }
}

#[test]
fn what_is_no_file_is_named() {
    let folder = folder();
    let big = File::create(folder.path().join("big.yaml")).expect("a file can be made");
    big.set_len((256 << 20) + 1).expect("a sparse file can be made");
    fs::create_dir(folder.path().join("charts")).expect("a folder can be made");

    for (name, said) in [
        ("missing.yaml", "missing.yaml does not exist"),
        ("charts", "charts is a directory"),
        ("big.yaml", "big.yaml has more than 256 MiB"),
    ] {
        for arguments in [vec!["validate", name], vec!["render", "-f", name], vec!["post-render", "--exposure", name]] {
            let ended = portico(&arguments).folder(folder.path()).input(SERVICE).ended();
            assert_ended(&ended, 2);
            // A folder is searched there, and this one is empty.
            let said = if arguments == ["validate", "charts"] { "there is no file to judge" } else { said };
            assert!(ended.talk.contains(said), "{arguments:?} should say {said:?}: {}", ended.talk);
            assert!(ended.talk.contains("help: "), "{arguments:?} should say what to do: {}", ended.talk);
            assert!(ended.output.is_empty(), "{arguments:?} wrote {:?}", ended.output);
        }
    }
}

#[test]
fn an_endless_input_is_refused() {
    let Ok(zeros) = File::open("/dev/zero") else {
        return skip("there is no /dev/zero");
    };
    let run =
        Command::new(portico_tests::program()).arg("post-render").stdin(zeros).output().expect("it can be started");
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("standard input has more than 256 MiB"));
}

#[test]
fn every_way_to_write_a_text_is_read() {
    let folder = folder();
    let forms = [
        ("bom.yaml", format!("\u{feff}{SERVICE}")),
        ("crlf.yaml", SERVICE.replace('\n', "\r\n")),
        ("unended.yaml", SERVICE.trim_end().to_owned()),
    ];
    for (name, text) in forms {
        write(&folder, name, &text);
        let judged = portico(["validate", name]).folder(folder.path()).ended();
        assert_ended(&judged, 0);
        assert!(!judged.output.is_empty(), "{name} has a summary");

        let passed = portico(["post-render"]).input(text.clone()).ended();
        assert_ended(&passed, 0);
        assert_eq!(passed.output, text, "{name} is passed through as it is");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    let passed = portico(["post-render"]).ended();
    assert_ended(&passed, 0);
    assert_eq!((passed.output.as_str(), passed.talk.as_str()), ("", ""));

    let judged = portico(["validate"]).ended();
    assert_ended(&judged, 2);
    assert!(judged.talk.contains("nothing was recognised"), "{}", judged.talk);
}
