//! Indented JSON, written piece by piece: less code in the wasm than a tree of values.

use portico_text::visible_json;

/// A writer of JSON, piece after piece. Closures write the content of objects and arrays, so that each is closed.
pub struct JsonWriter {
    text: String,
    depth: usize,
    /// Whether the innermost object or array holds nothing yet.
    is_empty: bool,
}

impl JsonWriter {
    /// Writes one object as a text that ends with a line feed.
    #[must_use]
    pub fn document(write: impl FnOnce(&mut Self)) -> String {
        let mut json = Self { text: String::new(), depth: 0, is_empty: true };
        json.open('{');
        write(&mut json);
        json.close('}');
        json.text.push('\n');
        json.text
    }

    /// Writes an object below a key.
    pub fn object(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        self.key(key);
        self.open('{');
        write(self);
        self.close('}');
    }

    /// Writes an object in an array.
    pub fn item(&mut self, write: impl FnOnce(&mut Self)) {
        self.separate();
        self.open('{');
        write(self);
        self.close('}');
    }

    /// Writes an array below a key.
    pub fn array(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        self.key(key);
        self.open('[');
        write(self);
        self.close(']');
    }

    /// Writes a string below a key.
    pub fn string(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// Writes a string in an array.
    pub fn string_item(&mut self, value: &str) {
        self.separate();
        self.quoted(value);
    }

    /// Writes a number below a key.
    pub fn number(&mut self, key: &str, value: usize) {
        self.key(key);
        self.text.push_str(&value.to_string());
    }

    fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.text.push_str(": ");
    }

    fn separate(&mut self) {
        if !self.is_empty {
            self.text.push(',');
        }
        self.is_empty = false;
        self.line();
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.is_empty = true;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.is_empty {
            self.line();
        }
        self.is_empty = false;
        self.text.push(bracket);
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    fn quoted(&mut self, text: &str) {
        self.text.push_str(&visible_json(&serde_json::to_string(text).unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonWriter, visible_json};
    use serde_json::json;

    #[test]
    fn what_is_written_is_what_another_writer_writes() {
        let text = JsonWriter::document(|json| {
            json.string("quote \" and line\n", "\u{1}\u{2028}é");
            json.array("none", |_| {});
            json.array("some", |json| {
                json.item(|json| json.number("a", 1));
                json.item(|_| {});
                json.string_item("b");
            });
            json.object("nothing", |_| {});
            json.number("last", 2);
        });
        let same = json!({
            "quote \" and line\n": "\u{1}\u{2028}é",
            "none": [],
            "some": [{"a": 1}, {}, "b"],
            "nothing": {},
            "last": 2,
        });
        assert_eq!(text, visible_json(&format!("{same:#}\n")));
    }
}
