//! The controllers, one file each; `cargo xtask generate` writes this list.

mod agic;
mod aws_alb;
mod gke_ingress;
mod traefik_nginx;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(crate) static ALL: &[&crate::controller::Controller] = &[
    &agic::CONTROLLER,
    &aws_alb::CONTROLLER,
    &gke_ingress::CONTROLLER,
    &traefik_nginx::CONTROLLER,
];
