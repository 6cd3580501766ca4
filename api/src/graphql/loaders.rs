//! The kinds of batched reads. One batch is one SQL statement for each distinct set of arguments.
//!
//! A domain declares a [`Lookup`] (one row by id), a [`Group`] (the few rows of each thing) or a [`Relation`] (the
//! list of each parent); how they are read is written once, here.

use std::{
    collections::{HashMap, HashSet},
    hash::{Hash, Hasher},
    iter,
    marker::PhantomData,
    sync::Arc,
};

use chrono::NaiveDate;
use sea_orm::{EntityTrait, FromQueryResult, IdenStatic, ModelTrait, QueryFilter};
use uuid::Uuid;

use super::batch::{Batched, Loaders};
use crate::core::{
    Ctx, Result,
    db::{
        page::{self, Children, Order, Page, Paged, Slice},
        tree::{Tree, ancestors},
    },
    filter::Filter,
};

/// One row by id, as of a date, visible to the actor.
pub trait Lookup: Send + Sync + 'static {
    /// The table.
    type Entity: EntityTrait;
    /// All visible rows among these ids as of a date; at most one a row id.
    fn find(
        ctx: &Ctx,
        ids: &[Uuid],
        as_of: NaiveDate,
    ) -> impl Future<Output = Result<HashMap<Uuid, Row<Self>>>> + Send;
}

/// A row of a lookup's table.
pub type Row<L> = <<L as Lookup>::Entity as EntityTrait>::Model;

/// Makes a key type. A derive would ask of the marker type what only the fields need.
macro_rules! key {
    ($(#[$doc:meta])* $name:ident($($at:tt: $field:ty),+)) => {
        $(#[$doc])*
        pub struct $name<L>($($field,)+ PhantomData<L>);

        impl<L> Clone for $name<L> {
            fn clone(&self) -> Self {
                Self($(self.$at,)+ PhantomData)
            }
        }
        impl<L> PartialEq for $name<L> {
            fn eq(&self, other: &Self) -> bool {
                $(self.$at == other.$at)&&+
            }
        }
        impl<L> Eq for $name<L> {}
        impl<L> Hash for $name<L> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                $(self.$at.hash(state);)+
            }
        }
    };
}

key! {
    /// Key of a [`Lookup`].
    One(0: Uuid, 1: NaiveDate)
}

impl<L> One<L> {
    /// The thing with this id, as of a date.
    pub const fn new(id: Uuid, as_of: NaiveDate) -> Self {
        Self(id, as_of, PhantomData)
    }
}

impl<L: Lookup> Batched for One<L>
where
    Row<L>: Clone + Send + Sync,
{
    type Value = Row<L>;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, Row<L>>> {
        let mut by_date: HashMap<NaiveDate, Vec<Uuid>> = HashMap::new();
        for key in &keys {
            by_date.entry(key.1).or_default().push(key.0);
        }
        let mut found = HashMap::with_capacity(keys.len());
        for (as_of, ids) in by_date {
            let rows = L::find(&loaders.ctx, &ids, as_of).await?;
            found.extend(rows.into_iter().map(|(id, row)| (One::new(id, as_of), row)));
        }
        Ok(found)
    }
}

key! {
    /// Key of what lies above a thing in its tree, root first. Things with the same parent share it.
    AncestorsOf(0: Uuid, 1: NaiveDate)
}

impl<L> AncestorsOf<L> {
    /// Everything above what hangs below `parent`, the parent included, as of a date.
    pub const fn below(parent: Uuid, as_of: NaiveDate) -> Self {
        Self(parent, as_of, PhantomData)
    }
}

/// Two statements a date: one walks up from all parents, one reads what it met.
impl<L: Lookup> Batched for AncestorsOf<L>
where
    L::Entity: Tree,
    Row<L>: Clone + Send + Sync,
{
    type Value = Vec<Row<L>>;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, Vec<Row<L>>>> {
        let mut by_date: HashMap<NaiveDate, Vec<Uuid>> = HashMap::new();
        for key in &keys {
            by_date.entry(key.1).or_default().push(key.0);
        }
        // Nobody without an authority sees a tree; the nil id matches none.
        let authority = loaders.ctx.actor.authority_id().unwrap_or_default();
        let mut found = HashMap::with_capacity(keys.len());
        for (as_of, parents) in by_date {
            let above = ancestors::<L::Entity>(loaders.ctx.db.read(), authority, &parents, as_of).await?;
            let met: HashSet<Uuid> = parents.iter().chain(above.values().flatten()).copied().collect();
            let met: Vec<Uuid> = met.into_iter().collect();
            let rows = L::find(&loaders.ctx, &met, as_of).await?;
            for parent in parents {
                let nearest_first = iter::once(&parent).chain(above.get(&parent).into_iter().flatten());
                let mut chain: Vec<Row<L>> = nearest_first.filter_map(|id| rows.get(id).cloned()).collect();
                chain.reverse();
                found.insert(AncestorsOf::below(parent, as_of), chain);
            }
        }
        Ok(found)
    }
}

/// What belongs to each thing and is few by nature, so that it is no paged list: its periods, its keys in other
/// systems.
pub trait Group: Send + Sync + 'static {
    /// One of them.
    type Item: Clone + Send + Sync + 'static;
    /// All that are visible, of each of these things, in the order in which they are shown.
    fn find(
        ctx: &Ctx,
        owners: &[Uuid],
    ) -> impl Future<Output = Result<HashMap<Uuid, Vec<Self::Item>>>> + Send;
}

key! {
    /// Key of a [`Group`].
    GroupOf(0: Uuid)
}

impl<G> GroupOf<G> {
    /// The group of this thing.
    pub const fn new(owner: Uuid) -> Self {
        Self(owner, PhantomData)
    }
}

impl<G: Group> Batched for GroupOf<G> {
    type Value = Vec<G::Item>;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, Vec<G::Item>>> {
        let owners: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let groups = G::find(&loaders.ctx, &owners).await?;
        Ok(groups.into_iter().map(|(owner, items)| (GroupOf::new(owner), items)).collect())
    }
}

/// The list of each parent: committees below a committee, seats of a committee.
pub trait Relation: Send + Sync + 'static {
    /// The table of the children.
    type Entity: Paged;
    /// All visible children of these parents as of a date.
    fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<Self::Entity>;
}

/// The arguments of a list, the same for all parents in a batch.
#[derive(Clone, Debug)]
pub struct ListArgs<C> {
    /// The date.
    pub as_of: NaiveDate,
    /// What the caller filters by.
    pub filter: Filter<C>,
    /// How it is sorted.
    pub order: Order<C>,
    /// Which part.
    pub page: Page,
}

/// Key of a [`Relation`]: one parent's list.
pub struct ListOf<R: Relation> {
    parent: Uuid,
    args: Arc<ListArgs<<R::Entity as EntityTrait>::Column>>,
    batch: Batch,
}

/// What the lists of one batch have in common, in a form that can be compared and hashed.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Batch {
    as_of: NaiveDate,
    page: Page,
    column: &'static str,
    descending: bool,
    /// Filters hold values that cannot be hashed; equal filters have equal text.
    filter: Option<Arc<str>>,
}

impl<R: Relation> ListOf<R> {
    /// The list of one parent.
    pub fn new(parent: Uuid, args: ListArgs<<R::Entity as EntityTrait>::Column>) -> Self {
        let batch = Batch {
            as_of: args.as_of,
            page: args.page.clone(),
            column: args.order.column.as_str(),
            descending: args.order.descending,
            filter: (!args.filter.is_empty()).then(|| format!("{:?}", args.filter).into()),
        };
        Self { parent, args: Arc::new(args), batch }
    }
}

impl<R: Relation> Clone for ListOf<R> {
    fn clone(&self) -> Self {
        Self { parent: self.parent, args: Arc::clone(&self.args), batch: self.batch.clone() }
    }
}
impl<R: Relation> PartialEq for ListOf<R> {
    fn eq(&self, other: &Self) -> bool {
        self.parent == other.parent && self.batch == other.batch
    }
}
impl<R: Relation> Eq for ListOf<R> {}
impl<R: Relation> Hash for ListOf<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
        self.batch.hash(state);
    }
}

fn batches<R: Relation>(keys: &[ListOf<R>]) -> HashMap<&Batch, Vec<ListOf<R>>> {
    let mut batches: HashMap<&Batch, Vec<ListOf<R>>> = HashMap::new();
    for key in keys {
        batches.entry(&key.batch).or_default().push(key.clone());
    }
    batches
}

type Args<R> = Arc<ListArgs<<<R as Relation>::Entity as EntityTrait>::Column>>;

fn children<R: Relation>(ctx: &Ctx, keys: &[ListOf<R>]) -> Option<(Children<R::Entity>, Args<R>)> {
    let args = Arc::clone(&keys.first()?.args);
    let parents: Vec<Uuid> = keys.iter().map(|key| key.parent).collect();
    let mut children = R::children(ctx, args.as_of, &parents);
    children.select = children.select.filter(args.filter.condition());
    Some((children, args))
}

impl<R: Relation> Batched for ListOf<R>
where
    <R::Entity as EntityTrait>::Model: FromQueryResult + ModelTrait<Entity = R::Entity> + Clone + Send + Sync,
{
    type Value = Slice<<R::Entity as EntityTrait>::Model>;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, Self::Value>> {
        let mut found = HashMap::with_capacity(keys.len());
        for keys in batches(&keys).into_values() {
            let Some((children, args)) = children(&loaders.ctx, &keys) else {
                continue;
            };
            let mut lists = page::lists(&loaders.ctx.db, children, args.order, &args.page).await?;
            for key in keys {
                if let Some(slice) = lists.remove(&key.parent) {
                    found.insert(key, slice);
                }
            }
        }
        Ok(found)
    }
}

/// Key of the number of entries in one parent's list.
pub struct CountOf<R: Relation>(pub ListOf<R>);

impl<R: Relation> Clone for CountOf<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
impl<R: Relation> PartialEq for CountOf<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<R: Relation> Eq for CountOf<R> {}
impl<R: Relation> Hash for CountOf<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<R: Relation> Batched for CountOf<R> {
    type Value = i64;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, i64>> {
        let keys: Vec<ListOf<R>> = keys.iter().map(|key| key.0.clone()).collect();
        let mut found = HashMap::with_capacity(keys.len());
        for keys in batches(&keys).into_values() {
            let Some((children, _)) = children(&loaders.ctx, &keys) else {
                continue;
            };
            let counts = page::counts(&loaders.ctx.db, children).await?;
            found.extend(keys.into_iter().map(|key| {
                let count = counts.get(&key.parent).copied().unwrap_or_default();
                (CountOf(key), count)
            }));
        }
        Ok(found)
    }
}
