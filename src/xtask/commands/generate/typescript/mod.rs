//! The types of the npm package: its data, made from the WIT, and the Exposure, made from its JSON Schema. They are
//! written as Prettier would write them, which the tests of the package check.

use std::path::PathBuf;

use portico_xtask::{npm_package, root};
use wit_parser::Resolve;

mod comments;
mod data;
mod exceptions;
mod exposure;
mod jsdoc;
mod names;
mod roles;
mod syntax;

use exceptions::EXCEPTIONS;
use syntax::Declaration;

/// The columns of a line, as `js/.prettierrc` has it.
const WIDTH: usize = 100;

/// The heading of the data.
const DATA: &str = "The data that goes in and comes out: the types of `wit/`. An option that is left out is false, \
                    empty or absent, unless its comment says otherwise.";

/// Gives every generated file of the package's sources.
pub fn files(exposure_schema: &str) -> Result<[(PathBuf, String); 2], String> {
    let mut wit = Resolve::default();
    let (package, _) = wit.push_dir(root().join("wit")).map_err(|error| format!("{error:#}"))?;
    let data = data::declarations(&wit, package, EXCEPTIONS)?;
    let exposure = exposure::declaration(exposure_schema)?;
    let sources = npm_package::folder().join("src");
    Ok([
        (sources.join("data.ts"), module(DATA, &data)?),
        (sources.join("exposure.ts"), module("The Exposure, as its JSON Schema describes it.", &[exposure])?),
    ])
}

fn module(title: &str, declarations: &[Declaration]) -> Result<String, String> {
    let title = format!("{title}\n\nMade by `cargo xtask generate`.");
    let mut text = jsdoc::block(&title, 0)?;
    for declaration in declarations {
        text.push('\n');
        text.push_str(&declaration.written()?);
    }
    Ok(text)
}
