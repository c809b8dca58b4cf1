//! Logs, on standard error: lines of JSON, or for people.

use std::{env, io};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The variable that says what to log, as `target=level,…`.
const VARIABLE: &str = "RUST_LOG";

/// The targets that log every frame of every connection, or every part of the component, for which nobody looks.
const QUIET: [&str; 7] = ["h2", "hyper", "hyper_util", "rustls", "tonic", "tower", "wasmtime"];

/// Begins to log. A second call changes nothing.
pub(crate) fn begin(debug: bool) {
    let given = env::var(VARIABLE).ok().filter(|given| !given.trim().is_empty());
    let parsed = given.as_deref().map(|given| given.trim().parse::<Targets>());
    let ignored = matches!(parsed, Some(Err(_)));
    let filter = parsed.and_then(Result::ok).unwrap_or_else(|| usual(debug));
    let logs = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(io::stderr);
    // A second server of a process logs where the first does.
    let _ = if debug { logs.finish().with(filter).try_init() } else { logs.json().finish().with(filter).try_init() };
    if ignored {
        tracing::warn!("{VARIABLE} is ignored: it takes only target=level");
    }
}

fn usual(debug: bool) -> Targets {
    let level = if debug { LevelFilter::DEBUG } else { LevelFilter::INFO };
    Targets::new().with_default(level).with_targets(QUIET.map(|target| (target, LevelFilter::INFO)))
}
