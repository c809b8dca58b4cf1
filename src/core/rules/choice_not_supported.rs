//! The rule `choice-not-supported`; the Exposure's reader finds it.

use crate::diagnostic::Diagnostic;
use crate::rule::declare_rule;
use crate::similar::choices;

declare_rule! {
    /// An Exposure asks for something that can't work, or that this version does not do.
    ///
    /// ## What it finds
    ///
    /// A controller that can't pass TLS through, an identifier that the catalogue doesn't know, a field that has no
    /// effect with the method, and fields that this version of Portico knows but does not use.
    ///
    /// ## Why it matters
    ///
    /// A field that is silently ignored is found out in production.
    ///
    /// ## Example
    ///
    /// ```yaml failing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: aws-alb
    /// ```
    ///
    /// ```yaml passing
    /// apiVersion: portico.dev/v1alpha1
    /// kind: Exposure
    /// spec:
    ///   host: proxy.acme.dev
    ///   method: Ingress
    ///   controller: traefik-nginx
    /// ```
    ///
    /// ## What to do
    ///
    /// Take what the message names instead.
    ///
    /// ## Sources
    ///
    /// The catalogue's files name theirs.
    "choice-not-supported", Error, since "0.1.0",
    references &[],
    check None
}

/// Something that this version does not do.
pub(crate) fn later(choice: &str, instead: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("{choice} is not supported by Portico {}", crate::VERSION))
        .why("It would have no effect, and nothing would say so.")
        .help(sentence(instead))
}

/// A field that has no effect with a method.
pub(crate) fn pointless(field: &str, method: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("`spec.{field}` means nothing with the method {method}"))
        .why("It would have no effect, and nothing would say so.")
        .help(format!("Remove `{field}`, or choose the method that it belongs to."))
}

/// An idle timeout for a cloud that has none to set.
pub(crate) fn nothing_to_set(cloud: &str, behaviour: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("the idle timeout of {cloud}'s load balancer can't be set"))
        .why(format!("It {behaviour}."))
        .help("Remove `idleTimeoutSeconds`, and let clients send keepalives.")
}

/// A controller that is known to fail.
pub(crate) fn refused(name: &str, reason: &str, instead: &str) -> Diagnostic {
    Diagnostic::of(&RULE, format!("{name} can't pass TLS through")).why(sentence(reason)).help(sentence(instead))
}

/// An identifier that the catalogue does not have.
pub(crate) fn unknown(what: &str, id: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let choices = choices(known.iter().copied());
    let help = match meant {
        Some(meant) => format!("Did you mean `{meant}`? This version knows {choices}."),
        None => format!("This version knows {choices}."),
    };
    Diagnostic::of(&RULE, format!("the {what} `{id}` is not known to Portico {}", crate::VERSION))
        .why("Without facts about it, what is rendered would be a guess.")
        .help(help)
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
