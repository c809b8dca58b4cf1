//! `cargo xtask new-rule`, `new-controller` and `new-cloud`: write the skeleton of the one file that a rule, controller
//! or cloud is, and the files that are generated from it. The skeleton has `FILL IN` wherever its author has to write
//! something; the core's tests name every place that is left.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

use portico_xtask::root;

use super::generate;
use super::registry::{CLOUDS, CONTROLLERS, RULES, Registry};

#[derive(clap::Args)]
pub struct Arguments {
    /// The name that users will know it by, in lower case with hyphens, such as `tls-ends-at-load-balancer` for a rule
    /// and `envoy-gateway` for a controller
    name: String,
}

/// A kind of thing that has a skeleton.
pub struct Skeleton {
    word: &'static str,
    registry: Registry,
    text: &'static str,
    next: &'static str,
}

pub const RULE: Skeleton = Skeleton {
    word: "rule",
    registry: RULES,
    text: include_str!("rule.txt"),
    next: "Write what a user sees below each failing example, and read it:\n\n  \
           BLESS=1 cargo test -p portico-core\n\n\
           Then let its page follow:\n\n  \
           cargo xtask generate\n",
};

pub const CONTROLLER: Skeleton = Skeleton {
    word: "controller",
    registry: CONTROLLERS,
    text: include_str!("controller.txt"),
    next: "A method that it doesn't serve is Support::Refused, as in src/core/facts/controllers/kong.rs. Then let the messages \
           and files that list controllers follow, and try it in every combination against a real API server:\n\n  \
           BLESS=1 cargo test -p portico-core\n  \
           cargo xtask generate\n  \
           cargo test --profile ci -p portico-tests accepted\n",
};

pub const CLOUD: Skeleton = Skeleton {
    word: "cloud",
    registry: CLOUDS,
    text: include_str!("cloud.txt"),
    next: "Then let the messages and files that list clouds follow, and try it in every combination against a real API server:\n\n  \
           BLESS=1 cargo test -p portico-core\n  \
           cargo xtask generate\n  \
           cargo test --profile ci -p portico-tests accepted\n",
};

/// Writes the file and those generated from it, or nothing at all, and prints the next steps.
pub fn run(kind: &Skeleton, arguments: &Arguments) -> Result<ExitCode, String> {
    let name = &arguments.name;
    if let Some(fault) = fault(kind.word, name) {
        return Err(format!("`{name}` can't be the name of a {}: {fault}", kind.word));
    }
    let file = kind.registry.file(name);
    let shown = file.strip_prefix(root()).unwrap_or(&file).display();
    let text = kind.text.replace("{name}", name).replace("{version}", env!("CARGO_PKG_VERSION"));
    write_new(&file, &text)?;
    eprintln!("wrote {shown}");
    if let Err(error) = generate::write() {
        // Removes the file, and writes the lists again without it.
        fs::remove_file(&file).map_err(|error| format!("{shown}: {error}"))?;
        generate::write_lists()?;
        return Err(format!("{shown} is removed again, because the files that follow from it can't be made:\n{error}"));
    }
    println!(
        "\nFill in {shown} wherever it says FILL IN, or fill-in. What is left is named by\n\n  \
         cargo test -p portico-core\n\n{}",
        kind.next
    );
    Ok(ExitCode::SUCCESS)
}

/// Gives the fault of a name, if it has one.
fn fault(word: &str, name: &str) -> Option<String> {
    let is_kebab = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()));
    if !is_kebab {
        return Some("write lower-case letters and digits, with single hyphens between words".to_owned());
    }
    if name == "mod" {
        return Some("the list of them is a file of that name".to_owned());
    }
    let first = name.split('-').next().unwrap_or_default();
    let forbids = ["allow", "avoid", "deny", "disallow", "forbid", "must", "no", "prefer", "require", "use"];
    if word == "rule" && (forbids.contains(&first) || first == name) {
        let example = "tls-ends-at-load-balancer";
        return Some(format!(
            "a rule is named by what it finds, so that the name reads well after \"allow\", such as {example}"
        ));
    }
    None
}

/// Writes a file that must not exist yet, whole or not at all.
fn write_new(file: &Path, text: &str) -> Result<(), String> {
    let shown = file.strip_prefix(root()).unwrap_or(file).display();
    let mut made = File::create_new(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => format!("{shown} is there already: choose another name, or change that file"),
        _ => format!("{shown}: {error}"),
    })?;
    made.write_all(text.as_bytes()).map_err(|error| {
        // A file that is written in part is of no use.
        let _ = fs::remove_file(file);
        format!("{shown}: {error}")
    })
}

#[cfg(test)]
mod tests {
    use super::{CLOUD, CONTROLLER, RULE, Skeleton, fault, write_new};
    use std::fs;

    #[test]
    fn names_are_kebab_case_and_of_rules_read_well_after_allow() {
        for name in ["tls-ends-at-load-balancer", "layer-7-ingress-class", "non-string-value"] {
            assert_eq!(fault("rule", name), None);
        }
        for name in
            ["", "Tls-ends", "tls_ends", "-tls", "tls-", "tls--ends", "7-layers", "tls ends", "../tls-ends", "tls-énds"]
        {
            let fault = fault("rule", name);
            assert!(fault.as_ref().is_some_and(|fault| fault.contains("hyphens")), "{name}: {fault:?}");
        }
        for name in ["no-tls-at-load-balancer", "disallow-tls", "tls"] {
            let fault = fault("rule", name);
            assert!(fault.as_ref().is_some_and(|fault| fault.contains("allow")), "{name}: {fault:?}");
        }
        assert_eq!(fault("cloud", "aws"), None);
        assert!(fault("cloud", "mod").is_some());
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("made_up.rs");
        write_new(&file, "one").expect("there is none");
        let refused = write_new(&file, "other").expect_err("there is one");
        assert!(refused.contains("is there already"), "{refused}");
        assert_eq!(fs::read_to_string(&file).expect("it can be read"), "one");
    }

    #[test]
    fn every_skeleton_takes_the_name_and_says_where_to_fill_in() {
        for Skeleton { word, text, .. } in [RULE, CONTROLLER, CLOUD] {
            assert!(text.contains("\"{name}\"") && text.contains("FILL IN"), "{word}");
        }
    }
}
