//! The storeys: each module uses only modules that its crate's `lib.rs` lists before it; each crate depends only on
//! crates that the workspace's `Cargo.toml` lists before it.

use std::fs;
use std::path::{Path, PathBuf};

/// The crates whose `lib.rs` lists storeys.
const STACKS: [&str; 2] = ["edit", "core"];

#[test]
fn modules_look_down_only() {
    let upward: Vec<String> = STACKS.iter().flat_map(|name| upward_in(name)).collect();
    assert!(upward.is_empty(), "these look up:\n{}", upward.join("\n"));
}

/// Finds the paths of a crate that lead to a module listed after their own.
fn upward_in(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let modules = modules_of(&text(&folder.join("lib.rs")));
    assert!(modules.len() > 10, "src/{name}/lib.rs lists {modules:?}");
    let place = |module: &str| modules.iter().position(|listed| listed == module);
    let mut upward = Vec::new();
    for (above, module) in modules.iter().enumerate() {
        for file in files_of(&folder, module) {
            let shown = file.strip_prefix(&folder).unwrap_or(&file);
            for (line, used) in uses(&text(&file), &root_from(shown)) {
                if place(&used).is_some_and(|used| used > above) {
                    let shown = shown.display();
                    upward.push(format!("src/{name}/{shown}:{line}: {used}, which lib.rs lists below {module}"));
                }
            }
        }
    }
    upward
}

#[test]
fn crates_look_down_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = members_of(&text(&root.join("Cargo.toml")));
    let manifest = |folder: &str| text(&root.join(folder).join("Cargo.toml"));
    let names: Vec<String> = folders.iter().map(|folder| name_of(&manifest(folder))).collect();
    assert!(names.iter().any(|name| name == "portico-core"), "Cargo.toml lists {names:?}");
    let mut upward = Vec::new();
    for (above, folder) in folders.iter().enumerate() {
        for (line, dependency) in dependencies(&manifest(folder)) {
            if names.iter().position(|name| *name == dependency).is_some_and(|listed| listed > above) {
                upward.push(format!("{folder}/Cargo.toml:{line}: {dependency}, which Cargo.toml lists below {folder}"));
            }
        }
    }
    assert!(upward.is_empty(), "these look up:\n{}", upward.join("\n"));
}

/// Gives the folders of the workspace's members, in their order.
fn members_of(workspace: &str) -> Vec<String> {
    let members = workspace.split_once("members = [").and_then(|(_, rest)| rest.split_once("\n]"));
    let lines = members.map_or("", |(members, _)| members).lines();
    lines.filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once('"')?.0.to_owned())).collect()
}

fn name_of(manifest: &str) -> String {
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \""));
    name.expect("a package has a name").trim_end_matches('"').to_owned()
}

#[test]
fn a_module_with_parts_is_a_mod_rs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("src"), root.join("tests")];
    let mut beside = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{} can't be listed: {error}", folder.display()))
            .map(|entry| entry.expect("a folder can be listed").path())
            .collect();
        for inner in entries.into_iter().filter(|path| path.is_dir()) {
            if inner.with_extension("rs").exists() {
                beside.push(inner.with_extension("rs").display().to_string());
            }
            folders.push(inner);
        }
    }
    assert!(beside.is_empty(), "these have a folder beside them, and belong into it as mod.rs:\n{}", beside.join("\n"));
}

/// Gives the modules that `lib.rs` lists, without those of tests.
fn modules_of(lib: &str) -> Vec<String> {
    let lines: Vec<&str> = lib.lines().collect();
    let of_test = |line: usize| line > 0 && lines[line - 1].starts_with("#[cfg(test)]");
    let modules = lines.iter().enumerate().filter(|&(line, _)| !of_test(line)).filter_map(|(_, line)| {
        let declared = line.trim_start_matches("pub ").strip_prefix("mod ")?;
        declared.split_once(';').map(|(name, _)| name.to_owned())
    });
    modules.collect()
}

/// Gives the files of a module that are part of the product.
fn files_of(folder_of_crate: &Path, module: &str) -> Vec<PathBuf> {
    let single = folder_of_crate.join(module).with_extension("rs");
    if single.exists() {
        return vec![single];
    }
    let (mut files, mut folders) = (Vec::new(), vec![folder_of_crate.join(module)]);
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{} can't be listed: {error}", folder.display()))
            .map(|entry| entry.expect("a folder can be listed").path())
            .collect();
        entries.sort();
        for path in entries {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if is_of_tests(&folder, &name) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Whether a folder's `mod.rs` declares a module for tests alone.
fn is_of_tests(folder: &Path, module: &str) -> bool {
    let declarations = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    declarations.contains(&format!("#[cfg(test)]\nmod {module};"))
}

/// Gives the path from a file's module to the crate's root: one `super::` for each level of depth.
fn root_from(file: &Path) -> String {
    let depth = file.components().count() - usize::from(file.ends_with("mod.rs"));
    "super::".repeat(depth)
}

/// Finds the modules of the crate's root that a file's product code names, each with its line.
fn uses(text: &str, root: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, code) in text.lines().enumerate() {
        if code.starts_with("#[cfg(all(test") || code.starts_with("#[cfg(test)]") {
            // A list of test modules may follow, or the tests themselves, which end the file.
            if text.lines().nth(line + 1).is_some_and(|next| next.starts_with("mod ") && next.ends_with('{')) {
                break;
            }
            continue;
        }
        let code = code.split("//").next().unwrap_or_default();
        for path in code.split("crate::").skip(1).chain(code.split(root).skip(1)) {
            let names: Vec<&str> = match path.strip_prefix('{') {
                Some(several) => several.split([',', '}']).map(str::trim).collect(),
                None => vec![path],
            };
            let names = names.into_iter().map(first_name).filter(|name| !name.is_empty());
            found.extend(names.map(|name| (line + 1, name)));
        }
    }
    found
}

/// Gives the name that a path begins with.
fn first_name(path: &str) -> String {
    path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Finds the members of the workspace that a manifest names for the product, each with its line.
fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut section = "";
    let mut found = Vec::new();
    for (line, text) in manifest.lines().enumerate() {
        if text.starts_with('[') {
            section = text;
        } else if section.ends_with("dependencies]") && !section.contains("dev-") && text.starts_with("portico-") {
            let name = text.split(['.', ' ', '=']).next().unwrap_or_default();
            found.push((line + 1, name.to_owned()));
        }
    }
    found
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{} can't be read: {error}", file.display()))
}

#[test]
fn a_path_that_looks_up_is_found() {
    let found = |file: &str, text: &str| {
        let uses = uses(text, &root_from(Path::new(file))).into_iter();
        uses.map(|(line, name)| format!("{line} {name}")).collect::<Vec<_>>()
    };
    assert_eq!(found("a.rs", "use crate::rules::{a, b};\nfn f() { crate::views::g() }\n"), ["1 rules", "2 views"]);
    assert_eq!(found("a.rs", "use crate::{fix, facts::version};\n"), ["1 fix", "1 facts"]);
    assert_eq!(
        found("a.rs", "//! [`render`](crate::render)\n#[cfg(test)]\nmod tests {\nuse crate::render;\n"),
        [""; 0]
    );
    assert_eq!(found("a.rs", "#[cfg(test)]\nmod tests;\nuse crate::render;\n"), ["3 render"]);
    assert_eq!(found("rules/a.rs", "use super::b;\nuse super::super::render;\n"), ["2 render"]);
    assert_eq!(found("views/traffic/mod.rs", "use super::context;\nuse super::super::render;\n"), ["2 render"]);
}
