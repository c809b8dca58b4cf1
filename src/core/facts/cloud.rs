//! What is known of a cloud: the shape of the facts that each file in `clouds/` holds.

use crate::facts::annotation::Annotation;
use crate::facts::check::Check;
use crate::facts::evidence::Evidence;

/// How a cloud's load balancer closes connections on which nothing is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdleTimeout {
    /// What it does when nobody sets anything, as a clause.
    pub default: &'static str,
    /// The same in a few words, for a diagram.
    pub short: &'static str,
    pub setting: IdleTimeoutSetting,
    pub evidence: Evidence,
}

/// How a cloud's idle timeout is set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum IdleTimeoutSetting {
    /// An annotation whose key ends with the port, and whose value is `attribute=seconds`.
    ListenerAttribute { key_before_port: &'static str, attribute: &'static str, seconds: (u32, u32) },
    /// An annotation whose value is a whole number of minutes.
    Minutes { key: &'static str, minutes: (u32, u32) },
    /// There is nothing to set.
    None,
}

/// The field of a load balancer's status that holds its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AddressField {
    Hostname,
    Ip,
    /// It isn't known which.
    Either,
}

/// A cloud, as far as its load balancers are known.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// What an Exposure calls it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What a Service of type LoadBalancer gets there.
    pub load_balancer: &'static str,
    /// What makes a Service's load balancer one of layer 4 that faces the internet.
    pub public: &'static [Annotation],
    /// What makes it one that only the network's inside reaches; absent where that isn't known.
    pub private: Option<&'static [Annotation]>,
    /// Annotations that others know and that do nothing here.
    pub ignored: &'static [Ignored],
    /// The class that a Service should name itself, where the user writes the Service.
    pub load_balancer_class: Option<&'static str>,
    pub idle_timeout: IdleTimeout,
    pub address: AddressField,
    /// What the Service port's `appProtocol` must be for health checks to pass, where the chart's own value fails.
    pub app_protocol: Option<AppProtocol>,
    /// What the Service of a controller needs besides, for its health checks to pass.
    pub of_controllers: &'static [Annotation],
    /// What to look at before a Service becomes a LoadBalancer; `{service}` stands for the Service's flags and name.
    pub before: Option<Check>,
}

/// An annotation that does nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ignored {
    pub key: &'static str,
    /// What to do instead, as an imperative sentence.
    pub instead: &'static str,
    /// Whether the load balancer isn't made, or is open to more than was meant, without it.
    pub is_grave: bool,
}

/// A Service port's `appProtocol`, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppProtocol {
    pub value: &'static str,
    pub reason: &'static str,
    pub evidence: Evidence,
}

impl Cloud {
    /// What stands for a cloud that isn't named.
    pub(crate) fn unlisted() -> &'static Self {
        &crate::facts::clouds::other::CLOUD
    }

    /// The cloud of an identifier.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        crate::facts::clouds::ALL.iter().copied().find(|cloud| cloud.id == id)
    }
}
