//! A `ResourceList`, as `portico krm` and the Crossplane function give it: the laws of applying an Exposure, and those of
//! the results that a KRM function writes.

use super::reports::{applied, check_report};
use super::transform::check_laws;
use crate::question::Question;
use portico_core::Source;
use portico_core::transform::{Envelope, Options, transform_resource_list};

pub fn check(input: &str) {
    let question = Question::read(input);
    let strict = question.word("strict").is_some();
    let exposure = question.exposure();
    let options = Options { envelope: Envelope::ResourceList, strict, ..Options::default() };
    check_laws(&question.stream, exposure.as_ref(), &options);

    let once = given_back(&question.stream);
    let twice = given_back(&Source { text: once.clone(), ..question.stream });
    assert_eq!(twice, once, "twice is not once");
}

fn given_back(list: &Source) -> String {
    let transformed = transform_resource_list(list, &[]);
    check_report(std::slice::from_ref(list), &transformed.report);
    applied(&list.text, &transformed.edits)
}
