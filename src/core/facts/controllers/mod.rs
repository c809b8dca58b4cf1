//! The controllers, one file each; `cargo xtask generate` writes this list.
//!
//! A file holds facts about one controller, each with its source, and decides nothing.

mod agic;
mod aks_app_routing;
mod aws_alb;
mod cilium;
mod contour;
mod emissary;
mod envoy_gateway;
mod f5_nginx;
mod gke_ingress;
mod haproxy_ingress;
mod haproxytech;
mod ingress_nginx;
mod istio;
mod kgateway;
mod kong;
mod nginx_gateway_fabric;
mod other;
mod traefik;
mod traefik_nginx;

/// Every one, in the order of the files.
#[rustfmt::skip]
pub(super) static ALL: &[&crate::facts::controller::Controller] = &[
    &agic::CONTROLLER,
    &aks_app_routing::CONTROLLER,
    &aws_alb::CONTROLLER,
    &cilium::CONTROLLER,
    &contour::CONTROLLER,
    &emissary::CONTROLLER,
    &envoy_gateway::CONTROLLER,
    &f5_nginx::CONTROLLER,
    &gke_ingress::CONTROLLER,
    &haproxy_ingress::CONTROLLER,
    &haproxytech::CONTROLLER,
    &ingress_nginx::CONTROLLER,
    &istio::CONTROLLER,
    &kgateway::CONTROLLER,
    &kong::CONTROLLER,
    &nginx_gateway_fabric::CONTROLLER,
    &other::CONTROLLER,
    &traefik::CONTROLLER,
    &traefik_nginx::CONTROLLER,
];
