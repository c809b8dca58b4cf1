//! The promises of the core to its users, tested by one program, because each program is linked anew after every
//! change.

mod cases;
mod consumed;
mod composing;
mod controller_charts;
mod examples;
mod filled_in;
mod documents;
mod fixes;
mod fixing;
mod layers;
mod overlooked;
mod resource_list;
mod suppression;
mod wrapped;
