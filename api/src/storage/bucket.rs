//! Files in a bucket of a store that speaks S3.

use std::{sync::Arc, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, prefix::PrefixStore,
};
use secrecy::{ExposeSecret, SecretString};

/// The smallest part that S3 takes, but for the last one.
pub(super) const PART: usize = 5 * 1_024 * 1_024;

const CONNECT: Duration = Duration::from_secs(5);
/// The longest time without a byte from the store.
const SILENCE: Duration = Duration::from_secs(20);

/// A bucket, and how it is reached.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What all keys in it begin with; empty for the bucket's own beginning.
    pub prefix: String,
    /// The address of the store; Amazon's own for the region when absent.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// The key pair; when absent, the one that the machine is given by its surroundings.
    pub keys: Option<(SecretString, SecretString)>,
    /// Whether the endpoint may be reached without TLS.
    pub allow_http: bool,
}

/// Opens a bucket. Nothing is sent yet.
pub(super) fn open(bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, String> {
    // The HTTP client asks the process which cryptography to use; there is one here, and it is fine if it is chosen already.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    let client = ClientOptions::new()
        .with_allow_http(bucket.allow_http)
        .with_connect_timeout(CONNECT)
        .with_read_timeout(SILENCE)
        // A whole answer may take as long as its reader does.
        .with_timeout_disabled();
    let retry = RetryConfig {
        backoff: BackoffConfig { init_backoff: Duration::from_millis(50), ..BackoffConfig::default() },
        max_retries: 2,
        retry_timeout: Duration::from_secs(10),
    };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&bucket.name)
        .with_region(&bucket.region)
        .with_client_options(client)
        .with_allow_http(bucket.allow_http)
        .with_retry(retry)
        // One object at a time is deleted here, and not every store knows how to delete many.
        .with_disable_bulk_delete(true);
    if let Some(endpoint) = &bucket.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some((id, secret)) = &bucket.keys {
        builder =
            builder.with_access_key_id(id.expose_secret()).with_secret_access_key(secret.expose_secret());
    }
    let store = builder.build().map_err(|error| error.to_string())?;
    if bucket.prefix.is_empty() {
        return Ok(Arc::new(store));
    }
    Ok(Arc::new(PrefixStore::new(store, bucket.prefix.as_str())))
}
