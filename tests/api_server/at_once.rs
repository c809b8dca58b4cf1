//! Asking the server several things at once, as many as this machine has processors.

use std::thread;

/// Gives the answers of `ask`, in the items' order.
pub fn at_once<Item: Sync, Answer: Send>(items: &[Item], ask: impl Fn(&Item) -> Answer + Sync) -> Vec<Answer> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    // Every worker takes each nth item, so that large items that stand together are shared out.
    let share = |worker: usize| {
        let mine = items.iter().enumerate().skip(worker).step_by(workers);
        mine.map(|(place, item)| (place, ask(item))).collect::<Vec<_>>()
    };
    let mut answers: Vec<_> = thread::scope(|scope| {
        let share = &share;
        let started: Vec<_> = (0..workers).map(|worker| scope.spawn(move || share(worker))).collect();
        started.into_iter().flat_map(|worker| worker.join().expect("the server answers")).collect()
    });
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::at_once;

    #[test]
    fn answers_are_in_the_order_of_the_items() {
        let items: Vec<_> = (0..100).collect();
        assert_eq!(at_once(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(at_once(&[], |item: &usize| *item), Vec::<usize>::new());
    }
}
