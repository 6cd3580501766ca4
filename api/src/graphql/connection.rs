//! Lists: Relay connections with keyset cursors. `totalCount` is only counted when asked for.

use std::borrow::Cow;

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures::future::BoxFuture;
use sea_orm::{EntityTrait, FromQueryResult, ModelTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    context::ContextExt,
    loaders::{CountOf, ListArgs, ListOf, Relation},
};
use crate::core::{
    Error, Result, Text,
    db::page::{self, Cursor, Key, Order, Page, Paged, Slice},
};

/// Entries of a list when the caller does not say how many.
pub const DEFAULT_PAGE: u64 = 20;
/// Most entries that one page can have.
pub const MAX_PAGE: u64 = 100;

/// The four arguments of every list, as the caller gave them.
#[derive(Clone, Debug, Default)]
pub struct PageArgs {
    /// How many of the first.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// How many of the last.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

impl PageArgs {
    /// The arguments in the order in which every list has them.
    pub const fn new(
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Self {
        Self { first, after, last, before }
    }

    /// Checks the arguments for a list sorted like this.
    pub fn page(&self, order_text: &str) -> Result<Page> {
        let (count, backward) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(bad("Angiv first eller last, ikke begge.", "Give first or last, not both."));
            }
            (first, None) => (first, false),
            (None, last) => (last, true),
        };
        let limit = match count {
            None => DEFAULT_PAGE,
            Some(count) => {
                u64::try_from(count).ok().filter(|n| (1..=MAX_PAGE).contains(n)).ok_or_else(|| {
                    bad("first og last skal være fra 1 til 100.", "first and last have to be from 1 to 100.")
                })?
            }
        };
        let read =
            |cursor: &Option<String>| cursor.as_deref().map(|text| decode(text, order_text)).transpose();
        Ok(Page { limit, backward, after: read(&self.after)?, before: read(&self.before)? })
    }
}

fn bad(da: &str, en: &str) -> Error {
    Error::BadInput(Text::new(da, en))
}

/// A cursor as text. It names the order that it belongs to, so that it cannot be used in another.
fn encode(cursor: &Cursor, order_text: &str) -> String {
    let json = serde_json::json!([order_text, cursor.key, cursor.id]);
    BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
}

fn decode(text: &str, order_text: &str) -> Result<Cursor> {
    let parsed = (text.len() <= 4_096)
        .then(|| BASE64_URL_SAFE_NO_PAD.decode(text).ok())
        .flatten()
        .and_then(|bytes| serde_json::from_slice::<(String, Key, Uuid)>(&bytes).ok());
    match parsed {
        Some((order, key, id)) if order == order_text => Ok(Cursor { key, id }),
        Some(_) => Err(bad(
            "Cursoren hører til en anden sortering.",
            "The cursor belongs to a list that is sorted differently.",
        )),
        None => Err(bad("Det er ikke en cursor fra denne liste.", "This is not a cursor of this list.")),
    }
}

/// How a list is sorted, as text for its cursors.
fn order_text<C: sea_orm::IdenStatic>(order: Order<C>) -> String {
    format!("{}{}", order.column.as_str(), if order.descending { "-" } else { "+" })
}

/// A type that can be listed.
pub trait ListNode: OutputType + Send + Sync {
    /// The type's name: `Committee` gives `CommitteeConnection` and `CommitteeEdge`.
    const NAME: &'static str;
    /// Whether the entries are read even when only their number is asked for, because every look at them has to be
    /// logged.
    const READ_TO_COUNT: bool = false;
}

/// What a caller asked of a list, so that nothing else is read or worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    /// Anything but the number.
    entries: bool,
    /// Edges, whose cursors are all needed.
    edges: bool,
    /// The first and last cursor.
    ends: bool,
}

impl Asked {
    fn of<T: ListNode>(ctx: &Context<'_>) -> Self {
        let field = ctx.look_ahead();
        let asks = |name| field.field(name).exists();
        let (edges, ends) = (asks("edges"), asks("pageInfo"));
        Self { entries: T::READ_TO_COUNT || edges || ends || asks("nodes"), edges, ends }
    }

    /// Whether the cursor of the entry at this place is needed.
    const fn cursor(self, place: usize, entries: usize) -> bool {
        self.edges || (self.ends && (place == 0 || place + 1 == entries))
    }
}

/// Where a list is in the whole.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether more entries follow. Counted only in the reading direction; otherwise true when `before` was given.
    has_next_page: bool,
    /// Whether entries come before. Counted only in the reading direction; otherwise true when `after` was given.
    has_previous_page: bool,
    /// Cursor of the first entry.
    start_cursor: Option<String>,
    /// Cursor of the last entry.
    end_cursor: Option<String>,
}

type TotalOf = Option<Box<dyn for<'a> Fn(&'a Context<'_>) -> BoxFuture<'a, Result<i64>> + Send + Sync>>;

/// One page of a list.
pub struct Connection<T> {
    /// The entries; those that need one with their cursors.
    entries: Vec<(Option<Cursor>, T)>,
    order_text: String,
    has_next: bool,
    has_previous: bool,
    total: TotalOf,
}

/// One entry of a list, with its cursor.
pub struct Edge<'a, T> {
    cursor: Option<&'a Cursor>,
    order_text: &'a str,
    node: &'a T,
}

impl<T: ListNode> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::NAME).into()
    }
}

impl<T: ListNode> TypeName for Edge<'_, T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::NAME).into()
    }
}

/// One page of a list. Ask for `nodes`, or for `edges` when you need the cursor of each entry.
#[Object(name_type)]
impl<T: ListNode> Connection<T> {
    /// The entries.
    async fn nodes(&self) -> Vec<&T> {
        self.entries.iter().map(|(_, node)| node).collect()
    }

    /// The entries with their cursors.
    async fn edges(&self) -> Vec<Edge<'_, T>> {
        let edge = |(cursor, node)| Edge { cursor, order_text: &self.order_text, node };
        self.entries.iter().map(|(cursor, node)| edge((cursor.as_ref(), node))).collect()
    }

    /// Where this page is in the whole list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |entry: Option<&(Option<Cursor>, T)>| {
            entry.and_then(|(cursor, _)| cursor.as_ref()).map(|cursor| encode(cursor, &self.order_text))
        };
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: cursor(self.entries.first()),
            end_cursor: cursor(self.entries.last()),
        }
    }

    /// Number of entries in the whole list, whatever the page. Costs a count: ask only when you show it.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i64> {
        match &self.total {
            Some(total) => total(ctx).await,
            None => Ok(i64::try_from(self.entries.len()).unwrap_or(i64::MAX)),
        }
    }
}

/// One entry of a list.
#[Object(name_type)]
impl<T: ListNode> Edge<'_, T> {
    /// The entry.
    async fn node(&self) -> &T {
        self.node
    }

    /// The entry's place in the list: give it as `after` or `before`.
    async fn cursor(&self) -> Result<String> {
        let cursor = self.cursor.ok_or_else(|| Error::internal("an edge has no cursor"))?;
        Ok(encode(cursor, self.order_text))
    }
}

impl<T> Connection<T> {
    /// The entries of this page, for what has to be done before they are shown.
    pub fn shown(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, node)| node)
    }

    fn of_slice<E: Paged>(
        slice: Slice<E::Model>,
        order: Order<E::Column>,
        asked: Asked,
        total: TotalOf,
        node: impl Fn(E::Model) -> T,
    ) -> Result<Self>
    where
        E::Model: ModelTrait<Entity = E>,
    {
        let count = slice.rows.len();
        let mut entries = Vec::with_capacity(count);
        for (place, row) in slice.rows.into_iter().enumerate() {
            let cursor = asked.cursor(place, count).then(|| page::cursor_of::<E>(&row, order)).transpose()?;
            entries.push((cursor, node(row)));
        }
        let order_text = order_text(order);
        Ok(Self { entries, order_text, has_next: slice.has_next, has_previous: slice.has_previous, total })
    }

    /// A page of entries that were worked out in memory. Each comes with its place: a key and an id, together unique,
    /// that do not depend on what else is in the list. `order` names the order for the cursors.
    pub fn of_computed(
        mut entries: Vec<(Key, Uuid, T)>,
        order: &str,
        descending: bool,
        args: &PageArgs,
    ) -> Result<Self> {
        let order_text = format!("{order}{}", if descending { "-" } else { "+" });
        let page = args.page(&order_text)?;
        let compare = |a: (&Key, Uuid), b: (&Key, Uuid)| if descending { b.cmp(&a) } else { a.cmp(&b) };
        entries.sort_by(|a, b| compare((&a.0, a.1), (&b.0, b.1)));
        let total = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        if let Some(after) = &page.after {
            entries.retain(|(key, id, _)| compare((key, *id), (&after.key, after.id)).is_gt());
        }
        if let Some(before) = &page.before {
            entries.retain(|(key, id, _)| compare((key, *id), (&before.key, before.id)).is_lt());
        }
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let more = entries.len() > limit;
        if page.backward {
            entries.drain(..entries.len().saturating_sub(limit));
        } else {
            entries.truncate(limit);
        }
        Ok(Self {
            entries: entries.into_iter().map(|(key, id, node)| (Some(Cursor { key, id }), node)).collect(),
            order_text,
            has_next: if page.backward { page.before.is_some() } else { more },
            has_previous: if page.backward { more } else { page.after.is_some() },
            total: Some(Box::new(move |_| Box::pin(async move { Ok(total) }))),
        })
    }
}

/// Reads one page of a root list.
pub fn root<'a, E, T>(
    ctx: &'a Context<'a>,
    select: Select<E>,
    order: Order<E::Column>,
    args: &'a PageArgs,
    node: impl Fn(E::Model) -> T + Send + 'a,
) -> BoxFuture<'a, Result<Connection<T>>>
where
    T: ListNode + 'a,
    E: Paged,
    E::Model: FromQueryResult + ModelTrait<Entity = E> + Sized + Send + Sync,
{
    Box::pin(async move {
        let page = args.page(&order_text(order))?;
        let asked = Asked::of::<T>(ctx);
        let slice = if asked.entries {
            page::list(&ctx.cx().db, select.clone(), order, &page).await?
        } else {
            Slice::default()
        };
        let total: TotalOf = Some(Box::new(move |ctx| {
            let select = select.clone();
            Box::pin(async move { page::count(&ctx.cx().db, select).await })
        }));
        Connection::of_slice::<E>(slice, order, asked, total, node)
    })
}

/// Reads one page of a parent's list; all parents of a level are read together.
pub fn nested<'a, R, T>(
    ctx: &'a Context<'a>,
    parent: Uuid,
    list: List<<R::Entity as EntityTrait>::Column>,
    args: &'a PageArgs,
    node: impl Fn(<R::Entity as EntityTrait>::Model) -> T + Send + 'a,
) -> BoxFuture<'a, Result<Connection<T>>>
where
    T: ListNode + 'a,
    R: Relation,
    <R::Entity as EntityTrait>::Model:
        FromQueryResult + ModelTrait<Entity = R::Entity> + Clone + Send + Sync + 'static,
{
    Box::pin(async move {
        let List { as_of, filter, order } = list;
        let page = args.page(&order_text(order))?;
        let key = ListOf::<R>::new(parent, ListArgs { as_of, filter, order, page });
        let asked = Asked::of::<T>(ctx);
        let slice = if asked.entries {
            ctx.loaders().load_one(key.clone()).await?.unwrap_or_default()
        } else {
            Slice::default()
        };
        let total: TotalOf = Some(Box::new(move |ctx| {
            let key = CountOf(key.clone());
            Box::pin(async move { Ok(ctx.loaders().load_one(key).await?.unwrap_or_default()) })
        }));
        Connection::of_slice::<R::Entity>(slice, order, asked, total, node)
    })
}

/// Reads the whole of a parent's list that a rule keeps shorter than a page; all parents of a level are read together.
pub async fn short<R, T>(
    ctx: &Context<'_>,
    parent: Uuid,
    list: List<<R::Entity as EntityTrait>::Column>,
    node: impl Fn(<R::Entity as EntityTrait>::Model) -> T,
) -> Result<Vec<T>>
where
    R: Relation,
    <R::Entity as EntityTrait>::Model:
        FromQueryResult + ModelTrait<Entity = R::Entity> + Clone + Send + Sync + 'static,
{
    let List { as_of, filter, order } = list;
    let key = ListOf::<R>::new(parent, ListArgs { as_of, filter, order, page: Page::first(MAX_PAGE) });
    let slice = ctx.loaders().load_one(key).await?.unwrap_or_default();
    Ok(slice.rows.into_iter().map(node).collect())
}

/// A list of a parent: as of when, filtered and sorted how.
#[derive(Clone, Debug)]
pub struct List<C> {
    /// The date.
    pub as_of: chrono::NaiveDate,
    /// What the caller filters by.
    pub filter: crate::core::filter::Filter<C>,
    /// How it is sorted.
    pub order: Order<C>,
}

/// Applies a caller's filter to a select.
pub fn filtered<E: EntityTrait>(
    select: Select<E>,
    filter: &crate::core::filter::Filter<E::Column>,
) -> Select<E> {
    select.filter(filter.condition())
}

/// The body of a resolver that gives one of the lists of a thing, whose nodes are made of a row and the date asked for.
macro_rules! list_of {
    ($this:ident, $ctx:ident, $relation:ty => $node:ident, $list:ident($filter:ident, $order:ident), $page:expr) => {{
        let list = $list($this.as_of, $filter, $order)?;
        let node = |row| $node { row, as_of: $this.as_of };
        $crate::graphql::connection::nested::<$relation, _>($ctx, $this.row.id, list, &$page, node).await
    }};
}
pub(crate) use list_of;
