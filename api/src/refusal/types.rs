//! The log of refusals in GraphQL.

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entity::refusal::{self, Model};

use crate::{
    change::types::ThingType,
    core::{Id, Kind},
    graphql::{
        connection::ListNode,
        enums::gql_enum,
        filter::{StringFilter, enum_filter, where_input},
        order::order_input,
    },
};

gql_enum! {
    /// Why something was refused. Danish: afvisningsgrund.
    RefusalCode = "entity::refusal::RefusalCode" {
        /// Neither role nor office nor scope allows it.
        Forbidden = "FORBIDDEN": "Ingen ret" | "No right",
        /// The caller may do it, but not in this case or for this purpose.
        NotAllowed = "NOT_ALLOWED": "Ikke tilladt her" | "Not allowed here",
        /// The credential was no longer good.
        Credential = "CREDENTIAL": "Adgang ikke længere gyldig" | "Credential no longer good",
    }
}

enum_filter!(RefusalCodeFilter, RefusalCode, entity::refusal::RefusalCode);

where_input! {
    /// Which refusals. Everything given has to hold.
    RefusalWhere over refusal {
        /// To whom: the issuer's pseudonymous name.
        actor: StringFilter => Actor,
        /// With which client system.
        client: StringFilter => Client,
        /// What, as `viewer { actions }` and `Refusal.action` name it.
        action: StringFilter => Action,
        /// Why.
        code: RefusalCodeFilter => Code,
    }
}

order_input! {
    /// How refusals are sorted. Default: the latest first.
    RefusalOrder by RefusalOrderField over refusal {
        /// By the time of the first of each row.
        FirstAt => Id,
    }
}

/// Refusals of one action to one caller in one minute.
#[derive(Clone, Debug)]
pub struct Refusal(pub Model);

impl Refusal {
    fn subject(&self) -> Option<Id> {
        let kind: Kind = self.0.subject_kind.as_deref()?.parse().ok()?;
        Some(Id::new(kind, self.0.subject_id?))
    }
}

impl ListNode for Refusal {
    const NAME: &'static str = "Refusal";
}

/// That somebody was refused something: all refusals of one action to one caller in one minute. Danish: afvisning.
#[Object]
impl Refusal {
    /// The first of them (UTC).
    async fn first_at(&self) -> DateTime<Utc> {
        self.0.first_at
    }

    /// The last of them (UTC).
    async fn last_at(&self) -> DateTime<Utc> {
        self.0.last_at
    }

    /// How many there were.
    async fn count(&self) -> i32 {
        self.0.count
    }

    /// To whom: the issuer's pseudonymous name of the caller. Empty when so many callers were refused at once that only
    /// their number was kept.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// The client system that the caller used; null when the credential does not say.
    async fn client(&self) -> Option<&str> {
        Some(self.0.client.as_str()).filter(|client| !client.is_empty())
    }

    /// What was refused: an action as `viewer { actions }` names it, or UNION_AFFILIATION_READ, UNION_AFFILIATION_WRITE,
    /// SEAT_READ_ELECTORAL_GROUP, READ_LOG_READ, REFUSALS_READ, CHANGES_BY_ACTOR, PERSON_EXTRACT, SERVICE_TOKEN_READ,
    /// AUTHORITY_CREATE, AUTHENTICATE, WRITE (by a token that only reads), or OTHER when there were too many kinds at
    /// once to keep apart.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// Why.
    async fn code(&self) -> RefusalCode {
        self.0.code.into()
    }

    /// The type of the thing that the last of them was about; null when it was about none in particular.
    async fn subject_type(&self) -> Option<ThingType> {
        self.subject().map(|subject| subject.kind.into())
    }

    /// The id of the thing that the last of them was about; null when it was about none in particular.
    async fn subject_id(&self) -> Option<ID> {
        self.subject().map(|subject| ID(subject.to_string()))
    }
}
