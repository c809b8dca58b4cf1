//! What each method means, once: for values, for the steps and for objects that are there already.

pub(crate) mod ingress;
pub(crate) mod load_balancer;
