//! Persons in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::person::{self, Model};
use uuid::Uuid;

use super::{
    loader::{PersonById, PersonNamed, may_read_of},
    rules,
};
use crate::{
    core::{Kind, Result},
    engagement::{
        loader::PersonEngagements,
        types::{Engagement, EngagementOrder, EngagementWhere},
    },
    external_id::{loader::ExternalIds, types::ExternalId},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        filter::{IdFilter, NameFilter, where_input},
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        order::order_input,
    },
    mandate::{
        loader::{MandatesOfPerson, MandatesOfPersonAnyTime},
        types::{Mandate, MandateOrder, MandateWhere, mandate_list},
    },
    read_log::{loader::note_read, types::Purpose},
    rights::classes::Class,
    union_affiliation::types::{
        UnionAffiliation, UnionAffiliationOrder, UnionAffiliationWhere, affiliations_of,
    },
};

where_input! {
    /// Which persons. Everything given has to hold.
    PersonWhere over person {
        /// Its id.
        id: IdFilter => Id of Person,
        /// The name.
        name: NameFilter => SearchKey,
    }
}

order_input! {
    /// How persons are sorted. Default: by name.
    PersonOrder by PersonOrderField over person {
        /// By name, in the Danish alphabet.
        Name => SortKey,
    }
}

/// A person, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Person {
    /// The person.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Person {
    /// The person with this id, if the caller sees it.
    pub async fn load(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<PersonById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl Person {
    /// The person with this id, if the caller sees it; a mandate or a unit that the caller sees names it.
    pub async fn named(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<PersonNamed>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for Person {
    const NAME: &'static str = "Person";
}

impl Reload for Person {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load(ctx, id, as_of).await
    }
}

/// A person who works or worked for the authority, with no more than co-determination needs; never a CPR number.
/// Visible to every employee: those who hold or held a mandate, those who lead a unit, and oneself. Danish: person.
#[Object]
impl Person {
    /// Opaque id; accepted by `node` and wherever a person's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Person, self.row.id)
    }

    /// Name as shown; "Anonymiseret" or "Anonymised", by `Accept-Language`, for somebody who was anonymised.
    async fn display_name(&self, ctx: &Context<'_>) -> &str {
        if rules::is_anonymised(&self.row) { rules::label(ctx.cx().locale) } else { &self.row.display_name }
    }

    /// Whether the person was anonymised: name, contacts, keys and unions are gone for good, and the id stays so that
    /// mandates and history stay usable. Such persons come last in lists by name. Danish: anonymiseret.
    async fn anonymised(&self) -> bool {
        rules::is_anonymised(&self.row)
    }

    /// Work e-mail address; null when none is registered. Danish: arbejdsmail.
    async fn work_email(&self) -> Option<&str> {
        self.row.work_email.as_deref()
    }

    /// Work phone number, as written by the authority; null when none is registered. Danish: arbejdstelefon.
    async fn work_phone(&self) -> Option<&str> {
        self.row.work_phone.as_deref()
    }

    /// Whether this is an invented person of the demo data. False for everybody real.
    async fn invented(&self) -> bool {
        self.row.invented
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The employments that hold on the date. Danish: ansættelser.
    async fn engagements(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<EngagementWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<EngagementOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Engagement>> {
        let list = List {
            as_of: self.as_of,
            filter: EngagementWhere::read(filter)?,
            order: EngagementOrder::read(order_by),
        };
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Engagement { row, as_of: self.as_of };
        nested::<PersonEngagements, _>(ctx, self.row.id, list, &args, node).await
    }

    /// The person's keys in other systems, at most 20; null unless your work needs personal data.
    async fn external_ids(&self, ctx: &Context<'_>) -> Option<Result<Vec<ExternalId>>> {
        match may_read_of(ctx, Class::Personal, self.row.id).await {
            Ok(false) => None,
            Err(error) => Some(Err(error)),
            Ok(true) => {
                note_read(ctx, self.row.id, "Person.externalIds");
                let keys = ctx.loaders().load_one(GroupOf::<ExternalIds>::new(self.row.id)).await;
                Some(keys.map(Option::unwrap_or_default))
            }
        }
    }

    /// The mandates that the person holds on the date, also as an alternate.
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
            nested::<MandatesOfPersonAnyTime, _>(ctx, self.row.id, list, &args, node).await
        } else {
            nested::<MandatesOfPerson, _>(ctx, self.row.id, list, &args, node).await
        }
    }

    /// The union memberships that hold on the date (GDPR article 9). Read only for a stated purpose, by the person,
    /// or by MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN with the scope `sensitive:read`; everybody else gets
    /// a FORBIDDEN fault and null. Each read is logged before it is answered, and the person can see it in
    /// `myReadLog`. Danish: fagforeningsforhold.
    async fn union_affiliations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why you read it; stands in the read log.")] purpose: Purpose,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<UnionAffiliationWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<UnionAffiliationOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Option<Result<Connection<UnionAffiliation>>> {
        let args = PageArgs::new(first, after, last, before);
        // A fault inside an option takes away this field; one around it would take the whole person.
        Some(self.affiliations(ctx, purpose, filter, order_by, &args).await)
    }
}

impl Person {
    async fn affiliations(
        &self,
        ctx: &Context<'_>,
        purpose: Purpose,
        filter: Option<UnionAffiliationWhere>,
        order_by: Option<UnionAffiliationOrder>,
        args: &PageArgs,
    ) -> Result<Connection<UnionAffiliation>> {
        let list = List {
            as_of: self.as_of,
            filter: UnionAffiliationWhere::read(filter)?,
            order: UnionAffiliationOrder::read(order_by),
        };
        affiliations_of(ctx, self.row.id, purpose, list, args).await
    }
}
