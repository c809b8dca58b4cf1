//! A `ResourceList` as a KRM function gives it back: with the Exposure applied to its items, and with what was found as
//! its `results`.

use super::results;
use super::{Envelope, Options, Task, Transformed};
use crate::finding::{Diagnostic, Edit, Source, apply};
use crate::reading::LIMITS;
use crate::reading::input::Input;
use crate::reading::recognize::is_resource_list;
use crate::report::Format;
use crate::rules::edit_not_possible;
use crate::validate::Fixes;
use crate::validate::answer::answer;
use portico_edit::{compose, merge};
use portico_manifest::{Document, PathSegment};
use serde_json::json;

/// Applies the Exposure of a `ResourceList` to its items, and puts what is found into its `results`.
///
/// An error leaves the items as they are and is among the results: the list is never lost. Results of other functions
/// stay, and those of a former run give way. A text that isn't one `ResourceList` stays as it is.
#[must_use]
pub fn transform_resource_list(list: &Source, report_formats: &[Format]) -> Transformed {
    let done = answer(&[list], report_formats, || {
        let options = Options { envelope: Envelope::ResourceList, ..Options::default() };
        let task = Task { fixes: Fixes::WorkedOut, ..Task::of(list, &options) };
        let (edits, mut found) = match task.carry_out() {
            Ok(done) => done,
            Err(found) => (Vec::new(), found),
        };
        let edits = match with_results(list, &edits, &found) {
            Ok(with_results) => with_results.unwrap_or(edits),
            Err(in_the_way) => {
                found.push(in_the_way);
                edits
            }
        };
        Ok((edits, found))
    });
    match done {
        Ok((edits, report)) => Transformed { edits, report },
        Err(report) => Transformed { edits: Vec::new(), report },
    }
}

/// Gives the edits that also write the results; none where there is nothing to write, or no list to write it in.
fn with_results(list: &Source, edits: &[Edit], found: &[Diagnostic]) -> Result<Option<Vec<Edit>>, Diagnostic> {
    let Ok(text) = apply(&list.text, edits) else { return Ok(None) };
    let edited = Source { name: list.name.clone(), text };
    let input = Input::read(&edited, &|_| true);
    let Some(document) = input.documents.first().filter(|_| input.documents.len() == 1) else { return Ok(None) };
    let Some(root) = document.root().filter(|root| is_resource_list(*root)) else { return Ok(None) };
    let Some(wanted) = results::wanted(root, found) else { return Ok(None) };
    let writing = merge(document, &[], &json!({"results": wanted}), &LIMITS)
        .map_err(|error| in_the_way(&input, document, &error))?;
    let before: Vec<portico_edit::Edit> = edits.iter().map(Into::into).collect();
    let both = compose(list.text.len(), &before, &writing);
    Ok(both.map(|edits| Input::read(list, &|_| false).edits(&edits)))
}

fn in_the_way(input: &Input<'_>, document: &Document<'_>, error: &portico_edit::EditError) -> Diagnostic {
    let place = Diagnostic {
        document: Some(input.identity(document.raw())),
        path: vec![(&PathSegment::Key("results".to_owned())).into()],
        ..edit_not_possible::results(error)
    };
    Diagnostic { source: input.name.to_owned(), ..place }
}
