//! What is known of a cloud: the shape of the facts that each file in `clouds/` holds.

/// How sure a fact is. Only a high certainty may make an error, and only a medium one a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// Read in code, a chart or the project's own reference, or tried.
    High,
    /// From a release note, an official page's excerpt or an issue.
    Medium,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// The page or the repository.
    pub source: &'static str,
    /// When it was read: year and month.
    pub read: &'static str,
    pub certainty: Certainty,
}

/// An annotation of a Service, why it is there, and how that is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Annotation {
    pub key: &'static str,
    pub value: &'static str,
    /// One line, for the comment beside it.
    pub reason: &'static str,
    pub evidence: Evidence,
}

/// How a cloud's load balancer closes connections on which nothing is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IdleTimeout {
    /// What it does when nobody sets anything, as a clause.
    pub default: &'static str,
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
}

/// A cloud whose load balancers are known.
#[derive(Debug)]
pub(crate) struct Cloud {
    /// What an Exposure calls it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What makes a Service's load balancer one of layer 4 that faces the internet.
    pub public: &'static [Annotation],
    /// What makes it one that only the network's inside reaches.
    pub private: &'static [Annotation],
    pub idle_timeout: IdleTimeout,
    pub address: AddressField,
    /// What the Service port's `appProtocol` must be for health checks to pass, where the chart's own value fails.
    pub app_protocol: Option<AppProtocol>,
}

/// A Service port's `appProtocol`, and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AppProtocol {
    pub value: &'static str,
    pub reason: &'static str,
    pub evidence: Evidence,
}

impl Cloud {
    /// The cloud of an identifier.
    pub(crate) fn find(id: &str) -> Option<&'static Self> {
        crate::clouds::ALL.iter().copied().find(|cloud| cloud.id == id)
    }
}
