//! Union memberships in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::union_affiliation::{self, Column, Model};
use uuid::Uuid;

use super::{loader::PersonAffiliations, service};
use crate::{
    core::{Id, Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        filter::{DateFilter, IdFilter, StringFilter, where_input},
        ids,
        order::order_input,
        scalar::Date,
    },
    person::{loader::may_read_of, types::Person},
    read_log::{loader::log_read, types::Purpose},
    rights::{classes::Class, refused},
};

where_input! {
    /// Which union memberships. Everything given has to hold. Persons asked for by id are in the read log even when
    /// nothing is found.
    UnionAffiliationWhere over union_affiliation {
        /// The member.
        person: IdFilter => PersonId of Person,
        /// The union, spelled exactly as it is registered.
        union_name: StringFilter => UnionName,
        /// The agreement group, spelled exactly as it is registered.
        agreement_group: StringFilter => AgreementGroup,
        /// First day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer holds.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How union memberships are sorted. Default: by first day.
    UnionAffiliationOrder by UnionAffiliationOrderField over union_affiliation {
        /// By first day.
        ValidFrom => ValidFrom,
    }
}

/// A membership, with a date for everything reached from here. Only made after its read was logged.
#[derive(Clone)]
pub struct UnionAffiliation {
    /// The membership.
    pub(super) row: Model,
    /// The date; it holds for everything reached from here.
    pub(super) as_of: NaiveDate,
}

impl ListNode for UnionAffiliation {
    const NAME: &'static str = "UnionAffiliation";
    const READ_TO_COUNT: bool = true;
}

/// The memberships of one person: checks the caller's right, logs the read, and only then reads.
pub async fn affiliations_of(
    ctx: &Context<'_>,
    person: Uuid,
    purpose: Purpose,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<UnionAffiliation>> {
    if !may_read_of(ctx, Class::Sensitive, person).await? {
        return Err(refused(ctx.cx(), "UNION_AFFILIATION_READ", Some(Id::new(Kind::Person, person))));
    }
    log_read(ctx, person, service::reading(purpose.into())).await?;
    let as_of = list.as_of;
    nested::<PersonAffiliations, _>(ctx, person, list, args, |row| UnionAffiliation { row, as_of }).await
}

/// That a person is a member of a union (GDPR article 9). Only read for a stated purpose; each read is logged, and the
/// person can see it. Danish: fagforeningsforhold.
#[Object]
impl UnionAffiliation {
    /// Opaque id; accepted by the mutations on union memberships. `node` does not take it, because reading needs a
    /// purpose.
    async fn id(&self) -> ID {
        ids::show(Kind::UnionAffiliation, self.row.id)
    }

    /// The member.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.row.person_id, self.as_of).await.transpose()
    }

    /// The union, as registered. Danish: fagforening.
    async fn union_name(&self) -> &str {
        &self.row.union_name
    }

    /// The agreement group; null when none is registered. Danish: overenskomstgruppe.
    async fn agreement_group(&self) -> Option<&str> {
        self.row.agreement_group.as_deref()
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
