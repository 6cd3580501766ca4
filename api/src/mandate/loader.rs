//! Batched reads of mandates and acting periods.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{acting, mandate, seat::SeatType};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A mandate by id, whenever it holds.
pub struct MandateById;

impl Lookup for MandateById {
    type Entity = mandate::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, mandate::Model>> {
        store::by_id(ctx, ctx.db.read(), ids).await
    }
}

/// The last holder of a seat that had begun by the date, by the seat's id; it may be over.
pub struct LastHolderOfSeat;

impl Lookup for LastHolderOfSeat {
    type Entity = mandate::Entity;

    async fn find(ctx: &Ctx, seats: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, mandate::Model>> {
        store::last_holders(ctx, seats, as_of).await
    }
}

/// The mandate that holds the chair, by the committee's id.
pub struct ChairOfCommittee;

impl Lookup for ChairOfCommittee {
    type Entity = mandate::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, mandate::Model>> {
        store::chairs(ctx, ids, as_of).await
    }
}

/// The alternate's mandate that acts for a mandate on the date, by the id of the mandate acted for.
pub struct StandInOfMandate;

impl Lookup for StandInOfMandate {
    type Entity = mandate::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, mandate::Model>> {
        store::stand_ins(ctx, ids, as_of).await
    }
}

/// The acting period of an alternate on the date, by its mandate's id.
pub struct ActingOfMandate;

impl Lookup for ActingOfMandate {
    type Entity = acting::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], as_of: NaiveDate) -> Result<HashMap<Uuid, acting::Model>> {
        store::acting::on(ctx, ids, as_of).await
    }
}

/// All acting periods of each alternate's mandate.
pub struct ActingPeriodsOfMandate;

impl Relation for ActingPeriodsOfMandate {
    type Entity = acting::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, mandates: &[Uuid]) -> Children<acting::Entity> {
        store::acting::periods(ctx, mandates)
    }
}

/// Who sits in each committee: holders, and alternates while they act.
pub struct MembersOfCommittee;

impl Relation for MembersOfCommittee {
    type Entity = mandate::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<mandate::Entity> {
        store::members(ctx, as_of, committees)
    }
}

/// The mandates that hold the vice-chairs of each committee.
pub struct ViceChairsOfCommittee;

impl Relation for ViceChairsOfCommittee {
    type Entity = mandate::Entity;

    fn children(ctx: &Ctx, as_of: NaiveDate, committees: &[Uuid]) -> Children<mandate::Entity> {
        store::holders(ctx, as_of, SeatType::ViceChair, committees)
    }
}

/// A relation of mandates to a parent in a column: those that hold on the date, or those of all times.
macro_rules! mandates_by {
    ($($(#[$doc:meta])* $name:ident: $column:ident, $select:expr;)+) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Relation for $name {
                type Entity = mandate::Entity;

                fn children(ctx: &Ctx, as_of: NaiveDate, parents: &[Uuid]) -> Children<mandate::Entity> {
                    let select: fn(&Ctx, NaiveDate) -> sea_orm::Select<mandate::Entity> = $select;
                    Children::by_column(select(ctx, as_of), mandate::Column::$column, parents)
                }
            }
        )+
    };
}

mandates_by! {
    /// The alternates' mandates that stand in for each mandate on the date.
    AlternatesOfMandate: AlternateFor, store::listed;
    /// The mandates of each seat on the date, alternates' among them.
    MandatesOfSeat: SeatId, store::listed;
    /// The mandates of each seat, of all times.
    MandatesOfSeatAnyTime: SeatId, |ctx, _| store::any_time(ctx);
    /// The mandates of each person on the date, as an alternate too.
    MandatesOfPerson: PersonId, store::listed;
    /// The mandates of each person, of all times.
    MandatesOfPersonAnyTime: PersonId, |ctx, _| store::any_time(ctx);
}
