//! An instance of the component: the functions of the WIT.

use crate::bindings::{self, PorticoPre};
use crate::catalogue::{Cloud, Controller};
use crate::limiter::{Limiter, MEMORY_LIMIT};
use crate::observer::Observed;
use crate::renderer::{FieldOverride, Merged, RenderOptions, Rendered};
use crate::transformer::{ComposeOptions, Composed, TransformOptions, Transformed};
use crate::types::{Report, ReportFormat, Source};
use crate::validator::{FixOptions, Fixed, Paths, Rule, ValidateOptions};
use crate::{Engine, HostError};
#[cfg(feature = "interruption")]
use crate::{Interrupt, ticker::Ticking};
use std::fmt;
use wasmtime::Store;
#[cfg(feature = "interruption")]
use wasmtime::UpdateDeadline;

/// The most bytes of an answer on this side, where values are at most twice as large as in the component. The memory of
/// an instance ends before that, so that too large an answer is told as such, and not as a failure of the component.
const MOST_TAKEN: usize = 2 * MEMORY_LIMIT;

/// One instance of the component.
///
/// It can be asked any number of things, one after the other, and keeps its memory until it is dropped. After a
/// [`HostError`] it starts afresh.
pub struct Portico {
    component: PorticoPre<Limiter>,
    instance: Option<Instance>,
    #[cfg(feature = "interruption")]
    interruption: Option<Interruption>,
}

/// The handle that stops an instance, and the clock at whose ticks it is checked.
#[cfg(feature = "interruption")]
pub(crate) struct Interruption {
    pub interrupt: Interrupt,
    pub _ticking: Ticking,
}

/// An instance that nobody asks, kept for the next who does: it has worked out already what every call needs.
#[cfg(feature = "interruption")]
pub struct IdlePortico {
    component: PorticoPre<Limiter>,
    instance: Instance,
}

/// The most memory, in bytes, of an instance that is kept: it never gives any back.
#[cfg(feature = "interruption")]
const MOST_KEPT: usize = 16 << 20;

struct Instance {
    store: Store<Limiter>,
    exports: bindings::Portico,
}

/// The functions of the WIT, by interface: each asks the instance, and drops it where it fails.
macro_rules! functions {
    ($(
        $(#[doc = $documentation:literal])+
        $interface:ident . $call:ident: fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty;
    )+) => {
        impl Portico {$(
            $(#[doc = $documentation])+
            ///
            /// # Errors
            ///
            /// When the component gives no answer: see [`HostError`].
            pub fn $name(&mut self, $($argument: $type),*) -> Result<$result, HostError> {
                let mut instance = self.running()?;
                let result = instance.exports.$interface().$call(&mut instance.store, $($argument),*);
                self.keep(instance, result)
            }
        )+}
    };
}

functions! {
    /// Renders every output of an Exposure, or gives what is wrong with it.
    portico_exposure_renderer.call_render: fn render(exposure: &Source, options: &RenderOptions) -> Result<Rendered, Report>;

    /// Merges the values of an Exposure into a file of values, or gives what stands against it.
    portico_exposure_renderer.call_merge: fn merge(values: &Source, exposure: &Source, options: &RenderOptions) -> Result<Merged, Report>;

    /// Reads a `portico.yaml` and the fields beside it, and gives its patterns of files, or what is wrong with them.
    portico_exposure_validator.call_configured_paths: fn configured_paths(configuration: Option<&Source>, overrides: &[FieldOverride], report_formats: &[ReportFormat]) -> Result<Paths, Report>;

    /// Judges groups of sources; those of one group are judged together.
    portico_exposure_validator.call_validate: fn validate(groups: &[Vec<Source>], options: &ValidateOptions) -> Report;

    /// Applies the fixes of what is found in groups of sources: those that are safe, or others too.
    portico_exposure_validator.call_fix: fn fix(groups: &[Vec<Source>], options: &ValidateOptions, fixes: FixOptions) -> Fixed;

    /// The rule of a name.
    portico_exposure_validator.call_explain: fn explain(name: &str) -> Option<Rule>;

    /// Every rule, sorted by name.
    portico_exposure_validator.call_rules: fn rules() -> Vec<Rule>;

    /// The kinds of document that the field `readAs` takes.
    portico_exposure_validator.call_document_kinds: fn document_kinds() -> Vec<String>;

    /// Applies an Exposure to objects, or gives what stands against it.
    portico_exposure_transformer.call_transform: fn transform(objects: &Source, exposure: Option<&Source>, options: &TransformOptions) -> Result<Transformed, Report>;

    /// Tells how far an exposure has come, by what the cluster shows, or gives what is wrong with the Exposure.
    portico_exposure_observer.call_observe: fn observe(objects: &Source, exposure: &Source, report_formats: &[ReportFormat]) -> Result<Observed, Report>;

    /// Applies the Exposure of a `ResourceList` to its items, and puts what is found into its `results`.
    portico_exposure_transformer.call_transform_resource_list: fn transform_resource_list(list: &Source, report_formats: &[ReportFormat]) -> Transformed;

    /// Applies the Exposure of a `ResourceList` to the resources of a composition, and adds what its method needs.
    portico_exposure_transformer.call_compose: fn compose(list: &Source, options: &ComposeOptions) -> Result<Composed, Report>;

    /// Every cloud, sorted by identifier.
    portico_exposure_catalogue.call_clouds: fn clouds() -> Vec<Cloud>;

    /// Every controller, sorted by identifier.
    portico_exposure_catalogue.call_controllers: fn controllers() -> Vec<Controller>;

    /// The JSON Schema of the Exposure.
    portico_exposure_catalogue.call_exposure_schema: fn exposure_schema() -> String;

    /// The version of Portico.
    portico_exposure_catalogue.call_version: fn version() -> String;
}

impl Portico {
    /// Loads the component and starts an instance: for a program that asks once. Others keep an [`Engine`].
    ///
    /// # Errors
    ///
    /// [`HostError::Start`], when this machine lacks the memory, or a feature of the processor.
    pub fn new() -> Result<Self, HostError> {
        Engine::new()?.start()
    }

    pub(crate) fn of(component: &PorticoPre<Limiter>) -> Result<Self, HostError> {
        Self {
            component: component.clone(),
            instance: None,
            #[cfg(feature = "interruption")]
            interruption: None,
        }
        .started()
    }

    #[cfg(feature = "interruption")]
    pub(crate) fn interruptible(
        component: &PorticoPre<Limiter>,
        interruption: Interruption,
    ) -> Result<Self, HostError> {
        Self { component: component.clone(), instance: None, interruption: Some(interruption) }.started()
    }

    /// Lets the instance rest, without the handle that stops its calls; gives none where it failed, or has grown large.
    #[cfg(feature = "interruption")]
    #[must_use]
    pub fn rest(self) -> Option<IdlePortico> {
        let mut instance = self.instance.filter(|instance| instance.store.data().memory <= MOST_KEPT)?;
        instance.store.data_mut().interrupt = None;
        Some(IdlePortico { component: self.component, instance })
    }

    /// Goes on with an instance that rested.
    #[cfg(feature = "interruption")]
    pub(crate) fn resumed(idle: IdlePortico, interruption: Interruption) -> Self {
        let IdlePortico { component, mut instance } = idle;
        instance.store.data_mut().interrupt = Some(interruption.interrupt.clone());
        // The clock has gone on since: the next tick counts.
        instance.store.set_epoch_deadline(1);
        Self { component, instance: Some(instance), interruption: Some(interruption) }
    }

    fn started(mut self) -> Result<Self, HostError> {
        self.instance = Some(self.running()?);
        Ok(self)
    }

    /// Gives the instance that was kept, or starts a new one.
    fn running(&mut self) -> Result<Instance, HostError> {
        if let Some(instance) = self.instance.take() {
            return Ok(instance);
        }
        let mut store = Store::new(self.component.engine(), Limiter::default());
        store.limiter(|limiter| limiter);
        store.set_hostcall_fuel(MOST_TAKEN);
        #[cfg(feature = "interruption")]
        if let Some(Interruption { interrupt, .. }) = &self.interruption {
            store.data_mut().interrupt = Some(interrupt.clone());
            store.set_epoch_deadline(1);
            store.epoch_deadline_callback(|context| {
                if let Some(interrupt) = &context.data().interrupt {
                    interrupt.check()?;
                }
                Ok(UpdateDeadline::Continue(1))
            });
        }
        let exports = self.component.instantiate(&mut store).map_err(|error| HostError::of_start(&error))?;
        Ok(Instance { store, exports })
    }

    /// Keeps the instance, unless it failed: its memory then can't be trusted.
    fn keep<Answer>(&mut self, instance: Instance, answer: wasmtime::Result<Answer>) -> Result<Answer, HostError> {
        if answer.is_ok() {
            self.instance = Some(instance);
        }
        answer.map_err(|error| HostError::of_call(&error))
    }
}

impl fmt::Debug for Portico {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Portico").finish_non_exhaustive()
    }
}

#[cfg(feature = "interruption")]
impl fmt::Debug for IdlePortico {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("IdlePortico").finish_non_exhaustive()
    }
}
