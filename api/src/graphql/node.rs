//! Things by their id, whatever their type.

#![expect(missing_docs, reason = "the interface macro makes methods without docs")]

use async_graphql::{Context, ID, Interface, Object};
use chrono::NaiveDate;

use super::{context::ContextExt, ids, mutation::Reload, scalar::Date};
use crate::{
    action::types::{Action, ActionPlan},
    agenda_item::types::AgendaItem,
    agreement::types::LocalAgreement,
    attachment::types::Attachment,
    attendance::types::Attendance,
    authority::types::Authority,
    barrier::types::Barrier,
    budget_cycle::types::{BudgetCycle, BudgetDiscussion},
    calendar::types::CalendarFeed,
    case_study::types::Case,
    charter::types::Charter,
    committee::types::Committee,
    conclusion::types::Conclusion,
    contribution::types::Contribution,
    core::{Error, Id, Kind, Result, Text},
    coverage::types::CommitteeUnit,
    decision::types::Decision,
    disagreement::types::Disagreement,
    endorsement::types::Endorsement,
    engagement::types::Engagement,
    guideline::types::Guideline,
    information_breach::types::InformationBreach,
    link::types::Link,
    mandate::types::Mandate,
    matter::types::Matter,
    meeting::types::Meeting,
    meeting_series::types::MeetingSeries,
    minutes::types::Minutes,
    network::types::Network,
    org_unit::types::OrgUnit,
    person::types::Person,
    plan::types::StrategyPlan,
    project::types::DevelopmentProject,
    project_part::types::{DevelopmentSpace, Lesson, ProblemStatement, Prototype, Trial},
    seat::types::Seat,
    service_token::types::ServiceToken,
    wheel::types::{WheelEntry, WheelTask},
};

/// Everything that has an id of its own.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Opaque id; accepted wherever an id of this type is asked for."
))]
pub enum Node {
    /// An agenda item.
    AgendaItem(AgendaItem),
    /// An authority.
    Authority(Authority),
    /// A calendar feed.
    CalendarFeed(CalendarFeed),
    /// An attachment.
    Attachment(Attachment),
    /// A committee.
    Committee(Committee),
    /// A conclusion.
    Conclusion(Conclusion),
    /// That a committee covers a unit.
    CommitteeUnit(CommitteeUnit),
    /// A confirmation by a side or a party.
    Endorsement(Endorsement),
    /// A guideline.
    Guideline(Guideline),
    /// A link.
    Link(Link),
    /// A contribution.
    Contribution(Contribution),
    /// A decision.
    Decision(Decision),
    /// A disagreement between the sides of a committee.
    Disagreement(Disagreement),
    /// A breach of the duty to inform.
    InformationBreach(InformationBreach),
    /// A mandate.
    Mandate(Mandate),
    /// A matter.
    Matter(Matter),
    /// That somebody takes part in a meeting.
    Attendance(Attendance),
    /// A meeting.
    Meeting(Meeting),
    /// A series of meetings.
    MeetingSeries(MeetingSeries),
    /// The minutes of a meeting.
    Minutes(Minutes),
    /// A seat.
    Seat(Seat),
    /// A service token.
    ServiceToken(ServiceToken),
    /// An employment.
    Engagement(Engagement),
    /// A person.
    Person(Person),
    /// A local agreement.
    LocalAgreement(LocalAgreement),
    /// A unit.
    OrgUnit(OrgUnit),
    /// An action.
    Action(Action),
    /// An action plan.
    ActionPlan(ActionPlan),
    /// A budget process.
    BudgetCycle(BudgetCycle),
    /// A committee's discussion of a budget.
    BudgetDiscussion(BudgetDiscussion),
    /// A strategy plan.
    StrategyPlan(StrategyPlan),
    /// An entry of the template of the annual wheel.
    WheelEntry(WheelEntry),
    /// A task of the annual wheel.
    WheelTask(WheelTask),
    /// A barrier to the core task.
    Barrier(Barrier),
    /// A network of authorities.
    Network(Network),
    /// A case.
    Case(Case),
    /// A charter.
    Charter(Charter),
    /// A development project.
    DevelopmentProject(DevelopmentProject),
    /// A problem statement of a project.
    ProblemStatement(ProblemStatement),
    /// A prototype of a project.
    Prototype(Prototype),
    /// A trial of a project.
    Trial(Trial),
    /// A lesson of a project.
    Lesson(Lesson),
    /// A development space of a project.
    DevelopmentSpace(DevelopmentSpace),
}

/// Root fields that read things by id.
#[derive(Debug, Default)]
pub struct NodeQuery;

/// Most ids in one `nodes`.
const MAX_IDS: usize = 100;

#[Object]
impl NodeQuery {
    /// Anything by its id, as of today; null when it does not exist for you. `nodes` takes another date.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "Its id.")] id: ID) -> Option<Result<Node>> {
        load(ctx, &id, ctx.cx().today()).await.transpose()
    }

    /// Several things by their ids, in the same order; null for each that does not exist for you.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their ids; at most 100.")] ids: Vec<ID>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_IDS {
            return Err(Error::BadInput(Text::new(
                "Højst 100 id’er ad gangen.",
                "At most 100 ids at a time.",
            )));
        }
        let as_of = ctx.as_of(as_of)?;
        // Asked for together, so that things of one type are read in one statement.
        futures::future::try_join_all(ids.iter().map(|id| load(ctx, id, as_of))).await
    }
}

async fn load(ctx: &Context<'_>, id: &ID, as_of: NaiveDate) -> Result<Option<Node>> {
    let Some(id) = ids::any(id) else {
        return Err(Error::BadInput(Text::new(
            "Det er ikke et id fra Medspil.",
            "This is not an id from Medspil.",
        )));
    };
    load_node(ctx, id, as_of).await
}

/// Reads anything by its id, as of a date, through the policy.
pub async fn load_node(ctx: &Context<'_>, id: Id, as_of: NaiveDate) -> Result<Option<Node>> {
    match id.kind {
        Kind::AgendaItem => Ok(AgendaItem::reload(ctx, id.uuid, as_of).await?.map(Node::AgendaItem)),
        Kind::Authority => Ok(Authority::reload(ctx, id.uuid, as_of).await?.map(Node::Authority)),
        Kind::CalendarFeed => Ok(CalendarFeed::reload(ctx, id.uuid, as_of).await?.map(Node::CalendarFeed)),
        Kind::Attachment => Ok(Attachment::reload(ctx, id.uuid, as_of).await?.map(Node::Attachment)),
        Kind::Committee => Ok(Committee::reload(ctx, id.uuid, as_of).await?.map(Node::Committee)),
        Kind::Conclusion => Ok(Conclusion::reload(ctx, id.uuid, as_of).await?.map(Node::Conclusion)),
        Kind::CommitteeUnit => Ok(CommitteeUnit::reload(ctx, id.uuid, as_of).await?.map(Node::CommitteeUnit)),
        Kind::Endorsement => Ok(Endorsement::reload(ctx, id.uuid, as_of).await?.map(Node::Endorsement)),
        Kind::Guideline => Ok(Guideline::reload(ctx, id.uuid, as_of).await?.map(Node::Guideline)),
        Kind::Link => Ok(Link::reload(ctx, id.uuid, as_of).await?.map(Node::Link)),
        Kind::Matter => Ok(Matter::reload(ctx, id.uuid, as_of).await?.map(Node::Matter)),
        Kind::Contribution => Ok(Contribution::reload(ctx, id.uuid, as_of).await?.map(Node::Contribution)),
        Kind::Decision => Ok(Decision::reload(ctx, id.uuid, as_of).await?.map(Node::Decision)),
        Kind::Disagreement => Ok(Disagreement::reload(ctx, id.uuid, as_of).await?.map(Node::Disagreement)),
        Kind::InformationBreach => {
            Ok(InformationBreach::reload(ctx, id.uuid, as_of).await?.map(Node::InformationBreach))
        }
        Kind::Mandate => Ok(Mandate::reload(ctx, id.uuid, as_of).await?.map(Node::Mandate)),
        Kind::Attendance => Ok(Attendance::reload(ctx, id.uuid, as_of).await?.map(Node::Attendance)),
        Kind::Minutes => Ok(Minutes::reload(ctx, id.uuid, as_of).await?.map(Node::Minutes)),
        Kind::Meeting => Ok(Meeting::reload(ctx, id.uuid, as_of).await?.map(Node::Meeting)),
        Kind::MeetingSeries => Ok(MeetingSeries::reload(ctx, id.uuid, as_of).await?.map(Node::MeetingSeries)),
        Kind::Seat => Ok(Seat::reload(ctx, id.uuid, as_of).await?.map(Node::Seat)),
        Kind::ServiceToken => Ok(ServiceToken::reload(ctx, id.uuid, as_of).await?.map(Node::ServiceToken)),
        Kind::Engagement => Ok(Engagement::reload(ctx, id.uuid, as_of).await?.map(Node::Engagement)),
        Kind::Person => Ok(Person::reload(ctx, id.uuid, as_of).await?.map(Node::Person)),
        Kind::LocalAgreement => {
            Ok(LocalAgreement::reload(ctx, id.uuid, as_of).await?.map(Node::LocalAgreement))
        }
        Kind::OrgUnit => Ok(OrgUnit::reload(ctx, id.uuid, as_of).await?.map(Node::OrgUnit)),
        Kind::Action => Ok(Action::reload(ctx, id.uuid, as_of).await?.map(Node::Action)),
        Kind::ActionPlan => Ok(ActionPlan::reload(ctx, id.uuid, as_of).await?.map(Node::ActionPlan)),
        Kind::BudgetCycle => Ok(BudgetCycle::reload(ctx, id.uuid, as_of).await?.map(Node::BudgetCycle)),
        Kind::BudgetDiscussion => {
            Ok(BudgetDiscussion::reload(ctx, id.uuid, as_of).await?.map(Node::BudgetDiscussion))
        }
        Kind::StrategyPlan => Ok(StrategyPlan::reload(ctx, id.uuid, as_of).await?.map(Node::StrategyPlan)),
        Kind::WheelEntry => Ok(WheelEntry::reload(ctx, id.uuid, as_of).await?.map(Node::WheelEntry)),
        Kind::WheelTask => Ok(WheelTask::reload(ctx, id.uuid, as_of).await?.map(Node::WheelTask)),
        Kind::Barrier => Ok(Barrier::reload(ctx, id.uuid, as_of).await?.map(Node::Barrier)),
        Kind::Network => Ok(Network::reload(ctx, id.uuid, as_of).await?.map(Node::Network)),
        Kind::Case => Ok(Case::reload(ctx, id.uuid, as_of).await?.map(Node::Case)),
        Kind::Charter => Ok(Charter::reload(ctx, id.uuid, as_of).await?.map(Node::Charter)),
        Kind::DevelopmentProject => {
            Ok(DevelopmentProject::reload(ctx, id.uuid, as_of).await?.map(Node::DevelopmentProject))
        }
        Kind::ProblemStatement => {
            Ok(ProblemStatement::reload(ctx, id.uuid, as_of).await?.map(Node::ProblemStatement))
        }
        Kind::Prototype => Ok(Prototype::reload(ctx, id.uuid, as_of).await?.map(Node::Prototype)),
        Kind::Trial => Ok(Trial::reload(ctx, id.uuid, as_of).await?.map(Node::Trial)),
        Kind::Lesson => Ok(Lesson::reload(ctx, id.uuid, as_of).await?.map(Node::Lesson)),
        Kind::DevelopmentSpace => {
            Ok(DevelopmentSpace::reload(ctx, id.uuid, as_of).await?.map(Node::DevelopmentSpace))
        }
        _ => Ok(None),
    }
}
