//! The time that a client waits, as a header of its call says.

use http::{HeaderMap, HeaderValue};
use std::time::Duration;

const HEADER: &str = "grpc-timeout";

/// The most digits of a time: <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>.
const DIGITS: usize = 8;

/// Reads the time that a client gives, if it gives any. A malformed one is passed over, as everywhere in gRPC.
pub(crate) fn given(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(HEADER).map(HeaderValue::to_str)?.ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > DIGITS || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(number * 3600)),
        "M" => Some(Duration::from_secs(number * 60)),
        "S" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_millis(number)),
        "u" => Some(Duration::from_micros(number)),
        "n" => Some(Duration::from_nanos(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADER, given};
    use http::{HeaderMap, HeaderValue};
    use std::time::Duration;

    #[test]
    fn times_are_read_as_the_protocol_writes_them() {
        for (text, expected) in [
            ("1H", Some(Duration::from_hours(1))),
            ("2M", Some(Duration::from_mins(2))),
            ("10S", Some(Duration::from_secs(10))),
            ("99999999m", Some(Duration::from_millis(99_999_999))),
            ("5u", Some(Duration::from_micros(5))),
            ("0n", Some(Duration::ZERO)),
            ("", None),
            ("S", None),
            ("10", None),
            ("1s", None),
            ("-1S", None),
            ("+1S", None),
            ("100000000S", None),
        ] {
            let headers = HeaderMap::from_iter([(
                HEADER.parse().expect("it is a name"),
                HeaderValue::from_str(text).expect("it is a value"),
            )]);
            assert_eq!(given(&headers), expected, "{text}");
        }
        assert_eq!(given(&HeaderMap::new()), None);
    }
}
