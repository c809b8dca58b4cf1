//! Load on composition functions: Portico's, and one in Go that writes the same and judges nothing. ghz drives both.

mod ghz;
mod request;
mod served;

pub use ghz::{Driven, Load, drive};
pub use request::{Workload, workloads};
pub use served::{Contender, Served};
