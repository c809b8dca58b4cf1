//! Labels and annotations. A map of the standard library's would be three times the code on a page.

use portico_manifest::sort_by;

/// Labels or annotations: each key once, in the order of the keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Makes an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a pair, in place of one with this key.
    pub fn insert(&mut self, key: String, value: String) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// Gives the pairs in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

impl FromIterator<(String, String)> for Pairs {
    /// Collects pairs; of several with one key the last stays.
    fn from_iter<All: IntoIterator<Item = (String, String)>>(pairs: All) -> Self {
        let mut pairs: Vec<(String, String)> = pairs.into_iter().collect();
        pairs.reverse();
        sort_by(&mut pairs, &|(left, _), (right, _)| left.cmp(right));
        pairs.dedup_by(|(later, _), (kept, _)| later == kept);
        Self(pairs)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Pairs {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pairs".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, String>::json_schema(generator)
    }
}

#[cfg(feature = "schema")]
impl serde::Serialize for Pairs {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn pairs_are_sorted_and_each_key_is_there_once() {
        let given =
            [("b", "1"), ("a", "2"), ("b", "3"), ("c", "4")].map(|(key, value)| (key.to_owned(), value.to_owned()));
        let mut pairs = Pairs::new();
        for (key, value) in given.clone() {
            pairs.insert(key, value);
        }
        assert_eq!(pairs.iter().collect::<Vec<_>>(), [("a", "2"), ("b", "3"), ("c", "4")]);
        assert_eq!(given.into_iter().collect::<Pairs>(), pairs);
    }
}
