//! The reasons that the Gateway API gives controllers for their conditions, in words, with what to do.
//!
//! Source: the constants of the API's Go package `apis/v1` at 1.6.1 (`gateway_types.go`, `httproute_types.go`,
//! `shared_types.go`).

/// What a reason asks of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Patience: it goes away by itself.
    Waiting,
    /// A change, which the sentence names.
    Change(&'static str),
}

/// Gives what a reason asks for. One that isn't listed stands for itself, and is taken for a refusal.
pub(super) fn asked_by(reason: &str) -> Asks {
    match reason {
        "Pending" | "NotReconciled" | "AddressNotAssigned" | "BackendNotFound" | "NoResources" | "Scheduled"
        | "NoMatchingParent" => Asks::Waiting,
        "NoMatchingListenerHostname" => {
            Asks::Change("give the Gateway's listener a `hostname` that the route's host falls under, or none")
        }
        "NotAllowedByListeners" => {
            Asks::Change("let the listener's `allowedRoutes` take TLSRoutes from the namespace of the route")
        }
        "RefNotPermitted" => {
            Asks::Change("allow the reference with a ReferenceGrant in the namespace that it leads to")
        }
        "InvalidKind" => Asks::Change("let the route lead to a Service"),
        "UnsupportedProtocol" => Asks::Change("choose a controller that serves listeners of protocol TLS"),
        "UnsupportedValue" => Asks::Change("take out the value that the controller does not know"),
        "InvalidRouteKinds" => Asks::Change("let the listener's `allowedRoutes.kinds` hold nothing but TLSRoute"),
        "InvalidCertificateRef" => Asks::Change("take `certificateRefs` from the listener: it passes TLS through"),
        "HostnameConflict" | "ProtocolConflict" => {
            Asks::Change("give the listener a port or a hostname that no other listener of the Gateway has")
        }
        "PortUnavailable" => Asks::Change("give the listener a port that the controller can open"),
        "UnsupportedAddress" | "AddressNotUsable" => {
            Asks::Change("take the address from the Gateway's `addresses`, or name one that the controller can use")
        }
        "InvalidParameters" => Asks::Change("put right the parameters that the GatewayClass or the Gateway refers to"),
        "ListenersNotValid" => Asks::Change("put right the Gateway's listeners: their conditions say more"),
        _ => Asks::Change("the controller's log and its documentation say more"),
    }
}
