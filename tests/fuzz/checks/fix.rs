//! Fixing: twice is once, nothing gets worse, and a text that could be read still can be.

use super::reports::check_report;
use crate::question::Question;
use portico_core::Source;
use portico_core::fix::{FixOptions, Fixed, fix};
use portico_core::validate::{Options, validate};
use portico_manifest::LineIndex;

pub fn check(input: &str) {
    let question = Question::read(input);
    let (mut sources, mut options) = question.told();
    let is_asked = |word| question.word(word).is_some();
    let fixes = FixOptions { unsafe_fixes: is_asked("unsafe"), partial_fixes: is_asked("partial"), preview: false };
    let before = validate(&[&sources[..]], &options);
    let Fixed { sources: changed, applied, report, .. } = fix(&[&sources[..]], &options, fixes);
    assert_eq!(applied.is_empty(), changed.is_empty(), "{applied:#?}");
    for fix in &applied {
        let text = text(&sources, &options, &fix.source);
        let last = LineIndex::new(text).position(text, text.len()).line;
        assert!(fix.line >= 1 && fix.line as usize <= last, "{fix:?} of {last} lines");
    }
    let (was, is) = (before.diagnostics.len(), report.diagnostics.len());
    assert!(is + applied.len() <= was, "{} fixes of {was} findings left {is}", applied.len());
    assert!(report.summary.unreadable <= before.summary.unreadable, "something can no longer be read");

    for source in sources.iter_mut().chain(&mut options.values) {
        if let Some(fixed) = changed.iter().find(|fixed| fixed.name == source.name) {
            assert_ne!(fixed.text, source.text, "{} is as it was", source.name);
            source.text.clone_from(&fixed.text);
        }
    }
    assert_eq!(validate(&[&sources[..]], &options), report, "it is not what is found afterwards");
    if !changed.is_empty() {
        let twice = fix(&[&sources[..]], &options, fixes);
        assert!(twice.sources.is_empty(), "twice is not once: {:#?}", twice.applied);
        let others = options.values.into_iter().chain(options.previous).chain(options.exposure);
        check_report(&sources.into_iter().chain(others).collect::<Vec<_>>(), &report);
    }
}

fn text<'s>(sources: &'s [Source], options: &'s Options, name: &str) -> &'s str {
    sources.iter().chain(&options.values).find(|source| source.name == name).map_or("", |source| &source.text)
}
