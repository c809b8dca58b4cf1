//! The measurement of one command for one input, at n, 2n and 4n.

use crate::files::Files;
use crate::process::{self, Ended, Usage};
use portico_tests::growth::{Generator, Input, Task};
use std::path::Path;

/// A program, and the limits within which it is measured.
pub struct Meter<'p> {
    program: &'p Path,
    /// The seconds after which a run is ended.
    limit: u64,
    /// The fewest seconds that the run at 4n should take.
    enough: f64,
    /// The seconds of a run that has nothing to do.
    start: f64,
}

/// A command's measurement for one input.
pub struct Cell {
    /// The smallest n.
    pub count: usize,
    /// The ends of the runs at n, 2n and 4n; there is none after a run that was out of time.
    pub runs: Vec<Ended>,
    /// The exponent of time, if all three ended.
    pub exponent: Option<f64>,
}

/// The largest input to try for a slow run, in bytes.
const LARGEST: usize = 24 << 20;

/// The exponent from which on a row is looked at again, and marked.
pub const TOO_STEEP: f64 = 1.2;

impl<'p> Meter<'p> {
    /// Measures by a program.
    pub fn new(program: &'p Path, limit: u64, enough: f64) -> Self {
        let mut meter = Self { program, limit, enough, start: 0.0 };
        let nothing = Files::of(&Input { sources: vec!["a: b\n".to_owned()], ..Input::default() }, Task::PostRender);
        meter.start = (0..9).filter_map(|_| seconds(meter.run(&nothing))).fold(f64::INFINITY, f64::min);
        meter
    }

    /// Measures a command; the first n is the least that is enough, unless one is given.
    pub fn measure(&self, generator: &Generator, task: Task, first: Option<usize>) -> Cell {
        let files = |count: usize| Files::of(&(generator.input)(count), task);
        let mut counts = vec![first.unwrap_or(generator.least)];
        let mut runs = Vec::new();
        let mut inputs = Vec::new();
        while let Some(&count) = counts.last() {
            let input = files(count);
            let ended = self.run(&input);
            let is_enough = first.is_some() || seconds(ended).is_none_or(|seconds| seconds >= self.enough);
            let is_last = is_enough || input.bytes * 2 > LARGEST;
            inputs.push(input);
            runs.push(ended);
            let is_out = matches!(ended, Ended::OutOfTime);
            if is_out || (is_last && runs.len() >= 3) {
                break;
            }
            counts.push(count * 2);
        }
        let skipped = runs.len().saturating_sub(3);
        let mut cell = Cell { count: counts[skipped], exponent: None, runs: runs.split_off(skipped) };
        cell.exponent = self.exponent(&cell.runs);
        // Other programs on the machine add to a time and never shorten it.
        for _ in 0..2 {
            if cell.exponent.is_none_or(|exponent| exponent <= TOO_STEEP) {
                break;
            }
            for (run, input) in cell.runs.iter_mut().zip(&inputs[skipped..]) {
                *run = quicker(*run, self.run(input));
            }
            cell.exponent = self.exponent(&cell.runs);
        }
        cell
    }

    fn run(&self, files: &Files) -> Ended {
        process::run(self.program, files.arguments(), files.folder(), files.input(), self.limit)
    }

    /// Gives the exponent of time, from n to 4n; nothing if a run was out of time.
    fn exponent(&self, runs: &[Ended]) -> Option<f64> {
        let [one, _, four] = runs else { return None };
        // A smaller time can't be told from that of the start-up.
        let own = |run| seconds(run).map(|seconds| (seconds - self.start).max(0.001));
        Some((own(*four)? / own(*one)?).log2() / 2.0)
    }
}

/// Gives the seconds of a run that ended by itself.
pub fn seconds(ended: Ended) -> Option<f64> {
    usage(ended).map(|usage| usage.seconds)
}

/// Gives the resources that a run took that ended by itself.
pub fn usage(ended: Ended) -> Option<Usage> {
    match ended {
        Ended::Judged(usage) | Ended::Refused(usage) => Some(usage),
        Ended::OutOfTime => None,
    }
}

fn quicker(one: Ended, other: Ended) -> Ended {
    if seconds(other) < seconds(one) && seconds(other).is_some() { other } else { one }
}
