//! The README tells the truth: the commands that it shows print the output that it shows.

use portico_core::catalogue::ControllerEntry;
use portico_core::validate::configured_paths;
use portico_core::{Source, catalogue};
use portico_tests::{portico, root};
use std::fs;
use std::path::Path;

/// Finds the README's commands of the program that are followed by a block, and that block.
fn commands(readme: &str) -> Vec<(Vec<String>, String)> {
    let mut blocks = readme.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).peekable();
    let mut commands = Vec::new();
    while let Some((language, text)) = blocks.next() {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let shown = blocks.peek().filter(|(language, _)| ["diff", "text", "yaml"].contains(language));
        if let (("sh", Some("portico")), Some((_, shown))) = ((language, words.first().map(String::as_str)), shown) {
            commands.push((words[1..].to_vec(), (*shown).to_owned()));
        }
    }
    commands
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let commands = commands(&readme);
    assert_eq!(commands.len(), 4, "the README shows what four commands print: {commands:?}");
    for (arguments, shown) in commands {
        let ended = portico(&arguments).folder(&root()).ended();
        assert!(ended.output.contains(shown.trim_end()), "{arguments:?} prints\n{}\nnot\n{shown}", ended.output);
    }
}

#[test]
fn the_exposure_that_the_readme_shows_gives_what_its_flags_give() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let shown = readme.split("```yaml\n").find(|block| block.starts_with("apiVersion: portico.dev")).expect("a block");
    let exposure = shown.split("```").next().unwrap_or_default();
    let flags = ["render", "--host", "proxy.example.com", "--method", "LoadBalancer", "--cloud", "aws"];
    let by_file = portico(["render", "-f", "-"]).input(exposure).ended();
    assert_eq!((by_file.code, by_file.output), (0, portico(flags).ended().output));
}

#[test]
fn the_configuration_that_the_readme_shows_is_understood() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let shown = readme.split("```yaml\n").find(|block| block.contains("\npaths:\n")).expect("a block");
    let file =
        Source { name: "portico.yaml".to_owned(), text: shown.split("```").next().unwrap_or_default().to_owned() };
    let paths = configured_paths(Some(&file), &[], &[]).expect("it is understood");
    assert_eq!((paths.include.len(), paths.exclude.len()), (1, 1), "{paths:?}");
    for field in ["cloud:", "controller:", "targets:", "gatewayAPI:", "rules:"] {
        assert!(file.text.contains(field), "{field} {}", file.text);
    }
}

#[test]
fn the_table_of_what_is_known_lists_the_whole_catalogue() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let controllers = catalogue::controllers();
    let of = |works: fn(&ControllerEntry) -> bool| {
        let usable = controllers.iter().filter(move |entry| works(entry));
        usable.map(|entry| entry.id.as_str()).collect::<Vec<_>>()
    };
    let clouds = catalogue::clouds();
    for (row, mut known) in [
        ("clouds", clouds.iter().map(|cloud| cloud.id.as_str()).collect::<Vec<_>>()),
        ("Ingress", of(|entry| entry.ingress.works)),
        ("Gateway API", of(|entry| entry.gateway_api.works)),
    ] {
        let listed =
            readme.lines().find_map(|line| line.strip_prefix(&format!("| {row} | "))).expect("there is the row");
        let mut listed: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known, "{row}: bring README.md's table up to date");
    }
}

#[test]
fn the_hooks_and_the_suppressions_that_the_readme_shows_are_there() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks can be read");
    for hook in ["portico", "portico-fix"] {
        assert!(readme.contains(hook) && hooks.contains(&format!("- id: {hook}\n")), "{hook}");
    }
    let rules = readme.split("ignore.").chain(readme.split("ignore ")).skip(1).filter_map(|rest| rest.split_once(": "));
    let names: Vec<&str> =
        rules.map(|(name, _)| name).filter(|name| name.contains('-') && !name.contains(' ')).collect();
    assert!(names.len() >= 2, "{names:?}");
    for name in names {
        assert!(catalogue::rule(name).is_some(), "there is no rule {name}");
    }
}

#[test]
fn the_limits_are_those_that_the_readme_states() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README can be read");
    let stated = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let limits = portico_manifest::Limits::default();
    let grouped = |number: usize| {
        let digits = number.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
        groups.join(",")
    };
    for limit in [
        format!("{} MiB is refused", limits.stream_bytes >> 20),
        format!("{} MiB,", limits.document_bytes >> 20),
        format!("{} levels", limits.depth),
        format!("{} values or", grouped(limits.nodes)),
        format!("{} aliases", grouped(limits.aliases)),
        format!("{} values.", grouped(limits.expanded_nodes)),
    ] {
        assert!(stated.contains(&limit), "{limit}");
    }
}

/// Joins the sources of tests below a folder.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        let (path, kind) = (entry.path(), entry.file_type().expect("it is of some type"));
        if kind.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("a source can be read"));
        }
    }
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let model = fs::read_to_string(root().join("SECURITY.md")).expect("SECURITY.md can be read");
    let mut tests = String::new();
    for folder in ["src", "tests"] {
        sources(&root().join(folder), &mut tests);
    }
    let rows = model.lines().filter(|line| line.starts_with('|') && line.matches('|').count() == 5);
    let named: Vec<&str> = rows
        .filter_map(|row| row.trim_end_matches('|').rsplit('|').next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    assert!(named.len() > 40, "{named:?}");
    for test in named {
        assert!(tests.contains(&format!("fn {test}(")), "SECURITY.md names a test that isn't there: {test}");
    }
}
