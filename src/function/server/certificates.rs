//! The certificates of the server and its clients' authority: read from a directory, and again when they change.

use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use std::convert::Infallible;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, fs, io};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// The newest configuration of TLS for connections.
pub(crate) type Current = watch::Receiver<Arc<ServerConfig>>;

/// The certificates of a directory, followed as they change there.
#[derive(Debug)]
pub(crate) struct Certificates {
    directory: PathBuf,
    files: Files,
    current: watch::Sender<Arc<ServerConfig>>,
}

/// The contents of the files as they were read.
#[derive(Debug, PartialEq, Eq)]
struct Files {
    certificate: Vec<u8>,
    key: Vec<u8>,
    authority: Vec<u8>,
}

impl Certificates {
    /// Reads them for the first time.
    pub(crate) fn read(directory: PathBuf) -> Result<(Self, Current), CertificateError> {
        let files = Files::read(&directory)?;
        let (sender, current) = watch::channel(files.configuration()?);
        Ok((Self { directory, files, current: sender }, current))
    }

    /// Reads them again and again. Unusable certificates are logged once, and the earlier ones stay in use.
    pub(crate) async fn follow(mut self, every: Duration) -> Infallible {
        let mut told = None;
        loop {
            sleep(every).await;
            let directory = self.directory.clone();
            let read = spawn_blocking(move || Files::read(&directory)).await;
            let Ok(read) = read else { continue };
            match read.and_then(|files| self.take(files)) {
                Ok(()) => told = None,
                Err(error) => {
                    let error = portico_text::line(&error.to_string());
                    if told.as_ref() != Some(&error) {
                        tracing::warn!(%error, "the new certificates can't be used: the earlier ones stay in use");
                        told = Some(error);
                    }
                }
            }
        }
    }

    fn take(&mut self, files: Files) -> Result<(), CertificateError> {
        if files != self.files {
            self.current.send_replace(files.configuration()?);
            self.files = files;
            tracing::info!("the certificates have changed: the new ones are in use");
        }
        Ok(())
    }
}

impl Files {
    fn read(directory: &Path) -> Result<Self, CertificateError> {
        let read = |name: &str| {
            let path = directory.join(name);
            fs::read(&path).map_err(|error| CertificateError::Unreadable { path, error })
        };
        Ok(Self { certificate: read("tls.crt")?, key: read("tls.key")?, authority: read("ca.crt")? })
    }

    /// Makes a configuration of TLS 1.2 and later, for clients that have a certificate of the authority.
    fn configuration(&self) -> Result<Arc<ServerConfig>, CertificateError> {
        let wrong = |file: &'static str| move |error| CertificateError::Wrong { file, error };
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let mut authorities = RootCertStore::empty();
        for certificate in certificates(&self.authority).map_err(wrong("ca.crt"))? {
            authorities.add(certificate).map_err(|error| wrong("ca.crt")(error.into()))?;
        }
        let clients = WebPkiClientVerifier::builder_with_provider(Arc::new(authorities), Arc::clone(&provider))
            .build()
            .map_err(|error| wrong("ca.crt")(error.into()))?;
        let chain = certificates(&self.certificate).map_err(wrong("tls.crt"))?;
        let key = PrivateKeyDer::from_pem_slice(&self.key).map_err(|error| wrong("tls.key")(error.into()))?;
        let mut configuration = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| wrong("tls.crt")(error.into()))?
            .with_client_cert_verifier(clients)
            .with_single_cert(chain, key)
            .map_err(|error| wrong("tls.crt")(error.into()))?;
        configuration.alpn_protocols = vec![b"h2".to_vec()];
        Ok(Arc::new(configuration))
    }
}

type Cause = Box<dyn Error + Send + Sync>;

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Cause> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>()?;
    if certificates.is_empty() { Err("there is no certificate in it".into()) } else { Ok(certificates) }
}

/// The reason that certificates can't be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum CertificateError {
    /// A file can't be read.
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The cause.
        error: io::Error,
    },
    /// The content of a file is malformed, or doesn't fit the others.
    Wrong {
        /// Its name.
        file: &'static str,
        /// The cause.
        error: Cause,
    },
}

impl fmt::Display for CertificateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => write!(formatter, "{} can't be read: {error}", path.display()),
            Self::Wrong { file, error } => write!(formatter, "{file} can't be used: {error}"),
        }
    }
}

impl Error for CertificateError {}
