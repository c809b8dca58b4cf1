//! Dependencies that nothing uses: a member's, by the names in its sources, and the workspace's, by its members'
//! manifests. Those that are used without being named are listed in a manifest, below `package.metadata.dependencies`.

use std::fs;
use std::path::{Path, PathBuf};

use portico_xtask::{built, echo, root};
use serde_json::Value;

/// Fails where a dependency is not used; the message names each, and its manifest.
pub fn check() -> Result<(), String> {
    let mut metadata = built::cargo();
    metadata.args(["metadata", "--no-deps", "--locked", "--format-version", "1"]);
    let output = metadata.output().map_err(|error| echo::not_started(&metadata, &error))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let workspace: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let members: Vec<&Value> = workspace["packages"].as_array().into_iter().flatten().collect();
    let mut unused = Vec::new();
    let mut manifests = String::new();
    for member in members {
        let manifest = Path::new(member["manifest_path"].as_str().unwrap_or_default());
        manifests.push_str(&read(manifest)?);
        let shown = manifest.strip_prefix(root()).unwrap_or(manifest).display();
        unused.extend(unused_of(member, &sources(manifest)?).map(|name| format!("{name} in {shown}")));
    }
    let manifest = read(&root().join("Cargo.toml"))?;
    let names = shared(&manifest);
    unused.extend(names.filter(|name| !is_inherited(&manifests, name)).map(|name| format!("{name} in Cargo.toml")));
    if unused.is_empty() { Ok(()) } else { Err(format!("not used: {}", unused.join(", "))) }
}

/// Gives the dependencies of a member that its sources don't name.
fn unused_of<'a>(member: &'a Value, sources: &'a str) -> impl Iterator<Item = &'a str> {
    let unnamed = &member["metadata"]["dependencies"]["unnamed"];
    let all = member["dependencies"].as_array().into_iter().flatten();
    all.filter_map(|dependency| dependency["rename"].as_str().or(dependency["name"].as_str()))
        .filter(move |name| !unnamed.as_array().into_iter().flatten().any(|unnamed| unnamed == name))
        .filter(move |name| !is_named(sources, &name.replace('-', "_")))
}

/// Whether sources name a crate: in a path, `serde_json::Value`, or by itself, `use serde_json;`.
fn is_named(sources: &str, name: &str) -> bool {
    sources.match_indices(name).any(|(at, _)| {
        let (before, after) = (&sources[..at], &sources[at + name.len()..]);
        let is_whole = !before.ends_with(|end: char| end.is_alphanumeric() || end == '_');
        is_whole && (after.starts_with("::") || before.ends_with("use ") && after.starts_with([';', ' ']))
    })
}

/// Gives the dependencies that members may inherit.
fn shared(manifest: &str) -> impl Iterator<Item = &str> {
    let table = manifest.split_once("\n[workspace.dependencies]\n").map_or("", |(_, table)| table);
    let lines = table.lines().take_while(|line| !line.starts_with('['));
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| Some(line.split_once(" = ")?.0))
}

fn is_inherited(manifests: &str, name: &str) -> bool {
    let forms = [format!("{name}.workspace = true"), format!("{name} = {{ workspace = true")];
    manifests.lines().any(|line| forms.iter().any(|form| line.starts_with(form)))
}

/// Gives all sources of a member in one text.
fn sources(manifest: &Path) -> Result<String, String> {
    let mut text = String::new();
    let mut folders: Vec<PathBuf> = manifest.parent().map(Path::to_path_buf).into_iter().collect();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            // A member within a member has its own check.
            if path.is_dir() && !path.join("Cargo.toml").exists() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&read(&path)?);
            }
        }
    }
    Ok(text)
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{} could not be read: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{is_inherited, is_named, shared, unused_of};
    use serde_json::json;

    #[test]
    fn a_dependency_is_used_where_its_name_is() {
        assert!(is_named("use serde_json::Value;", "serde_json"));
        assert!(is_named("use tar;", "tar") && is_named("use tar as archive;", "tar"));
        assert!(!is_named("// a tar of it\nlet star = star::new();", "tar"));
        let member = json!({
            "dependencies": [
                { "name": "flate2" }, { "name": "syn", "rename": "syn-2" }, { "name": "fnv" }, { "name": "tar" },
            ],
            "metadata": { "dependencies": { "unnamed": ["fnv"] } },
        });
        let unused: Vec<_> = unused_of(&member, "use flate2::Compression; syn::parse();").collect();
        assert_eq!(unused, ["syn-2", "tar"]);
    }

    #[test]
    fn what_no_member_inherits_is_not_used() {
        let workspace =
            "[workspace]\n\n[workspace.dependencies]\n# Snapshots.\ninsta = \"1\"\ntar = \"1\"\n\n[lints]\n";
        assert_eq!(shared(workspace).collect::<Vec<_>>(), ["insta", "tar"]);
        let members = "[dependencies]\ntar = { workspace = true }\n";
        assert!(is_inherited(members, "tar") && !is_inherited(members, "insta"));
    }
}
