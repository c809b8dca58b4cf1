//! `portico catalogue`: the facts about clouds and controllers, and their sources.

mod data;
mod page;
mod table;

use crate::failure::Failure;
use crate::verdict::Verdict;
use crate::{Format, output, paragraph};
use clap::{Args, ValueEnum};
use portico_host::Portico;
use portico_host::catalogue::{Cloud, Controller};
use portico_text::nearest;
use serde_json::json;

/// Shows what is known about clouds and controllers; about one of them, every fact and its source
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  portico catalogue controllers
  portico catalogue clouds aws --format json")]
pub struct Arguments {
    /// The part to list; without it, both
    #[arg(value_enum)]
    kind: Option<Kind>,
    /// One of them, by its identifier in an Exposure
    #[arg(requires = "kind")]
    id: Option<String>,
    /// The form of the text
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The clouds whose load balancers are known
    Clouds,
    /// The controllers that serve Ingresses and Gateways
    Controllers,
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> Result<Verdict, Failure> {
    let Arguments { kind, id, format } = arguments;
    let mut portico = Portico::new()?;
    let (clouds, controllers) = (portico.clouds()?, portico.controllers()?);
    let width = paragraph::width();
    let text = match (kind, id, format) {
        (Some(Kind::Clouds), Some(id), _) => {
            let cloud = found(&clouds, &id, "cloud", "clouds")?;
            match format {
                Format::Human => page::cloud(cloud, width),
                Format::Json => format!("{:#}", data::cloud(cloud)),
            }
        }
        (Some(Kind::Controllers), Some(id), _) => {
            let controller = found(&controllers, &id, "controller", "controllers")?;
            match format {
                Format::Human => page::controller(controller, width),
                Format::Json => format!("{:#}", data::controller(controller)),
            }
        }
        (Some(Kind::Clouds), None, Format::Human) => table::clouds(&clouds, width),
        (Some(Kind::Controllers), None, Format::Human) => table::controllers(&controllers, width),
        (None, _, Format::Human) => {
            format!("{}\n{}", table::clouds(&clouds, width), table::controllers(&controllers, width))
        }
        (Some(Kind::Clouds), None, Format::Json) => format!("{:#}", data::clouds(&clouds)),
        (Some(Kind::Controllers), None, Format::Json) => format!("{:#}", data::controllers(&controllers)),
        (None, _, Format::Json) => {
            format!("{:#}", json!({"clouds": data::clouds(&clouds), "controllers": data::controllers(&controllers)}))
        }
    };
    output::write_text(&text)?;
    Ok(Verdict::Right)
}

/// An entry of the catalogue, which has an identifier.
trait Entry {
    fn id(&self) -> &str;
}

impl Entry for Cloud {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Controller {
    fn id(&self) -> &str {
        &self.id
    }
}

fn found<'entries, E: Entry>(entries: &'entries [E], id: &str, what: &str, list: &str) -> Result<&'entries E, Failure> {
    if let Some(entry) = entries.iter().find(|entry| entry.id() == id) {
        return Ok(entry);
    }
    let ids: Vec<&str> = entries.iter().map(Entry::id).collect();
    let meant = nearest(id, ids.iter().copied());
    let meant = meant.map(|nearest| format!("did you mean {nearest}? ")).unwrap_or_default();
    let help = format!("{meant}`portico catalogue {list}` lists them: {}", ids.join(", "));
    Err(Failure::new(format!("the catalogue has no {what} {id}"), help))
}
