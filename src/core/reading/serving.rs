//! Subjects, as an Exposure is served by them.

use crate::exposure::Exposure;
use crate::reading::recognize::stated_release_version;
use crate::reading::subject::{Subject, Subjects};
use crate::reading::target::Target;

/// Takes subjects, with the backend, the target and the suppressions of an Exposure, or with the defaults. Without an
/// Exposure, the version of Spaces is the one that a release among the subjects installs.
pub(crate) fn serving<'d, 't>(exposure: Option<&Exposure>, all: Vec<Subject<'d, 't>>) -> Subjects<'d, 't> {
    Subjects {
        previous: Vec::new(),
        backend: exposure.map(|exposure| exposure.spec.backend.clone()).unwrap_or_default(),
        target: exposure.map_or_else(|| Target::of_release(stated_release_version(&all)), Target::of),
        serves_exposure: exposure.is_some(),
        ignore: exposure.map(|exposure| exposure.spec.ignore.clone()).unwrap_or_default(),
        all,
    }
}
