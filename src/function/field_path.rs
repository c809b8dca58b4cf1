//! Paths of fields as Crossplane writes them: `spec.parameters.exposure`, `data["a.b"]`, `items[0]`.

use serde_json::Value;

/// A path to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldPath {
    text: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl FieldPath {
    /// Reads a path; none where it is malformed or empty.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('[') {
                let (step, after) = bracketed(inner)?;
                steps.push(step);
                rest = after;
            } else {
                let plain = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
                let end = plain.find(['.', '[']).unwrap_or(plain.len());
                let (key, after) = plain.split_at(end);
                steps.push(Step::Key((!key.is_empty()).then(|| key.to_owned())?));
                rest = after;
            }
        }
        (!steps.is_empty()).then(|| Self { text: text.to_owned(), steps })
    }

    /// Gives the path as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Gives the value at the path.
    pub(crate) fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        self.steps.iter().try_fold(value, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Index(index) => value.get(index),
        })
    }
}

/// Reads a step behind its opening bracket, and gives what follows the closing one.
fn bracketed(text: &str) -> Option<(Step, &str)> {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            let (key, after) = quoted.split_once(quote)?;
            return Some((Step::Key(key.to_owned()), after.strip_prefix(']')?));
        }
    }
    let (inner, after) = text.split_once(']')?;
    let step = match inner.parse() {
        Ok(index) => Step::Index(index),
        Err(_) if inner.is_empty() => return None,
        Err(_) => Step::Key(inner.to_owned()),
    };
    Some((step, after))
}

#[cfg(test)]
mod tests {
    use super::FieldPath;
    use serde_json::json;

    #[test]
    fn a_path_leads_to_its_value() {
        let value = json!({"spec": {"a.b": {"c": [1, {"d": 2}]}}, "x": 3});
        for (path, expected) in [
            ("x", Some(json!(3))),
            ("spec[\"a.b\"].c[1].d", Some(json!(2))),
            ("spec['a.b'].c[0]", Some(json!(1))),
            ("spec[a.b].c[7]", None),
            ("spec.a.b", None),
        ] {
            let parsed = FieldPath::parse(path).expect("it is well formed");
            assert_eq!(parsed.find(&value), expected.as_ref(), "{path}");
            assert_eq!(parsed.text(), path);
        }
    }

    #[test]
    fn a_malformed_path_is_none() {
        for path in ["", ".", ".a", "a.", "a..b", "a[", "a[]", "a[\"b]", "a[\"b\"x]", "a]b["] {
            assert_eq!(FieldPath::parse(path), None, "{path}");
        }
    }
}
