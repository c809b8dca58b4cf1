[package]
name = "spaces"
edition = "v0.11.0"
version = "0.1.0"

[dependencies]
portico = { path = "../../src/kcl" }
