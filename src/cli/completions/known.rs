//! The values that the component knows, as the possible values of arguments.

use crate::failure::Failure;
use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};
use portico_host::Portico;
use serde_json::Value;

/// Limits the program's arguments to the values that the component knows. For completion alone: an unknown value is
/// better refused by the component, which says why.
pub fn with_known_values(program: Command, portico: &mut Portico) -> Result<Command, Failure> {
    let clouds: Vec<Known> = portico.clouds()?.into_iter().map(|it| (it.id, it.name)).collect();
    let controllers: Vec<Known> = portico.controllers()?.into_iter().map(|it| (it.id, it.name)).collect();
    let only_here = |entry: &&Known| !clouds.iter().any(|(id, _)| *id == entry.0);
    let entries: Vec<Known> = clouds.iter().chain(controllers.iter().filter(only_here)).cloned().collect();
    let rules: Vec<Known> = portico.rules()?.into_iter().map(|rule| (rule.name, rule.summary)).collect();
    let kinds: Vec<Known> = portico.document_kinds()?.into_iter().map(|kind| (kind, String::new())).collect();
    let schema: Value = serde_json::from_str(&portico.exposure_schema()?).unwrap_or_default();

    let known = [
        ("render", "cloud", clouds.clone()),
        ("render", "controller", controllers.clone()),
        ("render", "method", words(&schema, "method")),
        ("render", "access", words(&schema, "access")),
        ("render", "extras", words(&schema, "extras")),
        ("validate", "cloud", clouds),
        ("validate", "controller", controllers),
        ("validate", "read_as", kinds),
        ("explain", "rule", rules),
        ("catalogue", "id", entries),
    ];
    Ok(known.into_iter().fold(program, |program, (subcommand, argument, values)| {
        let values: Vec<PossibleValue> = values.into_iter().map(possible).collect();
        program.mut_subcommand(subcommand, |subcommand| {
            subcommand.mut_arg(argument, |argument| argument.value_parser(PossibleValuesParser::new(values)))
        })
    }))
}

/// A value and its description.
type Known = (String, String);

fn possible((name, help): Known) -> PossibleValue {
    let value = PossibleValue::new(name);
    if help.is_empty() { value } else { value.help(help) }
}

/// Gives the words that a field of the Exposure takes, as its schema has them.
fn words(schema: &Value, field: &str) -> Vec<Known> {
    let property = &schema["$defs"]["Spec"]["properties"][field];
    let reference = property["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    let definition = reference.and_then(|pointer| schema.pointer(pointer)).unwrap_or(property);
    let choices = definition["oneOf"].as_array().into_iter().flatten();
    let words = choices.filter_map(|choice| {
        let help = choice["description"].as_str().unwrap_or_default();
        Some((choice["const"].as_str()?.to_owned(), help.to_owned()))
    });
    words.collect()
}
