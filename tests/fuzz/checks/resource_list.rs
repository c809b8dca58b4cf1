//! A `ResourceList`, as `portico krm` and the Crossplane function give it: the laws of applying an Exposure.

use super::transform::check_laws;
use crate::question::Question;
use portico_core::transform::{Envelope, Options};

pub fn check(input: &str) {
    let question = Question::read(input);
    let strict = question.word("strict").is_some();
    let exposure = question.exposure();
    let options = Options { envelope: Envelope::ResourceList, strict, ..Options::default() };
    check_laws(&question.stream, exposure.as_ref(), &options);
}
