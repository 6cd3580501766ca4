//! The change log in GraphQL.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::change;

use crate::{
    core::{Error, Id, Kind, Result},
    graphql::{
        Node, connection::ListNode, context::ContextExt, enums::gql_enum, load_node, scalar::Sequence,
    },
    rights::classes::{Class, may_read},
};

gql_enum! {
    /// What happened to a thing. Danish: hændelse.
    ChangeKind = "entity::change::ChangeKind" {
        /// It came into being.
        Create = "CREATE": "Oprettet" | "Created",
        /// Facts about it changed.
        Update = "UPDATE": "Ændret" | "Changed",
        /// It ended.
        End = "END": "Afsluttet" | "Ended",
        /// It was removed as if it had never been: a tombstone.
        Delete = "DELETE": "Fjernet" | "Removed",
    }
}

/// The types of things that changes are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Kind")]
pub enum ThingType {
    /// A public employer.
    Authority,
    /// A local MED agreement.
    LocalAgreement,
    /// A unit of the line organisation.
    OrgUnit,
    /// A person.
    Person,
    /// An employment.
    Engagement,
    /// A union membership.
    UnionAffiliation,
    /// A committee.
    Committee,
    /// That a committee covers a unit.
    CommitteeUnit,
    /// A seat in a committee.
    Seat,
    /// A mandate.
    Mandate,
    /// A period in which an alternate acts.
    Acting,
    /// A service token.
    ServiceToken,
    /// A matter.
    Matter,
    /// A link between two things.
    Link,
    /// A series of meetings.
    MeetingSeries,
    /// A meeting.
    Meeting,
    /// That somebody takes part in a meeting.
    Attendance,
    /// The minutes of a meeting.
    Minutes,
    /// An agenda item.
    AgendaItem,
    /// A conclusion.
    Conclusion,
    /// A decision.
    Decision,
    /// A contribution.
    Contribution,
    /// A calendar feed.
    CalendarFeed,
    /// A confirmation by a side or a party.
    Endorsement,
    /// A guideline.
    Guideline,
    /// An entry of the template of the annual wheel.
    WheelEntry,
    /// A task of the annual wheel.
    WheelTask,
    /// A budget process.
    BudgetCycle,
    /// A committee's discussion of a budget.
    BudgetDiscussion,
    /// A strategy plan.
    StrategyPlan,
    /// An action plan.
    ActionPlan,
    /// An action.
    Action,
    /// A disagreement between the sides of a committee.
    Disagreement,
    /// A breach of the duty to inform.
    InformationBreach,
    /// An attachment.
    Attachment,
    /// A barrier to the core task.
    Barrier,
    /// A network of authorities.
    Network,
    /// A case: experience that is written down.
    Case,
    /// A charter.
    Charter,
    /// A development project.
    DevelopmentProject,
    /// A problem statement of a project.
    ProblemStatement,
    /// A prototype of a project.
    Prototype,
    /// A trial of a project.
    Trial,
    /// A lesson of a project.
    Lesson,
    /// A development space of a project.
    DevelopmentSpace,
}

impl ThingType {
    /// The kind that ids carry.
    pub fn kind(self) -> Kind {
        self.into()
    }
}

impl ListNode for Change {
    const NAME: &'static str = "Change";
}

impl Change {
    /// Whether a field differs.
    pub fn names(&self, field: &str) -> bool {
        self.0.fields.0.iter().any(|name| name == field)
    }

    fn subject(&self) -> Result<Id> {
        let kind =
            self.0.subject_kind.parse().map_err(|()| Error::internal("unknown kind in the change log"))?;
        Ok(Id::new(kind, self.0.subject_id))
    }
}

/// One row of the change log. Rows are numbered per authority, without gaps, in the order of their commit.
#[derive(Clone, Debug)]
pub struct Change(change::Model);

impl From<change::Model> for Change {
    fn from(row: change::Model) -> Self {
        Self(row)
    }
}

/// A changed field and its value before and after. Values of personal fields are never kept, only their names.
#[derive(Clone, Debug, SimpleObject)]
pub struct ChangedField {
    /// The field, as this schema spells it.
    name: String,
    /// Its value before, as text; null when it had none, or when it is personal.
    from: Option<String>,
    /// Its value after, as text; null when it has none, or when it is personal.
    to: Option<String>,
}

/// One row of the change log: one written fact. Rows are numbered per authority, without gaps, in the order of
/// their commit; a reader that keeps the last number misses nothing. Danish: ændring.
#[Object]
impl Change {
    /// Place in the change log of the authority: 1, 2, 3 … without gaps.
    async fn sequence(&self) -> Sequence {
        Sequence(self.0.seq)
    }

    /// When it was recorded (UTC).
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// What happened.
    async fn kind(&self) -> ChangeKind {
        self.0.kind.into()
    }

    /// The type of the thing that it happened to.
    async fn subject_type(&self) -> Result<ThingType> {
        Ok(self.subject()?.kind.into())
    }

    /// The id of the thing that it happened to.
    async fn subject_id(&self) -> Result<ID> {
        Ok(ID(self.subject()?.to_string()))
    }

    /// The thing that it happened to, as it is today; null when it is gone or has no type of its own.
    #[graphql(name = "subject")]
    async fn subject_now(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        match self.subject() {
            Ok(subject) => load_node(ctx, subject, ctx.cx().today()).await.transpose(),
            Err(error) => Some(Err(error)),
        }
    }

    /// The changed fields.
    async fn fields(&self) -> Vec<ChangedField> {
        let detail = |name: &String| self.0.detail.0.iter().find(|detail| &detail.field == name);
        let field = |name: &String| ChangedField {
            name: name.clone(),
            from: detail(name).and_then(|detail| detail.from.clone()),
            to: detail(name).and_then(|detail| detail.to.clone()),
        };
        self.0.fields.0.iter().map(field).collect()
    }

    /// Who did it: the issuer's pseudonymous name of the caller; null unless your work needs personal data, and once the
    /// time is over for which your authority keeps the details of changes.
    async fn actor(&self, ctx: &Context<'_>) -> Option<&str> {
        let kept = Some(self.0.actor.as_str()).filter(|actor| !actor.is_empty());
        kept.filter(|_| may_read(&ctx.cx().actor, Class::Personal, None))
    }

    /// The client system that the caller used; null when the credential did not say, and unless your work needs
    /// personal data.
    async fn client(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.client.as_deref().filter(|_| may_read(&ctx.cx().actor, Class::Personal, None))
    }

    /// The request that wrote it, as answers and logs name it; empty where the log does not tell who did it.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
