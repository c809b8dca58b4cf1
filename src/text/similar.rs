//! The word of a list that a misspelt one is nearest to, and a list as part of a sentence.

/// The most bytes of a word that is compared with others: comparing costs time and memory.
const LONGEST: usize = 128;

/// Gives the candidate nearest to `word`, if one is near enough to be meant. Letter case counts for nothing.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(word, &mut candidates.into_iter())
}

fn nearest_of<'a>(word: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = word.to_ascii_lowercase();
    let length = folded.chars().count();
    let most = |candidate: &str| 1 + candidate.chars().count() / 5;
    candidates
        // The distance is at least the difference of the lengths, and takes long to find for a long word.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_ascii_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= most(candidate))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Joins words as `a, b or c`, for sentences that name every choice.
#[must_use]
pub fn choices<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    choices_of(&words.into_iter().collect::<Vec<_>>())
}

fn choices_of(words: &[&str]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_letter_or_a_wrong_case_is_near() {
        let known = ["externalTLS", "ingress", "gatewayAPI"];
        assert_eq!(nearest("externalTls", known), Some("externalTLS"));
        assert_eq!(nearest("ingres", known), Some("ingress"));
        assert_eq!(nearest("router", known), None);
    }

    #[test]
    fn choices_read_as_a_sentence_does() {
        assert_eq!(choices(["a"]), "a");
        assert_eq!(choices(["a", "b", "c"]), "a, b or c");
    }
}
