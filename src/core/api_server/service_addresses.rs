//! The addresses of a Service, and their IP families.

use super::Fault;
use super::form::{self, Form};
use super::judge::{Judge, Seen};
use super::spot::Spot;
use std::net::IpAddr;

pub(super) fn check(judge: &mut Judge<'_>, spec: &Spot<'_, '_, '_>, kind: &str) {
    spec.each("externalIPs", &mut |spot| {
        let text = spot.node.as_str().unwrap_or_default();
        match form::ip(text) {
            _ if spot.node.as_str().is_none() && !spot.node.is_null() => {}
            None => judge.form_of(spot, text, Form::Ip),
            Some(address) if is_special(address) => {
                let takes = "an address that is neither unspecified, loopback nor link-local";
                judge.unfit(Fault::Value, spot, &format!("`{text}`"), takes);
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
            judge.refuse(Fault::Value, &list, message, "Remove it; `clusterIP` is enough.".to_owned());
        } else if list.items().count() > 2 {
            judge.unfit(Fault::Value, &list, "a list of more than two", "one address of each IP family");
        }
    }
    if let Some(spot) = spec.child("clusterIP").filter(|_| !matches!(single, "" | "None")) {
        judge.form(&spot, Form::Ip);
    }
    let (mut families, mut seen) = (Vec::new(), Seen::new());
    spec.each("ipFamilies", &mut |spot| {
        families.push(spot.node.text());
        if seen.has(spot.node.text()) {
            judge.repeated(spot, "the IP family");
        }
    });
    let (mut addresses, mut seen) = (Vec::new(), Seen::new());
    spec.each("clusterIPs", &mut |spot| {
        addresses.push(spot.node.text());
        if form::ip(spot.node.text()).is_some_and(|address| seen.has(address.is_ipv4())) {
            judge.repeated(spot, "the IP family");
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
    if let (Some((address, family)), Some(spot)) = (wanted, spec.child("ipFamilies")) {
        judge.excluded(
            &spot,
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
