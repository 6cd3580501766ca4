//! Batched reads of meetings.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::meeting;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A meeting by id. The date only tells batches apart.
pub struct MeetingById;

impl Lookup for MeetingById {
    type Entity = meeting::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, meeting::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// A meeting by id, if the caller is inside its committee.
pub struct MeetingInside;

impl Lookup for MeetingInside {
    type Entity = meeting::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, meeting::Model>> {
        store::inside(ctx, ids).await
    }
}

/// A relation of meetings to a parent in a column.
macro_rules! meetings_by {
    ($($(#[$doc:meta])* $name:ident: $column:ident;)+) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Relation for $name {
                type Entity = meeting::Entity;

                fn children(ctx: &Ctx, _: NaiveDate, parents: &[Uuid]) -> Children<meeting::Entity> {
                    store::by(ctx, meeting::Column::$column, parents)
                }
            }
        )+
    };
}

meetings_by! {
    /// The meetings of each committee.
    MeetingsOfCommittee: CommitteeId;
    /// The meetings of each series.
    MeetingsOfSeries: SeriesId;
    /// The pre-meetings of each meeting.
    PreMeetingsOfMeeting: PreMeetingOf;
}
