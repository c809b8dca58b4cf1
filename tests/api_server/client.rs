//! Speaking to the server over HTTPS, a thousand times in seconds: kubectl takes longer to start than the server to
//! answer.

use rustls::crypto::ring;
use serde_json::Value;
use std::sync::Arc;
use ureq::tls::TlsConfig;
use ureq::{Agent, Body, Error, http};

/// A connection to one server.
pub struct Client {
    agent: Agent,
    address: String,
    authorization: String,
}

/// The server's answer.
pub struct Answer {
    /// The status code of HTTP.
    pub status: u16,
    body: String,
}

impl Client {
    /// Speaks to the server at an address with its token. The server made its certificate itself, and it is not
    /// checked: only this server takes the token.
    pub fn new(address: &str, token: &str) -> Self {
        let tls = TlsConfig::builder()
            .disable_verification(true)
            .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
            .build();
        let agent = Agent::config_builder().tls_config(tls).http_status_as_error(false).proxy(None).build().into();
        Self { agent, address: address.to_owned(), authorization: format!("Bearer {token}") }
    }

    /// Gets what is at a path, if the server answers.
    pub fn get(&self, path: &str, accept: &str) -> Result<Answer, Error> {
        let request = self.agent.get(format!("{}{path}", self.address)).header("Accept", accept);
        Answer::read(request.header("Authorization", &self.authorization).call()?)
    }

    /// Posts an object in YAML.
    pub fn post(&self, path: &str, object: &str) -> Answer {
        let request = self.agent.post(format!("{}{path}", self.address)).header("Accept", "application/json");
        let request = request.header("Authorization", &self.authorization).content_type("application/yaml");
        request.send(object).and_then(Answer::read).unwrap_or_else(|error| panic!("POST {path}: {error}"))
    }
}

impl Answer {
    fn read(mut response: http::Response<Body>) -> Result<Self, Error> {
        Ok(Self { status: response.status().as_u16(), body: response.body_mut().read_to_string()? })
    }

    /// Gives the answer as data; null if it isn't JSON.
    pub fn data(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// Gives the reason for the server's refusal, in its words.
    pub fn reason(&self) -> String {
        self.data()["message"].as_str().map_or_else(|| format!("{}: {}", self.status, self.body), str::to_owned)
    }
}
