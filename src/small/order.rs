//! A sort. The standard library's sorts are several kilobytes of code for each type that is sorted; here all but the
//! exchanging is there once.

use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: equal items keep their order.
///
/// ```
/// let mut words = ["bb", "a", "aa", "b"];
/// portico_small::sort_by(&mut words, &|left, right| left.len().cmp(&right.len()));
/// assert_eq!(words, ["a", "b", "bb", "aa"]);
/// ```
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let mut order = sorted(items.len(), &|left, right| compare(&items[left], &items[right]) == Ordering::Greater);
    // Each cycle of the order is walked once: an item in its place gets that place as its source.
    for start in 0..order.len() {
        let mut place = start;
        while order[place] != start {
            let source = order[place];
            items.swap(place, source);
            order[place] = place;
            place = source;
        }
        order[place] = place;
    }
}

/// Gives the places of the items in sorted order, merged from runs of one, of two, of four.
fn sorted(count: usize, is_after: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some(&first), Some(&second)) = (left.first(), right.first()) {
                let takes_second = is_after(first, second);
                let side = if takes_second { &mut right } else { &mut left };
                *side = &side[1..];
                merged.push(if takes_second { second } else { first });
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        width *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library(items in prop::collection::vec((0_u8..8, any::<u8>()), 0..70)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, &|left, right| left.0.cmp(&right.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }
    }
}
