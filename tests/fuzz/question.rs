//! A text as a question: words that say what to do, the stream to do it with, and the files beside it.
//!
//! ```text
//! #: cloud=aws controller=istio@1.30 unsafe
//! kind: Service
//! === exposure
//! kind: Exposure
//! === values
//! router: {}
//! === previous
//! kind: Service
//! === configuration
//! cloud: aws
//! ```
//!
//! The words of the first line are those of `tests/fixtures/cases`. All but the stream may be missing.

use portico_core::Source;
use portico_core::requests::FieldOverride;
use portico_core::validate::Options;
use portico_manifest::{Limits, parse, split};
use serde_json::Value;

/// The mark at the beginning of a file's part.
pub const PART: &str = "=== ";

/// Gives the documents of a text that are mappings, as data.
#[must_use]
pub fn objects(text: &str) -> Vec<Value> {
    let limits = Limits::default();
    let documents =
        split(text).into_iter().filter_map(|raw| parse(text, &raw, &limits).ok()?.root()?.to_data(&limits).ok());
    documents.filter(Value::is_object).collect()
}

/// A question of a text.
pub struct Question {
    words: Vec<(String, String)>,
    /// The stream.
    pub stream: Source,
    parts: Vec<(String, Source)>,
}

impl Question {
    /// Reads a question from any text.
    #[must_use]
    pub fn read(input: &str) -> Self {
        let (words, rest) = match input.strip_prefix("#:") {
            Some(asked) => asked.split_once('\n').unwrap_or((asked, "")),
            None => ("", input),
        };
        let words = words.split_whitespace().map(|word| word.split_once('=').unwrap_or((word, "")));
        let mut pieces = vec![("", String::new())];
        for line in rest.split_inclusive('\n') {
            match line.strip_prefix(PART) {
                Some(role) => pieces.push((role.trim(), String::new())),
                None => pieces.last_mut().expect("there is the stream").1.push_str(line),
            }
        }
        let mut parts = pieces.into_iter().enumerate().map(|(index, (role, text))| {
            let name = if index == 0 { "stream.yaml".to_owned() } else { format!("{role}-{index}.yaml") };
            (role.to_owned(), Source { name, text })
        });
        let (_, stream) = parts.next().expect("there is the stream");
        Self {
            words: words.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            stream,
            parts: parts.collect(),
        }
    }

    /// Gives the value of a word of the first line, if it is there.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<String> {
        self.words.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// Gives the files of a role.
    #[must_use]
    pub fn files(&self, role: &str) -> Vec<Source> {
        self.parts.iter().filter(|(known, _)| known == role).map(|(_, source)| source.clone()).collect()
    }

    /// Gives the Exposure beside the stream.
    #[must_use]
    pub fn exposure(&self) -> Option<Source> {
        self.files("exposure").pop()
    }

    /// Gives the sources and options. Where values are merged over the stream, the stream is the first of them.
    #[must_use]
    pub fn told(&self) -> (Vec<Source>, Options) {
        let mut sources = vec![self.stream.clone()];
        let mut values = self.files("values");
        if !values.is_empty() {
            values.splice(0..0, sources.drain(..));
        }
        let fields = [
            ("as", "readAs"),
            ("cloud", "cloud"),
            ("controller", "controller"),
            ("spaces", "targets.spaces"),
            ("kubernetes", "targets.kubernetes"),
            ("gateway-api", "targets.gatewayAPI"),
        ];
        let fields = fields.iter().filter_map(|(word, field)| Some(FieldOverride::of(field, &self.word(word)?)));
        let levels = self.word("levels").unwrap_or_default();
        let levels = levels.split(',').filter_map(|level| level.split_once(':'));
        let levels = levels.map(|(rule, word)| FieldOverride::of(&format!("rules.{rule}"), word));
        let options = Options {
            configuration: self.files("configuration").pop(),
            overrides: fields.chain(levels).collect(),
            exposure: self.exposure(),
            values,
            previous: self.files("previous"),
            ..Options::default()
        };
        (sources, options)
    }
}
