//! The SQL of what the committees do: only what the checks can find something in, so that ten years of meetings cost
//! what the last one does. The number of statements is fixed.

use chrono::{Datelike, Days, Months, NaiveDate};
use entity::{
    agenda_item::{self, AgendaItemType},
    barrier::{self, BarrierStatus},
    budget_cycle, budget_discussion, budget_reading,
    decision::{self, DecisionBody, FollowsInput},
    development_project, development_space, disagreement,
    meeting::{self, MeetingKind, MeetingStatus},
    minutes,
    strategy_plan::{self, StrategyPlanStatus},
    wheel_task::{self, WheelTaskStatus},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};
use uuid::Uuid;

use crate::{
    agenda_item::service::ANSWERED,
    core::{
        Ctx, Result, Validity,
        db::tuples,
        rule_set::{ParameterName, RuleSet},
    },
    finding::{
        facts::work::{
            BarrierFact, BudgetDiscussionFact, CycleFact, DecisionFact, DisagreementFact, DiscussionFact,
            DoneFact, ForwardedFact, MeetingFact, PlanFact, ReadingFact, SpaceFact, TaskFact, Work,
        },
        policy::visible,
    },
    meeting::service::{TOOK_PLACE, day_of},
};

/// Items that inform and discuss nothing (rule 22).
const INFORMING: [AgendaItemType; 2] = [AgendaItemType::Information, AgendaItemType::MutualNews];

/// A date and how far back from it to look.
#[derive(Clone, Copy, Debug)]
struct Span {
    since: NaiveDate,
    on: NaiveDate,
}

/// What the committees do, as of a date.
pub(super) async fn work(ctx: &Ctx, on: NaiveDate, rules: &RuleSet) -> Result<Work> {
    let months = Months::new(rules.get(ParameterName::LookBackMonths).into());
    let span = Span { since: on.checked_sub_months(months).unwrap_or(NaiveDate::MIN), on };
    Ok(Work {
        decisions: decisions(ctx, span).await?,
        discussions: discussions(ctx, span).await?,
        forwarded: forwarded(ctx, span).await?,
        disagreements: disagreements(ctx, span).await?,
        barriers: barriers(ctx, span).await?,
        meetings: meetings(ctx, span, rules).await?,
        met_before: met_before(ctx, on).await?,
        tasks: tasks(ctx, span).await?,
        done: done(ctx, on).await?,
        readings: readings(ctx, span).await?,
        cycles: cycles(ctx, span).await?,
        budget_discussions: budget_discussions(ctx, span).await?,
        plans: plans(ctx, on).await?,
        spaces: spaces(ctx, span).await?,
    })
}

fn decided(ctx: &Ctx, span: Span) -> Select<decision::Entity> {
    use decision::Column as C;
    decision::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::DecidedOn.gt(span.since))
        .filter(C::DecidedOn.lte(span.on))
}

async fn decisions(ctx: &Ctx, span: Span) -> Result<Vec<DecisionFact>> {
    use decision::Column as C;
    type Row = (Uuid, Uuid, Uuid, DecisionBody, NaiveDate, Option<FollowsInput>, Option<NaiveDate>);
    let columns = [C::Id, C::CommitteeId, C::MatterId, C::Body, C::DecidedOn, C::FollowsInput, C::RepliedOn];
    let fact = |(id, committee_id, matter_id, body, decided_on, follows, replied_on): Row| DecisionFact {
        id,
        committee_id,
        matter_id,
        by_committee: body == DecisionBody::Committee,
        decided_on,
        otherwise: matches!(follows, Some(FollowsInput::Partly | FollowsInput::Not)),
        replied_on,
    };
    Ok(tuples(ctx, decided(ctx, span), columns).await?.into_iter().map(fact).collect())
}

async fn discussions(ctx: &Ctx, span: Span) -> Result<Vec<DiscussionFact>> {
    use agenda_item::Column as C;
    let matters = decided(ctx, span).select_only().column(decision::Column::MatterId).into_query();
    let among_one_side = meeting::Entity::find()
        .filter(visible(&ctx.actor, meeting::Column::AuthorityId))
        .filter(meeting::Column::Kind.eq(MeetingKind::PreMeeting))
        .select_only()
        .column(meeting::Column::Id)
        .into_query();
    let select = agenda_item::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::MatterId.in_subquery(matters))
        .filter(C::DiscussedOn.lte(span.on))
        .filter(C::ItemType.is_not_in(INFORMING))
        .filter(C::MeetingId.not_in_subquery(among_one_side));
    let fact = |(item_id, matter_id, discussed_on)| DiscussionFact { item_id, matter_id, discussed_on };
    Ok(tuples(ctx, select, [C::Id, C::MatterId, C::DiscussedOn]).await?.into_iter().map(fact).collect())
}

async fn forwarded(ctx: &Ctx, span: Span) -> Result<Vec<ForwardedFact>> {
    use agenda_item::Column as C;
    let select = agenda_item::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::AnswerDue.lt(span.on))
        .filter(C::AnswerDue.gte(span.since))
        .filter(C::Status.is_not_in(ANSWERED.iter().copied()));
    let fact = |(id, committee_id, answer_due)| ForwardedFact { id, committee_id, answer_due };
    Ok(tuples(ctx, select, [C::Id, C::CommitteeId, C::AnswerDue]).await?.into_iter().map(fact).collect())
}

async fn disagreements(ctx: &Ctx, span: Span) -> Result<Vec<DisagreementFact>> {
    use disagreement::Column as C;
    let select = disagreement::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::DueOn.lt(span.on))
        .filter(C::DueOn.gte(span.since))
        .filter(Condition::any().add(C::EndedOn.is_null()).add(C::EndedOn.gt(span.on)));
    let fact = |(id, committee_id, due_on)| DisagreementFact { id, committee_id, due_on };
    Ok(tuples(ctx, select, [C::Id, C::CommitteeId, C::DueOn]).await?.into_iter().map(fact).collect())
}

async fn barriers(ctx: &Ctx, span: Span) -> Result<Vec<BarrierFact>> {
    use barrier::Column as C;
    let select = barrier::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Status.eq(BarrierStatus::Reported))
        .filter(C::ReportedOn.gte(span.since))
        .filter(C::ReportedOn.lte(span.on));
    let fact = |(id, committee_id, reported_on)| BarrierFact { id, committee_id, reported_on };
    Ok(tuples(ctx, select, [C::Id, C::CommitteeId, C::ReportedOn]).await?.into_iter().map(fact).collect())
}

/// Meetings with a time that holds.
fn met(ctx: &Ctx) -> Select<meeting::Entity> {
    use meeting::Column as C;
    meeting::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Kind.ne(MeetingKind::PreMeeting))
        .filter(C::Status.is_not_in([MeetingStatus::Cancelled, MeetingStatus::Postponed]))
}

/// The first and last day of the calendar year.
fn year_of(on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(on.year(), month, day).unwrap_or(on);
    (day(1, 1), day(12, 31))
}

async fn meetings(ctx: &Ctx, span: Span, rules: &RuleSet) -> Result<Vec<MeetingFact>> {
    use meeting::Column as C;
    type Row = (Uuid, Uuid, MeetingKind, NaiveDate, MeetingStatus, Option<chrono::DateTime<chrono::Utc>>);
    let (first, last) = year_of(span.on);
    let due = span.on.checked_add_days(Days::new(rules.get(ParameterName::AgendaDays).into()));
    let select = met(ctx)
        .filter(C::StartsOn.gt(Ord::min(span.since, first.pred_opt().unwrap_or(first))))
        .filter(C::StartsOn.lte(due.map_or(last, |due| Ord::max(due, last))));
    let minuted = minutes::Entity::find()
        .filter(visible(&ctx.actor, minutes::Column::AuthorityId))
        .filter(minutes::Column::AdoptedAt.is_not_null())
        .filter(
            minutes::Column::MeetingId.in_subquery(select.clone().select_only().column(C::Id).into_query()),
        );
    let adopted: Vec<(Uuid, chrono::DateTime<chrono::Utc>)> =
        tuples(ctx, minuted, [minutes::Column::MeetingId, minutes::Column::AdoptedAt]).await?;
    let adopted: std::collections::HashMap<Uuid, NaiveDate> =
        adopted.into_iter().map(|(meeting, at)| (meeting, day_of(at))).collect();
    let fact = |(id, committee_id, kind, starts_on, status, published): Row| MeetingFact {
        id,
        committee_id,
        kind,
        starts_on,
        took_place: TOOK_PLACE.contains(&status),
        published_on: published.map(day_of),
        adopted_on: adopted.get(&id).copied(),
    };
    let columns = [C::Id, C::CommitteeId, C::Kind, C::StartsOn, C::Status, C::AgendaPublishedAt];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn met_before(ctx: &Ctx, on: NaiveDate) -> Result<Vec<Uuid>> {
    use meeting::Column as C;
    let select = met(ctx).filter(C::StartsOn.lt(year_of(on).0)).distinct();
    let found: Vec<(Uuid,)> = tuples(ctx, select, [C::CommitteeId]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

async fn tasks(ctx: &Ctx, span: Span) -> Result<Vec<TaskFact>> {
    use wheel_task::Column as C;
    let select = wheel_task::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::DueBy.gte(span.since))
        .filter(Condition::any().add(C::ClosedOn.is_null()).add(C::ClosedOn.gt(span.on)));
    let fact = |(id, committee_id, topic, rule, due_by): (_, _, _, Option<i32>, _)| {
        let rule = rule.and_then(|rule| u8::try_from(rule).ok());
        TaskFact { id, committee_id, topic, rule, due_by }
    };
    let columns = [C::Id, C::CommitteeId, C::Topic, C::RuleRef, C::DueBy];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn done(ctx: &Ctx, on: NaiveDate) -> Result<Vec<DoneFact>> {
    use wheel_task::Column as C;
    let rows = wheel_task::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Status.eq(WheelTaskStatus::Done))
        .filter(C::ClosedOn.lte(on))
        .select_only()
        .columns([C::CommitteeId, C::Topic])
        .column_as(C::ClosedOn.max(), "last")
        .group_by(C::CommitteeId)
        .group_by(C::Topic)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let fact = |(committee_id, topic, last)| DoneFact { committee_id, topic, last };
    Ok(rows.into_iter().map(fact).collect())
}

fn read_lately(ctx: &Ctx, span: Span) -> Select<budget_reading::Entity> {
    use budget_reading::Column as C;
    budget_reading::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::ReadOn.gt(span.since))
}

/// The processes with a reading of late, or yet to come.
fn cycles_of(ctx: &Ctx, span: Span) -> SelectStatement {
    read_lately(ctx, span).select_only().column(budget_reading::Column::CycleId).into_query()
}

async fn readings(ctx: &Ctx, span: Span) -> Result<Vec<ReadingFact>> {
    use budget_reading::Column as C;
    let select = read_lately(ctx, span).filter(C::ReadOn.lte(span.on));
    let fact = |(cycle_id, number, read_on)| ReadingFact { cycle_id, number, read_on };
    Ok(tuples(ctx, select, [C::CycleId, C::Number, C::ReadOn]).await?.into_iter().map(fact).collect())
}

async fn cycles(ctx: &Ctx, span: Span) -> Result<Vec<CycleFact>> {
    use budget_cycle::Column as C;
    let select = budget_cycle::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Id.in_subquery(cycles_of(ctx, span)));
    let fact = |(id, year, material_sent_on, dialogue_on, adopted_on)| CycleFact {
        id,
        year,
        material_sent_on,
        dialogue_on,
        adopted_on,
    };
    let columns = [C::Id, C::Year, C::MaterialSentOn, C::PoliticalDialogueOn, C::AdoptedOn];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn budget_discussions(ctx: &Ctx, span: Span) -> Result<Vec<BudgetDiscussionFact>> {
    use budget_discussion::Column as C;
    let select = budget_discussion::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::CycleId.in_subquery(cycles_of(ctx, span)));
    let fact = |(id, cycle_id, committee_id, reading, discussed_on, material_sent_on)| BudgetDiscussionFact {
        id,
        cycle_id,
        committee_id,
        reading,
        discussed_on,
        material_sent_on,
    };
    let columns = [C::Id, C::CycleId, C::CommitteeId, C::Reading, C::DiscussedOn, C::MaterialSentOn];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn plans(ctx: &Ctx, on: NaiveDate) -> Result<Vec<PlanFact>> {
    use strategy_plan::Column as C;
    let select = strategy_plan::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Status.ne(StrategyPlanStatus::Draft))
        .filter(C::AdoptedOn.lte(on));
    let fact = |(committee_id, from, to, adopted_on)| PlanFact {
        committee_id,
        period: Validity::stored(from, Some(to)),
        adopted_on,
    };
    let columns = [C::CommitteeId, C::PeriodFrom, C::PeriodTo, C::AdoptedOn];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

/// Spaces that expired of late. Those on a project that another authority leads have no committee here.
async fn spaces(ctx: &Ctx, span: Span) -> Result<Vec<SpaceFact>> {
    use development_project::Column as P;
    use development_space::Column as C;
    let open = Condition::any().add(C::ClosedOn.is_null()).add(C::ClosedOn.gt(span.on));
    let select = development_space::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::Until.gt(span.since))
        .filter(C::Until.lt(span.on))
        .filter(open)
        .join(
            JoinType::LeftJoin,
            development_space::Entity::belongs_to(development_project::Entity)
                .from((C::AuthorityId, C::ProjectId))
                .to((P::AuthorityId, P::Id))
                .into(),
        );
    let rows: Vec<(Uuid, NaiveDate, Option<Uuid>)> = select
        .select_only()
        .columns([C::Id, C::Until])
        .column(P::CommitteeId)
        .order_by_asc(C::Id)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(|(id, until, committee_id)| SpaceFact { id, committee_id, until }).collect())
}
