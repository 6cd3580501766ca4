//! Batched reads of agenda items.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::agenda_item::{self, Column, Model};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// An item by id.
pub struct AgendaItemById;

impl Lookup for AgendaItemById {
    type Entity = agenda_item::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// What an item became at another meeting, by the item's id.
pub struct CarriedTo;

impl Lookup for CarriedTo {
    type Entity = agenda_item::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, Model>> {
        store::successors(ctx, ctx.db.read(), (Column::CarriedFrom, |row| row.carried_from), ids).await
    }
}

/// What an item became in another committee, by the item's id.
pub struct ForwardedTo;

impl Lookup for ForwardedTo {
    type Entity = agenda_item::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, Model>> {
        store::successors(ctx, ctx.db.read(), (Column::RaisedFrom, |row| row.raised_from), ids).await
    }
}

/// The place of each item in the order of its agenda: one number, or none while it is on no agenda.
pub struct PlaceInAgenda;

impl Group for PlaceInAgenda {
    type Item = i64;

    async fn find(ctx: &Ctx, items: &[Uuid]) -> Result<HashMap<Uuid, Vec<i64>>> {
        let places = store::places(ctx, items).await?;
        Ok(places.into_iter().map(|(item, place)| (item, vec![place])).collect())
    }
}

macro_rules! items_of {
    ($($(#[$doc:meta])* $name:ident: $column:ident)+) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Relation for $name {
                type Entity = agenda_item::Entity;

                fn children(ctx: &Ctx, _: NaiveDate, parents: &[Uuid]) -> Children<agenda_item::Entity> {
                    store::children(ctx, Column::$column, parents)
                }
            }
        )+
    };
}

items_of! {
    /// The items of each matter.
    ItemsOfMatter: MatterId
    /// The items of each committee.
    ItemsOfCommittee: CommitteeId
    /// The items on the agenda of each meeting.
    ItemsOfMeeting: MeetingId
}
