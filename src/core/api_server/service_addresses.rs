//! The addresses of a Service, and their IP families.

use super::FaultKind;
use super::form::{self, Form};
use super::judge::{Judge, Seen};
use super::located_field::LocatedField;
use std::net::IpAddr;

pub(super) fn check(judge: &mut Judge<'_>, spec: &LocatedField<'_, '_, '_>, kind: &str) {
    spec.each("externalIPs", &mut |located| {
        let text = located.node.as_str().unwrap_or_default();
        match form::ip(text) {
            _ if located.node.as_str().is_none() && !located.node.is_null() => {}
            None => judge.form_of(located, text, Form::Ip),
            Some(address) if is_special(address) => {
                let takes = "an address that is neither unspecified, loopback nor link-local";
                judge.unfit(FaultKind::Value, located, &format!("`{text}`"), takes);
            }
            Some(_) => {}
        }
    });
    if kind == "ExternalName" {
        return;
    }
    let single = spec.text("clusterIP");
    if let Some(list) = spec.child("clusterIPs").filter(|list| list.items().next().is_some()) {
        let first = list.items().next().map(|first| first.node.text().to_owned());
        if first.is_some_and(|first| first != single) {
            let message = "`spec.clusterIPs` doesn't begin with `spec.clusterIP`".to_owned();
            judge.refuse(FaultKind::Value, &list, message, "Remove it; `clusterIP` is enough.".to_owned());
        } else if list.items().count() > 2 {
            judge.unfit(FaultKind::Value, &list, "a list of more than two", "one address of each IP family");
        }
    }
    if let Some(located) = spec.child("clusterIP").filter(|_| !matches!(single, "" | "None")) {
        judge.form(&located, Form::Ip);
    }
    let (mut families, mut seen) = (Vec::new(), Seen::new());
    spec.each("ipFamilies", &mut |located| {
        families.push(located.node.text());
        if seen.has(located.node.text()) {
            judge.repeated(located, "the IP family");
        }
    });
    let (mut addresses, mut seen) = (Vec::new(), Seen::new());
    spec.each("clusterIPs", &mut |located| {
        addresses.push(located.node.text());
        if form::ip(located.node.text()).is_some_and(|address| seen.has(address.is_ipv4())) {
            judge.repeated(located, "the IP family");
        }
    });
    if addresses.is_empty() {
        addresses.push(single);
    }
    if let Some(policy) = spec.child("ipFamilyPolicy").filter(|policy| policy.node.text() == "SingleStack")
        && (families.len() > 1 || addresses.len() > 1)
    {
        let help = "Write PreferDualStack or RequireDualStack, or keep one IP family.";
        judge.excluded(&policy, "to `SingleStack` beside two IP families", help);
    }
    let wanted = addresses.iter().zip(&families).find(|(address, family)| match form::ip(address) {
        Some(IpAddr::V4(_)) => **family == "IPv6",
        Some(IpAddr::V6(_)) => **family == "IPv4",
        None => false,
    });
    if let (Some((address, family)), Some(located)) = (wanted, spec.child("ipFamilies")) {
        judge.excluded(
            &located,
            &format!("to `{family}` beside the cluster IP `{address}`"),
            "Use one IP family for both.",
        );
    }
}

/// Whether an address is of a range that external addresses can't be in.
fn is_special(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            address.is_unspecified() || address.is_loopback() || address.is_link_local() || (a, b, c) == (224, 0, 0)
        }
        IpAddr::V6(address) => {
            address.is_unspecified()
                || address.is_loopback()
                || address.is_unicast_link_local()
                || address.segments().first().is_some_and(|first| first & 0xff0f == 0xff02)
        }
    }
}
