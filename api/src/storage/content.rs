//! Content on its way in and out, a part at a time.

use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::{ObjectStore, ObjectStoreExt, buffered::BufWriter, path::Path};
use tokio::{io::AsyncWriteExt, runtime::Handle};

use super::fault;
use crate::core::Result;

/// Content that is being read.
pub struct Content {
    /// Its length in bytes.
    pub size: u64,
    /// The bytes, in pieces; an error when the store fails on the way.
    pub bytes: BoxStream<'static, Result<Bytes>>,
}

/// Content that is being written. It is there when [`Writer::finish`] says so; dropped before, nothing of it stays.
pub struct Writer {
    store: Arc<dyn ObjectStore>,
    path: Path,
    /// None once it is finished or given up.
    to: Option<BufWriter>,
}

impl Writer {
    pub(super) fn new(store: Arc<dyn ObjectStore>, path: Path, part: usize) -> Self {
        let to = BufWriter::with_capacity(Arc::clone(&store), path.clone(), part).with_max_concurrency(1);
        Self { store, path, to: Some(to) }
    }

    /// Writes the next bytes; waits while the store has no room for them.
    pub async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match &mut self.to {
            Some(to) => to.put(bytes).await.map_err(|error| fault(&error)),
            None => Ok(()),
        }
    }

    /// Ends the writing: from now on the content is there, also after a crash.
    pub async fn finish(mut self) -> Result<()> {
        let Some(mut to) = self.to.take() else { return Ok(()) };
        let finished = to.shutdown().await;
        finished.map_err(|error| {
            tracing::warn!(%error, "content could not be written to its end");
            remove_later(Arc::clone(&self.store), self.path.clone());
            crate::core::Error::Busy
        })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let Some(mut to) = self.to.take() else { return };
        // The client is gone or was refused: a store that was told of parts hears that no more will come.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = to.abort().await {
                    tracing::warn!(%error, "content that was given up could not be taken back");
                }
            });
        }
    }
}

/// What was perhaps written is removed beside the request; housekeeping finds what this does not.
fn remove_later(store: Arc<dyn ObjectStore>, path: Path) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(async move { store.delete(&path).await.ok() });
    }
}
