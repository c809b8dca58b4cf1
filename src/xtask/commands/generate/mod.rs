//! `cargo xtask generate`: writes the files that follow from others: the lists of what the core's folders hold, the
//! JSON Schemas, the input of the Crossplane function, the structural schema and the schemas for KCL (from the Exposure's schema), the types of the npm package (from
//! the WIT and that schema), and the pages of the rules. Their content comes from the core and the WIT.

use std::{fs, path::Path, process::ExitCode};

use portico_xtask::root;

use super::{
    made::{self, Made},
    registry,
};

mod exposure_schema;
mod input_definition;
mod kcl_schemas;
mod rule_pages;
mod structural;
mod typescript;

/// Write the committed files that are made from others
#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing, and fail when a file is not what it would be made
    #[arg(long)]
    check: bool,
}

/// Writes or compares every generated file.
pub fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    if !generate(arguments.check)? {
        return Ok(ExitCode::FAILURE);
    }
    eprintln!("every generated file is up to date");
    Ok(ExitCode::SUCCESS)
}

/// Fails where a committed file is not what it would be made.
pub fn check() -> Result<(), String> {
    if generate(true)? { Ok(()) } else { Err("generated files are stale: run cargo xtask generate".to_owned()) }
}

/// Writes every generated file.
pub fn write() -> Result<(), String> {
    generate(false).map(drop)
}

/// Writes the lists of what the core's folders hold, and nothing else.
pub fn write_lists() -> Result<(), String> {
    lists(false).map(drop)
}

fn lists(check: bool) -> Result<bool, String> {
    let mut fresh = true;
    for registry in &registry::ALL {
        let (file, text) = registry.list()?;
        fresh &= put(&file, &text, check)?;
    }
    Ok(fresh)
}

fn generate(check: bool) -> Result<bool, String> {
    let mut fresh = lists(check)?;
    // The core is compiled with the lists, so what it makes comes after them.
    let core = root().join("src/core");
    let Made { configuration_schema, exposure_schema, report_schema, rules } = made::by_the_core()?;
    fresh &= put(&core.join("requests/configuration/schema.json"), &configuration_schema, check)?;
    fresh &= put(&core.join("report/schema.json"), &report_schema, check)?;
    fresh &= put(&core.join("requests/exposure/schema.json"), &exposure_schema, check)?;
    fresh &= put(&input_definition::file(), &input_definition::text(&exposure_schema)?, check)?;
    fresh &= put(&structural::file(), &structural::text(&exposure_schema)?, check)?;
    fresh &= put(&kcl_schemas::file(), &kcl_schemas::text(&exposure_schema)?, check)?;
    for (file, text) in typescript::files(&exposure_schema)? {
        fresh &= put(&file, &text, check)?;
    }
    let pages = rule_pages::files(&rules)?;
    for (file, text) in &pages {
        fresh &= put(file, text, check)?;
    }
    for file in rule_pages::left_over(&pages)? {
        fresh &= remove(&file, check)?;
    }
    Ok(fresh)
}

/// Writes a file, or says whether it is what would be written.
fn put(file: &Path, text: &str, check: bool) -> Result<bool, String> {
    if fs::read_to_string(file).is_ok_and(|present| present == text) {
        return Ok(true);
    }
    let shown = file.strip_prefix(root()).unwrap_or(file).display();
    if check {
        eprintln!("stale: {shown}");
        return Ok(false);
    }
    fs::write(file, text).map_err(|error| format!("{shown}: {error}"))?;
    eprintln!("wrote {shown}");
    Ok(true)
}

/// Removes a file that nothing makes any more, or says that there is one.
fn remove(file: &Path, check: bool) -> Result<bool, String> {
    let shown = file.strip_prefix(root()).unwrap_or(file).display();
    if check {
        eprintln!("stale: {shown}");
        return Ok(false);
    }
    fs::remove_file(file).map_err(|error| format!("{shown}: {error}"))?;
    eprintln!("removed {shown}");
    Ok(true)
}
