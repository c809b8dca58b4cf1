//! "Did you mean".

/// How alike two names must be.
const ALIKE: f64 = 0.8;

/// The name that was probably meant.
#[must_use]
pub fn nearest<'names>(given: &str, names: impl IntoIterator<Item = &'names str>) -> Option<&'names str> {
    let similarity = |name: &str| strsim::jaro_winkler(name, given);
    let nearest = names.into_iter().max_by(|one, other| similarity(one).total_cmp(&similarity(other)));
    nearest.filter(|name| similarity(name) > ALIKE)
}
