//! No rule, controller or cloud has a gap left from its skeleton, such as that of `cargo xtask new-rule`.

use std::fs;
use std::path::Path;

/// The marks of a skeleton's gaps, which its author must fill in.
const MARKS: [&str; 2] = ["FILL IN", "fill-in"];

#[test]
fn nothing_is_left_to_fill_in() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut left = Vec::new();
    for folder in ["facts/clouds", "facts/controllers", "rules"] {
        let listed =
            fs::read_dir(core.join(folder)).unwrap_or_else(|error| panic!("{folder} can't be listed: {error}"));
        let mut files: Vec<_> = listed.map(|file| file.expect("a folder can be listed").path()).collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let file = file.strip_prefix(core).unwrap_or(&file).display().to_string();
            let lines = text.lines().enumerate().filter(|(_, line)| MARKS.iter().any(|mark| line.contains(mark)));
            left.extend(lines.map(|(line, text)| format!("src/core/{file}:{}: {}", line + 1, text.trim())));
        }
    }
    assert!(left.is_empty(), "these are to be filled in:\n{}", left.join("\n"));
}
