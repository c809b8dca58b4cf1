//! The facts of a cloud: the types that each file in `clouds/` fills in.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::evidence::Evidence;

/// The idle timeout of a cloud's load balancer: when it closes a connection on which nothing is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdleTimeout {
    /// The default behaviour, as a clause whose subject is the load balancer.
    pub default: &'static str,
    /// The default in a few words, for a diagram.
    pub short: &'static str,
    pub setting: IdleTimeoutSetting,
    pub evidence: Evidence,
}

/// The setting of a cloud's idle timeout.
#[derive(Debug, Clone, Copy)]
pub(crate) enum IdleTimeoutSetting {
    /// An annotation whose key ends with the port, and whose value is `attribute=seconds`.
    ListenerAttribute { key_before_port: &'static str, attribute: &'static str, seconds: (u32, u32) },
    /// An annotation whose value is a whole number of minutes.
    Minutes { key: &'static str, minutes: (u32, u32) },
    /// No setting exists.
    None,
}

/// The field of a load balancer's status that holds its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressField {
    Hostname,
    Ip,
    /// Either of the two: it isn't known which.
    Either,
}

/// The facts of a cloud's load balancers.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// The cloud's identifier in an Exposure.
    pub id: &'static str,
    /// The cloud's name for people.
    pub name: &'static str,
    /// The kind of load balancer that a Service of type LoadBalancer gets.
    pub load_balancer: &'static str,
    /// The annotations that give a Service a load balancer of layer 4 that faces the internet.
    pub public: &'static [Annotation],
    /// The annotations for a load balancer that only the network's inside reaches; absent where they aren't known.
    pub private: Option<&'static [Annotation]>,
    /// Annotations that others know and this cloud ignores.
    pub ignored: &'static [Ignored],
    /// The `loadBalancerClass` that a Service should name itself, where the user writes the Service.
    pub load_balancer_class: Option<&'static str>,
    pub idle_timeout: IdleTimeout,
    pub address: AddressField,
    /// The `appProtocol` that the Service's port needs for health checks to pass, where the chart's own value fails.
    pub app_protocol: Option<AppProtocol>,
    /// Further annotations that the Service of a controller needs for its health checks to pass.
    pub of_controllers: &'static [Annotation],
    /// The check to make before a Service becomes a LoadBalancer; `{service}` in its command stands for the Service's
    /// flags and name.
    pub before: Option<Check>,
}

/// An annotation that a cloud ignores.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ignored {
    pub key: &'static str,
    /// The action to take instead, as an imperative sentence.
    pub instead: &'static str,
    /// Whether the load balancer, without the effect that was meant, isn't made or is open to more than was meant.
    pub is_error: bool,
}

/// The `appProtocol` of a Service's port, the reason for it and the evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppProtocol {
    pub value: &'static str,
    pub reason: &'static str,
    pub evidence: Evidence,
}

impl Cloud {
    /// Gives the cloud `other`, which stands for one that isn't named.
    pub(crate) fn unlisted() -> &'static Self {
        &crate::facts::clouds::other::CLOUD
    }

    /// Gives every cloud of the catalogue, in the order of the identifiers.
    pub(crate) fn all() -> impl Iterator<Item = &'static Self> {
        crate::facts::clouds::ALL.iter().copied()
    }

    /// Finds a cloud by its identifier.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        Self::all().find(|cloud| cloud.id == id)
    }
}
