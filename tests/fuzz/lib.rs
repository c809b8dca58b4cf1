//! Laws that hold for any input at all: one check a file in `checks`, each a plain function of a text.
//!
//! `cargo xtask fuzz` looks for a text for which a check fails. The texts of `corpus`, which failed once or reach a
//! place in the code that no other does, are replayed by a plain test. Texts are changed as their authors would change
//! them: [`mutate()`].

mod checks;
mod fixtures;
mod mutate;
mod obeyed;
mod question;
mod random_text;

pub use checks::{CHECKS, Check, Input};
pub use fixtures::fixtures;
pub use mutate::{fill, mutate};

#[cfg(feature = "libfuzzer")]
pub use libfuzzer_sys;

/// Gives the check of this name.
///
/// # Panics
///
/// When there is none.
#[must_use]
pub fn check(name: &str) -> &'static Check {
    CHECKS.iter().find(|check| check.name == name).unwrap_or_else(|| panic!("there is no check {name}"))
}

/// Makes the program that fuzzes the check of its own name.
#[cfg(feature = "libfuzzer")]
#[macro_export]
macro_rules! fuzz {
    () => {
        $crate::libfuzzer_sys::fuzz_target!(|input: &[u8]| {
            ($crate::check(env!("CARGO_BIN_NAME")).run)(&String::from_utf8_lossy(input));
        });

        $crate::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            // Random changes of bytes pass comparisons in the code, which changes of texts don't.
            if seed % 3 == 0 {
                return $crate::libfuzzer_sys::fuzzer_mutate(data, size, most);
            }
            let changed = $crate::mutate(
                $crate::check(env!("CARGO_BIN_NAME")),
                &String::from_utf8_lossy(&data[..size]),
                u64::from(seed),
            );
            $crate::fill(data, &changed, most)
        });
    };
}
