//! A document of YAML, and the fields that must be known before the server can judge it.

use serde::Deserialize;
use serde_json::Value;

/// A document that is one object.
pub struct Document {
    /// Its text, which the server gets as it is.
    pub text: String,
    /// The group and version.
    pub api_version: String,
    /// The kind.
    pub kind: String,
    /// The namespace, if it says one.
    pub namespace: Option<String>,
    /// The object as data.
    pub object: Value,
}

impl Document {
    /// Reads a document; nothing if it holds nothing.
    ///
    /// # Errors
    ///
    /// When it isn't one object with an apiVersion and a kind: the server would read the first one and pass over
    /// the others.
    pub fn read(text: &str) -> Result<Option<Self>, String> {
        let documents = serde_yaml::Deserializer::from_str(text).map(Value::deserialize);
        let mut objects = documents.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
        objects.retain(|object| !object.is_null());
        if objects.len() > 1 {
            return Err(format!("{} objects in one document", objects.len()));
        }
        let Some(object) = objects.pop() else {
            return Ok(None);
        };
        let word = |value: &Value| value.as_str().map(str::to_owned);
        Ok(Some(Self {
            text: text.to_owned(),
            api_version: word(&object["apiVersion"]).ok_or("no apiVersion")?,
            kind: word(&object["kind"]).ok_or("no kind")?,
            namespace: word(&object["metadata"]["namespace"]),
            object,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[test]
    fn a_document_is_one_object_or_nothing() {
        let read = |text| Document::read(text).map(|document| document.map(|document| document.namespace));
        assert_eq!(read("# nothing\n"), Ok(None));
        assert_eq!(read("---\napiVersion: v1\nkind: A\n"), Ok(Some(None)));
        assert_eq!(
            read("apiVersion: v1\nkind: A\nmetadata: {namespace: b}\n---\n# c\n"),
            Ok(Some(Some("b".to_owned())))
        );
        assert_eq!(read("a: 1\n---\nb: 1\n"), Err("2 objects in one document".to_owned()));
        assert_eq!(read("kind: A\n"), Err("no apiVersion".to_owned()));
        assert!(read("a: [").is_err());
    }
}
