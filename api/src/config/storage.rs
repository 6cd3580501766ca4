//! Settings of the store of files.

use std::path::PathBuf;

use secrecy::SecretString;

use super::{
    http::count,
    read::{Section, flag, non_empty},
};
use crate::storage::{Bucket, Place, StorageOptions};

const EXPECTED: &str = "\"file:/path/to/folder\" or \"s3://bucket/prefix\"";

/// Reads `[storage]`.
pub(super) fn read(mut section: Section<'_>) -> StorageOptions {
    let mut options = StorageOptions::default();
    if let Some(bytes) = count(&mut section, "max_bytes", 1_024..=2_000_000_000) {
        options.max_bytes = u64::try_from(bytes).unwrap_or(options.max_bytes);
    }
    let is_named = section.has("url");
    let place = section.value("url", EXPECTED, place);
    let for_buckets = ["endpoint", "region", "access_key_id", "secret_access_key", "allow_http"];
    if matches!((&place, is_named), (Some(Place::Folder(_)), _) | (None, false)) {
        for key in for_buckets.into_iter().filter(|key| section.has(key)) {
            section.fault(key, "is only for an s3:// address.", "Remove it, or set storage.url to a bucket.");
        }
    }
    let endpoint = section.value("endpoint", "an https:// address without a path", endpoint);
    let region = section.value("region", "a region, for example \"eu-north-1\"", name);
    let half = section.has("access_key_id") != section.has("secret_access_key");
    let id = section.value("access_key_id", "the id of a key pair", secret);
    let key = section.value("secret_access_key", "the secret of a key pair", secret);
    let allow_http = section.value("allow_http", "true or false", flag).unwrap_or_default();
    if half {
        section.fault(
            "",
            "has one half of a key pair.",
            "Set access_key_id and secret_access_key, or neither.",
        );
    }
    if endpoint.as_deref().is_some_and(|url| url.starts_with("http://")) && !allow_http {
        section.fault(
            "endpoint",
            "is not https: files and signatures could be read on the way.",
            "Use https, or set allow_http = true when the network between is your own.",
        );
    }
    if let Some(place) = place {
        options.place = match place {
            Place::Bucket(bucket) => Place::Bucket(Bucket {
                endpoint,
                region: region.unwrap_or(bucket.region),
                keys: id.zip(key),
                allow_http,
                ..bucket
            }),
            folder @ Place::Folder(_) => folder,
        };
    }
    section.finish();
    options
}

fn place(text: &str) -> Option<Place> {
    if let Some(path) = text.strip_prefix("file:") {
        return (!path.trim().is_empty()).then(|| Place::Folder(PathBuf::from(path)));
    }
    let (bucket, prefix) = match text.strip_prefix("s3://")?.split_once('/') {
        Some((bucket, prefix)) => (bucket, prefix.trim_end_matches('/')),
        None => (text.strip_prefix("s3://")?, ""),
    };
    let tidy = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
            && part.chars().any(|c| c != '.')
    };
    let tidy = tidy(bucket) && (prefix.is_empty() || prefix.split('/').all(tidy));
    tidy.then(|| {
        Place::Bucket(Bucket {
            name: bucket.to_owned(),
            prefix: prefix.to_owned(),
            endpoint: None,
            region: "us-east-1".to_owned(),
            keys: None,
            allow_http: false,
        })
    })
}

fn endpoint(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(plain)).then(|| text.to_owned())
}

fn name(text: &str) -> Option<String> {
    non_empty(text).filter(|text| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

fn secret(text: &str) -> Option<SecretString> {
    non_empty(text).map(SecretString::from)
}
