//! The pages of the rules, which the npm package brings to documentation sites, and the README's table of them. Their
//! text is in each rule's own file.

use crate::commands::made::GeneratedRule;
use portico_xtask::root;
use std::fs;
use std::path::PathBuf;

/// The folder of the pages, from the root.
const FOLDER: &str = "docs/rules";

const START: &str = "<!-- The rules: `cargo xtask generate` writes this table. -->\n";
const END: &str = "<!-- The end of the rules. -->\n";

/// Gives every file that is made from the rules.
pub fn files(rules: &[GeneratedRule]) -> Result<Vec<(PathBuf, String)>, String> {
    let folder = root().join(FOLDER);
    let mut files = vec![(folder.join("index.md"), index(rules)), (root().join("README.md"), readme(rules)?)];
    files.extend(rules.iter().map(|rule| (folder.join(format!("{}.md", rule.name)), page(rule))));
    Ok(files)
}

/// Finds the pages in the folder whose rule is gone.
pub fn left_over(printed: &[(PathBuf, String)]) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(root().join(FOLDER)).map_err(|error| format!("{FOLDER}: {error}"))?;
    let present = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(present.filter(|path| !printed.iter().any(|(made, _)| made == path)).collect())
}

fn page(rule: &GeneratedRule) -> String {
    let GeneratedRule { name, severity, summary, documentation, since, references } = rule;
    let text = documentation.trim_start_matches(summary.as_str()).trim_start();
    let text: String = text.split_inclusive('\n').map(titled).collect();
    let mut page = format!("---\ntitle: {name}\ndescription: {summary:?}\n---\n\n# {name}\n\n{summary}\n\n");
    page.push_str(&format!("Severity: {severity}. Since {since}.\n\n{}\n", text.trim_end()));
    if !references.is_empty() {
        page.push_str("\n## References\n\n");
        page.extend(references.iter().map(|address| format!("- [{address}]({address})\n")));
    }
    page
}

/// Turns an example's fence, whose options are for the tests, into a title for readers.
fn titled(line: &str) -> String {
    let Some((mark, options)) =
        line.trim_end().strip_prefix("```yaml ").map(|rest| rest.split_once(' ').unwrap_or((rest, "")))
    else {
        return line.to_owned();
    };
    let title = match mark {
        "failing" => "Found",
        "before" => "Before",
        _ => "Right",
    };
    let flags: Vec<String> =
        options.split_whitespace().map(|option| format!("--{}", option.replacen('=', " ", 1))).collect();
    let with = if flags.is_empty() { "" } else { " with " };
    format!("```yaml title=\"{title}{with}{}\"\n", flags.join(" "))
}

fn index(rules: &[GeneratedRule]) -> String {
    let text = "Every rule that `portico validate` judges by. `portico explain RULE` says the same in a terminal.";
    format!("---\ntitle: Rules\n---\n\n# Rules\n\n{text}\n\n{}", table(rules, ""))
}

fn readme(rules: &[GeneratedRule]) -> Result<String, String> {
    let text = fs::read_to_string(root().join("README.md")).map_err(|error| format!("README.md: {error}"))?;
    let outside = text.split_once(START).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = outside.ok_or("README.md lacks the marks between which the rules are listed")?;
    Ok(format!("{before}{START}\n{}\n{END}{after}", table(rules, &format!("{FOLDER}/"))))
}

/// Lists the rules by their severity, the gravest first.
fn table(rules: &[GeneratedRule], folder: &str) -> String {
    let mut table = "| rule | | finds |\n|---|---|---|\n".to_owned();
    for severity in ["error", "warning", "info"] {
        for GeneratedRule { name, summary, .. } in rules.iter().filter(|rule| rule.severity == severity) {
            let summary = summary.trim_end_matches('.').replace('|', "\\|");
            table.push_str(&format!("| [{name}]({folder}{name}.md) | {severity} | {summary} |\n"));
        }
    }
    table
}
