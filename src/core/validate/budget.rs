//! How much work an input may make: in proportion to its size, and counted, so that every engine stops at the same step.

use crate::finding::{Diagnostic, Source};
use crate::rules::input_beyond_limits;
use portico_manifest::{Exhausted, within};

/// The steps that any input may take, however small.
const AT_LEAST: u64 = 1_000_000;

/// The steps for each byte. Charts take less than one; of what was made to take long, most takes less than ten, and what
/// is wrong in every line up to thirty.
const FOR_EACH_BYTE: u64 = 200;

/// How often more for mending, which judges what every round of fixes makes.
const FOR_MENDING: u64 = 20;

/// What may be done with some texts.
pub(crate) struct Budget {
    steps: u64,
    source: String,
}

impl Budget {
    /// What judging, rendering or changing these texts may take.
    pub(crate) fn of<'s>(texts: impl IntoIterator<Item = &'s Source>) -> Self {
        let mut texts = texts.into_iter().peekable();
        let source = texts.peek().map(|source| source.name.clone()).unwrap_or_default();
        let bytes: u64 = texts.map(|source| source.text.len() as u64).sum();
        Self { steps: AT_LEAST + FOR_EACH_BYTE * bytes, source }
    }

    /// What mending them may take.
    pub(crate) fn for_mending(self) -> Self {
        Self { steps: FOR_MENDING * self.steps, ..self }
    }

    /// Answers within it.
    ///
    /// # Errors
    ///
    /// What is said where it isn't enough.
    pub(crate) fn spend_on<Answer>(self, answer: impl FnOnce() -> Answer) -> Result<Answer, Diagnostic> {
        let Self { steps, source } = self;
        within(steps, answer).map_err(|Exhausted| Diagnostic { source, ..input_beyond_limits::too_much_work(steps) })
    }
}
