//! Prints the rules as JSON for `cargo xtask generate`; built natively only, never part of a product.
#![allow(clippy::print_stdout, reason = "printing is all that it does")]

fn main() {
    println!("{}", serde_json::to_string(&portico_core::catalogue::rules()).unwrap_or_default());
}
