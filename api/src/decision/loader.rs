//! Batched reads of decisions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::decision::{self, Column};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Group, Lookup, Relation},
};

/// A decision by id.
pub struct DecisionById;

impl Lookup for DecisionById {
    type Entity = decision::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, decision::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// When each matter was first discussed in a meeting that the caller may know of; none while it was not.
pub struct FirstDiscussion;

impl Group for FirstDiscussion {
    type Item = NaiveDate;

    async fn find(ctx: &Ctx, matters: &[Uuid]) -> Result<HashMap<Uuid, Vec<NaiveDate>>> {
        let first = store::first_discussions(ctx, matters).await?;
        Ok(first.into_iter().map(|(matter, day)| (matter, vec![day])).collect())
    }
}

/// Makes a list of decisions of each parent that a column names.
macro_rules! decisions_of {
    ($($(#[$doc:meta])* $name:ident by $column:ident)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Relation for $name {
            type Entity = decision::Entity;

            fn children(ctx: &Ctx, _: NaiveDate, parents: &[Uuid]) -> Children<decision::Entity> {
                Children::by_column(store::listed(ctx), Column::$column, parents)
            }
        }
    )+};
}

decisions_of! {
    /// The decisions on each matter.
    DecisionsOfMatter by MatterId
    /// The decisions that came from each agenda item.
    DecisionsOfItem by AgendaItemId
    /// The decisions on which each committee was heard.
    DecisionsOfCommittee by CommitteeId
}
