//! Time and memory grow in proportion to the input. Counted in instructions of the component, which are the same on every
//! machine, so that nothing here depends on how busy this one is. `cargo xtask bench growth` measures whole processes.

#[path = "configuration.rs"]
mod configuration;
mod counted;
mod growth;
mod not_yet_linear;

use growth::Growth;
use not_yet_linear::NOT_YET_LINEAR;
use portico_tests::growth::{Generator, THEMES, Task};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn time_and_memory_grow_in_proportion_to_the_input() {
    let rows: Vec<(&Generator, Task)> = THEMES
        .iter()
        .flat_map(|(_, generators)| *generators)
        .flat_map(|generator| tasks(generator).into_iter().map(move |task| (generator, task)))
        .collect();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    let work = || {
        while let Some((generator, task)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Some(fault) = judge(generator, *task) {
                wrong.lock().expect("nobody panics with it").push(fault);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut wrong = wrong.into_inner().expect("nobody panics with it");
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// What is asked of an input here. A diff is the program's, and its fixes are looked at without it.
fn tasks(generator: &Generator) -> Vec<Task> {
    Task::of(&(generator.input)(3)).into_iter().filter(|task| *task != Task::Diff).collect()
}

/// What is wrong with how a task grows, if anything is; or that nothing is any more.
fn judge(generator: &Generator, task: Task) -> Option<String> {
    let row = format!("{}: {task}", generator.name);
    let is_listed = NOT_YET_LINEAR
        .iter()
        .any(|(name, commands)| *name == generator.name && commands.contains(&task.to_string().as_str()));
    let growth = Growth::of(generator, task);
    println!("{row}: {}", growth.line());
    match (growth.fault(), is_listed) {
        (None, false) | (Some(_), true) => None,
        (Some(fault), false) => Some(format!("{row}: {fault}")),
        (None, true) => Some(format!("{row}: it has become linear, and is still on the list")),
    }
}
