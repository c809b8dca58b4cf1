//! The page of one entry of the catalogue, with all facts about it and their sources.

use super::table::yes_or_no;
use crate::paragraph;
use portico_host::catalogue::{Cloud, Controller, Fact, Support};

/// The indentation of a fact.
const INDENT: usize = 2;

pub fn cloud(cloud: &Cloud, width: usize) -> String {
    let sentences =
        [format!("Load balancer: {}", cloud.load_balancer), format!("Private: {}", yes_or_no(cloud.private))];
    page(&cloud.id, &cloud.name, &sentences, &cloud.facts, width)
}

pub fn controller(controller: &Controller, width: usize) -> String {
    let mut sentences = vec![method("Ingress", &controller.ingress), method("Gateway API", &controller.gateway_api)];
    sentences.extend(controller.cloud.as_ref().map(|cloud| format!("Cloud: {cloud} alone")));
    sentences.extend(controller.retired.as_ref().map(|retired| format!("Retired: {retired}")));
    page(&controller.id, &controller.name, &sentences, &controller.facts, width)
}

fn method(name: &str, support: &Support) -> String {
    let answer = yes_or_no(support.works);
    match (&support.refused, &support.releases[..]) {
        (Some(refused), _) => format!("{name}: {answer}; {refused}"),
        (None, []) => format!("{name}: {answer}"),
        (None, releases) => format!("{name}: {answer}; {}", releases.join(", ")),
    }
}

fn page(id: &str, name: &str, sentences: &[String], facts: &[Fact], width: usize) -> String {
    let mut text = format!("{id}: {name}\n\n");
    for sentence in sentences {
        text.push_str(&paragraph::indented(sentence, 0, width));
    }
    let mut about = None;
    let mut origins: Vec<Origin<'_>> = Vec::new();
    for fact in facts {
        if about != Some(&fact.about) {
            text.push_str(&format!("\n{}\n", fact.about));
            about = Some(&fact.about);
        }
        let origin = Origin::of(fact);
        let number = origins.iter().position(|known| *known == origin).unwrap_or_else(|| {
            origins.push(origin);
            origins.len() - 1
        });
        text.push_str(&paragraph::indented(&format!("{} [{}]", fact.text, number + 1), INDENT, width));
    }
    for (index, Origin { versions, source, read, certainty }) in origins.iter().enumerate() {
        let line = format!("[{}] {source}, read {read}; certainty {certainty}; for {versions}", index + 1);
        text.push_str(&format!("\n{}", paragraph::indented(&line, 0, width)));
    }
    text
}

/// The origin of facts, which several may share.
#[derive(PartialEq)]
struct Origin<'facts> {
    versions: &'facts str,
    source: &'facts str,
    read: &'facts str,
    certainty: &'facts str,
}

impl<'facts> Origin<'facts> {
    fn of(fact: &'facts Fact) -> Self {
        let Fact { versions, source, read, certainty, .. } = fact;
        Self { versions, source, read, certainty }
    }
}
