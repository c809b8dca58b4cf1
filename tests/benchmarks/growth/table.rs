//! The table, a row as soon as it is measured.

use crate::cell::{Cell, TOO_STEEP, usage};
use crate::process::Ended;
use portico_tests::growth::{Generator, Task};

/// The table and its steep rows.
pub struct Table {
    markdown: bool,
    rows: usize,
    steep: Vec<String>,
}

const HEADS: [&str; 7] = ["input", "command", "n", "seconds at n, 2n, 4n", "MB at n, 2n, 4n", "exponent", ""];
const WIDTHS: [usize; 7] = [46, 24, 8, 22, 16, 9, 0];

impl Table {
    /// Prints the head.
    pub fn new(markdown: bool) -> Self {
        let table = Self { markdown, rows: 0, steep: Vec::new() };
        table.print(&HEADS.map(str::to_owned));
        if markdown {
            println!("|{}", "---|".repeat(HEADS.len()));
        }
        table
    }

    /// Prints the row of a measurement.
    pub fn row(&mut self, generator: &Generator, task: Task, cell: &Cell) {
        let each =
            |text: &dyn Fn(Ended) -> String| cell.runs.iter().map(|run| text(*run)).collect::<Vec<_>>().join(" ");
        let seconds = each(&|run| match usage(run) {
            Some(usage) => format!("{:.3}", usage.seconds),
            None => "out of time".to_owned(),
        });
        let peaks = each(&|run| usage(run).map_or_else(String::new, |usage| (usage.peak >> 20).to_string()));
        let is_steep = cell.exponent.is_none_or(|exponent| exponent > TOO_STEEP);
        let is_refused = cell.runs.iter().any(|run| matches!(run, Ended::Refused(_)));
        let mut marks = Vec::new();
        marks.extend(is_steep.then_some("steep"));
        marks.extend(is_refused.then_some("refused"));
        if is_steep {
            self.steep.push(format!("{}: {task}", generator.name));
        }
        self.rows += 1;
        self.print(&[
            generator.name.to_owned(),
            task.to_string(),
            cell.count.to_string(),
            seconds,
            peaks,
            cell.exponent.map_or_else(String::new, |exponent| format!("{exponent:.2}")),
            marks.join(", "),
        ]);
    }

    /// Prints the sum of the steep rows.
    pub fn end(self) {
        println!("\n{} of {} rows are steeper than {TOO_STEEP}, or out of time", self.steep.len(), self.rows);
        for row in self.steep {
            println!("  {row}");
        }
    }

    fn print(&self, columns: &[String; 7]) {
        if self.markdown {
            println!("| {} |", columns.join(" | "));
            return;
        }
        let padded: Vec<String> = columns.iter().zip(WIDTHS).map(|(text, width)| format!("{text:width$}")).collect();
        println!("{}", padded.join(" ").trim_end());
    }
}
