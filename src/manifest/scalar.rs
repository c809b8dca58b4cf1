//! The meaning of a scalar to Kubernetes: the rules of `go.yaml.in/yaml/v2`, which `sigs.k8s.io/yaml` and so Kubernetes
//! and Helm use. Nothing here knows where a scalar stands.

use std::borrow::Cow;

use portico_small::{Decimal, parse_float};

/// The value of a scalar, as Kubernetes and Helm read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `yes`, `on`, `y` and their opposites.
    Bool(bool),
    /// A whole number: `12`, `0x1f`, `0b11`, `0o17`, `017`, `1_000`.
    Integer(i64),
    /// A whole number too large for [`Scalar::Integer`].
    Unsigned(u64),
    /// Any other number: `1.5`, `1e3`, `.inf`, and whole ones beyond 64 bits.
    Float(f64),
    /// A string; its text is [`Node::text`](crate::Node::text). Dates are strings.
    String,
}

impl Scalar {
    /// Reads a plain scalar without a tag.
    ///
    /// ```
    /// use portico_manifest::Scalar;
    ///
    /// assert_eq!(Scalar::of_plain("yes"), Scalar::Bool(true));
    /// assert_eq!(Scalar::of_plain("0777"), Scalar::Integer(511));
    /// assert_eq!(Scalar::of_plain("1:30"), Scalar::String);
    /// ```
    #[must_use]
    pub fn of_plain(text: &str) -> Self {
        let Some(&first) = text.as_bytes().first() else {
            return Self::Null;
        };
        match first {
            b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => {
                word(text).unwrap_or(Self::String)
            }
            b'.' => special_float(text).or_else(|| fraction(text)).unwrap_or(Self::String),
            b'+' | b'-' | b'0'..=b'9' => special_float(text).or_else(|| number(text)).unwrap_or(Self::String),
            _ => Self::String,
        }
    }

    /// Reads a scalar with an explicit tag, whatever its quotes; gives nothing when the tag doesn't allow the text. The
    /// tags are those that [`Node::tag`](crate::Node::tag) gives.
    pub(crate) fn of_tagged(tag: &str, text: &str) -> Option<Self> {
        let plain = Self::of_plain(text);
        match (tag, plain) {
            ("!!null", Self::Null)
            | ("!!bool", Self::Bool(_))
            | ("!!int", Self::Integer(_) | Self::Unsigned(_))
            | ("!!float", Self::Float(_)) => Some(plain),
            #[allow(clippy::cast_precision_loss)]
            ("!!float", Self::Integer(integer)) => Some(Self::Float(integer as f64)),
            ("!!null" | "!!bool" | "!!int" | "!!float", _) => None,
            _ => Some(Self::String),
        }
    }

    /// Gives the text of a key that is not a string, as it stands in JSON.
    pub(crate) fn key_text(self) -> Cow<'static, str> {
        match self {
            Self::Null => Cow::Borrowed("null"),
            Self::Bool(true) => Cow::Borrowed("true"),
            Self::Bool(false) => Cow::Borrowed("false"),
            Self::Integer(integer) => Cow::Owned(integer.to_string()),
            Self::Unsigned(integer) => Cow::Owned(integer.to_string()),
            Self::Float(float) => float_key(float),
            Self::String => Cow::Borrowed(""),
        }
    }
}

fn word(text: &str) -> Option<Scalar> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Scalar::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Scalar::Bool(false),
        "~" | "null" | "Null" | "NULL" => Scalar::Null,
        _ => return None,
    })
}

fn special_float(text: &str) -> Option<Scalar> {
    Some(Scalar::Float(match text {
        ".nan" | ".NaN" | ".NAN" => f64::NAN,
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => f64::INFINITY,
        "-.inf" | "-.Inf" | "-.INF" => f64::NEG_INFINITY,
        _ => return None,
    }))
}

fn number(text: &str) -> Option<Scalar> {
    let text = if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
    integer(&text).or_else(|| decimal(&text)).or_else(|| signed_binary(&text))
}

fn integer(text: &str) -> Option<Scalar> {
    let (negative, unsigned) = without_sign(text);
    let magnitude = match unsigned.as_bytes() {
        [] => return None,
        [b'0', b'b' | b'B', _, ..] => digits(&unsigned[2..], 2)?,
        [b'0', b'o' | b'O', _, ..] => digits(&unsigned[2..], 8)?,
        [b'0', b'x' | b'X', _, ..] => digits(&unsigned[2..], 16)?,
        [b'0', ..] => digits(&unsigned[1..], 8)?,
        _ => digits(unsigned, 10)?,
    };
    match i64::try_from(magnitude) {
        Ok(integer) => Some(Scalar::Integer(if negative { -integer } else { integer })),
        Err(_) if negative && magnitude == i64::MIN.unsigned_abs() => Some(Scalar::Integer(i64::MIN)),
        Err(_) if unsigned.len() == text.len() => Some(Scalar::Unsigned(magnitude)),
        Err(_) => None,
    }
}

/// Go's older rule for binary numbers still takes a sign after the prefix: `0b-1` is -1.
fn signed_binary(text: &str) -> Option<Scalar> {
    let (negative, unsigned) = match text.strip_prefix("0b")?.as_bytes() {
        [b'-', ..] => (true, &text[3..]),
        [b'+', ..] => (false, &text[3..]),
        _ => return None,
    };
    if unsigned.is_empty() {
        return None;
    }
    let magnitude = digits(unsigned, 2)?;
    let integer =
        if negative { 0_i64.checked_sub_unsigned(magnitude)? } else { 0_i64.checked_add_unsigned(magnitude)? };
    Some(Scalar::Integer(integer))
}

fn without_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn digits(text: &str, radix: u32) -> Option<u64> {
    text.chars().try_fold(0_u64, |value, character| {
        value.checked_mul(u64::from(radix))?.checked_add(u64::from(character.to_digit(radix)?))
    })
}

/// Reads a number that starts with its point: Go takes underscores only between its digits.
fn fraction(text: &str) -> Option<Scalar> {
    let bytes = text.as_bytes();
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let between = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'_')
        .all(|(at, _)| at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1)));
    if between { decimal(&text.replace('_', "")) } else { None }
}

/// Reads a decimal number with an optional fraction and exponent; too large a one is a string.
fn decimal(text: &str) -> Option<Scalar> {
    let (_, unsigned) = without_sign(text);
    let whole = unsigned.trim_start_matches(|character: char| character.is_ascii_digit());
    let has_whole = whole.len() < unsigned.len();
    let rest = match whole.strip_prefix('.') {
        Some(fraction) => {
            let rest = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
            if !has_whole && rest.len() == fraction.len() {
                return None;
            }
            rest
        }
        None if has_whole => whole,
        None => return None,
    };
    if !rest.is_empty() {
        let exponent = rest.strip_prefix(['e', 'E'])?;
        let (_, exponent) = without_sign(exponent);
        if exponent.is_empty() || !exponent.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
    }
    let float = parse_float(text);
    float.is_finite().then_some(Scalar::Float(float))
}

/// Writes a float as a key: Go's `%g` of the nearest 32-bit float.
fn float_key(float: f64) -> Cow<'static, str> {
    #[allow(clippy::cast_possible_truncation)]
    let float = float as f32;
    if float.is_nan() {
        return Cow::Borrowed(".nan");
    }
    if float.is_infinite() {
        return Cow::Borrowed(if float > 0.0 { ".inf" } else { "-.inf" });
    }
    let minus = if float.is_sign_negative() { "-" } else { "" };
    let decimal = Decimal::of_single(float);
    let exponent = decimal.exponent;
    Cow::Owned(if (-4..6).contains(&exponent) {
        format!("{minus}{}", decimal.plain())
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{minus}{}e{sign}{:02}", decimal.mantissa(), exponent.abs())
    })
}
