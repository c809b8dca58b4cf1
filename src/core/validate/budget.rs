//! The work that an input may make: counted, and in proportion to its size, so that all engines stop at the same step.

use crate::finding::{Diagnostic, Source};
use crate::rules::input_beyond_limits;
use portico_manifest::{Exhausted, within};

/// The steps that any input may take, however small.
const AT_LEAST: u64 = 1_000_000;

/// The steps for each byte. Charts take less than one; of inputs made to take long, most take less than ten, and those
/// with a fault in every line up to thirty.
const FOR_EACH_BYTE: u64 = 200;

/// The factor for fixing, which judges the result of every round of fixes.
const FOR_FIXING: u64 = 20;

/// The steps that work on some texts may take.
pub(crate) struct Budget {
    steps: u64,
    source: String,
}

impl Budget {
    /// Gives the budget of judging, rendering or changing these texts.
    pub(crate) fn of<'s>(texts: impl IntoIterator<Item = &'s Source>) -> Self {
        let mut texts = texts.into_iter().peekable();
        let source = texts.peek().map(|source| source.name.clone()).unwrap_or_default();
        let bytes: u64 = texts.map(|source| source.text.len() as u64).sum();
        Self { steps: AT_LEAST + FOR_EACH_BYTE * bytes, source }
    }

    /// Multiplies the steps, for fixing the same texts.
    pub(crate) fn for_fixing(self) -> Self {
        Self { steps: FOR_FIXING * self.steps, ..self }
    }

    /// Computes an answer within the budget.
    ///
    /// # Errors
    ///
    /// A diagnostic at the first text, where the steps run out.
    pub(crate) fn spend_on<Answer>(self, answer: impl FnOnce() -> Answer) -> Result<Answer, Diagnostic> {
        let Self { steps, source } = self;
        within(steps, answer).map_err(|Exhausted| Diagnostic { source, ..input_beyond_limits::too_much_work(steps) })
    }
}
