//! The names of the WIT as TypeScript writes them.

/// Gives the name of a field or a function: `step-list` is `stepList`.
pub fn camel(kebab: &str) -> String {
    let mut words = kebab.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &capitalised(word))
}

/// Gives the name of a type: `path-segment` is `PathSegment`.
pub fn pascal(kebab: &str) -> String {
    kebab.split('-').map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}
