//! Where the content of files is kept: a folder, or a store that speaks S3. Knows nothing of what the files are for.
//!
//! What always holds: content is written once, under a key that is new, and never changed; it is there whole or not at
//! all; no more of it is in memory than two parts. Who may read it is not decided here: a key is nobody's secret, but only
//! what the database names is handed out.

mod bucket;
mod content;
mod folder;

use std::{fmt, path::PathBuf, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, path::Path};
use uuid::Uuid;

use crate::core::{Error, Result};

pub use bucket::Bucket;
pub use content::{Content, Writer};

/// Where files are kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// In a folder of this machine, or one that all servers share.
    Folder(PathBuf),
    /// In a bucket of a store that speaks S3.
    Bucket(Bucket),
}

/// What the operator decides about files.
#[derive(Clone, Debug)]
pub struct StorageOptions {
    /// Where they are kept.
    pub place: Place,
    /// The largest one, in bytes.
    pub max_bytes: u64,
}

impl Default for StorageOptions {
    fn default() -> Self {
        Self { place: Place::Folder(PathBuf::from("medspil-files")), max_bytes: 50 * 1_024 * 1_024 }
    }
}

/// The name of one content: whose it is, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The authority.
    pub authority: Uuid,
    /// The content.
    pub content: Uuid,
}

impl Key {
    fn path(self) -> Path {
        Path::from_iter([self.authority.simple().to_string(), self.content.simple().to_string()])
    }

    /// Reads the name of what lies in the store; none of something that is not ours.
    fn read(path: &Path) -> Option<Self> {
        let mut parts = path.parts();
        let mut next = || parts.next().and_then(|part| Uuid::try_parse(part.as_ref()).ok());
        let key = Self { authority: next()?, content: next()? };
        (key.path() == *path).then_some(key)
    }
}

/// A store of files.
#[derive(Clone)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// In which parts content is written; what one upload keeps in memory is twice that.
    part: usize,
    max_bytes: u64,
    folder: Option<PathBuf>,
}

impl Storage {
    /// Opens a store, or says in words for an operator why not. A folder is made when it is not there.
    pub fn open(options: &StorageOptions) -> std::result::Result<Self, String> {
        let (store, part, folder): (Arc<dyn ObjectStore>, _, _) = match &options.place {
            Place::Folder(path) => (Arc::new(folder::open(path)?), folder::PART, Some(path.clone())),
            Place::Bucket(options) => (bucket::open(options)?, bucket::PART, None),
        };
        Ok(Self { store, part, max_bytes: options.max_bytes, folder })
    }

    /// The largest content, in bytes.
    pub const fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// Begins to write new content.
    pub fn writer(&self, key: Key) -> Writer {
        Writer::new(Arc::clone(&self.store), key.path(), self.part)
    }

    /// Opens content; nothing when it is not there.
    pub async fn read(&self, key: Key) -> Result<Option<Content>> {
        match self.store.get(&key.path()).await {
            Ok(found) => Ok(Some(Content {
                size: found.meta.size,
                bytes: found.into_stream().map_err(|error| fault(&error)).boxed(),
            })),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    /// Removes content for good; it may be gone already.
    pub async fn remove(&self, key: Key) -> Result<()> {
        match self.store.delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }

    /// All content that was written before an instant, in no order. What somebody else keeps in the same place is left
    /// out.
    pub fn written_before(&self, before: DateTime<Utc>) -> impl Stream<Item = Result<Key>> + '_ {
        self.store
            .list(None)
            .try_filter_map(move |meta| async move {
                Ok((meta.last_modified < before).then(|| Key::read(&meta.location)).flatten())
            })
            .map_err(|error| fault(&error))
    }

    /// Removes what writes left behind that were broken off before an instant by the end of the process; gives their
    /// number. A bucket does so itself, by a rule of its own.
    pub async fn remove_broken_off(&self, before: DateTime<Utc>) -> Result<u64> {
        let Some(folder) = self.folder.clone() else { return Ok(0) };
        let work = move || folder::remove_staged(&folder, before);
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
    }

    /// Whether content can be written, read and removed, or why not, in words for an operator.
    pub async fn check(&self) -> std::result::Result<(), String> {
        let probe = Path::from(format!("medspil-doctor-{}", std::process::id()));
        let said = |step: &'static str| move |error: object_store::Error| format!("{step}: {error}");
        let written = Bytes::from_static(b"medspil");
        self.store.put(&probe, PutPayload::from(written.clone())).await.map_err(said("cannot be written"))?;
        let read = async { self.store.get(&probe).await?.bytes().await };
        let read = read.await.map_err(said("cannot be read"))?;
        self.store.delete(&probe).await.map_err(said("cannot be removed from"))?;
        if read == written { Ok(()) } else { Err("gives back something else than was written".to_owned()) }
    }
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Storage").field("max_bytes", &self.max_bytes).finish_non_exhaustive()
    }
}

/// A failure of the store. It comes and goes, unless the store says that we may not.
fn fault(error: &object_store::Error) -> Error {
    use object_store::Error as Store;
    match error {
        Store::PermissionDenied { .. } | Store::Unauthenticated { .. } => Error::internal(error.to_string()),
        other => {
            tracing::warn!(error = %other, "the store of files does not answer as it should");
            Error::Busy
        }
    }
}
