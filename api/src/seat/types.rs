//! Seats in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{
    mandate,
    seat::{self, Model},
};
use futures::future::try_join_all;
use uuid::Uuid;

pub use self::inputs::*;
use super::{loader::SeatById, rules};
use crate::{
    committee::types::Committee,
    core::{Id, Kind, Result, Validity},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested, short},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    mandate::{
        loader::{MandatesOfSeat, MandatesOfSeatAnyTime},
        types::{Mandate, MandateOrder, MandateRole, MandateWhere, mandate_list},
    },
    person::loader::may_read_of,
    read_log::{loader::log_read, service::Reading, types::Purpose},
    rights::{
        classes::{Class, may_read},
        refused,
    },
};

/// A seat, seen from a date.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The seat.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Seat {
    /// The last holder who had begun by the date; the mandate may be over.
    async fn last(&self, ctx: &Context<'_>) -> Result<Option<Mandate>> {
        Mandate::last_of_seat(ctx, self.row.id, self.as_of).await
    }

    /// The electoral group, once the caller's right to it was checked and the read logged.
    async fn group_for(&self, ctx: &Context<'_>, purpose: Purpose) -> Result<Option<ElectoralGroup>> {
        let (list, person) = (mandate_list(self.as_of, None, None)?, |row: mandate::Model| row.person_id);
        let told = short::<MandatesOfSeatAnyTime, _>(ctx, self.row.id, list, person).await?;
        if !self.may_read_group(ctx, &told).await? {
            let seat = Id::new(Kind::Seat, self.row.id);
            return Err(refused(ctx.cx(), "SEAT_READ_ELECTORAL_GROUP", Some(seat)));
        }
        let reading = Reading { purpose: purpose.into(), fields: &["Seat.electoralGroup"] };
        try_join_all(told.iter().map(|person| log_read(ctx, *person, reading))).await?;
        Ok(self.row.electoral_group.map(Into::into))
    }

    /// Whether the caller may read the electoral group: of a seat that nobody ever had, those who fill seats; else the
    /// holder, and those who may read about everybody whom it tells of.
    async fn may_read_group(&self, ctx: &Context<'_>, told: &[Uuid]) -> Result<bool> {
        let actor = &ctx.cx().actor;
        if told.is_empty() {
            return Ok(may_read(actor, Class::Personal, None));
        }
        let held = self.last(ctx).await?.filter(Mandate::holds);
        let holder = held.map(|mandate| mandate.row.person_id);
        if holder.is_some() && holder == actor.person_id() {
            return Ok(true);
        }
        let reached = told.iter().map(|person| may_read_of(ctx, Class::Sensitive, *person));
        let reached = try_join_all(reached).await?.into_iter().all(|reached| reached);
        Ok(reached && may_read(actor, Class::Sensitive, None))
    }

    async fn empty_since(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>> {
        let last = self.last(ctx).await?;
        let last = last.map(|last| Validity::stored(last.row.valid_from, last.row.valid_to));
        Ok(rules::vacant_since(rules::validity(&self.row), last, self.as_of))
    }
}

impl ListNode for Seat {
    const NAME: &'static str = "Seat";
}

impl Reload for Seat {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<SeatById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A seat in a committee; it is there also when nobody holds it. It belongs to a side and perhaps to an electoral
/// group, never to a union. Danish: plads. Visible to every employee of its authority.
#[Object]
impl Seat {
    /// Opaque id; accepted by `node` and wherever a seat's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Seat, self.row.id)
    }

    /// Whose seat it is.
    async fn side(&self) -> Side {
        self.row.side.into()
    }

    /// What it is for.
    async fn seat_type(&self) -> SeatType {
        self.row.seat_type.into()
    }

    /// Place in the committee's list of seats, from 1; two seats can have the same.
    async fn position(&self) -> i32 {
        self.row.position
    }

    /// The electoral group that fills the seat; null when it has none. Sensitive, because it tells of the holders'
    /// unions (GDPR art. 9): read only for a stated purpose, by MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN with
    /// the scope `sensitive:read`, or by the holder; everybody else gets a FORBIDDEN fault and null. Each read is
    /// logged as a read about everybody who has a mandate in the seat or had one. Of a seat that nobody ever had it is
    /// shown to those whose work is with personal data, because they fill it. Danish: valggruppe.
    async fn electoral_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why you read it; stands in the read log.")] purpose: Purpose,
    ) -> Option<Result<ElectoralGroup>> {
        self.group_for(ctx, purpose).await.transpose()
    }

    /// The role expected of its holder, if one is.
    async fn expected_role(&self) -> Option<MandateRole> {
        self.row.expected_role.map(Into::into)
    }

    /// First day of the seat.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer exists; null while no end is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// Whether the seat exists on the date and nobody holds it. An alternate holds no seat, also while it acts.
    /// Computed. Danish: ledig.
    async fn is_vacant(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.empty_since(ctx).await?.is_some())
    }

    /// First day of the vacancy, when the seat is vacant on the date: the day on which the last mandate no longer held,
    /// or the first day of the seat. Computed.
    async fn vacant_since(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        Some(self.empty_since(ctx).await.transpose()?.map(Date))
    }

    /// The mandate that holds the seat on the date; null when it is vacant. Alternates: see the mandate's `alternates`.
    async fn holder(&self, ctx: &Context<'_>) -> Option<Result<Mandate>> {
        let last = self.last(ctx).await.map(|last| last.filter(Mandate::holds));
        last.transpose()
    }

    /// The mandates of the seat that hold on the date: the holder's and those of alternates.
    async fn mandates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that do not hold on the date: over, or not begun.", default)]
        any_time: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MandateWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<MandateOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Mandate>> {
        let list = mandate_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Mandate { row, as_of: self.as_of };
        if any_time {
            nested::<MandatesOfSeatAnyTime, _>(ctx, self.row.id, list, &args, node).await
        } else {
            nested::<MandatesOfSeat, _>(ctx, self.row.id, list, &args, node).await
        }
    }
}

/// The arguments of a list of seats.
pub fn seat_list(
    as_of: NaiveDate,
    filter: Option<SeatWhere>,
    order: Option<SeatOrder>,
) -> Result<List<seat::Column>> {
    Ok(List { as_of, filter: SeatWhere::read(filter)?, order: SeatOrder::read(order) })
}
