//! The catalogue as tables: a line for each entry, and its remarks below it.

use crate::paragraph;
use portico_host::catalogue::{Cloud, Controller, Support};

/// The blanks between two columns.
const GAP: usize = 2;

/// The indentation of a remark.
const INDENT: usize = 4;

pub fn clouds(clouds: &[Cloud], width: usize) -> String {
    let rows = clouds.iter().map(|cloud| Row {
        cells: [&cloud.id, &cloud.name, yes_or_no(cloud.private)],
        remarks: vec![cloud.load_balancer.clone()],
    });
    table(["CLOUD", "NAME", "PRIVATE"], &rows.collect::<Vec<_>>(), width)
}

pub fn controllers(controllers: &[Controller], width: usize) -> String {
    let rows = controllers.iter().map(|controller| Row {
        cells: [
            &controller.id,
            &controller.name,
            yes_or_no(controller.ingress.works),
            yes_or_no(controller.gateway_api.works),
        ],
        remarks: remarks(controller),
    });
    table(["CONTROLLER", "NAME", "INGRESS", "GATEWAY API"], &rows.collect::<Vec<_>>(), width)
}

struct Row<'entry, const COLUMNS: usize> {
    cells: [&'entry str; COLUMNS],
    remarks: Vec<String>,
}

fn remarks(controller: &Controller) -> Vec<String> {
    let refused = |method: &str, support: &Support| Some(format!("{method}: {}", support.refused.as_deref()?));
    let refused = [refused("Ingress", &controller.ingress), refused("Gateway API", &controller.gateway_api)];
    let retired = controller.retired.as_ref().map(|retired| format!("Retired: {retired}"));
    refused.into_iter().chain([retired]).flatten().collect()
}

fn table<const COLUMNS: usize>(titles: [&str; COLUMNS], rows: &[Row<'_, COLUMNS>], width: usize) -> String {
    let widths: [usize; COLUMNS] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row.cells[column]).chain([titles[column]]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    });
    let line = |cells: &[&str; COLUMNS]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}{:GAP$}", ""));
        format!("{}\n", cells.collect::<String>().trim_end())
    };
    let mut text = line(&titles);
    for row in rows {
        text.push_str(&line(&row.cells));
        for remark in &row.remarks {
            text.push_str(&paragraph::indented(remark, INDENT, width));
        }
    }
    text
}

pub fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
