//! Getting key sets: from a file, or from an address with a bound on time, size and redirects. Blocking: called from
//! a thread for blocking work.

use std::{path::Path, time::Duration};

use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

use super::{
    KeySource, Signing,
    issuer::{is_loopback, unsafe_url},
    jwks::Keys,
};

/// Largest accepted key set in bytes. The largest public ones have about 30,000.
const SIZE_MAX: u64 = 256 * 1_024;
const CONNECT: Duration = Duration::from_secs(3);
const WHOLE: Duration = Duration::from_secs(5);

/// Gets the keys, or says in words for an operator why not.
pub(super) fn load(source: &KeySource, signing: Signing) -> Result<Keys, String> {
    match source {
        KeySource::Pem { pem, kid } => Keys::from_pem(pem, kid.as_deref(), signing),
        KeySource::File(path) => Keys::from_jwks(&read_file(path)?, signing),
        KeySource::Url { url, ca_file } => Keys::from_jwks(&get(url, ca_file.as_deref())?, signing),
    }
}

fn read_file(path: &Path) -> Result<String, String> {
    let fault = |err: std::io::Error| format!("{} cannot be read: {err}", path.display());
    let size = std::fs::metadata(path).map_err(fault)?.len();
    if size > SIZE_MAX {
        return Err(format!("{} is larger than {SIZE_MAX} bytes", path.display()));
    }
    std::fs::read_to_string(path).map_err(fault)
}

fn get(url: &str, ca_file: Option<&Path>) -> Result<String, String> {
    if let Some(reason) = unsafe_url(url) {
        return Err(format!("the address {reason}"));
    }
    let mut tls = TlsConfig::builder();
    if let Some(path) = ca_file {
        tls = tls.root_certs(RootCerts::new_with_certs(&certificates(path)?));
    }
    let mut config = Agent::config_builder()
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        // A redirect could lead to an address that the configuration would have refused.
        .max_redirects(0)
        .max_idle_connections(0)
        .user_agent("medspil")
        .accept("application/jwk-set+json, application/json")
        .tls_config(tls.build());
    let host = url.parse::<ureq::http::Uri>().ok();
    if host.is_some_and(|uri| uri.host().is_some_and(is_loopback)) {
        config = config.proxy(None);
    }
    let agent: Agent = config.build().into();
    let mut response = agent.get(url).call().map_err(|err| explain(&err))?;
    if response.status() != 200 {
        return Err(format!("the address answered with status {}", response.status().as_u16()));
    }
    response.body_mut().with_config().limit(SIZE_MAX).read_to_string().map_err(|err| explain(&err))
}

fn certificates(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let text = std::fs::read(path).map_err(|err| format!("{} cannot be read: {err}", path.display()))?;
    let certificates: Vec<_> = parse_pem(&text)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        })
        .collect();
    if certificates.is_empty() {
        return Err(format!("{} holds no certificate in PEM", path.display()));
    }
    Ok(certificates)
}

fn explain(err: &ureq::Error) -> String {
    match err {
        ureq::Error::StatusCode(code) => format!("the address answered with status {code}"),
        ureq::Error::BodyExceedsLimit(_) => format!("the answer is larger than {SIZE_MAX} bytes"),
        ureq::Error::Timeout(_) => "the address did not answer in time".to_owned(),
        other => format!("the address could not be reached: {other}"),
    }
}
