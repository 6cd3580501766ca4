//! Root fields that find things by the keys of other systems.

use async_graphql::{Context, Object};

use super::service;
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{context::ContextExt, mutation::Reload, scalar::Date},
    org_unit::types::OrgUnit,
    person::{loader::may_read_of, types::Person},
    read_log::loader::note_read,
    rights::classes::Class,
};

/// See the fields.
#[derive(Debug, Default)]
pub struct ExternalIdQuery;

#[Object]
impl ExternalIdQuery {
    /// The committee that another system knows by a key; null when there is none.
    async fn committee_by_external_id(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other system, as in `externalIds`.")] system: String,
        #[graphql(desc = "The key there; upper and lower case differ.")] key: String,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Committee>> {
        found(ctx, Kind::Committee, &system, &key, as_of).await
    }

    /// The unit that another system knows by a key; null when there is none.
    async fn org_unit_by_external_id(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other system, as in `externalIds`.")] system: String,
        #[graphql(desc = "The key there; upper and lower case differ.")] key: String,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<OrgUnit>> {
        found(ctx, Kind::OrgUnit, &system, &key, as_of).await
    }

    /// The person that another system knows by a key; null when there is none, and for those who may not read the
    /// person's `externalIds`.
    async fn person_by_external_id(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other system, as in `externalIds`.")] system: String,
        #[graphql(desc = "The key there; upper and lower case differ.")] key: String,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Person>> {
        let person: Person = match found(ctx, Kind::Person, &system, &key, as_of).await? {
            Ok(person) => person,
            Err(error) => return Some(Err(error)),
        };
        match may_read_of(ctx, Class::Personal, person.row.id).await {
            Ok(true) => {
                note_read(ctx, person.row.id, "Person.externalIds");
                Some(Ok(person))
            }
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// What a key names; a fault takes away this field and not its neighbours.
async fn found<T: Reload>(
    ctx: &Context<'_>,
    kind: Kind,
    system: &str,
    key: &str,
    as_of: Option<Date>,
) -> Option<Result<T>> {
    let read = async || {
        let as_of = ctx.as_of(as_of)?;
        match service::find(ctx.cx(), kind, system, key).await? {
            Some(id) => T::reload(ctx, id, as_of).await,
            None => Ok(None),
        }
    };
    read().await.transpose()
}
