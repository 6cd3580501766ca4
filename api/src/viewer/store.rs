//! All SQL of what awaits the caller: one statement for each kind of thing, whatever the number of committees. Each reads
//! only rows of the caller's authority that its policy shows, in the committees given.

use chrono::NaiveDate;
use entity::{
    action::{self, ActionStatus},
    agenda_item::{self, AgendaItemStatus},
    attendance, contribution,
    contribution::ContributionOutcome,
    decision::{self, DecisionBody, FollowsInput},
    endorsement,
    guideline::{self, GuidelineStatus},
    guideline_version,
    information_breach::{self, InformationBreachStatus},
    meeting::{self, MeetingStatus},
    minutes,
    seat::Side,
    strategy_plan::{self, StrategyPlanStatus},
    wheel_task,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{
    agenda_item::service as items,
    contribution::service as contributions,
    core::{
        Ctx, Kind, Result,
        db::{padded, tuples},
    },
    decision::service as decisions,
    guideline::service as guidelines,
    information_breach::service as breaches,
    meeting::service as meetings,
    minutes::service as records,
    plan::service::{self as plans, TEXT},
    rights::tenant,
};

/// Meetings that are to come or whose minutes are not approved.
const UNFINISHED: [MeetingStatus; 5] = [
    MeetingStatus::Planned,
    MeetingStatus::Convened,
    MeetingStatus::AgendaPublished,
    MeetingStatus::Held,
    MeetingStatus::MinutesDraft,
];

/// The meetings of these committees that are not finished and begin by a day.
pub async fn meetings(ctx: &Ctx, committees: &[Uuid], until: NaiveDate) -> Result<Vec<meeting::Model>> {
    use meeting::Column as C;
    let select = meeting::Entity::find()
        .filter(meetings::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::Status.is_in(UNFINISHED))
        .filter(C::StartsOn.lte(until));
    Ok(select.all(ctx.db.read()).await?)
}

/// Minutes that lack an approval: theirs, their committee, and whether chair and vice-chair have given it.
pub async fn drafts(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<(Uuid, Uuid, bool, bool)>> {
    use minutes::Column as C;
    let drafted = meeting::Entity::find()
        .filter(meetings::visible(ctx))
        .filter(meeting::Column::Status.eq(MeetingStatus::MinutesDraft))
        .select_only()
        .column(meeting::Column::Id)
        .into_query();
    let select = minutes::Entity::find()
        .filter(records::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::MeetingId.in_subquery(drafted));
    let rows = select.all(ctx.db.read()).await?;
    let draft = |row: minutes::Model| {
        (row.id, row.committee_id, row.chair_approved_at.is_some(), row.vice_chair_approved_at.is_some())
    };
    Ok(rows.into_iter().map(draft).collect())
}

/// Those of these meetings for which the caller has said whether it comes.
pub async fn answered(ctx: &Ctx, person: Uuid, among: &[Uuid]) -> Result<Vec<Uuid>> {
    use attendance::Column as C;
    let select = attendance::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(C::PersonId.eq(person))
        .filter(C::MeetingId.is_in(padded(among)));
    let rows: Vec<(Uuid,)> = tuples(ctx, select, [C::MeetingId]).await?;
    Ok(rows.into_iter().map(|(meeting,)| meeting).collect())
}

/// An item that awaits an answer: itself, its committee, where it comes from, and when the answer is due.
pub type Item = (Uuid, Uuid, Option<Uuid>, Option<NaiveDate>);

/// Items that were proposed, and those of another level without an answer.
pub async fn items(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<Item>> {
    use agenda_item::Column as C;
    let forwarded = Condition::all()
        .add(C::RaisedFrom.is_not_null())
        .add(C::Status.is_not_in(items::ANSWERED.iter().copied()));
    let select = agenda_item::Entity::find()
        .filter(items::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(Condition::any().add(C::Status.eq(AgendaItemStatus::Proposed)).add(forwarded));
    tuples(ctx, select, [C::Id, C::CommitteeId, C::RaisedFrom, C::AnswerDue]).await
}

/// Contributions without an answer, and when it is due.
pub async fn contributions(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<(Uuid, Uuid, Option<NaiveDate>)>> {
    use contribution::Column as C;
    let select = contribution::Entity::find()
        .filter(contributions::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::Outcome.eq(ContributionOutcome::Pending))
        .filter(C::WithdrawnOn.is_null());
    tuples(ctx, select, [C::Id, C::CommitteeId, C::AnswerDue]).await
}

/// Decisions that lack management's reasons, or a look back by a day.
pub async fn decisions(ctx: &Ctx, committees: &[Uuid], until: NaiveDate) -> Result<Vec<decision::Model>> {
    use decision::Column as C;
    let unexplained = Condition::all()
        .add(C::RepliedOn.is_null())
        .add(C::Body.ne(DecisionBody::Committee))
        .add(C::FollowsInput.is_in([FollowsInput::Partly, FollowsInput::Not]));
    let unreviewed = Condition::all().add(C::ReviewOn.lte(until)).add(C::ReviewedOn.is_null());
    let select = decision::Entity::find()
        .filter(decisions::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(Condition::any().add(unexplained).add(unreviewed));
    Ok(select.all(ctx.db.read()).await?)
}

/// A text that both sides have to confirm: what it is of, its version, and its committee.
pub type Text = (Uuid, i32, Uuid);

/// Texts of guidelines that are being worked on.
pub async fn guidelines(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<Text>> {
    use guideline_version::Column as C;
    let alive = guideline::Entity::find()
        .filter(guidelines::visible(ctx))
        .filter(guideline::Column::Status.is_in([GuidelineStatus::Drafting, GuidelineStatus::InForce]))
        .select_only()
        .column(guideline::Column::Id)
        .into_query();
    let select = guideline_version::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::GuidelineId.in_subquery(alive))
        .filter(C::AgreedOn.is_null())
        .filter(C::DroppedOn.is_null());
    tuples(ctx, select, [C::GuidelineId, C::Number, C::CommitteeId]).await
}

/// Strategy plans that are drafts.
pub async fn plans(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<Text>> {
    use strategy_plan::Column as C;
    let select = strategy_plan::Entity::find()
        .filter(plans::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::Status.eq(StrategyPlanStatus::Draft));
    let rows: Vec<(Uuid, Uuid)> = tuples(ctx, select, [C::Id, C::CommitteeId]).await?;
    Ok(rows.into_iter().map(|(id, committee)| (id, TEXT, committee)).collect())
}

/// Which sides have confirmed what: the thing, its version, the side.
pub async fn confirmed(ctx: &Ctx, committees: &[Uuid]) -> Result<Vec<(Uuid, i32, Side)>> {
    use endorsement::Column as C;
    let kinds = [Kind::Guideline.prefix(), Kind::StrategyPlan.prefix()];
    let select = endorsement::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::SubjectKind.is_in(kinds))
        .filter(C::Side.is_not_null())
        .filter(C::WithdrawnOn.is_null())
        .filter(C::IsFinal.eq(false));
    tuples(ctx, select, [C::SubjectId, C::SubjectVersion, C::Side]).await
}

/// A breach that is to be remedied: itself, its committee, the side that asked, and when it is due.
pub type Breach = (Uuid, Uuid, Side, NaiveDate);

/// Breaches of the duty to inform whose clock runs.
pub async fn breaches(ctx: &Ctx, committees: &[Uuid], until: NaiveDate) -> Result<Vec<Breach>> {
    use information_breach::Column as C;
    let select = information_breach::Entity::find()
        .filter(breaches::visible(ctx))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::Status.eq(InformationBreachStatus::Requested))
        .filter(C::RemedyDue.lte(until));
    tuples(ctx, select, [C::Id, C::CommitteeId, C::RequestedBy, C::RemedyDue]).await
}

/// Tasks of the annual wheel that are not closed and due by a day.
pub async fn wheel_tasks(
    ctx: &Ctx,
    committees: &[Uuid],
    until: NaiveDate,
) -> Result<Vec<(Uuid, Uuid, NaiveDate)>> {
    use wheel_task::Column as C;
    let select = wheel_task::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(C::CommitteeId.is_in(padded(committees)))
        .filter(C::ClosedOn.is_null())
        .filter(C::DueBy.lte(until));
    tuples(ctx, select, [C::Id, C::CommitteeId, C::DueBy]).await
}

/// Actions that a person owns, not closed and due by a day.
pub async fn own_actions(ctx: &Ctx, person: Uuid, until: NaiveDate) -> Result<Vec<(Uuid, Uuid, NaiveDate)>> {
    use action::Column as C;
    let select = action::Entity::find()
        .filter(tenant(&ctx.actor, C::AuthorityId))
        .filter(C::OwnerId.eq(person))
        .filter(C::Status.is_in([ActionStatus::Open, ActionStatus::InProgress]))
        .filter(C::DueOn.lte(until));
    tuples(ctx, select, [C::Id, C::CommitteeId, C::DueOn]).await
}
