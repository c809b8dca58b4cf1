//! Work, counted where trees are made and walked, so that input that would take too long ends at the same step in every
//! engine: no clock is asked.

use std::cell::Cell;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// The error of work that used up its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exhausted;

/// Runs a function that may do so many steps of work. A step is a value that is made or looked at.
///
/// Work inside of other work counts for both, and neither may do more than is left. Where nothing is left, every walk
/// of a tree ends and every text is refused, so that the function ends soon; its answer is dropped.
///
/// ```
/// use portico_manifest::{Exhausted, Limits, parse, split, within};
///
/// let text = "a: [1, 2, 3]\n";
/// let read = || parse(text, &split(text)[0], &Limits::default()).map(|document| document.nodes().count());
/// assert_eq!(within(100, read), Ok(Ok(6)));
/// assert_eq!(within(3, read), Err(Exhausted));
/// ```
///
/// # Errors
///
/// [`Exhausted`], where no step is left.
pub fn within<Answer>(steps: u64, run: impl FnOnce() -> Answer) -> Result<Answer, Exhausted> {
    LEFT.with(|left| {
        let outer = left.get();
        let allowed = steps.min(outer);
        left.set(allowed);
        let answer = run();
        let rest = left.get();
        left.set(outer - (allowed - rest));
        if rest == 0 { Err(Exhausted) } else { Ok(answer) }
    })
}

/// Counts work that no walk of a tree counts, and gives whether any step is left.
#[must_use]
pub fn spend(steps: u64) -> bool {
    LEFT.with(|left| {
        let rest = left.get().saturating_sub(steps);
        left.set(rest);
        rest > 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_inside_of_other_work_counts_for_both() {
        let inner = |steps| within(steps, || (0..5).all(|_| spend(1)));
        assert_eq!(within(100, || inner(50).is_ok() && spend(90)), Ok(true));
        assert_eq!(within(100, || inner(50).is_ok() && spend(95)), Err(Exhausted));
        assert_eq!(within(100, || inner(3)), Ok(Err(Exhausted)));
        assert_eq!(within(3, || inner(100)), Err(Exhausted));
        assert!(spend(1));
    }
}
