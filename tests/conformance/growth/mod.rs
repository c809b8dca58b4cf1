//! Time and memory grow in proportion to the input. Time is counted in instructions of the component, which are the
//! same on every machine, however busy it is. `cargo xtask bench growth` measures whole processes.

#![allow(clippy::print_stdout, reason = "the counts are for whoever looks")]

mod configuration;
mod counted;
mod exponent;
mod not_yet_linear;

use not_yet_linear::NOT_YET_LINEAR;
use portico_tests::growth::{Generator, THEMES, Theme};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn time_and_memory_grow_in_proportion_to_the_input() {
    let rows: Vec<(&Theme, &Generator)> =
        THEMES.iter().flat_map(|theme| theme.generators.iter().map(move |generator| (theme, generator))).collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    let work = || {
        while let Some((theme, generator)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let faults = judge(theme, generator);
            wrong.lock().expect("nobody panics with it").extend(faults);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut wrong: Vec<String> = wrong.into_inner().expect("nobody panics with it");
    wrong.sort();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Gives the faults of an input's tasks; for an input on the list none, or else that it is linear now.
fn judge(theme: &Theme, generator: &Generator) -> Vec<String> {
    let mut faults = Vec::new();
    for growth in exponent::measured(generator, theme.method) {
        let row = format!("{}, {}", generator.name, growth.task);
        println!("{row}: {}", growth.line());
        faults.extend(growth.fault().map(|fault| format!("{row}: {fault}")));
    }
    match (faults.is_empty(), NOT_YET_LINEAR.contains(&generator.name)) {
        (false, true) => Vec::new(),
        (true, true) => vec![format!("{}: it is linear now, and still on the list", generator.name)],
        (_, false) => faults,
    }
}
