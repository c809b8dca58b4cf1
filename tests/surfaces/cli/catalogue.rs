//! `portico catalogue`.

use super::{assert_ended, json};
use portico_tests::{portico, program, skip};
use serde_json::Value;
use std::process::Command;

fn list(kind: &str) -> Vec<Value> {
    let ended = portico(["catalogue", kind, "--format", "json"]).ended();
    assert_ended(&ended, 0);
    json(&ended).as_array().expect("it is a list").clone()
}

fn word<'value>(value: &'value Value, key: &str) -> &'value str {
    value[key].as_str().unwrap_or_else(|| panic!("{value} has no {key}"))
}

/// Takes the line breaks out of a wrapped text.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_tables_have_every_entry_and_what_stands_in_its_way() {
    let controllers = portico(["catalogue", "controllers"]).ended();
    assert_ended(&controllers, 0);
    let lines: Vec<&str> = controllers.output.lines().collect();
    let yes_or_no = |works: &Value| if works["works"] == true { "yes" } else { "no" };
    for entry in list("controllers") {
        let (id, name) = (word(&entry, "id"), word(&entry, "name"));
        let expected = format!("{id} {name} {} {}", yes_or_no(&entry["ingress"]), yes_or_no(&entry["gatewayAPI"]));
        assert!(lines.iter().any(|line| flowing(line) == expected), "{expected}: {}", controllers.output);
        for reason in [&entry["ingress"]["refused"], &entry["gatewayAPI"]["refused"], &entry["retired"]] {
            let reason = reason.as_str().unwrap_or_default();
            assert!(flowing(&controllers.output).contains(reason), "{id}: {reason}");
        }
    }

    let clouds = portico(["catalogue", "clouds"]).ended();
    assert_ended(&clouds, 0);
    for entry in list("clouds") {
        let private = if entry["private"] == true { "yes" } else { "no" };
        let expected = format!("{} {} {private}", word(&entry, "id"), word(&entry, "name"));
        assert!(clouds.output.lines().any(|line| flowing(line) == expected), "{expected}: {}", clouds.output);
    }

    let both = portico(["catalogue"]).ended();
    assert_ended(&both, 0);
    assert_eq!(both.output, format!("{}\n{}", clouds.output, controllers.output));
    let data = json(&portico(["catalogue", "--format", "json"]).ended());
    assert_eq!(data["clouds"], Value::from(list("clouds")));
    assert_eq!(data["controllers"], Value::from(list("controllers")));
}

#[test]
fn a_page_has_every_fact_and_its_origin() {
    for kind in ["clouds", "controllers"] {
        for entry in list(kind) {
            let id = word(&entry, "id");
            assert_eq!(json(&portico(["catalogue", kind, id, "--format", "json"]).ended()), entry);
            let page = portico(["catalogue", kind, id]).ended();
            assert_ended(&page, 0);
            let page = flowing(&page.output);
            for fact in entry["facts"].as_array().expect("the facts are a list") {
                for key in ["about", "text"] {
                    assert!(page.contains(&flowing(word(fact, key))), "{id} has no {fact}: {page}");
                }
                let [source, read, certainty, versions] =
                    ["source", "read", "certainty", "versions"].map(|key| word(fact, key));
                let origin = format!("{source}, read {read}; certainty {certainty}; for {versions}");
                assert!(page.contains(&flowing(&origin)), "{id} has no {origin}: {page}");
            }
        }
    }
}

#[test]
fn what_is_not_there_is_suggested() {
    for (arguments, said) in [
        (["catalogue", "controllers", "traefic"], "did you mean traefik?"),
        (["catalogue", "clouds", "amazon"], "aws-auto-mode"),
    ] {
        let ended = portico(arguments).ended();
        assert_ended(&ended, 2);
        assert_eq!(ended.output, "");
        assert!(ended.talk.contains(said), "{}", ended.talk);
    }
}

#[test]
fn lines_fit() {
    let widest = |text: &str| {
        let breakable = text.lines().filter(|line| line.trim().contains(' ') && !line.contains("://"));
        breakable.map(|line| line.chars().count()).max().unwrap_or_default()
    };
    let ended = portico(["catalogue", "controllers", "istio"]).ended();
    assert!((60..=100).contains(&widest(&ended.output)), "{}", ended.output);

    let command = format!("stty rows 40 cols 50; {} catalogue controllers istio", program().display());
    match Command::new("script").args(["-qec", &command, "/dev/null"]).output() {
        Err(error) => skip(format!("script(1) can't be started: {error}")),
        Ok(run) => {
            let text = String::from_utf8_lossy(&run.stdout);
            assert!((30..=50).contains(&widest(&text)), "{text}");
            assert_eq!(flowing(&text), flowing(&ended.output));
        }
    }
}
