//! Several changes of one document: each by itself gives the same as a single change, and one after the other the same
//! as with the document read again for each.

use portico_edit::{Action, Edit, EditError, EditStep, append, apply, each_alone, in_steps, merge_exactly, remove};
use portico_manifest::{Document, Limits, PathSegment, parse, split};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A list of small objects, in blocks and in braces, with comments and an anchor.
fn stream() -> impl Strategy<Value = String> {
    let item = prop::sample::select(vec![
        "- name: a\n  ports: [{port: 1}, {port: 2}] # both\n",
        "# above\n- name: b\n  labels: {}\n  ports:\n    - port: 1\n      # its name\n      name: x\n",
        "- {name: c, ports: [{port: 1, name: y}]}\n",
        "- &shared {name: d, ports: []}\n",
        "- *shared\n",
        "- name: e\n  # of the pods\n  labels:\n    app: x\n    tier: y\n",
        "- name: \"f\"\n",
    ]);
    let items = prop::collection::vec(item, 1..7);
    items.prop_map(|items| "- &shared {name: z}\n".chars().chain(items.concat().chars()).collect())
}

fn steps() -> impl Strategy<Value = Vec<EditStep>> {
    let path = |index: usize, keys: &[&str]| -> Vec<PathSegment> {
        let keys = keys.iter().map(|&key| PathSegment::Key(key.to_owned()));
        std::iter::once(PathSegment::Index(index)).chain(keys).collect()
    };
    let merge = |desired: Value, exact| Action::Merge { desired, exact };
    let step = (0_usize..6, 0_usize..9).prop_map(move |(index, kind)| match kind {
        0 => EditStep { path: path(index, &[]), action: merge(json!({"labels": {"app": "new"}}), &[]) },
        1 => EditStep { path: path(index, &["labels"]), action: merge(json!({"tier": "z"}), &[&[]]) },
        2 => EditStep { path: path(index, &[]), action: merge(json!({"ports": [{"port": 9}]}), &[]) },
        3 => {
            let mut path = path(index, &["ports"]);
            path.push(PathSegment::Index(0));
            EditStep { path, action: merge(json!({"port": 7}), &[&[]]) }
        }
        4 => EditStep { path: path(index, &["ports"]), action: Action::Append { item: json!({"port": 5}) } },
        5 => EditStep { path: path(index, &["name"]), action: merge(json!("other"), &[]) },
        6 => EditStep { path: Vec::new(), action: Action::Append { item: json!({"name": "last"}) } },
        7 => EditStep { path: path(index, &["labels"]), action: Action::Remove },
        _ => EditStep { path: path(index, &[]), action: Action::Remove },
    });
    prop::collection::vec(step, 0..8)
}

fn edits(document: &Document<'_>, step: &EditStep) -> Result<Vec<Edit>, EditError> {
    let limits = Limits::default();
    match &step.action {
        Action::Merge { desired, exact } => merge_exactly(document, &step.path, desired, exact, &limits),
        Action::Append { item } => append(document, &step.path, item, &limits),
        Action::Remove => remove(document, &step.path, &limits),
    }
}

#[test]
fn a_step_that_an_alias_stood_in_the_way_of_was_refused_before_the_alias_was_gone() {
    let (text, limits) = ("a: &a v\nb: *a\n", Limits::default());
    let document = parse(text, &split(text)[0], &limits).unwrap();
    let step = |key: &str, to: Value| EditStep {
        path: vec![PathSegment::Key(key.to_owned())],
        action: Action::Merge { desired: to, exact: &[] },
    };
    let edits = in_steps(&document, &[step("b", json!(1)), step("a", json!(2))], &limits).unwrap();
    assert_eq!(apply(text, &edits).unwrap(), "a: &a 2\nb: 1\n");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_alone_gives_what_a_single_change_gives(text in stream(), steps in steps()) {
        let limits = Limits::default();
        let Ok(document) = parse(&text, &split(&text)[0], &limits) else { return Ok(()) };
        for (step, result) in steps.iter().zip(each_alone(&document, &steps, &limits)) {
            let result = result.map(|edits| apply(&text, &edits).unwrap()).map_err(|error| error.kind);
            let single = edits(&document, step).map(|edits| apply(&text, &edits).unwrap());
            prop_assert_eq!(result, single.map_err(|error| error.kind), "{:?}\n{}", step, text);
        }
    }

    #[test]
    fn in_steps_gives_what_one_after_the_other_gives(text in stream(), steps in steps()) {
        let limits = Limits::default();
        let Ok(document) = parse(&text, &split(&text)[0], &limits) else { return Ok(()) };
        let together = in_steps(&document, &steps, &limits).map(|edits| apply(&text, &edits).unwrap());
        let mut alone = Ok(text.clone());
        for (index, step) in steps.iter().enumerate() {
            let Ok(now) = &alone else { break };
            let document = parse(now, &split(now)[0], &limits).unwrap();
            alone = edits(&document, step).map(|edits| apply(now, &edits).unwrap()).map_err(|error| (index, error));
        }
        match (together, alone) {
            (Ok(together), Ok(alone)) => prop_assert_eq!(together, alone, "{:?}\n{}", steps, text),
            (Err((together, error)), Err((alone, other))) => {
                prop_assert_eq!((together, error.kind), (alone, other.kind), "{:?}\n{}", steps, text);
            }
            (together, alone) => prop_assert!(false, "{together:?}\n{alone:?}\n{steps:?}\n{text}"),
        }
    }
}
