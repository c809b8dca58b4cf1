//! Fuzzes the check of this name.
#![no_main]

portico_fuzz::fuzz!();
