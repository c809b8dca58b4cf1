//! What the core promises to those that use it: one program, because each is linked anew after every change.

mod cases;
mod consumed;
mod controller_charts;
mod examples;
mod filled_in;
mod documents;
mod fixes;
mod layers;
mod mend;
mod suppression;
