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

impl From<core::Fact> for wit::Fact {
    fn from(fact: core::Fact) -> Self {
        let core::Fact { about, text, versions, source, read, certainty } = fact;
        Self { about, text, versions, source, read, certainty }
    }
}

impl From<core::CloudEntry> for wit::Cloud {
    fn from(entry: core::CloudEntry) -> Self {
        let core::CloudEntry { id, name, load_balancer, private, facts } = entry;
        Self { id, name, load_balancer, private, facts: each(facts) }
    }
}

impl From<core::SupportEntry> for wit::Support {
    fn from(entry: core::SupportEntry) -> Self {
        let core::SupportEntry { works, refused, releases } = entry;
        Self { works, refused, releases }
    }
}

impl From<core::ControllerEntry> for wit::Controller {
    fn from(entry: core::ControllerEntry) -> Self {
        let core::ControllerEntry { id, name, ingress, gateway_api, cloud, retired, facts } = entry;
        let (ingress, gateway_api) = (ingress.into(), gateway_api.into());
        Self { id, name, ingress, gateway_api, cloud, retired, facts: each(facts) }
    }
}
