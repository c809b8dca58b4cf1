//! How a task grows, and whether that is in proportion.

#![allow(clippy::cast_precision_loss, reason = "what a float leaves out of a count, no exponent shows")]

use super::counted::{Spent, spent};
use portico_tests::growth::{Generator, Task};

/// The exponent above which something grows out of proportion. `n log n` is below it.
const STEEPEST: f64 = 1.2;

/// The least growth from n to 4n, in instructions, whose exponent is judged: a fraction of a millisecond.
const FEW: u64 = 1_000_000;

/// The largest memory, in bytes, whose growth isn't judged.
const SMALL: usize = 8 << 20;

/// The resources that a task takes at n, 2n and 4n.
pub struct Growth {
    /// The task.
    pub task: Task,
    count: usize,
    spent: [Spent; 3],
}

/// Measures every task of an input.
pub fn measured(generator: &Generator, method: &str) -> Vec<Growth> {
    let count = generator.least;
    let [one, two, four] = [1, 2, 4].map(|times| spent(&(generator.input)(count * times), method));
    let rows = one.into_iter().zip(two).zip(four);
    rows.map(|(((task, one), (_, two)), (_, four))| Growth { task, count, spent: [one, two, four] }).collect()
}

impl Growth {
    /// Gives the exponent of time, from the growth between n and 2n and that between 2n and 4n: the constant part is in
    /// neither.
    pub fn exponent(&self) -> f64 {
        let [one, two, four] = self.spent.map(|spent| spent.instructions as f64);
        ((four - two) / (two - one)).log2()
    }

    /// Gives the exponent of memory.
    pub fn exponent_of_memory(&self) -> f64 {
        let [one, _, four] = self.spent.map(|spent| spent.memory as f64);
        (four / one).log2() / 2.0
    }

    /// Gives the counts in a line, for those who run the test with `--nocapture`.
    pub fn line(&self) -> String {
        let [one, two, four] = self.spent;
        let counts = [one, two, four].map(|spent| format!("{:.1}", spent.instructions as f64 / 1e6)).join(" ");
        let memory = [one, two, four].map(|spent| (spent.memory >> 20).to_string()).join(" ");
        format!(
            "n = {}: {counts} million instructions, {:.2}; {memory} MiB, {:.2}",
            self.count,
            self.exponent(),
            self.exponent_of_memory()
        )
    }

    /// Describes growth that is out of proportion.
    pub fn fault(&self) -> Option<String> {
        let [one, two, four] = self.spent;
        let of = |what: &str, exponent: f64, numbers: [u64; 3]| {
            let [first, second, third] = numbers;
            format!(
                "{what} grow by the exponent {exponent:.2}: {first}, {second}, {third} at n = {}, 2n, 4n",
                self.count
            )
        };
        if four.instructions - one.instructions > FEW && self.exponent() > STEEPEST {
            return Some(of("instructions", self.exponent(), [one, two, four].map(|spent| spent.instructions)));
        }
        if four.memory > SMALL && self.exponent_of_memory() > STEEPEST {
            let pages = [one, two, four].map(|spent| (spent.memory >> 10) as u64);
            return Some(of("kibibytes of memory", self.exponent_of_memory(), pages));
        }
        None
    }
}
