//! Values as JSON data, as `sigs.k8s.io/yaml` gives them. Nothing here looks at how they are
//! written.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use crate::entries::Entry;
use crate::{Limits, Node, NodeKind, ReadError, ReadErrorKind, Scalar};

impl<'d, 't> Node<'d, 't> {
    /// The value as `sigs.k8s.io/yaml` would give it as JSON: aliases and merge keys expanded,
    /// keys made strings, the last of duplicate keys taken. Mappings keep the order of
    /// [`Node::entries`].
    ///
    /// # Errors
    ///
    /// When JSON can't hold the value (a null or a list as a key, an infinite number), a tag
    /// doesn't allow its value, or the expansion is larger than `limits` allow.
    pub fn to_data(self, limits: &Limits) -> Result<Value, ReadError> {
        let allowed = limits.expanded_nodes.saturating_add(self.document().nodes.len());
        let mut budget = allowed;
        let mut open: Vec<OpenValue<'d, 't>> = Vec::new();
        let mut next = Some(self);
        loop {
            let mut finished = None;
            if let Some(node) = next.take() {
                let fail = |kind| ReadError { kind, span: node.span() };
                budget = budget
                    .checked_sub(1)
                    .ok_or_else(|| fail(ReadErrorKind::ExpansionTooLarge { limit: limits.expanded_nodes }))?;
                if open.len() > limits.depth {
                    return Err(fail(ReadErrorKind::TooDeep { limit: limits.depth }));
                }
                match start(node)? {
                    Started::Value(value) => finished = Some(value),
                    Started::Open(collection) => open.push(collection),
                }
            }
            if let Some(value) = finished {
                match open.last_mut() {
                    None => return Ok(value),
                    Some(collection) => collection.add(value),
                }
            }
            let Some(innermost) = open.last_mut() else {
                return Ok(Value::Null);
            };
            next = innermost.next()?;
            if next.is_none()
                && let Some(closed) = open.pop()
            {
                match open.last_mut() {
                    None => return Ok(closed.into_value()),
                    Some(collection) => collection.add(closed.into_value()),
                }
            }
        }
    }
}

enum Started<'d, 't> {
    Value(Value),
    Open(OpenValue<'d, 't>),
}

enum OpenValue<'d, 't> {
    Mapping { rest: std::vec::IntoIter<Entry<'d, 't>>, key: String, object: Map<String, Value> },
    Sequence { rest: crate::tree::Children<'d, 't>, items: Vec<Value> },
}

impl<'d, 't> OpenValue<'d, 't> {
    fn next(&mut self) -> Result<Option<Node<'d, 't>>, ReadError> {
        match self {
            Self::Sequence { rest, .. } => Ok(rest.next()),
            Self::Mapping { rest, key, .. } => {
                let Some(entry) = rest.next() else {
                    return Ok(None);
                };
                *key = json_key(entry.key)?.into_owned();
                Ok(Some(entry.value))
            }
        }
    }

    fn add(&mut self, value: Value) {
        match self {
            Self::Sequence { items, .. } => items.push(value),
            Self::Mapping { key, object, .. } => {
                object.insert(std::mem::take(key), value);
            }
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Sequence { items, .. } => Value::Array(items),
            Self::Mapping { object, .. } => Value::Object(object),
        }
    }
}

fn start<'d, 't>(node: Node<'d, 't>) -> Result<Started<'d, 't>, ReadError> {
    let value = node.resolved();
    Ok(match value.kind() {
        NodeKind::Scalar => Started::Value(scalar(value)?),
        NodeKind::Sequence => Started::Open(OpenValue::Sequence { rest: value.children(), items: Vec::new() }),
        NodeKind::Mapping | NodeKind::Alias => {
            let effective = value.effective();
            if let Some(bad) = effective.bad_merge {
                return Err(ReadError { kind: ReadErrorKind::MergeNotAMapping, span: bad.span() });
            }
            let object = Map::with_capacity(effective.entries.len());
            let rest = effective.entries.into_iter();
            Started::Open(OpenValue::Mapping { rest, key: String::new(), object })
        }
    })
}

fn scalar(node: Node<'_, '_>) -> Result<Value, ReadError> {
    let fail = |kind| Err(ReadError { kind, span: node.span() });
    if let Some(tag) = node.tag() {
        let allowed = match tag {
            "!!binary" => return binary_value(node, tag),
            _ => Scalar::of_tagged(tag, node.text()).is_some(),
        };
        if !allowed {
            return fail(ReadErrorKind::TagMismatch { tag: tag.to_owned() });
        }
    }
    Ok(match node.scalar() {
        None | Some(Scalar::Null) => Value::Null,
        Some(Scalar::Bool(value)) => Value::Bool(value),
        Some(Scalar::Integer(value)) => Value::from(value),
        Some(Scalar::Unsigned(value)) => Value::from(value),
        Some(Scalar::String) => Value::String(node.text().to_owned()),
        Some(Scalar::Float(value)) => match whole(value).or_else(|| Number::from_f64(value)) {
            Some(number) => Value::Number(number),
            None => return fail(ReadErrorKind::UnsupportedNumber),
        },
    })
}

fn binary_value(node: Node<'_, '_>, tag: &str) -> Result<Value, ReadError> {
    binary(node.text())
        .map(Value::String)
        .ok_or_else(|| ReadError { kind: ReadErrorKind::TagMismatch { tag: tag.to_owned() }, span: node.span() })
}

fn json_key<'d>(key: Node<'d, '_>) -> Result<Cow<'d, str>, ReadError> {
    let fail = |kind| Err(ReadError { kind, span: key.span() });
    let node = key.resolved();
    match node.scalar() {
        None | Some(Scalar::Null | Scalar::Unsigned(_)) => fail(ReadErrorKind::UnsupportedKey),
        Some(_) => {
            if let Some(tag) = node.tag()
                && (Scalar::of_tagged(tag, node.text()).is_none() || tag == "!!binary" && binary(node.text()).is_none())
            {
                return fail(ReadErrorKind::TagMismatch { tag: tag.to_owned() });
            }
            Ok(node.key_text())
        }
    }
}

/// Gives a float as the whole number that JSON shows; nothing where it has a fraction, is a negative zero, or is beyond
/// the whole numbers that a float holds exactly.
pub(crate) fn whole(float: f64) -> Option<Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let negative_zero = float == 0.0 && float.is_sign_negative();
    if float.fract() != 0.0 || negative_zero || !(-EXACT..=EXACT).contains(&float) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)]
    Some(Number::from(float as i64))
}

/// Decodes the text of a `!!binary` value; nothing where it isn't Base64. Bytes that aren't UTF-8 are replaced, as Go's
/// JSON does.
pub(crate) fn binary(text: &str) -> Option<String> {
    let characters: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let padding = characters.iter().rev().take_while(|&&byte| byte == b'=').count();
    if !characters.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(characters.len() / 4 * 3);
    let (mut buffer, mut bits) = (0_u32, 0);
    for character in &characters[..characters.len() - padding] {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = (buffer << 6 | u32::from(value)) & 0x00ff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xff) as u8);
        }
    }
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    Some(decoded)
}

/// Whether two values are the same data: numbers by value, the order of keys left aside.
#[must_use]
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => same_number(left, right),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    let normal = |number: &Number| match number.as_f64() {
        Some(float) if number.is_f64() => whole(float).unwrap_or_else(|| number.clone()),
        _ => number.clone(),
    };
    normal(left) == normal(right)
}
