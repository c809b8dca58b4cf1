//! A release in a message: the text itself, or its bytes in Base64 as Go writes them.

use crate::message::unreadable;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use portico_command::{UsageError, text};
use serde_json::Value;

/// A release, and its form in the message.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifests {
    text: String,
    form: Encoding,
}

/// The form of a release in a message; it goes back in the same form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The text itself, as the proposals to fix Helm have it.
    Text,
    /// Base64, as Go writes bytes.
    Base64,
}

impl Manifests {
    /// Reads the field of a message.
    pub fn read(value: Value) -> Result<Self, UsageError> {
        match value {
            Value::String(given) => match decoded(&given) {
                Some(bytes) => Ok(Self { text: text("the release", bytes)?, form: Encoding::Base64 }),
                None => Ok(Self { text: text("the release", given.into_bytes())?, form: Encoding::Text }),
            },
            Value::Null | Value::Object(_) => Err(UsageError::new(
                "Helm gave this post-renderer no release: up to 4.3 it can't pass one to a WebAssembly module \
                 (https://github.com/helm/helm/issues/31832)",
                "use the plugin that runs the program instead: --post-renderer portico",
            )),
            _ => Err(unreadable("its `manifests` are not text")),
        }
    }

    /// Gives the text and its form.
    pub fn into_parts(self) -> (String, Encoding) {
        (self.text, self.form)
    }
}

impl Encoding {
    /// Writes a text in this form.
    pub fn written(self, text: String) -> String {
        match self {
            Self::Text => text,
            Self::Base64 => BASE64_STANDARD.encode(text),
        }
    }
}

/// Decodes Base64, or gives nothing. No release looks like it: an object has a colon, and a comment a space or a number
/// sign.
fn decoded(given: &str) -> Option<Vec<u8>> {
    if given.is_empty() { None } else { BASE64_STANDARD.decode(given).ok() }
}
