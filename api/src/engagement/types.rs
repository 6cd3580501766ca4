//! Employments in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::engagement::{self, Model};
use uuid::Uuid;

use super::loader::{EngagementById, PersonEngagements};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{List, ListNode, short},
        context::ContextExt,
        enums::gql_enum,
        filter::{BooleanFilter, DateFilter, IdFilter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    org_unit::types::OrgUnit,
    person::{loader::may_read_of, types::Person},
    read_log::loader::note_read,
    rights::classes::Class,
};

gql_enum! {
    /// Whether an employee is at work. Danish: ansættelsesstatus.
    EngagementStatus = "entity::engagement::EngagementStatus" {
        /// At work.
        Active = "ACTIVE": "I arbejde" | "At work",
        /// On leave (orlov).
        Leave = "LEAVE": "På orlov" | "On leave",
    }
}

where_input! {
    /// Which employments. Everything given has to hold. Working time and leave are personal, so nobody can filter by
    /// them.
    EngagementWhere over engagement {
        /// Its id.
        id: IdFilter => Id of Engagement,
        /// The employee.
        person: IdFilter => PersonId of Person,
        /// The unit.
        org_unit: IdFilter => OrgUnitId of OrgUnit,
        /// Whether the employee leads the unit.
        leads_unit: BooleanFilter => LeadsUnit,
        /// First day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer holds.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How employments are sorted. Default: by first day.
    EngagementOrder by EngagementOrderField over engagement {
        /// By first day.
        ValidFrom => ValidFrom,
    }
}

/// An employment, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Engagement {
    /// The employment.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Engagement {
    /// The employments of a person that hold on a date; at most 100.
    pub async fn of_person(ctx: &Context<'_>, person: Uuid, as_of: NaiveDate) -> Result<Vec<Self>> {
        let list = List { as_of, filter: EngagementWhere::read(None)?, order: EngagementOrder::read(None) };
        short::<PersonEngagements, _>(ctx, person, list, |row| Self { row, as_of }).await
    }

    async fn load(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<EngagementById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }

    /// A personal value, if the caller may read it; the read is noted.
    async fn personal<T>(
        &self,
        ctx: &Context<'_>,
        field: &'static str,
        value: impl Into<T>,
    ) -> Option<Result<T>> {
        match may_read_of(ctx, Class::Personal, self.row.person_id).await {
            Ok(true) => {
                note_read(ctx, self.row.person_id, field);
                Some(Ok(value.into()))
            }
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl ListNode for Engagement {
    const NAME: &'static str = "Engagement";
}

impl Reload for Engagement {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load(ctx, id, as_of).await
    }
}

/// A person's employment in a unit. Visible to whoever sees the person; working time and leave only to those whose
/// work needs them, and to the person. Danish: ansættelse.
#[Object]
impl Engagement {
    /// Opaque id; accepted by `node` and wherever an employment's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Engagement, self.row.id)
    }

    /// The employee.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.row.person_id, self.as_of).await.transpose()
    }

    /// The unit that the employee works in.
    async fn org_unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.org_unit_id, self.as_of).await.transpose()
    }

    /// Job title, as the authority writes it. Danish: stillingsbetegnelse.
    async fn job_title(&self) -> &str {
        &self.row.job_title
    }

    /// Agreed working time in thousandths of full time: 1000 is full time. Personal: null unless your work needs it or
    /// it is your own. Danish: beskæftigelsesgrad.
    async fn full_time_permille(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        self.personal(ctx, "Engagement.fullTimePermille", self.row.full_time_permille).await
    }

    /// Whether the employee leads the unit. Danish: leder af enheden.
    async fn leads_unit(&self) -> bool {
        self.row.leads_unit
    }

    /// Whether the employee is at work or on leave. Personal: null unless your work needs it or it is your own.
    async fn status(&self, ctx: &Context<'_>) -> Option<Result<EngagementStatus>> {
        self.personal(ctx, "Engagement.status", self.row.status).await
    }

    /// First day.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer holds; null while no end is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
