//! The promises of the WIT: whoever was built against a published version can run with this one.
//!
//! `tests/published/VERSION` holds the WIT of each version as it was published.

use std::fs;
use std::path::{Path, PathBuf};
use wit_component::semver_check;
use wit_parser::{PackageId, Resolve, Stability, Type, TypeDefKind, TypeId, UnresolvedPackageGroup};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the files of a folder as one text.
fn text(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("the WIT's folder can be listed");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the WIT's folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wit"))
        .collect();
    // The package's name stands in the file of the world, and has to be first.
    files.sort_by_key(|path| !path.ends_with("world.wit"));
    files.iter().map(|file| fs::read_to_string(file).expect("a file can be read")).collect()
}

fn add(resolve: &mut Resolve, text: &str) -> PackageId {
    let group = UnresolvedPackageGroup::parse("portico.wit", text).expect("it is WIT");
    resolve.push_group(group).expect("its names are known")
}

/// Compares a published WIT with a newer one.
fn compatible(published: &str, now: &str) -> Result<(), String> {
    // Two packages of one version can't stand in one resolution, and the check ignores versions.
    let mut resolve = Resolve::default();
    let (published, now) = (published.to_owned(), now.replace("portico:exposure@", "portico:exposure@1000"));
    let [before, after] = [published, now].map(|text| {
        let package = add(&mut resolve, &text);
        resolve.select_world(&[package], Some("portico")).expect("there is the world")
    });
    semver_check(resolve, before, after).map_err(|error| format!("{error:?}"))
}

#[test]
fn every_published_version_can_still_be_asked() {
    let now = text(&root().join("../../wit"));
    compatible(&now, &now).expect("it is compatible with itself");
    let published = root().join("tests/published");
    for entry in fs::read_dir(published).expect("the folder can be listed") {
        let folder = entry.expect("the folder can be listed").path();
        if !folder.is_dir() {
            continue;
        }
        compatible(&text(&folder), &now).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
}

#[test]
fn a_change_that_breaks_a_promise_is_found() {
    let now = text(&root().join("../../wit"));
    for (promised, broken) in
        [("strict: bool,", ""), ("version: func() -> string;", "version: func() -> u32;"), ("line: u32,", "line: u64,")]
    {
        assert!(now.contains(promised), "{promised}");
        assert!(compatible(&now, &now.replace(promised, broken)).is_err(), "{promised}");
    }
}

#[test]
fn every_item_says_since_when_it_is_there() {
    let mut resolve = Resolve::default();
    add(&mut resolve, &text(&root().join("../../wit")));
    let mut items: Vec<(String, &Stability)> = Vec::new();
    items.extend(resolve.worlds.iter().map(|(_, world)| (world.name.clone(), &world.stability)));
    for (_, interface) in &resolve.interfaces {
        let name = interface.name.clone().unwrap_or_default();
        items.extend(interface.functions.iter().map(|(function, it)| (format!("{name}.{function}"), &it.stability)));
        // A type of another interface is judged there.
        let is_own = |id: &TypeId| !matches!(resolve.types[*id].kind, TypeDefKind::Type(Type::Id(_)));
        let own = interface.types.iter().filter(|(_, id)| is_own(id));
        items.extend(own.map(|(type_, id)| (format!("{name}.{type_}"), &resolve.types[*id].stability)));
        items.push((name, &interface.stability));
    }
    let silent: Vec<String> = items
        .into_iter()
        .filter(|(_, stability)| !matches!(stability, Stability::Stable { .. }))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "without @since: {silent:?}");
}
