//! The log of reads in GraphQL.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::read_log::{self, Model};
use futures::future::try_join_all;
use uuid::Uuid;

use crate::{
    core::Result,
    graphql::{
        connection::ListNode,
        context::ContextExt,
        enums::gql_enum,
        filter::{IdFilter, StringFilter, where_input},
        order::order_input,
    },
    person::types::Person,
};

gql_enum! {
    /// Why sensitive data is read. Closed list: whoever reads has to be able to answer for one of these.
    /// Danish: formål.
    Purpose = "entity::read_log::Purpose" {
        /// To hold or check an election of representatives.
        Election = "ELECTION": "Valg" | "Election",
        /// To share out seats between organisations.
        SeatDistribution = "SEAT_DISTRIBUTION": "Fordeling af pladser" | "Distribution of seats",
        /// To find out which agreement covers whom.
        AgreementCoverage = "AGREEMENT_COVERAGE": "Overenskomstdækning" | "Agreement coverage",
        /// Because the person asked to see their own data (GDPR article 15).
        SubjectAccess = "SUBJECT_ACCESS": "Den registreredes indsigt" | "Subject access",
        /// To check that the records are right and rightly used.
        Audit = "AUDIT": "Revision" | "Audit",
    }
}

gql_enum! {
    /// How closed the data was that was read. Danish: dataklasse.
    ReadClass = "entity::read_log::ReadClass" {
        /// Personal data: working time, leave, keys in other systems, why a mandate ended.
        Personal = "PERSONAL": "Personoplysning" | "Personal data",
        /// Data that reveals union membership (GDPR article 9).
        Sensitive = "SENSITIVE": "Følsom oplysning" | "Sensitive data",
    }
}

where_input! {
    /// Which reads. Everything given has to hold.
    ReadLogWhere over read_log {
        /// The person whose data was read, alone or among others.
        person: IdFilter => PersonId of Person,
        /// Who read: the issuer's pseudonymous name.
        actor: StringFilter => Actor,
    }
}

order_input! {
    /// How reads are sorted. Default: the latest first.
    ReadLogOrder by ReadLogOrderField over read_log {
        /// By time.
        ReadAt => Id,
    }
}

/// One read: of one person, or of several at once.
#[derive(Clone, Debug)]
pub struct ReadLogEntry {
    /// The row.
    pub row: Model,
    /// The one person that may be told, when the reader of the log only sees its own.
    pub own: Option<Uuid>,
}

impl ReadLogEntry {
    /// Whose data was read, as far as the reader of the log may know.
    fn about(&self) -> Vec<Uuid> {
        match self.own {
            Some(own) => vec![own],
            None if self.row.persons.is_empty() => vec![self.row.person_id],
            None => self.row.persons.as_chunks::<16>().0.iter().map(|id| Uuid::from_bytes(*id)).collect(),
        }
    }
}

impl ListNode for ReadLogEntry {
    const NAME: &'static str = "ReadLogEntry";
}

/// That somebody read personal or sensitive data. What is sensitive is written before it is shown, one entry for each
/// person; what is personal a moment later, one entry for all persons of a request whose same fields were read. Never
/// changed; removed when the time is over that the authority keeps it. Danish: opslag i læseloggen.
#[Object]
impl ReadLogEntry {
    /// When (UTC).
    async fn read_at(&self) -> DateTime<Utc> {
        self.row.read_at
    }

    /// How closed the data was.
    async fn class(&self) -> ReadClass {
        self.row.class.into()
    }

    /// Who read: the issuer's pseudonymous name of the caller.
    async fn actor(&self) -> &str {
        &self.row.actor
    }

    /// The client system that the caller used; null when the credential does not say.
    async fn client(&self) -> Option<&str> {
        self.row.client.as_deref()
    }

    /// Whose data was read, when it was that of one person; in `myReadLog` you. Null when it was that of several, and
    /// when the person is gone or not visible to you.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        match self.about().as_slice() {
            [person] => Person::load(ctx, *person, ctx.cx().today()).await.transpose(),
            _ => None,
        }
    }

    /// Whose data was read, without those who are gone or not visible to you; at most 100. In `myReadLog` only you.
    async fn persons(&self, ctx: &Context<'_>) -> Result<Vec<Person>> {
        let today = ctx.cx().today();
        let persons = self.about().into_iter().map(|person| Person::load(ctx, person, today));
        Ok(try_join_all(persons).await?.into_iter().flatten().collect())
    }

    /// The fields that were read, as `Type.field` of this schema.
    async fn fields(&self) -> Vec<&str> {
        self.row.fields.split(',').collect()
    }

    /// The purpose that the caller stated. Null for personal data: it is read in the course of the work that the
    /// caller's roles stand for, and no purpose is asked for.
    async fn purpose(&self) -> Option<Purpose> {
        self.row.purpose.map(Into::into)
    }

    /// The request, as answers and logs name it.
    async fn request_id(&self) -> &str {
        &self.row.request_id
    }
}
