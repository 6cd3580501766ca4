//! Endorsements in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::endorsement::Model;
use uuid::Uuid;

pub use self::inputs::*;
use super::loader::{EndorsementById, EndorsementsOf};
use crate::{
    committee::types::Committee,
    core::{Error, Id, Kind, Result},
    graphql::{
        Node,
        connection::ListNode,
        context::ContextExt,
        ids, load_node,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    person::types::Person,
    seat::types::Side,
};

/// An endorsement, seen from a date.
#[derive(Clone, Debug)]
pub struct Endorsement {
    /// The endorsement.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Endorsement {
    /// What stands of one version of a subject, oldest first.
    pub async fn of_version(
        ctx: &Context<'_>,
        subject: Uuid,
        version: i32,
        as_of: NaiveDate,
    ) -> Result<Vec<Self>> {
        let rows = ctx.loaders().load_one(GroupOf::<EndorsementsOf>::new(subject)).await?;
        let of_version = rows.into_iter().flatten().filter(|row| row.subject_version == version);
        Ok(of_version.map(|row| Self { row, as_of }).collect())
    }

    /// What stands of a side for one version of a subject.
    pub async fn of_side(
        ctx: &Context<'_>,
        side: entity::seat::Side,
        (subject, version): (Uuid, i32),
        as_of: NaiveDate,
    ) -> Result<Option<Self>> {
        let standing = Self::of_version(ctx, subject, version, as_of).await?;
        Ok(standing.into_iter().find(|standing| standing.row.side == Some(side)))
    }
}

impl ListNode for Endorsement {
    const NAME: &'static str = "Endorsement";
}

impl Reload for Endorsement {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<EndorsementById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// That a side of a committee, or a named party, confirmed one version of something. There is no vote: what needs
/// agreement needs both sides (MED framework agreement § 8; MEDsamarbejdet). Danish: bekræftelse, tiltrædelse. Visible to
/// every employee of its authority once what it confirms is agreed; before that to those inside the committee.
#[Object]
impl Endorsement {
    /// Opaque id; accepted by `node` and wherever an endorsement's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Endorsement, self.row.id)
    }

    /// What is confirmed; null when you do not see it.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        match self.row.subject_kind.parse() {
            Ok(kind) => load_node(ctx, Id::new(kind, self.row.subject_id), self.as_of).await.transpose(),
            Err(()) => Some(Err(Error::internal("unknown kind of what is confirmed"))),
        }
    }

    /// The version of it that is confirmed; 1 where it has no versions.
    async fn subject_version(&self) -> i32 {
        self.row.subject_version
    }

    /// The committee whose sides confirm it.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The side that confirms; null for a party.
    async fn side(&self) -> Option<Side> {
        self.row.side.map(Into::into)
    }

    /// The party that confirms beside the two sides, by its name; null for a side.
    async fn party(&self) -> Option<&str> {
        self.row.party.as_deref()
    }

    /// Who confirmed for the side; null for a party, because that would tell of somebody's union, and for those who may
    /// not see the person.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.person_id?, self.as_of).await.transpose()
    }

    /// The day of the confirmation.
    async fn given_on(&self) -> Date {
        self.row.given_on.into()
    }

    /// A remark.
    async fn text(&self) -> Option<&str> {
        self.row.text.as_deref()
    }

    /// Whether the person gave it here itself; false when a secretary wrote down what was confirmed elsewhere.
    async fn in_person(&self) -> bool {
        self.row.in_person
    }

    /// Whether what it confirms was agreed, so that it can no longer be withdrawn.
    async fn is_final(&self) -> bool {
        self.row.is_final
    }

    /// When it was recorded (UTC).
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }

    /// The day on which it was withdrawn, by the side or because the text changed; null while it stands.
    async fn withdrawn_on(&self) -> Option<Date> {
        self.row.withdrawn_on.map(Date)
    }
}
