//! Mending: twice is once, nothing gets worse, and a text that could be read still can be.

use super::reports::check_report;
use crate::question::Question;
use portico_core::Source;
use portico_core::fix::{FixOptions, Mended, mend};
use portico_core::validate::{Options, validate};
use portico_manifest::LineIndex;

pub fn check(input: &str) {
    let question = Question::read(input);
    let (mut sources, mut options) = question.told();
    let is_asked = |word| question.word(word).is_some();
    let fixes = FixOptions { unsafe_fixes: is_asked("unsafe"), partial_fixes: is_asked("partial") };
    let before = validate(&sources, &options);
    let Mended { sources: changed, applied, report, .. } = mend(&sources, &options, fixes);
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
        if let Some(mended) = changed.iter().find(|mended| mended.name == source.name) {
            assert_ne!(mended.text, source.text, "{} is as it was", source.name);
            source.text.clone_from(&mended.text);
        }
    }
    assert_eq!(validate(&sources, &options), report, "it is not what is found afterwards");
    if !changed.is_empty() {
        let twice = mend(&sources, &options, fixes);
        assert!(twice.sources.is_empty(), "twice is not once: {:#?}", twice.applied);
        let others = options.values.into_iter().chain(options.previous).chain(options.exposure);
        check_report(&sources.into_iter().chain(others).collect::<Vec<_>>(), &report);
    }
}

fn text<'s>(sources: &'s [Source], options: &'s Options, name: &str) -> &'s str {
    sources.iter().chain(&options.values).find(|source| source.name == name).map_or("", |source| &source.text)
}
