//! The README tells the truth: what it says a command prints is what the command prints.

use portico_tests::{portico, root};
use std::fs;

/// The commands of the program in the README that are followed by a block, and that block.
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
    assert_eq!(commands.len(), 3, "the README shows what three commands print: {commands:?}");
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
