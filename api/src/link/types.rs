//! Links in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::link::{Column, Model};
use uuid::Uuid;

use super::{
    loader::{LinkById, LinksOf, LinksOfAnyTime},
    rules,
};
use crate::{
    change::types::ThingType,
    core::{Error, Id, Kind, Result, db::page::Order, filter::Filter},
    graphql::{
        Node,
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        enums::gql_enum,
        ids, load_node,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
};

gql_enum! {
    /// How two things belong together, read from the first to the second. Danish: tilknytning.
    LinkType = "entity::link::LinkType" {
        /// They are about the same (vedrører samme).
        Related = "RELATED": "Vedrører samme" | "Related",
        /// The first came out of the second (følger af).
        FollowsFrom = "FOLLOWS_FROM": "Følger af" | "Follows from",
        /// The first is a part of the second (del af).
        PartOf = "PART_OF": "Del af" | "Part of",
        /// The first answers the second (svarer på).
        Answers = "ANSWERS": "Svarer på" | "Answers",
        /// The first carries out the second (udmønter).
        Implements = "IMPLEMENTS": "Udmønter" | "Implements",
    }
}

/// A link between two things.
#[derive(Clone, Debug)]
pub struct Link {
    /// The row.
    pub row: Model,
    /// The end from which it is looked at; the first when it is read by its id.
    pub seen_from: Uuid,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

impl Link {
    fn ends(&self) -> Result<(Id, Id)> {
        rules::ends(&self.row).ok_or_else(|| Error::internal("a link of an unknown kind"))
    }

    fn other_end(&self) -> Result<Id> {
        let (from, to) = self.ends()?;
        Ok(if to.uuid == self.seen_from { from } else { to })
    }
}

impl ListNode for Link {
    const NAME: &'static str = "Link";
}

impl Reload for Link {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<LinkById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { seen_from: row.from_id, row, as_of }))
    }
}

/// A link between two things of an authority, typed and dated. Whoever sees one end learns that the other exists, and no
/// more unless it may read that one too. Danish: tilknytning.
#[Object]
impl Link {
    /// Opaque id; accepted by `node` and wherever a link's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Link, self.row.id)
    }

    /// How the two belong together, read from `fromId` to `toId`.
    #[graphql(name = "type")]
    async fn link_type(&self) -> LinkType {
        self.row.link_type.into()
    }

    /// First day on which it holds.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer holds; null while no end is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The id of the thing that it goes out from.
    #[graphql(name = "fromId")]
    async fn first_id(&self) -> Result<ID> {
        Ok(ID(self.ends()?.0.to_string()))
    }

    /// The id of the thing that it leads to.
    #[graphql(name = "toId")]
    async fn second_id(&self) -> Result<ID> {
        Ok(ID(self.ends()?.1.to_string()))
    }

    /// The type of the thing at the other end, seen from where you came; of `toId` when you read the link by its id.
    async fn other_type(&self) -> Result<ThingType> {
        Ok(self.other_end()?.kind.into())
    }

    /// The id of the thing at the other end.
    async fn other_id(&self) -> Result<ID> {
        Ok(ID(self.other_end()?.to_string()))
    }

    /// The thing at the other end, as of the date; null when you may not read it.
    async fn other(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        match self.other_end() {
            Ok(id) => load_node(ctx, id, self.as_of).await.transpose(),
            Err(error) => Some(Err(error)),
        }
    }
}

/// A page of the links of a thing that the caller sees, oldest first.
pub async fn links_of(
    ctx: &Context<'_>,
    thing: Uuid,
    as_of: NaiveDate,
    any_time: bool,
    args: &PageArgs,
) -> Result<Connection<Link>> {
    let order = Order { column: Column::ValidFrom, descending: false };
    let list = List { as_of, filter: Filter::default(), order };
    let node = |row| Link { row, seen_from: thing, as_of };
    if any_time {
        nested::<LinksOfAnyTime, _>(ctx, thing, list, args, node).await
    } else {
        nested::<LinksOf, _>(ctx, thing, list, args, node).await
    }
}
