//! Groups of subjects by the document that they stand in.

use super::subject::Subject;
use crate::finding::groups::Groups;

/// Groups subjects by their document.
pub(crate) fn document_groups(subjects: &[&Subject<'_, '_>]) -> Groups {
    // The addresses tell documents apart, and nothing follows from their order.
    let address = |place: usize| std::ptr::from_ref(subjects[place].document).addr();
    Groups::new(subjects.len(), &|left, right| address(left).cmp(&address(right)))
}
