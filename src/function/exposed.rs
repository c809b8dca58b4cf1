//! The composite's condition `Exposed`, its readiness, and its status: what became of the Exposure.

use crate::composite::Composite;
use crate::exposure::GivenExposure;
use crate::json;
use crate::protocol::v1::{Ready, RunFunctionResponse, Status};
use crate::response;
use crate::wording;
use portico_host::observer::{Address, AddressKind, Observed, Progress};
use portico_host::transformer::Outstanding;
use serde_json::{Value, json};

const CONDITION: &str = "Exposed";

/// What became of an Exposure.
#[derive(Debug)]
pub(crate) enum Standing {
    /// The backend isn't composed yet, so that nothing could be exposed.
    NothingToExpose,
    /// Nobody shows the object that has the address.
    NotWatched {
        shown: Observed,
        /// Whether Crossplane would be asked, and can't be.
        asks_local: bool,
    },
    /// The cluster shows it.
    Shown(Observed),
}

impl Standing {
    /// Whether there is nothing to wait for, or nothing that would be seen.
    pub(crate) fn is_settled(&self) -> bool {
        !self.holds_back()
    }

    /// Whether the composite must not be ready: its address is awaited, and will be seen.
    pub(crate) fn holds_back(&self) -> bool {
        match self {
            Self::NothingToExpose => true,
            Self::NotWatched { .. } => false,
            Self::Shown(observed) => observed.progress != Progress::Exposed,
        }
    }

    fn address(&self) -> Option<&Address> {
        match self {
            Self::Shown(observed) => observed.address.as_ref(),
            Self::NothingToExpose | Self::NotWatched { .. } => None,
        }
    }
}

/// Sets the condition and, where the address is new, tells it by an event.
pub(crate) fn tell(to: &mut RunFunctionResponse, standing: &Standing, composite: &Composite) {
    let (status, reason, message) = match standing {
        Standing::NothingToExpose => {
            let message = "there is nothing to expose yet: the condition ExposureValid says what is awaited";
            (Status::ConditionFalse, "AwaitingBackend", message.to_owned())
        }
        Standing::NotWatched { shown, asks_local } => {
            (Status::ConditionUnknown, "NotWatched", not_watched(shown, *asks_local))
        }
        Standing::Shown(Observed { progress, reason, message, .. }) => {
            let status = match progress {
                Progress::Exposed => Status::ConditionTrue,
                Progress::Awaited | Progress::Refused => Status::ConditionFalse,
            };
            (status, reason.as_str(), message.clone())
        }
    };
    let message = wording::message(&[message]);
    let address = standing.address().map(|address| address.value.as_str());
    if status == Status::ConditionTrue && composite.address() != address {
        response::normal(to, reason, message.clone());
    }
    response::condition(to, CONDITION, status, reason, Some(message));
    if standing.holds_back() {
        to.desired.get_or_insert_default().composite.get_or_insert_default().ready = Ready::False.into();
    }
}

fn not_watched(observed: &Observed, asks_local: bool) -> String {
    let front = observed.watched.first();
    let front = front.map_or_else(String::new, |front| format!("{} {}/{}", front.kind, front.namespace, front.name));
    if asks_local {
        return format!(
            "the {front}, which gets the address, is not looked at: this Crossplane does not say that it takes required \
             resources, as 2.2 and newer do"
        );
    }
    format!(
        "Portico isn't told where to look for the {front}, which gets the address: say in the input `cluster: local` where \
         it is in Crossplane's own cluster, or `cluster: {{providerConfigRef: …}}` with a configuration of \
         provider-kubernetes for another one"
    )
}

/// Writes `status.exposure` of the composite.
pub(crate) fn write_status(
    to: &mut RunFunctionResponse,
    exposure: &GivenExposure,
    standing: &Standing,
    outstanding: &[Outstanding],
) {
    let mut status = serde_json::Map::new();
    for field in ["host", "method"] {
        if let Some(value) = exposure.spec(&[field]) {
            status.insert(field.to_owned(), value.clone());
        }
    }
    if let Some(Address { kind, value }) = standing.address() {
        let kind = match kind {
            AddressKind::HostName => "Hostname",
            AddressKind::IpAddress => "IPAddress",
        };
        status.insert("address".to_owned(), value.as_str().into());
        status.insert("addressType".to_owned(), kind.into());
    }
    let prerequisites = outstanding.iter().map(|Outstanding { title, owner }| json!({"title": title, "owner": owner}));
    status.insert("prerequisites".to_owned(), prerequisites.collect());
    let composite = to.desired.get_or_insert_default().composite.get_or_insert_default();
    let mut object = composite.resource.as_ref().map_or_else(|| json!({}), json::of_struct);
    if !object["status"].is_object() {
        object["status"] = json!({});
    }
    object["status"]["exposure"] = Value::Object(status);
    composite.resource = object.as_object().map(json::to_struct);
}
