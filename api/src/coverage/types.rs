//! Coverage in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::committee_unit::{self, Model};
use uuid::Uuid;

use super::loader::CommitteeUnitById;
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{List, ListNode},
        context::ContextExt,
        filter::{DateFilter, IdFilter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    org_unit::types::OrgUnit,
};

where_input! {
    /// Which coverage. Everything given has to hold.
    CommitteeUnitWhere over committee_unit {
        /// Its id.
        id: IdFilter => Id of CommitteeUnit,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The unit.
        org_unit: IdFilter => OrgUnitId of OrgUnit,
        /// Its first day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer holds.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How coverage is sorted. Default: oldest first.
    CommitteeUnitOrder by CommitteeUnitOrderField over committee_unit {
        /// By the first day.
        ValidFrom => ValidFrom,
    }
}

/// That a committee covers a unit, seen from a date.
#[derive(Clone, Debug)]
pub struct CommitteeUnit {
    /// The coverage.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for CommitteeUnit {
    const NAME: &'static str = "CommitteeUnit";
}

impl Reload for CommitteeUnit {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CommitteeUnitById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// That a committee is there for a unit and for what lies below it, as far as no nearer committee is. Danish: udvalgets
/// område.
#[Object]
impl CommitteeUnit {
    /// Opaque id; accepted by `node` and wherever an id of coverage is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::CommitteeUnit, self.row.id)
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The unit; the committee covers what lies below it, too.
    async fn org_unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.org_unit_id, self.as_of).await.transpose()
    }

    /// First day on which it covers the unit.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer does; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }
}

/// The arguments of a list of coverage.
pub fn coverage_list(
    as_of: NaiveDate,
    filter: Option<CommitteeUnitWhere>,
    order: Option<CommitteeUnitOrder>,
) -> Result<List<committee_unit::Column>> {
    Ok(List { as_of, filter: CommitteeUnitWhere::read(filter)?, order: CommitteeUnitOrder::read(order) })
}
