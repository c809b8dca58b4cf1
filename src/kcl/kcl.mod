[package]
name = "portico"
edition = "v0.11.0"
version = "0.1.0"
license = "Apache-2.0"
description = "The Exposure of Portico: its schemas, and streams and lists that hold one"
