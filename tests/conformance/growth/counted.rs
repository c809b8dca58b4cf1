//! The component, its instructions counted.

use super::configuration::counting;
use bindings::exports::portico::exposure::renderer::RenderOptions;
use bindings::exports::portico::exposure::transformer::{Envelope, TransformOptions};
use bindings::exports::portico::exposure::types::{HumanFormat, ReportFormat, Source};
use bindings::exports::portico::exposure::validator::{FixOptions, ValidateOptions};
use bindings::{Portico, PorticoPre};
use portico_tests::growth::{Form, Input, Kind, Task};
use std::sync::OnceLock;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, ResourceLimiter, Result, Store};

#[allow(
    missing_docs,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    reason = "generated from the WIT, which documents it"
)]
mod bindings {
    wasmtime::component::bindgen!({ path: "../wit", world: "portico" });
}

/// The instructions and memory of a task.
#[derive(Debug, Clone, Copy)]
pub struct Spent {
    /// WebAssembly's instructions that were executed.
    pub instructions: u64,
    /// The component's memory at the end, which never shrinks, in bytes.
    pub memory: usize,
}

/// Notes how much memory an instance has.
#[derive(Default)]
struct Watch {
    memory: usize,
}

impl ResourceLimiter for Watch {
    fn memory_growing(&mut self, _current: usize, desired: usize, _maximum: Option<usize>) -> Result<bool> {
        self.memory = desired;
        Ok(true)
    }

    fn table_growing(&mut self, _current: usize, _desired: usize, _maximum: Option<usize>) -> Result<bool> {
        Ok(true)
    }
}

/// Runs every task of an input in the component, and gives the resources that each took.
///
/// Of the methods only the given one is run: a run without any would judge the same, and less. For a diff the fixes are
/// made, unless they are a task already; writing it is left to the program.
pub fn spent(input: &Input, method: &str) -> Vec<(Task, Spent)> {
    let tasks = Task::of(input);
    let makes_fixes = tasks.contains(&Task::Fix);
    let has_own = input.exposure.is_some();
    let is_left = |task: &Task| match task {
        Task::Validate(_) | Task::PostRender => false,
        Task::PostRenderBy(by) => has_own || *by == method,
        Task::Diff => !makes_fixes,
        Task::Fix | Task::Krm | Task::Render | Task::RenderInto => true,
    };
    let mut all = judged(input);
    all.extend(tasks.into_iter().filter(is_left).map(|task| {
        let mut asked = Asked::start();
        asked.task(task, input).expect("the component answers");
        (task, asked.spent())
    }));
    all
}

/// Judges an input, once for each format of the report.
fn judged(input: &Input) -> Vec<(Task, Spent)> {
    let each = Form::ALL.map(|form| {
        let mut asked = Asked::start();
        asked.task(Task::Validate(form), input).expect("the component answers");
        (Task::Validate(form), asked.spent())
    });
    each.to_vec()
}

fn load() -> Result<PorticoPre<Watch>> {
    let engine = Engine::new(&counting())?;
    // SAFETY: these are the bytes that the build script had from the compiler of the same library.
    let component =
        unsafe { Component::deserialize(&engine, include_bytes!(concat!(env!("OUT_DIR"), "/counted.cwasm"))) }?;
    PorticoPre::new(Linker::new(&engine).instantiate_pre(&component)?)
}

/// An instance that is asked something, as the program would ask it.
struct Asked {
    store: Store<Watch>,
    exports: Portico,
    /// The fuel at the start, which instructions use up.
    fuel: u64,
}

impl Asked {
    fn start() -> Self {
        static COMPONENT: OnceLock<PorticoPre<Watch>> = OnceLock::new();
        let component = COMPONENT.get_or_init(|| load().expect("the component can be loaded"));
        let mut store = Store::new(component.engine(), Watch::default());
        store.limiter(|watch| watch);
        store.set_fuel(u64::MAX).expect("the engine counts");
        let exports = component.instantiate(&mut store).expect("an instance can be started");
        let fuel = store.get_fuel().expect("the engine counts");
        Self { store, exports, fuel }
    }

    /// Gives the instructions so far, and the memory.
    fn spent(&self) -> Spent {
        let left = self.store.get_fuel().expect("the engine counts");
        Spent { instructions: self.fuel - left, memory: self.store.data().memory }
    }

    fn task(&mut self, task: Task, input: &Input) -> Result<()> {
        let store = &mut self.store;
        match task {
            Task::Validate(form) => {
                let validator = self.exports.portico_exposure_validator();
                validator.call_validate(store, &[sources(input)], &options(input, form))?;
            }
            Task::Fix | Task::Diff => {
                let fixes = FixOptions { unsafe_fixes: false, partial_fixes: false, preview: task == Task::Diff };
                let validator = self.exports.portico_exposure_validator();
                validator.call_fix(store, &[sources(input)], &options(input, Form::Human), fixes)?;
            }
            Task::PostRender | Task::PostRenderBy(_) => {
                let exposure = task.exposure(input).map(|text| source("exposure", &text));
                let options = TransformOptions {
                    envelope: Envelope::Stream,
                    strict: false,
                    report_formats: vec![format(Form::Human)],
                    spaces_releases: Vec::new(),
                };
                let transformer = self.exports.portico_exposure_transformer();
                let _ = transformer.call_transform(store, &only(&input.sources), exposure.as_ref(), &options)?;
            }
            Task::Krm => {
                let transformer = self.exports.portico_exposure_transformer();
                let _ =
                    transformer.call_transform_resource_list(store, &only(&input.sources), &[format(Form::Human)])?;
            }
            Task::Render => {
                let renderer = self.exports.portico_exposure_renderer();
                let _ = renderer.call_render(store, &only(&input.sources), &render_options())?;
            }
            Task::RenderInto => {
                let renderer = self.exports.portico_exposure_renderer();
                let exposure = source("exposure", &task.exposure(input).unwrap_or_default());
                let _ = renderer.call_merge(store, &only(&input.values), &exposure, &render_options())?;
            }
        }
        Ok(())
    }
}

fn render_options() -> RenderOptions {
    RenderOptions { overrides: Vec::new(), command: Vec::new(), report_formats: vec![format(Form::Human)] }
}

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), text: text.to_owned() }
}

fn only(texts: &[String]) -> Source {
    source("-", texts.first().map_or("", String::as_str))
}

fn named(kind: &str, texts: &[String]) -> Vec<Source> {
    texts.iter().enumerate().map(|(number, text)| source(&format!("{kind}{number}.yaml"), text)).collect()
}

/// Gives the sources: values are given by their option alone.
fn sources(input: &Input) -> Vec<Source> {
    match &input.sources[..] {
        _ if input.kind == Kind::Values => Vec::new(),
        [_] => vec![only(&input.sources)],
        several => named("source", several),
    }
}

fn options(input: &Input, form: Form) -> ValidateOptions {
    ValidateOptions {
        configuration: None,
        overrides: Vec::new(),
        exposure: input.exposure.as_ref().map(|text| source("exposure", text)),
        values: named("values", &input.values),
        previous: named("previous", &input.previous),
        report_formats: vec![format(form)],
    }
}

fn format(form: Form) -> ReportFormat {
    match form {
        Form::Human => ReportFormat::Human(HumanFormat { color: false, summary: true }),
        Form::Json => ReportFormat::Json,
        Form::Junit => ReportFormat::Junit,
        Form::Github => ReportFormat::Github,
        Form::Sarif => ReportFormat::Sarif,
    }
}
