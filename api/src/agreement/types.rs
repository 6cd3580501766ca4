//! Local agreements and the numbers that they set, in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::local_agreement::{self, Model};
use uuid::Uuid;

use super::{
    loader::{AgreementById, AgreementInForce},
    rules,
};
use crate::{
    authority::types::Authority,
    core::{
        Error, Kind, Result, Text,
        rule_set::{self, Setting},
    },
    finding::types::Sureness,
    graphql::{
        connection::{Connection, ListNode, PageArgs},
        context::ContextExt,
        enums::gql_enum,
        filter::{DateFilter, IdFilter, enum_filter, where_input},
        ids,
        loaders::{Lookup, One},
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    wheel::types::{WheelEntry, WheelEntryOrder, WheelEntryWhere, entries_of, entry_list},
};

gql_enum! {
    /// Whether the committees also do the work-environment tasks. Danish: enstrenget eller tostrenget.
    StringModel = "entity::local_agreement::StringModel" {
        /// One system for both (enstrenget).
        Single = "SINGLE": "Enstrenget" | "One system",
        /// A separate work-environment organisation (tostrenget).
        Two = "TWO": "Tostrenget" | "Two systems",
    }
}

gql_enum! {
    /// What a number in a rule counts. Danish: enhed.
    RuleUnit = "rule_set::Unit" {
        /// Calendar days (dage).
        Days = "DAYS": "Dage" | "Days",
        /// Calendar weeks (uger).
        Weeks = "WEEKS": "Uger" | "Weeks",
        /// Calendar months (måneder).
        Months = "MONTHS": "Måneder" | "Months",
        /// Years (år).
        Years = "YEARS": "År" | "Years",
        /// Employees by headcount (ansatte).
        Employees = "EMPLOYEES": "Ansatte" | "Employees",
        /// Answers or persons in a group of a statistic (svar).
        Answers = "ANSWERS": "Svar" | "Answers",
        /// A number of things, named in the description (antal).
        Count = "COUNT": "Antal" | "Count",
    }
}

enum_filter!(StringModelFilter, StringModel, entity::local_agreement::StringModel);

where_input! {
    /// Which local agreements. Everything given has to hold.
    LocalAgreementWhere over local_agreement {
        /// Its id.
        id: IdFilter => Id of LocalAgreement,
        /// Its string model.
        string_model: StringModelFilter => StringModel,
        /// First day on which it is in force.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it is no longer in force.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How local agreements are sorted. Default: by first day.
    LocalAgreementOrder by LocalAgreementOrderField over local_agreement {
        /// By the first day on which it is in force.
        ValidFrom => ValidFrom,
    }
}

/// A local agreement; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct LocalAgreement {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl LocalAgreement {
    /// The agreement of an authority that is in force on a date, if the caller sees one.
    pub async fn in_force(ctx: &Context<'_>, authority: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<AgreementInForce>(ctx, authority, as_of).await
    }

    async fn load<L: Lookup<Entity = local_agreement::Entity>>(
        ctx: &Context<'_>,
        id: Uuid,
        as_of: NaiveDate,
    ) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<L>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for LocalAgreement {
    const NAME: &'static str = "LocalAgreement";
}

impl Reload for LocalAgreement {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<AgreementById>(ctx, id, as_of).await
    }
}

/// A number in the rules about co-determination, as it stands in an agreement.
#[derive(Clone, Copy, Debug)]
pub struct RuleParameter(Setting);

/// A number in the rules about co-determination, as it stands in an agreement. Danish: regelparameter.
#[Object]
impl RuleParameter {
    /// Its name, for example "termMonths".
    async fn name(&self) -> &str {
        self.0.parameter.key
    }

    /// The value that rules use.
    async fn value(&self) -> u16 {
        self.0.value
    }

    /// The value that the framework agreement gives.
    async fn default(&self) -> u16 {
        self.0.default
    }

    /// Whether the local agreement sets it, be it to the same number.
    async fn overridden(&self) -> bool {
        self.0.overridden
    }

    /// What it counts.
    async fn unit(&self) -> RuleUnit {
        self.0.parameter.unit.into()
    }

    /// The least value that an agreement can set.
    async fn min(&self) -> u16 {
        self.0.parameter.min
    }

    /// The greatest value that an agreement can set.
    async fn max(&self) -> u16 {
        self.0.parameter.max
    }

    /// What it means, in the language of `Accept-Language`.
    async fn description(&self, ctx: &Context<'_>) -> String {
        in_locale(ctx, &self.0.parameter.description())
    }

    /// Where the default comes from, in the language of `Accept-Language`.
    async fn reference(&self, ctx: &Context<'_>) -> String {
        in_locale(ctx, &self.0.parameter.reference())
    }

    /// How sure we are of the default.
    async fn sureness(&self) -> Sureness {
        self.0.parameter.sureness.into()
    }
}

fn in_locale(ctx: &Context<'_>, text: &Text) -> String {
    text.in_locale(ctx.cx().locale).to_owned()
}

/// A local MED agreement: what an authority and its unions agreed within the framework agreement. On every date at
/// most one is in force. Danish: lokal MED-aftale. Visible to every employee of its authority.
#[Object]
impl LocalAgreement {
    /// Opaque id; accepted by `node` and wherever a local agreement's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::LocalAgreement, self.row.id)
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Whether the committees also do the work-environment tasks.
    async fn string_model(&self) -> StringModel {
        self.row.string_model.into()
    }

    /// First day on which it is in force.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it is no longer in force; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The authority whose agreement it is.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// The entries of the template of the annual wheel that hold on the date. Danish: skabelon for årshjulet.
    async fn wheel_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<WheelEntryWhere>,
        #[graphql(desc = "Their order; by the first day of the window when absent.")] order_by: Option<
            WheelEntryOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<WheelEntry>> {
        let list = entry_list(self.as_of, filter, order_by)?;
        entries_of(ctx, self.row.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// Every number in the rules, with the value that this agreement gives it; in the order of the rules. Danish:
    /// regelsæt.
    async fn rules(&self, ctx: &Context<'_>) -> Result<Vec<RuleParameter>> {
        let authority = Authority::reload(ctx, self.row.authority_id, self.as_of).await?;
        let authority = authority.ok_or_else(|| Error::internal("an agreement without its authority"))?;
        let rules = rules::stored(authority.row.framework, &self.row)?;
        Ok(rules.settings().map(RuleParameter).collect())
    }
}
