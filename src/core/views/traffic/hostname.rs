//! The comparison of listeners' and routes' host names, by the Gateway API's rules.

/// Whether two host names overlap. A wildcard covers one label and more; an absent or empty name
/// covers everything.
pub(crate) fn overlap(left: Option<&str>, right: Option<&str>) -> bool {
    let (Some(left), Some(right)) = (filled(left), filled(right)) else { return true };
    match (suffix(left), suffix(right)) {
        (None, None) => left.eq_ignore_ascii_case(right),
        (Some(suffix), None) => covers(suffix, right),
        (None, Some(suffix)) => covers(suffix, left),
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other) || covers(one, other) || covers(other, one),
    }
}

fn filled(host: Option<&str>) -> Option<&str> {
    host.filter(|host| !host.is_empty())
}

/// Gives the part after a wildcard's asterisk, with its dot; none where there is no wildcard.
fn suffix(host: &str) -> Option<&str> {
    host.strip_prefix('*').filter(|rest| rest.starts_with('.'))
}

fn covers(suffix: &str, host: &str) -> bool {
    let start = host.len().checked_sub(suffix.len()).filter(|start| *start > 0);
    start.and_then(|start| host.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn a_wildcard_covers_several_labels_but_not_the_bare_domain() {
        let meet = |left, right| overlap(Some(left), Some(right));
        for (left, right) in [
            ("*.acme.dev", "proxy.acme.dev"),
            ("*.acme.dev", "proxy.eu.acme.dev"),
            ("*.acme.dev", "*.eu.acme.dev"),
            ("*.acme.dev", "*.acme.dev"),
            ("proxy.acme.dev", "Proxy.acme.dev"),
            ("", "proxy.acme.dev"),
        ] {
            assert!(meet(left, right) && meet(right, left), "{left} {right}");
        }
        for (left, right) in [
            ("*.acme.dev", "acme.dev"),
            ("*.acme.dev", ".acme.dev"),
            ("*.acme.dev", "proxyacme.dev"),
            ("*.eu.acme.dev", "proxy.acme.dev"),
            ("proxy.acme.dev", "proxy.acme.com"),
            ("*.größe.dev", "ße.dev"),
        ] {
            assert!(!meet(left, right) && !meet(right, left), "{left} {right}");
        }
        assert!(overlap(None, Some("proxy.acme.dev")));
    }
}
