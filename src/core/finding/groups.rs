//! Groups of equal things, found for all of them at once: comparing each with each takes time that grows with the
//! square of their number.

use super::{Diagnostic, Source};
use portico_manifest::sort_by;
use std::cmp::Ordering;

/// The groups of several things.
pub(crate) struct Groups {
    /// The group of each thing.
    pub of: Vec<usize>,
    /// The place of the first thing of each group. Groups are in the order of these.
    pub firsts: Vec<usize>,
}

impl Groups {
    /// Gathers things by group; they come in the order in which they were grouped.
    pub(crate) fn gather<Thing>(&self, things: impl IntoIterator<Item = Thing>) -> Vec<Vec<Thing>> {
        let mut gathered: Vec<Vec<Thing>> = self.firsts.iter().map(|_| Vec::new()).collect();
        for (&group, thing) in self.of.iter().zip(things) {
            gathered[group].push(thing);
        }
        gathered
    }

    /// Groups `count` things, which `compare` compares by their places.
    pub(crate) fn new(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Self {
        let is_alike = |left: usize, right: usize| compare(left, right) == Ordering::Equal;
        // Most equal things stand side by side, and need no sorting.
        let mut order: Vec<usize> = (0..count).filter(|&place| place == 0 || !is_alike(place - 1, place)).collect();
        sort_by(&mut order, &|&left, &right| compare(left, right));
        let mut first_alike: Vec<Option<usize>> = vec![None; count];
        for run in order.chunk_by(|&left, &right| is_alike(left, right)) {
            for &place in run {
                first_alike[place] = run.first().copied();
            }
        }
        let mut groups = Self { of: Vec::with_capacity(count), firsts: Vec::new() };
        for (place, first) in first_alike.into_iter().enumerate() {
            let earlier = first.map_or(place.checked_sub(1), |first| (first < place).then_some(first));
            let group = earlier.and_then(|earlier| groups.of.get(earlier).copied()).unwrap_or(groups.firsts.len());
            if group == groups.firsts.len() {
                groups.firsts.push(place);
            }
            groups.of.push(group);
        }
        groups
    }
}

/// Groups the names of sources, followed by the source names of diagnostics.
pub(crate) fn of_names<'s>(sources: impl Iterator<Item = &'s Source>, found: &'s [Diagnostic]) -> Groups {
    let names: Vec<&str> =
        sources.map(|source| source.name.as_str()).chain(found.iter().map(|found| found.source.as_str())).collect();
    Groups::new(names.len(), &|left, right| names[left].cmp(names[right]))
}

/// Gives for each diagnostic the place of the source that it names: of several with one name, the first.
pub(crate) fn named_sources<'s>(
    sources: impl Iterator<Item = &'s Source> + Clone,
    found: &'s [Diagnostic],
) -> Vec<Option<usize>> {
    let count = sources.clone().count();
    let names = of_names(sources, found);
    let first = |group: &usize| Some(names.firsts[*group]).filter(|&first| first < count);
    names.of[count..].iter().map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::Groups;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn groups_are_those_of_comparing_each_with_each(things in prop::collection::vec(0_u8..6, 0..30)) {
            let groups = Groups::new(things.len(), &|left, right| things[left].cmp(&things[right]));
            let mut firsts: Vec<usize> = Vec::new();
            for (place, thing) in things.iter().enumerate() {
                let known = firsts.iter().position(|&first| things[first] == *thing);
                if known.is_none() {
                    firsts.push(place);
                }
                prop_assert_eq!(groups.of[place], known.unwrap_or(firsts.len() - 1));
            }
            prop_assert_eq!(groups.firsts, firsts);
        }
    }
}
