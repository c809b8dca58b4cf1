//! Code that the tests share: the program under test, and the files beside the repository. Nothing here checks
//! anything.

mod api_server;
mod backend;
mod combinations;
mod example;
pub mod growth;
mod helm_home;
pub mod load;
mod objects;
mod program;
mod public_chart;

pub use api_server::{ApiServer, Bundle};
pub use backend::{Backend, EXPOSED_ON_AWS, METHODS, Method};
pub use combinations::{Combination, combinations};
pub use example::{Example, copy_folder, run_to_end, set_search_path};
pub use helm_home::set_helm_home;
pub use objects::{exposed_on_aws, object, objects};
pub use portico_xtask::{root, skip};
pub use program::{Ended, Run, portico, profile, program};
pub use public_chart::{PUBLIC_CHARTS, PublicChart};

use std::path::PathBuf;

/// Gives the path of a file or folder that is shared beside the repository, such as `corpus/kps.yaml`, if it is there.
#[must_use]
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared").join(path);
    path.exists().then_some(path)
}
