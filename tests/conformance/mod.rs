//! Tests that hold for every engine and every case, and comparisons with outside authorities.

mod accepted;
mod adding_one_file;
mod api_server;
mod combinations;
mod corpus;
mod gateway_api_examples;
mod growth;
mod kubernetes_yaml;
mod laws;
mod page;
mod post_rendered;
mod readme;
mod reports;
mod same_bytes;
mod steps;
mod structural_schema;
mod verdicts;
