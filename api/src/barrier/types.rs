//! Barriers in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{barrier::Model, barrier_action};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{BarrierById, TriesOf},
    rules, store,
};
use crate::{
    agenda_item::types::AgendaItem,
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, ListNode, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    matter::types::Matter,
    org_unit::types::OrgUnit,
    person::types::Person,
    seat::types::Side,
};

/// A barrier, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Barrier {
    /// The barrier.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Barrier {
    /// The barriers that a person reported, as the caller sees them.
    pub async fn of_person(
        ctx: &Context<'_>,
        person: Uuid,
        filter: Option<BarrierWhere>,
        order_by: Option<BarrierOrder>,
        args: &PageArgs,
    ) -> Result<Connection<Self>> {
        let as_of = ctx.cx().today();
        let select = filtered(store::reported_by(ctx.cx(), person), &BarrierWhere::read(filter)?);
        root(ctx, select, BarrierOrder::read(order_by), args, |row| Self { row, as_of }).await
    }

    fn is_of_caller(&self, ctx: &Context<'_>) -> bool {
        self.row.reported_by.is_some() && self.row.reported_by == ctx.cx().actor.person_id()
    }

    /// What would tell who reported it is kept back when that person asked for it.
    fn may_name(&self, ctx: &Context<'_>) -> bool {
        !self.row.reporter_hidden || self.is_of_caller(ctx)
    }
}

impl ListNode for Barrier {
    const NAME: &'static str = "Barrier";
}

impl Reload for Barrier {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<BarrierById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Something that stands in the way of the core task, from report to removal. Any employee can report one and follow it.
/// Visible to its reporter, to its owner and to those inside the committee; to every employee of the authority once the
/// committee has looked at it. Danish: barriere for kerneopgaven.
#[Object]
impl Barrier {
    /// Opaque id; accepted by `node` and wherever a barrier's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Barrier, self.row.id)
    }

    /// The committee that it was reported to.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The unit in which it stands in the way; null when none was given, and for others when its reporter asked not to be
    /// named.
    async fn unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        let unit = self.row.unit_id.filter(|_| self.may_name(ctx))?;
        OrgUnit::reload(ctx, unit, self.as_of).await.transpose()
    }

    /// Its title; null when it has none.
    async fn title(&self) -> Option<&str> {
        self.row.title.as_deref()
    }

    /// What stands in the way.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// The side of the table that it comes from.
    async fn side(&self) -> Side {
        self.row.side.into()
    }

    /// Who reported it; null when that person asked not to be named, and when you do not see the person.
    async fn reporter(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        let reporter = self.row.reported_by.filter(|_| self.may_name(ctx))?;
        Person::load(ctx, reporter, self.as_of).await.transpose()
    }

    /// Whether you reported it.
    async fn is_mine(&self, ctx: &Context<'_>) -> bool {
        self.is_of_caller(ctx)
    }

    /// Whether its reporter asked not to be named: then nobody else learns who it was. The change log names nobody for such a
    /// barrier, whoever acts; only the extract of a person's data, which the person asks for, holds it.
    async fn reporter_hidden(&self) -> bool {
        self.row.reporter_hidden
    }

    /// When it was reported.
    async fn reported_on(&self) -> Date {
        self.row.reported_on.into()
    }

    /// Where it is in its life, as recorded now, whatever the date asked for.
    async fn status(&self) -> BarrierStatus {
        self.row.status.into()
    }

    /// Since when it is there.
    async fn status_on(&self) -> Date {
        self.row.status_on.into()
    }

    /// The moves that its state allows: the last words of the mutations, for example `triage` of `barrierTriage`.
    async fn moves(&self) -> Vec<&'static str> {
        rules::LIFE.open(self.row.status)
    }

    /// The person who has taken it on; null when it is a side or nobody, and when you do not see the person. Danish:
    /// ansvarlig.
    async fn owner(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.row.owner_id?, self.as_of).await.transpose()
    }

    /// The side that has taken it on; null when none was stated.
    async fn owner_side(&self) -> Option<Side> {
        self.row.owner_side.map(Into::into)
    }

    /// What was tried against it, first to last; at most 100.
    async fn tried(&self, ctx: &Context<'_>) -> Result<Vec<BarrierAction>> {
        let tries = ctx.loaders().load_one(GroupOf::<TriesOf>::new(self.row.id)).await?;
        Ok(tries.unwrap_or_default().into_iter().map(BarrierAction).collect())
    }

    /// Why it cannot be removed; null unless NOT_POSSIBLE.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }

    /// The committee that was last asked to treat it; null when none was.
    async fn escalated_to(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.escalated_to?, self.as_of).await.transpose()
    }

    /// The matter in which it is treated; null when it is in none, and when you do not see it. Danish: sag.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id?, self.as_of).await.transpose()
    }

    /// The agenda item that was last opened for it; null when there is none, and when you do not see it.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.agenda_item_id?, self.as_of).await.transpose()
    }

    /// When it was removed; null until it is.
    async fn removed_on(&self) -> Option<Date> {
        self.row.removed_on.map(Date)
    }

    /// Minutes a week that each of `peopleFreed` has gained by its removal; null when not stated.
    async fn minutes_freed(&self) -> Option<i32> {
        self.row.minutes_freed
    }

    /// How many have gained that time; null when not stated.
    async fn people_freed(&self) -> Option<i32> {
        self.row.people_freed
    }

    /// Minutes a week that all of them together have gained. Computed. Danish: frigjort tid.
    async fn minutes_freed_together(&self) -> Option<i64> {
        rules::freed_together(&self.row)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// An attempt to remove a barrier.
#[derive(Clone, Debug)]
pub struct BarrierAction(barrier_action::Model);

/// Something that was tried against a barrier. Danish: forsøg.
#[Object]
impl BarrierAction {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// When it was tried.
    async fn tried_on(&self) -> Date {
        self.0.tried_on.into()
    }

    /// What was tried.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// What came of it; null when that is not known yet.
    async fn result(&self) -> Option<&str> {
        self.0.result.as_deref()
    }

    /// When it was recorded (UTC).
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
}
