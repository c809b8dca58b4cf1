//! Whatever a component does, its call ends: with an error of its own, and the next call is answered.

use portico_host::transformer::{Envelope, TransformOptions, Transformed};
use portico_host::types::Source;
use portico_host::{HostError, Interrupt, InterruptibleEngine, MEMORY_LIMIT, Portico};
use portico_stubborn::{CODE, Word};
use std::thread;
use std::time::{Duration, Instant};

fn stubborn() -> InterruptibleEngine {
    // SAFETY: the compiler of the same library made it.
    unsafe { InterruptibleEngine::of_code(CODE) }.expect("it can be loaded")
}

/// Gives the component a text whose kind is the word.
fn ask(portico: &mut Portico, word: &str) -> Result<Transformed, HostError> {
    let source = Source { name: "-".to_owned(), text: format!("kind: {word}\n") };
    let options = TransformOptions::of(Envelope::Stream);
    portico.transform(&source, None, &options).map(|answer| answer.expect("it refuses nothing"))
}

#[test]
fn each_bad_end_has_its_own_message_and_the_next_call_is_answered() {
    let engine = stubborn();
    let soon = || Interrupt::at(Instant::now() + Duration::from_millis(50));
    let cancelled = || {
        let interrupt = Interrupt::default();
        let handle = interrupt.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            handle.cancel();
        });
        interrupt
    };
    let mebibytes = format!("more than {} MiB of memory", MEMORY_LIMIT >> 20);
    let ends: [(Word, Interrupt, &str); 4] = [
        (Word::Loop, soon(), "more time to work on than a call is given"),
        (Word::Loop, cancelled(), "cancelled before there was an answer"),
        (Word::Grab, Interrupt::default(), &mebibytes),
        (Word::Trap, Interrupt::default(), "unreachable"),
    ];
    for (word, interrupt, message) in ends {
        let mut portico = engine.start(&interrupt).expect("it starts");
        let error = ask(&mut portico, word.text()).expect_err("it ends badly");
        assert!(error.to_string().contains(message), "{word:?}: {error}");
        let mut next = engine.start(&Interrupt::default()).expect("it starts");
        assert!(ask(&mut next, "ConfigMap").expect("it answers").edits.is_empty());
    }
}

#[test]
fn an_instance_that_failed_starts_afresh() {
    let mut portico = stubborn().start(&Interrupt::default()).expect("it starts");
    for word in [Word::Grab, Word::Trap] {
        ask(&mut portico, word.text()).expect_err("it ends badly");
        ask(&mut portico, "ConfigMap").expect("it answers");
    }
}

#[test]
fn stopping_one_call_stops_no_other() {
    let engine = stubborn();
    let [first, second] = [Interrupt::default(), Interrupt::default()];
    thread::scope(|scope| {
        let run = |interrupt: &Interrupt| {
            let mut portico = engine.start(interrupt).expect("it starts");
            scope.spawn(move || ask(&mut portico, Word::Loop.text()))
        };
        let (one, other) = (run(&first), run(&second));
        first.cancel();
        assert_eq!(one.join().expect("it ends").err(), Some(HostError::Cancelled));
        assert!(!other.is_finished());
        second.cancel();
        assert_eq!(other.join().expect("it ends").err(), Some(HostError::Cancelled));
    });
}

#[test]
fn the_embedded_component_answers_and_is_stopped() {
    let engine = InterruptibleEngine::new().expect("it can be loaded");
    let mut portico = engine.start(&Interrupt::default()).expect("it starts");
    assert_eq!(portico.version().expect("it answers"), env!("CARGO_PKG_VERSION"));
    let over = Interrupt::at(Instant::now());
    let mut portico = engine.start(&over).expect("it starts");
    let text = "---\nkind: ConfigMap\n".repeat(100_000);
    let source = Source { name: "-".to_owned(), text };
    let options = TransformOptions::of(Envelope::Stream);
    assert_eq!(portico.transform(&source, None, &options).err(), Some(HostError::TimedOut));
}

#[test]
fn an_instance_that_rested_is_stopped_by_the_new_handle_alone() {
    let engine = stubborn();
    let earlier = Interrupt::default();
    let mut portico = engine.start(&earlier).expect("it starts");
    ask(&mut portico, "ConfigMap").expect("it answers");
    let idle = portico.rest().expect("it is small");
    assert_eq!(engine.instances(), 0, "the clock sleeps while nobody asks");
    earlier.cancel();
    let mut portico = engine.resume(idle, &Interrupt::default());
    ask(&mut portico, "ConfigMap").expect("the earlier handle is gone");
    let idle = portico.rest().expect("it is small");
    let mut portico = engine.resume(idle, &Interrupt::at(Instant::now() + Duration::from_millis(50)));
    let error = ask(&mut portico, Word::Loop.text()).expect_err("it ends badly");
    assert!(error.to_string().contains("more time"), "{error}");
    assert!(portico.rest().is_none(), "what failed is not kept");
}

#[test]
fn an_instance_that_has_grown_is_not_kept() {
    let engine = InterruptibleEngine::new().expect("it can be loaded");
    let mut portico = engine.start(&Interrupt::default()).expect("it starts");
    let text = "# a comment\n".repeat(3 << 20);
    let source = Source { name: "-".to_owned(), text };
    let _ = portico.transform(&source, None, &TransformOptions::of(Envelope::Stream)).expect("it answers");
    assert!(portico.rest().is_none());
}
