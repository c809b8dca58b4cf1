//! Data as YAML that readers of YAML 1.1 and of 1.2 read alike. Nothing here knows the place of the text.

use std::fmt::Write;

use serde_json::{Number, Value};

use portico_manifest::{Decimal, Scalar, ScalarStyle};

/// The layout of block values.
#[derive(Clone, Copy)]
pub(crate) struct Style<'s> {
    pub(crate) line_end: &'s str,
    pub(crate) step: usize,
    pub(crate) list_step: usize,
    /// Whether a line end follows, so that a block of text may end with one.
    pub(crate) line_follows: bool,
    /// Whether the value has its last line to itself, so that it may end with a block of text.
    pub(crate) alone: bool,
}

/// Writes data in the style of JSON, on one line.
pub(crate) fn flow(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => double_quoted(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow(item, out);
            }
            out.push(']');
        }
        Value::Object(entries) => {
            out.push('{');
            for (at, (key, value)) in entries.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow_entry(key, value, out);
            }
            out.push('}');
        }
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(value) => number(value, out),
    }
}

/// Writes a number as JSON has it.
fn number(number: &Number, out: &mut String) {
    let float = number.as_f64().unwrap_or_default();
    let decimal = Decimal::of(float);
    let minus = if float.is_sign_negative() { "-" } else { "" };
    let _ = match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) => write!(out, "{integer}"),
        (None, Some(integer)) => write!(out, "{integer}"),
        _ if (-5..16).contains(&decimal.exponent) => {
            let plain = decimal.plain();
            write!(out, "{minus}{plain}{}", if plain.contains('.') { "" } else { ".0" })
        }
        _ => {
            let sign = if decimal.exponent < 0 { "" } else { "+" };
            write!(out, "{minus}{}e{sign}{}", decimal.mantissa(), decimal.exponent)
        }
    };
}

pub(crate) fn flow_entry(key: &str, value: &Value, out: &mut String) {
    double_quoted(key, out);
    out.push_str(": ");
    flow(value, out);
}

impl Style<'_> {
    /// Writes `key: value`; the key's indentation of `indent` columns is written already.
    pub(crate) fn entry(self, key: &str, value: &Value, indent: usize, out: &mut String) {
        string(key, false, out);
        out.push(':');
        self.value(value, indent, out);
    }

    /// Writes a value after its colon.
    pub(crate) fn value(self, value: &Value, indent: usize, out: &mut String) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.new_line(indent + self.step, out);
                    self.entry(key, value, indent + self.step, out);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    self.new_line(indent + self.list_step, out);
                    out.push('-');
                    self.item(item, indent + self.list_step, out);
                }
            }
            Value::String(text) => {
                out.push(' ');
                self.text(text, indent, out);
            }
            other => {
                out.push(' ');
                flow(other, out);
            }
        }
    }

    /// Writes an item after its dash, which stands at column `indent`.
    pub(crate) fn item(self, value: &Value, indent: usize, out: &mut String) {
        out.push(' ');
        self.compact(value, indent + 2, out);
    }

    /// Writes a value that starts at column `indent` of its line.
    pub(crate) fn compact(self, value: &Value, indent: usize, out: &mut String) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (at, (key, value)) in entries.iter().enumerate() {
                    if at > 0 {
                        self.new_line(indent, out);
                    }
                    self.entry(key, value, indent, out);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        self.new_line(indent, out);
                    }
                    out.push('-');
                    self.item(item, indent, out);
                }
            }
            Value::String(text) => self.text(text, indent.saturating_sub(2), out),
            other => flow(other, out),
        }
    }

    /// Writes a string in a block: several lines as a block of text where that keeps every character.
    pub(crate) fn text(self, text: &str, indent: usize, out: &mut String) {
        let clipped = text.strip_suffix('\n');
        if !self.alone || !is_block(clipped.unwrap_or(text)) || (clipped.is_some() && !self.line_follows) {
            string(text, false, out);
            return;
        }
        out.push_str(if clipped.is_some() { "|" } else { "|-" });
        for line in clipped.unwrap_or(text).split('\n') {
            self.new_line(if line.is_empty() { 0 } else { indent + self.step }, out);
            out.push_str(line);
        }
    }

    pub(crate) fn new_line(self, indent: usize, out: &mut String) {
        out.push_str(self.line_end);
        out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// Whether a text reads the same as lines of a literal block scalar.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with('\n')
        && text.chars().all(|character| matches!(character, '\n' | '\t') || is_printable(character))
        && text.split('\n').all(|line| !line.ends_with([' ', '\t']))
}

/// Writes a string on one line, in the quotes it needs.
pub(crate) fn string(text: &str, in_flow: bool, out: &mut String) {
    if is_plain(text) && !(in_flow && text.contains([',', '[', ']', '{', '}', '?', ':'])) {
        out.push_str(text);
    } else {
        double_quoted(text, out);
    }
}

/// Writes a string that replaces one of a style.
pub(crate) fn string_like(text: &str, style: ScalarStyle, in_flow: bool, out: &mut String) {
    match style {
        ScalarStyle::SingleQuoted if text.chars().all(is_printable) => {
            let _ = write!(out, "'{}'", text.replace('\'', "''"));
        }
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => double_quoted(text, out),
        _ => string(text, in_flow, out),
    }
}

pub(crate) fn double_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_printable(character) => out.push(character),
            _ => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
        }
    }
    out.push('"');
}

/// Whether a character may stand in a text as it is. All others are below U+10000. A tab is written as an escape, and
/// so are the line ends of Unicode, which readers of YAML 1.1 fold, and marks that turn the direction of the text after
/// them, so that a reader sees another text.
fn is_printable(character: char) -> bool {
    !matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text without quotes reads as that string, in YAML 1.1 and 1.2 alike.
fn is_plain(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let Some(first) = text.chars().next() else {
        return false;
    };
    let starts_well = first.is_alphanumeric() || matches!(first, '_' | '/' | '.' | '$' | '(' | '^' | ';' | '\\' | '+');
    // Hexadecimal digits, signs, and the characters of dates, times and other bases.
    let numeric = |character: char| character.is_ascii_hexdigit() || "xXoO_.:+-tTzZinINF ".contains(character);
    let like_number = (first.is_ascii_digit() || first == '.' || first == '+') && text.chars().all(numeric);
    starts_well
        && !like_number
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        && Scalar::of_plain(text) == Scalar::String
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with("...")
        && text.chars().all(|character| is_printable(character) && character != '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_manifest::{Limits, parse, split};
    use proptest::prelude::*;

    fn read(text: &str) -> Value {
        let limits = Limits::default();
        let raw = split(text);
        let document = parse(text, &raw[0], &limits).unwrap();
        document.root().unwrap().to_data(&limits).unwrap()
    }

    fn style(line_follows: bool) -> Style<'static> {
        Style { line_end: "\n", step: 2, list_step: 0, line_follows, alone: true }
    }

    #[test]
    fn strings_that_read_otherwise_are_quoted() {
        for text in [
            "",
            "yes",
            "Off",
            "0777",
            "1_000",
            "1:30",
            "2001-01-01",
            "=",
            "<<",
            "~",
            "1e3",
            ".5",
            "0o7",
            "a: b",
            "a #b",
            "- a",
            "*a",
            "tRue",
            "nan",
            ".nan",
            "+.inf",
        ] {
            let mut out = String::new();
            string(text, false, &mut out);
            assert!(out.starts_with('"') || text == "nan", "{text} -> {out}");
        }
        for text in
            ["nlb", "internet-facing", "10.0.0.0/8", "a:b", "3600s", "100m", "é", "http://x/y?z", "Deployment", "1Gi"]
        {
            let mut out = String::new();
            string(text, false, &mut out);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn numbers_are_written_as_in_json() {
        let powers = (-30..30).flat_map(|power| [1.0, 1.5, -1.234_567_89].map(|digits| digits * 10_f64.powi(power)));
        for float in powers.chain([0.0, -0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324]) {
            let mut out = String::new();
            flow(&Value::from(float), &mut out);
            assert_eq!(out, Value::from(float).to_string());
        }
    }

    proptest! {
        #[test]
        fn any_number_is_written_as_in_json(float in any::<f64>(), signed in any::<i64>(), unsigned in any::<u64>()) {
            for value in [Value::from(float), Value::from(signed), Value::from(unsigned)] {
                let mut out = String::new();
                flow(&value, &mut out);
                prop_assert_eq!(out, value.to_string());
            }
        }

        #[test]
        fn what_is_written_is_read_again(
            text in prop_oneof!["[ -~\n\t]{0,12}", "[-+.0-9xobe_yn~:]{1,6}", any::<String>(), "( ?[a-c#:\"'|>]+\n){1,4}( ?[a-c]+)?"],
            ending in prop::sample::select(vec!["", "\n", "\nz: 1"]),
        ) {
            let value = Value::String(text.clone());
            let mut object = serde_json::Map::new();
            object.insert(text.clone(), value.clone());
            let mut block = String::from("k:");
            style(ending.starts_with('\n')).value(&value, 0, &mut block);
            block.push_str(ending);
            prop_assert_eq!(&read(&block)["k"], &value, "{}", block);
            let mut nested = String::from("-");
            style(false).item(&Value::Object(object.clone()), 0, &mut nested);
            prop_assert_eq!(&read(&nested)[0], &Value::Object(object.clone()), "{}", nested);
            let mut json = String::new();
            flow(&Value::Object(object.clone()), &mut json);
            prop_assert_eq!(&read(&json), &Value::Object(object.clone()), "{}", json);
            prop_assert_eq!(&serde_json::from_str::<Value>(&json).unwrap(), &Value::Object(object));
            for style in [ScalarStyle::Plain, ScalarStyle::SingleQuoted, ScalarStyle::DoubleQuoted] {
                for in_flow in [false, true] {
                    let mut out = String::new();
                    string_like(&text, style, in_flow, &mut out);
                    let list = if in_flow { format!("[{out}, x]") } else { format!("- {out}") };
                    prop_assert_eq!(&read(&list)[0], &value, "{}", list);
                }
            }
        }
    }
}
