//! Batched reads of attendance.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::attendance;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// Attendance by id. The date only tells batches apart.
pub struct AttendanceById;

impl Lookup for AttendanceById {
    type Entity = attendance::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, attendance::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The attendance at each meeting.
pub struct AttendanceOfMeeting;

impl Relation for AttendanceOfMeeting {
    type Entity = attendance::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, meetings: &[Uuid]) -> Children<attendance::Entity> {
        store::of_meetings(ctx, meetings)
    }
}
