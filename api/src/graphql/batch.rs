//! Batches: all reads of one level of a query, of every kind, go off together, each kind in one call.
//!
//! The library's loader is made for one type of key, and the compiler makes it anew for each: with sixty kinds that was
//! a tenth of the program and of its build. Here it is made once, for a key that hides its kind, and a kind brings no
//! more than its own `load`. What always holds: a fault of one kind takes nothing from the others.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use async_graphql::dataloader::{DataLoader, Loader};
use futures::{
    FutureExt,
    future::{BoxFuture, join_all},
};

use crate::{
    core::{
        Ctx, Error, Result,
        db::{StatementCounter, counted},
    },
    finding::loader::Worked,
};

/// Most reads of one batch. A statement takes fewer than 32,766 parameters on SQLite.
const BATCH_MAX: usize = 10_000;

/// The key of one kind of read.
pub trait Batched: Clone + Eq + Hash + Send + Sync + 'static {
    /// What is found.
    type Value: Clone + Send + Sync + 'static;
    /// Reads for all of these keys, each of them once. A key for which nothing is there is missing.
    fn load(
        loaders: &Loaders,
        keys: Vec<Self>,
    ) -> impl Future<Output = Result<HashMap<Self, Self::Value>>> + Send;
}

/// What the reads of one request use.
pub struct Loaders {
    /// The request's context, with its actor.
    pub ctx: Arc<Ctx>,
    /// The findings that it has worked out so far.
    pub worked: Worked,
}

/// The reads of one request, in batches. Made anew for each request, without a cache of rows: nothing crosses callers,
/// and nothing is stale after a mutation.
pub struct Batches(Box<dyn Batch>);

/// The library's loader behind an object, so that the compiler does not look into it, and into the database below it,
/// for each resolver that waits for a read.
trait Batch: Send + Sync {
    fn load(&self, key: Key) -> BoxFuture<'_, std::result::Result<Option<Outcome>, Fault>>;
}

impl Batch for DataLoader<Loaders> {
    fn load(&self, key: Key) -> BoxFuture<'_, std::result::Result<Option<Outcome>, Fault>> {
        Box::pin(self.load_one(key))
    }
}

impl Batches {
    /// For one request.
    pub fn new(ctx: Arc<Ctx>, worked: Worked) -> Self {
        let counter = StatementCounter::current();
        let spawn = move |batch| tokio::spawn(counted(counter.clone(), batch));
        // The batch goes off when all fields of a level have asked; waiting longer only costs time.
        let loader = DataLoader::new(Loaders { ctx, worked }, spawn).delay(Duration::ZERO);
        Self(Box::new(loader.max_batch_size(BATCH_MAX)))
    }

    /// Reads for one key, together with all others who ask now.
    pub async fn load_one<K: Batched>(&self, key: K) -> Result<Option<K::Value>> {
        let found = self.0.load(Key::of(key)).await.map_err(|fault| Error::clone(&fault))?;
        match found {
            None => Ok(None),
            Some(Err(fault)) => Err(Error::clone(&fault)),
            Some(Ok(value)) => match value.downcast_ref::<K::Value>() {
                Some(value) => Ok(Some(value.clone())),
                None => Err(Error::internal("a batch gave a value of another kind")),
            },
        }
    }
}

/// A key of any kind.
#[derive(Clone)]
struct Key {
    kind: TypeId,
    hash: u64,
    inner: Arc<dyn Kind>,
}

impl Key {
    fn of<K: Batched>(key: K) -> Self {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        Self { kind: TypeId::of::<K>(), hash: hasher.finish(), inner: Arc::new(Of(key)) }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.kind == other.kind && self.inner.equals(&*other.inner)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

type Value = Arc<dyn Any + Send + Sync>;
type Fault = Arc<Error>;
type Outcome = std::result::Result<Value, Fault>;
type Outcomes = HashMap<Key, Outcome>;

/// What a hidden kind can do.
trait Kind: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Kind) -> bool;
    /// Reads for keys of this kind.
    fn load<'a>(&self, loaders: &'a Loaders, keys: Vec<Key>) -> BoxFuture<'a, Outcomes>;
}

struct Of<K>(K);

impl<K: Batched> Kind for Of<K> {
    fn as_any(&self) -> &dyn Any {
        &self.0
    }

    fn equals(&self, other: &dyn Kind) -> bool {
        other.as_any().downcast_ref::<K>() == Some(&self.0)
    }

    fn load<'a>(&self, loaders: &'a Loaders, keys: Vec<Key>) -> BoxFuture<'a, Outcomes> {
        async move {
            let own: Vec<K> =
                keys.iter().filter_map(|key| key.inner.as_any().downcast_ref::<K>().cloned()).collect();
            match K::load(loaders, own).await {
                Ok(found) => {
                    let hidden = |value| -> Value { Arc::new(value) };
                    found.into_iter().map(|(key, value)| (Key::of(key), Ok(hidden(value)))).collect()
                }
                Err(fault) => {
                    let fault = Arc::new(fault);
                    keys.into_iter().map(|key| (key, Err(Arc::clone(&fault)))).collect()
                }
            }
        }
        .boxed()
    }
}

#[async_graphql::async_trait::async_trait]
impl Loader<Key> for Loaders {
    type Value = std::result::Result<Value, Fault>;
    type Error = Fault;

    async fn load(&self, keys: &[Key]) -> std::result::Result<Outcomes, Fault> {
        let mut kinds: HashMap<TypeId, Vec<Key>> = HashMap::new();
        for key in keys {
            kinds.entry(key.kind).or_default().push(key.clone());
        }
        let loads = kinds.into_values().filter_map(|keys| {
            let kind = Arc::clone(&keys.first()?.inner);
            Some(kind.load(self, keys))
        });
        Ok(join_all(loads).await.into_iter().flatten().collect())
    }
}
