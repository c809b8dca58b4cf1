//! One call, from its request to the changes of the desired resources.

use crate::early_end::EarlyEnd;
use crate::exposure::GivenExposure;
use crate::fatal_result::FatalResult;
use crate::moved;
use crate::protocol::v1::RunFunctionRequest;
use crate::resource_list::{Changed, ResourceList};
use crate::wording;
use portico_host::transformer::{Envelope, TransformOptions};
use portico_host::types::{Diagnostic, PathSegment, Severity, Source};
use portico_host::{Interrupt, InterruptibleEngine};
use std::collections::BTreeMap;

/// The effect of an Exposure on the desired resources.
#[derive(Debug)]
pub(crate) struct Effect {
    pub changed: Vec<Changed>,
    /// A line for each warning.
    pub warnings: Vec<String>,
    /// The number of diagnostics of severity info.
    pub infos: u32,
}

/// Applies the Exposure of a request to its desired resources.
pub(crate) fn apply(
    engine: &InterruptibleEngine,
    request: &RunFunctionRequest,
    interrupt: &Interrupt,
) -> Result<Effect, EarlyEnd> {
    let exposure = GivenExposure::of(request)?;
    let none = BTreeMap::new();
    let resources = request.desired.as_ref().map_or(&none, |desired| &desired.resources);
    let list = ResourceList::new(exposure.document(), resources);
    let source = Source { name: "the desired resources".to_owned(), text: list.text().to_owned() };
    let options = TransformOptions { strict: true, ..TransformOptions::of(Envelope::ResourceList) };
    let places = Places { exposure: &exposure, list: &list };
    match engine.start(interrupt)?.transform(&source, None, &options)? {
        Err(refused) => Err(places.fatal_result(&refused.diagnostics).into()),
        Ok(transformed) => {
            let changed = list.changed(&transformed.edits)?;
            let mut warnings = places.lines(&transformed.report.diagnostics, Severity::Warning);
            warnings.extend(moved::warnings(request, &changed));
            Ok(Effect { changed, warnings, infos: transformed.report.summary.infos })
        }
    }
}

/// The names of places in the list, for people.
struct Places<'call> {
    exposure: &'call GivenExposure,
    list: &'call ResourceList,
}

/// A place in the list, named from the object that it is in.
enum ListPlace<'path> {
    Exposure(&'path [PathSegment]),
    Resource(usize, &'path [PathSegment]),
}

impl Places<'_> {
    fn fatal_result(&self, diagnostics: &[Diagnostic]) -> FatalResult {
        let lines = self.lines(diagnostics, Severity::Error);
        let is_wrong = |found: &Diagnostic| {
            let is_in_exposure = matches!(place(&found.path), Some(ListPlace::Exposure([_, ..])));
            found.severity == Severity::Error && is_in_exposure
        };
        if diagnostics.iter().any(is_wrong) {
            FatalResult::invalid_exposure(&lines)
        } else {
            FatalResult::invalid_resources(&lines)
        }
    }

    fn lines(&self, diagnostics: &[Diagnostic], severity: Severity) -> Vec<String> {
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

fn place(path: &[PathSegment]) -> Option<ListPlace<'_>> {
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
