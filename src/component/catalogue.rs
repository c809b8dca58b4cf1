//! The interface `catalogue`.

use crate::Component;
use crate::types::each;
use crate::wit::catalogue as wit;
use portico_core::catalogue as core;

impl wit::Guest for Component {
    fn clouds() -> Vec<wit::Cloud> {
        each(core::clouds())
    }

    fn controllers() -> Vec<wit::Controller> {
        each(core::controllers())
    }

    fn exposure_schema() -> String {
        core::exposure_schema().to_owned()
    }

    fn version() -> String {
        portico_core::VERSION.to_owned()
    }
}

impl From<core::CloudEntry> for wit::Cloud {
    fn from(entry: core::CloudEntry) -> Self {
        let core::CloudEntry { id, name, sources } = entry;
        Self { id, name, sources }
    }
}

impl From<core::ControllerEntry> for wit::Controller {
    fn from(entry: core::ControllerEntry) -> Self {
        let core::ControllerEntry { id, name, refused, sources } = entry;
        Self { id, name, refused, sources }
    }
}
