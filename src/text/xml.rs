//! XML: text of others is text, in an element and in an attribute.

use crate::terminal;

/// Text escaped for XML. Control characters that XML can't hold in any form are shown as escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct XmlText(String);

impl XmlText {
    /// The text of an element.
    #[must_use]
    pub fn content(text: &str) -> Self {
        Self::escaped(text, false)
    }

    /// The value of an attribute, without its quotes.
    #[must_use]
    pub fn attribute(text: &str) -> Self {
        Self::escaped(text, true)
    }

    /// The text, to be written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn escaped(text: &str, in_attribute: bool) -> Self {
        let mut escaped = String::with_capacity(text.len());
        let shown = if in_attribute { terminal::value(text) } else { terminal::lines(text) };
        for letter in shown.chars() {
            match letter {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' if in_attribute => escaped.push_str("&quot;"),
                // A reader turns unescaped line ends and tabs into spaces.
                '\n' if in_attribute => escaped.push_str("&#10;"),
                '\t' if in_attribute => escaped.push_str("&#9;"),
                _ => escaped.push(letter),
            }
        }
        Self(escaped)
    }
}

#[cfg(test)]
mod tests {
    use super::XmlText;

    #[test]
    fn nothing_ends_an_element_or_an_attribute() {
        assert_eq!(XmlText::content("</a>&\n\u{1b}\"").as_str(), "&lt;/a&gt;&amp;\n\\u{1b}\"");
        assert_eq!(XmlText::attribute("\" b=\"\n\t").as_str(), "&quot; b=&quot;&#10;&#9;");
    }
}
