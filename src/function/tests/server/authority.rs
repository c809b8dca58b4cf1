//! An authority of certificates, and its servers' and clients' certificates.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// The name of the server.
pub const NAME: &str = "localhost";

/// The authority.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub fn new() -> Self {
        let mut parameters = CertificateParams::new(Vec::new()).expect("they are right");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("there is randomness");
        Self { issuer: CertifiedIssuer::self_signed(parameters, key).expect("it can be signed") }
    }

    /// Writes the files of a server's directory.
    pub fn write_to(&self, directory: &Path) {
        let (certificate, key) = self.certificate();
        for (file, text) in [("tls.crt", &certificate), ("tls.key", &key), ("ca.crt", &self.issuer.pem())] {
            fs::write(directory.join(file), text).expect("the directory can be written to");
        }
    }

    /// Makes the configuration of a client that trusts this authority, with a certificate of its own or without.
    pub fn client(&self, has_certificate: bool) -> Arc<ClientConfig> {
        let mut authorities = RootCertStore::empty();
        authorities.add(self.issuer.der().clone()).expect("it is an authority");
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("there are some")
            .with_root_certificates(authorities);
        let mut client = if has_certificate {
            let (certificate, key) = self.certificate();
            let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).expect("it is PEM");
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("it is PEM");
            builder.with_client_auth_cert(vec![certificate], key).expect("they fit")
        } else {
            builder.with_no_client_auth()
        };
        client.alpn_protocols = vec![b"h2".to_vec()];
        Arc::new(client)
    }

    fn certificate(&self) -> (String, String) {
        let key = KeyPair::generate().expect("there is randomness");
        let parameters = CertificateParams::new([NAME.to_owned()]).expect("they are right");
        let certificate = parameters.signed_by(&key, &self.issuer).expect("it can be signed");
        (certificate.pem(), key.serialize_pem())
    }
}
