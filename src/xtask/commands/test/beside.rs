//! The modules of WebAssembly, built beside each other and beside the lints: linking a module optimises it as a whole,
//! on one processor. Later builds that need a module find it done.

use std::thread;
use std::time::Duration;

use portico_xtask::waiting::said;
use portico_xtask::{component_module, helm_module};

use super::npm::{self, Absent};
use super::{ended, timed};
use crate::commands::browser;

/// The outcome of all builds.
pub struct Modules {
    /// Whether the npm package can be built.
    pub package: Result<(), Absent>,
    /// The builds that were made.
    pub steps: Vec<ModuleBuild>,
}

/// The build of a module.
pub struct ModuleBuild {
    /// The name of the module.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Result<(), String>,
    /// How long it took.
    pub duration: Duration,
}

/// Builds all modules, the page's with its JavaScript where the npm package's dependencies can be had.
pub fn build() -> Modules {
    const PAGE: &str = "the page's WebAssembly";
    const COMPONENT: &str = "the component's WebAssembly";
    const HELM: &str = "Helm's WebAssembly";
    let step = |name, build: fn() -> Result<(), String>| {
        let (outcome, duration) = timed(|| said(name, build));
        ModuleBuild { name, outcome, duration }
    };
    thread::scope(|scope| {
        let component = scope.spawn(|| step(COMPONENT, || component_module::build().map(drop)));
        // The programs that make a module smaller are dependencies of the npm package.
        let package = npm::install();
        let page = package.is_ok().then(|| scope.spawn(|| step(PAGE, browser::make)));
        let helm = scope.spawn(|| step(HELM, || helm_module::build().map(drop)));
        let steps = [Some(component), page, Some(helm)].into_iter().flatten().map(ended).collect();
        Modules { package, steps }
    })
}
