//! The `portico.yaml` of a repository, found upwards from the working directory, and the flags that win over it.

use super::Arguments;
use crate::failure::Failure;
use crate::{flags, input, talk};
use portico_command::read_as;
use portico_host::Portico;
use portico_host::renderer::FieldOverride;
use portico_host::types::{Report, Source};
use portico_host::validator::Paths;
use std::path::{Path, PathBuf};

const FILE_NAME: &str = "portico.yaml";

/// A configuration that is understood, and the folder from which its patterns start.
pub struct Found {
    /// The `portico.yaml`, if there is one.
    pub file: Option<Source>,
    /// The fields that flags give beside it.
    pub overrides: Vec<FieldOverride>,
    pub paths: Paths,
    /// The folder of the `portico.yaml`, or the working directory.
    pub folder: PathBuf,
}

/// Reads the configuration, or gives the report of its faults.
pub fn read(portico: &mut Portico, arguments: &Arguments) -> Result<Result<Found, Report>, Failure> {
    let (path, file) = match &arguments.config {
        Some(path) => (Some(path.clone()), Some(input::read(path)?)),
        None if arguments.no_config => (None, None),
        None => match nearest()? {
            Some(path) => (Some(path.clone()), Some(input::found(&path)?)),
            None => (None, None),
        },
    };
    let folder = path.as_deref().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_owned();
    let given = arguments.served.target.given().into_iter().chain(read_as(arguments.read_as.as_ref()));
    let overrides = flags::overrides(given.collect());
    let paths = portico.configured_paths(file.as_ref(), &overrides, &[talk::for_people()])?;
    Ok(paths.map(|paths| Found { file, overrides, paths, folder }))
}

/// Finds the nearest `portico.yaml`, as a path from the working directory. A link is refused: the user didn't name it,
/// and a report could print lines of the file that it leads to.
fn nearest() -> Result<Option<PathBuf>, Failure> {
    let working = std::env::current_dir()
        .map_err(|error| Failure::new(format!("the working directory can't be found: {error}"), "change to another"))?;
    let depth = working.ancestors().position(|folder| folder.join(FILE_NAME).is_file());
    let path = depth.map(|depth| std::iter::repeat_n("..", depth).collect::<PathBuf>().join(FILE_NAME));
    if path.as_deref().is_some_and(Path::is_symlink) {
        let help = "name what it leads to with --config, or leave it out with --no-config";
        return Err(Failure::new(format!("{FILE_NAME} is a link, and is not followed unless it is named"), help));
    }
    Ok(path)
}
