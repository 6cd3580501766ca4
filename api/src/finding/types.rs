//! Findings in GraphQL.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use uuid::Uuid;

use super::{Found, loader::FindingsOn, rules::codes::with_finding_codes, selection};
use crate::{
    change::types::ThingType,
    committee::types::Committee,
    core::{Ctx, Kind, Result, db::page::Order, filter::Test},
    graphql::{
        Node,
        connection::{Connection, ListNode, PageArgs},
        context::ContextExt,
        enums::gql_enum,
        filter::{IdFilter, IntFilter, Operators, list, where_input},
        load_node,
        mutation::Reload,
        order::order_input,
    },
    read_log::loader::note_read,
};

gql_enum! {
    /// How much a finding matters. Danish: alvor.
    Severity = "crate::finding::Severity" {
        /// A rule is broken (fejl).
        Error = "ERROR": "Fejl" | "Error",
        /// Somebody should look at it (advarsel).
        Warning = "WARNING": "Advarsel" | "Warning",
        /// Good to know; no rule is broken (oplysning).
        Info = "INFO": "Oplysning" | "Information",
    }
}

gql_enum! {
    /// How sure we are of a rule, a number or a reference. Danish: sikkerhed.
    Sureness = "crate::core::rule_set::Sureness" {
        /// Read in the source that is named beside it.
        Seen = "SEEN": "Set i kilden" | "Seen in the source",
        /// Not verified against the full text of the framework agreement: general knowledge, local practice or a
        /// check of Medspil's own. Check it before anyone relies on it as law.
        NotVerified = "NOT_VERIFIED": "Ikke verificeret" | "Not verified",
    }
}

macro_rules! finding_code {
    ($($code:ident $name:literal: $severity:ident, rule $rule:literal, $sureness:ident;
        from $from_da:literal / $from_en:literal;
        is $da:literal / $en:literal;)+) => {
        gql_enum! {
            /// Which check made a finding. Codes are never renamed; new checks add codes. Danish: kontrol.
            FindingCode = "crate::finding::FindingCode" {
                $(#[doc = $en] #[doc = $da] $code = $name: $da | $en),+
            }
        }
    };
}
with_finding_codes!(finding_code);

/// Makes the operator input of an enumeration that no table stores.
macro_rules! code_filter {
    ($name:ident, $enum:ident, $own:ty) => {
        #[doc = concat!("Compares a ", stringify!($enum), ". All operators given have to hold.")]
        #[derive(Clone, Debug, Default, InputObject)]
        pub struct $name {
            /// Is this.
            pub eq: Option<$enum>,
            /// Is one of these; at most 100.
            pub r#in: Option<Vec<$enum>>,
        }

        impl Operators for $name {
            fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
                let read = |value: $enum| selection::wanted(<$own>::from(value));
                let mut tests = Vec::new();
                tests.extend(self.eq.map(|value| Test::Eq(read(value))));
                tests.extend(list(self.r#in, |value| Ok(read(value)))?);
                Ok(tests)
            }
        }
    };
}
code_filter!(FindingCodeFilter, FindingCode, super::FindingCode);
code_filter!(SeverityFilter, Severity, super::Severity);
code_filter!(SurenessFilter, Sureness, crate::core::rule_set::Sureness);

where_input! {
    /// Which findings. Everything given has to hold.
    FindingWhere over selection {
        /// How much it matters.
        severity: SeverityFilter => Severity,
        /// Which check found it.
        code: FindingCodeFilter => Code,
        /// The number of the rule in the list of checkable rules, from 1.
        rule: IntFilter => Rule,
        /// How sure we are of the rule.
        sureness: SurenessFilter => Sureness,
        /// The committee that it concerns; absent when it concerns a unit or the whole authority.
        committee: IdFilter => Committee of Committee,
    }
}

order_input! {
    /// How findings are sorted. Default: what matters most first, then by rule and by committee.
    FindingOrder by FindingOrderField over selection {
        /// By how much they matter, errors first; then by rule and by committee.
        Severity => Severity,
        /// By the number of the rule; then by how much they matter.
        Rule => Rule,
        /// By the name of the committee in the Danish alphabet; first those that concern no committee.
        Committee => Committee,
        /// By code; then by committee.
        Code => Code,
        /// Those of which we are surest first; then by how much they matter.
        Sureness => Sureness,
    }
}

/// Where what is recorded differs from a rule.
#[derive(Clone, Debug)]
pub struct Finding {
    found: Arc<Found>,
    as_of: NaiveDate,
}

impl ListNode for Finding {
    const NAME: &'static str = "Finding";
}

/// A number that a finding was judged by: of the local agreement, else the default of the framework agreement.
#[derive(Clone, Debug, SimpleObject)]
pub struct FindingValue {
    /// The name of the parameter in the rule set, for example `termMonths`.
    name: &'static str,
    /// Its value on the date.
    value: i32,
    /// What it counts, in the language of `Accept-Language`, for example "months".
    unit: String,
    /// What it means, in the language of `Accept-Language`.
    description: String,
}

/// Where a committee, a seat, a mandate or a workplace, as recorded, differs from a rule of co-determination on the date
/// asked for (`asOf`). Worked out from what is recorded, and anew after every change of it; it changes nothing, the parties
/// decide. Danish: afvigelse. Visible to every employee of the authority, except findings that tell about one
/// person's employment or leave, or about an electoral group's few seats: those are personal data, left out of lists
/// and counts for callers whose work does not need them, unless they are about themselves. Findings about a decision, an item, a
/// disagreement or a breach are there for those who see that thing. Callers who only build statistics get these too, to count, with `message` in general terms and without `subject`.
#[Object]
impl Finding {
    /// Which check found it; see `enumLabels` for what each says in Danish and English.
    async fn code(&self) -> FindingCode {
        self.found.finding.code.into()
    }

    /// How much it matters.
    async fn severity(&self) -> Severity {
        self.found.finding.severity.into()
    }

    /// The number of the rule in the list of checkable rules, from 1.
    async fn rule(&self) -> i32 {
        self.found.finding.rule.into()
    }

    /// What is the matter, with names of committees and units, dates and numbers, in the language of
    /// `Accept-Language`. Names no person and no union.
    async fn message(&self, ctx: &Context<'_>) -> &str {
        self.found.finding.message.in_locale(ctx.cx().locale)
    }

    /// Where the rule comes from: agreement and paragraph, or who practises it, in the language of `Accept-Language`.
    async fn reference(&self, ctx: &Context<'_>) -> &str {
        self.found.finding.reference.in_locale(ctx.cx().locale)
    }

    /// How sure we are of the rule and its reference. NOT_VERIFIED: not checked against the full framework agreement.
    async fn sureness(&self) -> Sureness {
        self.found.finding.sureness.into()
    }

    /// What it is about, as of the same date; null when you see no more of it than its id.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        if !self.found.subject_shown {
            return None;
        }
        load_node(ctx, self.found.finding.subject, self.as_of).await.transpose()
    }

    /// The id of what it is about.
    async fn subject_id(&self) -> ID {
        ID(self.found.finding.subject.to_string())
    }

    /// The type of what it is about, for example COMMITTEE, MANDATE, DECISION, MEETING or WHEEL_TASK.
    async fn subject_type(&self) -> ThingType {
        self.found.finding.subject.kind.into()
    }

    /// The committee that it concerns, as of the same date; null when it concerns a unit or the whole authority.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.found.finding.committee_id?, self.as_of).await.transpose()
    }

    /// The numbers that it was judged by; empty when the rule has none.
    async fn values(&self, ctx: &Context<'_>) -> Vec<FindingValue> {
        let cx: &Ctx = ctx.cx();
        let value = |used: &super::UsedValue| {
            let parameter = used.name.parameter();
            FindingValue {
                name: parameter.key,
                value: used.value.into(),
                unit: parameter.unit.label().in_locale(cx.locale).to_owned(),
                description: parameter.description().in_locale(cx.locale).to_owned(),
            }
        };
        self.found.finding.values.iter().map(value).collect()
    }
}

/// A page of findings on a date: of one committee, or of the whole authority of the caller. Whatever the number of
/// committees that ask, they are worked out once for each date in a request.
pub async fn page(
    ctx: &Context<'_>,
    committee: Option<Uuid>,
    as_of: NaiveDate,
    filter: Option<FindingWhere>,
    order: Option<FindingOrder>,
    args: &PageArgs,
) -> Result<Connection<Finding>> {
    let filter = FindingWhere::read(filter)?;
    let order: Order<selection::Column> = FindingOrder::read(order);
    let findings = ctx.loaders().load_one(FindingsOn(as_of)).await?.unwrap_or_default();
    let all = match committee {
        None => Some(&findings.all),
        Some(committee) => findings.by_committee.get(&committee),
    };
    let passing = all.into_iter().flatten().filter(|found| selection::passes(&filter, found));
    let entry = |found: &Arc<Found>| {
        let place = selection::place(order, found);
        (place, Uuid::from_u128(found.nth), Finding { found: Arc::clone(found), as_of })
    };
    let page =
        Connection::of_computed(passing.map(entry).collect(), order.column.name(), order.descending, args)?;
    for person in page.shown().filter_map(|finding: &Finding| finding.found.tells_of) {
        note_read(ctx, person, "Finding.message");
    }
    Ok(page)
}
