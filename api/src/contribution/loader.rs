//! Batched reads of contributions.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::contribution::{self, Column};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A contribution by id.
pub struct ContributionById;

impl Lookup for ContributionById {
    type Entity = contribution::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, contribution::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// Makes a list of contributions of each parent that a column names.
macro_rules! contributions_of {
    ($($(#[$doc:meta])* $name:ident: $rows:ident by $column:ident)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Relation for $name {
            type Entity = contribution::Entity;

            fn children(ctx: &Ctx, _: NaiveDate, parents: &[Uuid]) -> Children<contribution::Entity> {
                Children::by_column(store::$rows(ctx), Column::$column, parents)
            }
        }
    )+};
}

contributions_of! {
    /// What was brought in on each matter.
    ContributionsOfMatter: listed by MatterId
    /// What each agenda item took up.
    ContributionsOfItem: listed by AgendaItemId
    /// What came from each unit and says so.
    ContributionsOfUnit: named by UnitId
}
