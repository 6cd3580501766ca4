//! Mandates in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{
    acting,
    mandate::{self, Model},
};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{
        ActingOfMandate, ActingPeriodsOfMandate, AlternatesOfMandate, ChairOfCommittee, LastHolderOfSeat,
        MandateById, StandInOfMandate,
    },
    rules,
};
use crate::{
    committee::types::Committee,
    core::{Kind, Result, db::page::Order, filter::Filter},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested, short},
        context::ContextExt,
        ids,
        loaders::{Lookup, One},
        mutation::Reload,
        scalar::Date,
    },
    person::{loader::may_read_of, types::Person},
    read_log::loader::note_read,
    rights::classes::Class,
    seat::types::Seat,
};

/// A mandate, seen from a date.
#[derive(Clone, Debug)]
pub struct Mandate {
    /// The mandate.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Mandate {
    /// The chair of a committee on a date.
    pub async fn chair_of(ctx: &Context<'_>, committee: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<ChairOfCommittee>(ctx, committee, as_of).await
    }

    /// The last holder of a seat that had begun by a date; it may be over.
    pub async fn last_of_seat(ctx: &Context<'_>, seat: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<LastHolderOfSeat>(ctx, seat, as_of).await
    }

    /// Whether it holds on its date.
    pub fn holds(&self) -> bool {
        rules::validity(&self.row).contains(self.as_of)
    }

    async fn load<L: Lookup<Entity = mandate::Entity>>(
        ctx: &Context<'_>,
        id: Uuid,
        as_of: NaiveDate,
    ) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<L>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }

    /// Whether an alternate acts for it on the date.
    async fn is_replaced(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(Self::load::<StandInOfMandate>(ctx, self.row.id, self.as_of).await?.is_some())
    }
}

impl ListNode for Mandate {
    const NAME: &'static str = "Mandate";
}

impl Reload for Mandate {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<MandateById>(ctx, id, as_of).await
    }
}

/// A period in which an alternate acts (fungerer) for the holder.
#[derive(Clone, Debug, async_graphql::SimpleObject)]
pub struct ActingPeriod {
    /// First day on which the alternate acts.
    valid_from: Date,
    /// First day on which it no longer acts; null while open.
    valid_to: Option<Date>,
}

/// A person's mandate in a committee: it holds a seat, or stands in for a mandate that does. Danish: mandat,
/// udpegning; for an alternate: suppleant. Visible to every employee of its authority.
#[Object]
impl Mandate {
    /// Opaque id; accepted by `node` and wherever a mandate's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Mandate, self.row.id)
    }

    /// Who holds it; null for those who may not see the person.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.person_id, self.as_of).await.transpose()
    }

    /// In what capacity the person sits in the committee.
    async fn role(&self) -> MandateRole {
        self.row.role.into()
    }

    /// How the person was chosen.
    async fn method(&self) -> SelectionMethod {
        self.row.method.into()
    }

    /// Where it is in its life on the date. Computed.
    async fn status(&self, ctx: &Context<'_>) -> Result<MandateStatus> {
        let replaced = self.holds() && self.is_replaced(ctx).await?;
        Ok(rules::status(rules::validity(&self.row), self.as_of, replaced).into())
    }

    /// First day of the mandate.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer holds; null while no end is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Why it ended, when that is recorded. Personal: null for those who may not see it.
    async fn end_reason(&self, ctx: &Context<'_>) -> Option<Result<EndReason>> {
        let reason = self.row.end_reason?;
        match may_read_of(ctx, Class::Personal, self.row.person_id).await {
            Ok(true) => {
                note_read(ctx, self.row.person_id, "Mandate.endReason");
                Some(Ok(reason.into()))
            }
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The seat that it holds; an alternate has the seat of the mandate that it stands in for.
    async fn seat(&self, ctx: &Context<'_>) -> Option<Result<Seat>> {
        Seat::reload(ctx, self.row.seat_id, self.as_of).await.transpose()
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The mandate that it stands in for; null for the holder of a seat. Danish: suppleant for.
    async fn alternate_for(&self, ctx: &Context<'_>) -> Option<Result<Mandate>> {
        Self::reload(ctx, self.row.alternate_for?, self.as_of).await.transpose()
    }

    /// The mandates that stand in for this one on the date. Danish: suppleanter.
    async fn alternates(
        &self,
        ctx: &Context<'_>,
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
        nested::<AlternatesOfMandate, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// The periods in which it acts for the holder, past and future, oldest first; at most 100. Empty for a holder.
    async fn acting_periods(&self, ctx: &Context<'_>) -> Result<Vec<ActingPeriod>> {
        let order = Order { column: acting::Column::ValidFrom, descending: false };
        let list = List { as_of: self.as_of, filter: Filter::default(), order };
        let period = |row: acting::Model| ActingPeriod {
            valid_from: Date(row.valid_from),
            valid_to: row.valid_to.map(Date),
        };
        short::<ActingPeriodsOfMandate, _>(ctx, self.row.id, list, period).await
    }

    /// Whether it acts for the holder on the date. Computed; always false for a holder.
    async fn is_acting(&self, ctx: &Context<'_>) -> Result<bool> {
        let key = One::<ActingOfMandate>::new(self.row.id, self.as_of);
        Ok(ctx.loaders().load_one(key).await?.is_some())
    }
}

impl Mandate {
    fn other(&self, row: Model) -> Self {
        Self { row, as_of: self.as_of }
    }
}

/// The arguments of a list of mandates.
pub fn mandate_list(
    as_of: NaiveDate,
    filter: Option<MandateWhere>,
    order: Option<MandateOrder>,
) -> Result<List<mandate::Column>> {
    Ok(List { as_of, filter: MandateWhere::read(filter)?, order: MandateOrder::read(order) })
}
