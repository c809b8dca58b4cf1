//! The names of places in the list of desired resources, for people.

use crate::exposure::GivenExposure;
use crate::fatal_result::FatalResult;
use crate::resource_list::ResourceList;
use crate::wording;
use portico_host::types::{Diagnostic, PathSegment, Severity};

/// The rule by which the component refuses to go on, such as where its budget of work is exhausted.
const BEYOND_LIMITS: &str = "input-beyond-limits";

/// The names of places in the list, for people.
pub(crate) struct Places<'call> {
    pub exposure: &'call GivenExposure,
    pub list: &'call ResourceList,
}

/// A place in the list, named from the object that it is in.
pub(crate) enum ListPlace<'path> {
    Exposure(&'path [PathSegment]),
    Resource(usize, &'path [PathSegment]),
}

impl Places<'_> {
    /// Refuses, with a line for each error.
    pub(crate) fn fatal_result(&self, diagnostics: &[Diagnostic]) -> FatalResult {
        let mut lines = self.lines(diagnostics, Severity::Error);
        lines.extend(self.exposure.remark().map(str::to_owned));
        let is_wrong = |found: &Diagnostic| {
            let is_in_exposure = matches!(place(&found.path), Some(ListPlace::Exposure([_, ..])));
            found.severity == Severity::Error && is_in_exposure
        };
        let errors = || diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let result = if errors().any(|found| found.rule == BEYOND_LIMITS) {
            FatalResult::too_large(&lines)
        } else if diagnostics.iter().any(is_wrong) {
            FatalResult::invalid_exposure(&lines)
        } else {
            FatalResult::invalid_resources(&lines)
        };
        FatalResult { rules: errors().map(|found| found.rule.clone()).collect(), ..result }
    }

    /// Gives a line for each diagnostic of a severity.
    pub(crate) fn lines(&self, diagnostics: &[Diagnostic], severity: Severity) -> Vec<String> {
        let of_severity = diagnostics.iter().filter(|found| found.severity == severity);
        of_severity.map(|found| wording::line(found, self.name(&found.path).as_deref())).collect()
    }

    fn name(&self, path: &[PathSegment]) -> Option<String> {
        match place(path)? {
            ListPlace::Exposure(below) => Some(self.exposure.place(below)),
            ListPlace::Resource(index, []) => Some(format!("resource `{}`", self.list.name(index)?)),
            ListPlace::Resource(index, below) => {
                Some(format!("{} of resource `{}`", wording::path(below), self.list.name(index)?))
            }
        }
    }
}

/// Tells which object of the list a path leads into.
pub(crate) fn place(path: &[PathSegment]) -> Option<ListPlace<'_>> {
    match path {
        [PathSegment::Key(key), below @ ..] if key == "functionConfig" => Some(ListPlace::Exposure(of_object(below))),
        [PathSegment::Key(key), PathSegment::Index(index), below @ ..] if key == "items" => {
            Some(ListPlace::Resource(usize::try_from(*index).ok()?, of_object(below)))
        }
        _ => None,
    }
}

/// Gives the path below an object; a diagnostic of the object as a whole has the place of its `kind`.
fn of_object(below: &[PathSegment]) -> &[PathSegment] {
    match below {
        [PathSegment::Key(key)] if key == "kind" => &[],
        _ => below,
    }
}
