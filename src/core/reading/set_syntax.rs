//! What Helm's `--set`, and `set` of Crossplane's provider-helm, say: values and the paths that they go to.

use portico_manifest::PathSegment;
use std::str::Chars;

/// A value and the path that it goes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Assignment {
    pub path: Vec<PathSegment>,
    pub value: Assigned,
}

/// A value, of the type that Helm gives it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Assigned {
    /// It takes the value away.
    Null,
    Switch(bool),
    Number(i64),
    Text(String),
    /// A list in braces.
    List,
}

/// Reads a text such as `a.b=1,c[0].d\.e=true`. What Helm refuses gives nothing, for then nothing is set at all.
pub(crate) fn assignments(text: &str) -> Vec<Assignment> {
    let mut found = Vec::new();
    let mut rest = text.chars();
    loop {
        let Some(path) = path(&mut rest) else { return found };
        let (value, is_last) = value(&mut rest);
        found.push(Assignment { path, value });
        if is_last {
            return found;
        }
    }
}

/// Reads a path and the equals sign behind it.
fn path(rest: &mut Chars<'_>) -> Option<Vec<PathSegment>> {
    let mut path = Vec::new();
    let mut key = String::new();
    // Behind an index stands no key unless a dot begins one.
    let mut is_key = true;
    loop {
        match rest.next()? {
            '\\' => key.extend(rest.next()),
            ',' => return None,
            mark @ ('=' | '.' | '[') => {
                if is_key {
                    path.push(PathSegment::Key(std::mem::take(&mut key)));
                }
                is_key = mark == '.';
                match mark {
                    '=' => return Some(path),
                    '[' => {
                        let index: String = rest.by_ref().take_while(|character| *character != ']').collect();
                        path.push(PathSegment::Index(index.parse().ok()?));
                    }
                    _ => {}
                }
            }
            character => key.push(character),
        }
    }
}

/// Reads a value, and says whether nothing follows it.
fn value(rest: &mut Chars<'_>) -> (Assigned, bool) {
    if rest.as_str().starts_with('{') {
        while let Some(character) = rest.next() {
            match character {
                '\\' => drop(rest.next()),
                '}' => break,
                _ => {}
            }
        }
        return (Assigned::List, rest.next() != Some(','));
    }
    let mut text = String::new();
    loop {
        match rest.next() {
            None => return (typed(text), true),
            Some(',') => return (typed(text), false),
            Some('\\') => text.extend(rest.next()),
            Some(character) => text.push(character),
        }
    }
}

fn typed(text: String) -> Assigned {
    for (word, value) in
        [("true", Assigned::Switch(true)), ("false", Assigned::Switch(false)), ("null", Assigned::Null)]
    {
        if text.eq_ignore_ascii_case(word) {
            return value;
        }
    }
    let is_number = text == "0" || !text.starts_with('0');
    match text.parse().ok().filter(|_| is_number) {
        Some(number) => Assigned::Number(number),
        None => Assigned::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::Assigned::{self, List, Null, Number, Switch};
    use super::assignments;
    use crate::reading::path::in_sentence;

    fn said(text: &str) -> Vec<(String, Assigned)> {
        let written = assignments(text).into_iter();
        written.map(|one| (in_sentence(&one.path), one.value)).collect()
    }

    #[test]
    fn a_text_is_read_as_helm_reads_it() {
        let text = |text: &str| Assigned::Text(text.to_owned());
        for (given, expected) in [
            ("externalTLS.host=a.dev", vec![("externalTLS.host", text("a.dev"))]),
            ("a=1,b=TRUE,c=null", vec![("a", Number(1)), ("b", Switch(true)), ("c", Null)]),
            (r"a.b\.c/d=x\,y", vec![("a[b.c/d]", text("x,y"))]),
            ("a[2].b=007", vec![("a[2].b", text("007"))]),
            ("a[0][1]=0", vec![("a[0][1]", Number(0))]),
            (r"a={x,y\}z},b=-1", vec![("a", List), ("b", Number(-1))]),
            ("a={x", vec![("a", List)]),
            ("a=b=c", vec![("a", text("b=c"))]),
            ("a=", vec![("a", text(""))]),
            ("a", vec![]),
            ("a,b=1", vec![]),
            ("a[x]=1", vec![]),
            ("a[-1]=1", vec![]),
            ("", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(path, value)| (path.to_owned(), value)).collect();
            assert_eq!(said(given), expected, "{given}");
        }
    }
}
