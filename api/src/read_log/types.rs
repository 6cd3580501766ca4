//! The log of sensitive reads in GraphQL.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::read_log::{self, Model};

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

where_input! {
    /// Which reads. Everything given has to hold.
    ReadLogWhere over read_log {
        /// The person whose data was read.
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

/// One read.
#[derive(Clone, Debug)]
pub struct ReadLogEntry(pub Model);

impl ListNode for ReadLogEntry {
    const NAME: &'static str = "ReadLogEntry";
}

/// That somebody read sensitive data of one person. Written before the data is shown, and never changed.
/// Danish: opslag i læseloggen.
#[Object]
impl ReadLogEntry {
    /// When (UTC).
    async fn read_at(&self) -> DateTime<Utc> {
        self.0.read_at
    }

    /// Who read: the issuer's pseudonymous name of the caller.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// The client system that the caller used; null when the credential does not say.
    async fn client(&self) -> Option<&str> {
        self.0.client.as_deref()
    }

    /// Whose data was read; null when the person is gone or not visible to you.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.0.person_id, ctx.cx().today()).await.transpose()
    }

    /// The fields that were read, as `Type.field` of this schema.
    async fn fields(&self) -> Vec<&str> {
        self.0.fields.split(',').collect()
    }

    /// The purpose that the caller stated.
    async fn purpose(&self) -> Purpose {
        self.0.purpose.into()
    }

    /// The request, as answers and logs name it.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
