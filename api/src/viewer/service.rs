//! What awaits the caller, put together from the mandates that it holds today, the policy, and what is not done.
//!
//! A task is there for whoever holds the office that it awaits and may do it; a role alone has no tasks, because it may do
//! everything and is awaited for nothing. The number of statements does not depend on how many committees somebody sits in.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use entity::{
    decision,
    meeting::{self, MeetingKind, MeetingStatus},
    seat::{SeatType, Side},
};
use uuid::Uuid;

use super::{
    rules::{self, Task, TaskKind},
    store,
};
use crate::{
    access::service::{HeldMandate, mandates_held},
    agreement::service::{RuleSets, rule_sets},
    core::{Ctx, Id, Kind, Result, rule_set::ParameterName},
    decision::service::reply_due,
    meeting::service::deadlines,
    rights::{Allowed, registry},
};

/// The mandates of the caller, and what the policy allows to whom.
struct Desk {
    held: Vec<HeldMandate>,
    allowed: HashMap<String, Allowed>,
    person: Uuid,
    today: NaiveDate,
}

impl Desk {
    /// Whether a kind of task in a committee awaits one of the mandates that pass a test.
    fn awaits(&self, kind: TaskKind, committee: Uuid, test: impl Fn(&HeldMandate) -> bool) -> bool {
        self.held.iter().filter(|held| held.committee_id == committee && test(held)).any(|held| {
            self.allowed.get(kind.action(held.side)).is_some_and(|allowed| kind.awaits(held, allowed))
        })
    }

    /// A task, if it awaits the caller.
    fn task(&self, kind: TaskKind, subject: Id, committee_id: Uuid, due: Option<NaiveDate>) -> Option<Task> {
        self.task_of(kind, subject, committee_id, due, |_| true)
    }

    /// A task, if it awaits the caller in a mandate that passes a test.
    fn task_of(
        &self,
        kind: TaskKind,
        subject: Id,
        committee_id: Uuid,
        due: Option<NaiveDate>,
        test: impl Fn(&HeldMandate) -> bool,
    ) -> Option<Task> {
        self.awaits(kind, committee_id, test).then_some(Task { kind, subject, committee_id, due })
    }
}

/// What awaits the caller and is due by so many days from today, or on no day at all.
pub async fn tasks(ctx: &Ctx, days: i32) -> Result<Vec<Task>> {
    let until = rules::until(ctx.today(), days)?;
    let Some(person) = ctx.actor.person_id() else {
        return Ok(Vec::new());
    };
    let held = mandates_held(ctx.db.read(), ctx).await?;
    let allowed = registry::actions().into_iter().map(|action| (action.name, action.allowed)).collect();
    let desk = Desk { held, allowed, person, today: ctx.today() };
    let mut committees: Vec<Uuid> = desk.held.iter().map(|held| held.committee_id).collect();
    committees.sort_unstable();
    committees.dedup();

    let rules = rule_sets(ctx, ctx.db.read()).await?;
    let mut tasks = meetings(ctx, &desk, &committees, &rules, until).await?;
    tasks.extend(minutes(ctx, &desk, &committees).await?);
    tasks.extend(answers(ctx, &desk, &committees).await?);
    let weeks = |row: &decision::Model| rules.on(row.decided_on).get(ParameterName::AdviceReplyWeeks);
    for row in store::decisions(ctx, &committees, until).await? {
        let subject = Id::new(Kind::Decision, row.id);
        let reply = reply_due(&row, weeks(&row)).filter(|_| row.replied_on.is_none());
        tasks.extend(
            reply.and_then(|due| desk.task(TaskKind::ReplyOnDecision, subject, row.committee_id, Some(due))),
        );
        let review = row.review_on.filter(|_| row.reviewed_on.is_none());
        tasks.extend(
            review.and_then(|due| desk.task(TaskKind::ReviewDecision, subject, row.committee_id, Some(due))),
        );
    }
    tasks.extend(confirmations(ctx, &desk, &committees).await?);
    for (id, committee, asked_by, due) in store::breaches(ctx, &committees, until).await? {
        let subject = Id::new(Kind::InformationBreach, id);
        let other = |held: &HeldMandate| held.side != asked_by;
        tasks.extend(desk.task_of(TaskKind::RemedyInformation, subject, committee, Some(due), other));
    }
    for (id, committee, due) in store::wheel_tasks(ctx, &committees, until).await? {
        let subject = Id::new(Kind::WheelTask, id);
        tasks.extend(desk.task(TaskKind::DoWheelTask, subject, committee, Some(due)));
    }
    for (id, committee_id, due) in store::own_actions(ctx, person, until).await? {
        // Whoever owns an action may carry it out, in whichever committee it was agreed.
        let subject = Id::new(Kind::Action, id);
        tasks.push(Task { kind: TaskKind::CarryOutAction, subject, committee_id, due: Some(due) });
    }
    tasks.retain(|task| task.due.is_none_or(|due| due <= until));
    Ok(tasks)
}

/// Invitations without an answer, and the next step of each meeting.
async fn meetings(
    ctx: &Ctx,
    desk: &Desk,
    committees: &[Uuid],
    rules: &RuleSets,
    until: NaiveDate,
) -> Result<Vec<Task>> {
    // Whatever is due before a meeting is due at most so many days before it.
    let longest = ParameterName::ItemDays.parameter().max;
    let last = until.checked_add_days(Days::new(longest.into())).unwrap_or(until);
    let rows = store::meetings(ctx, committees, last).await?;
    let invited: Vec<&meeting::Model> = rows.iter().filter(|row| is_called(row, desk.today)).collect();
    let ids: Vec<Uuid> = invited.iter().map(|row| row.id).collect();
    let answered: HashSet<Uuid> = store::answered(ctx, desk.person, &ids).await?.into_iter().collect();
    let mut tasks = Vec::new();
    for row in invited.into_iter().filter(|row| !answered.contains(&row.id)) {
        let subject = Id::new(Kind::Meeting, row.id);
        let called = |held: &HeldMandate| row.side.is_none_or(|side| side == held.side);
        let (committee, due) = (row.committee_id, Some(row.starts_on));
        tasks.extend(desk.task_of(TaskKind::AnswerInvitation, subject, committee, due, called));
    }
    for row in rows.iter().filter(|row| row.kind != MeetingKind::PreMeeting) {
        let next = rules::next_step(row, deadlines(row, rules.on(row.starts_on)), desk.today);
        tasks.extend(next.and_then(|next| desk.task(next.kind, next.subject, next.committee_id, next.due)));
    }
    Ok(tasks)
}

fn is_called(row: &meeting::Model, today: NaiveDate) -> bool {
    matches!(row.status, MeetingStatus::Convened | MeetingStatus::AgendaPublished) && row.starts_on >= today
}

/// Minutes that lack the approval of an office that the caller holds.
async fn minutes(ctx: &Ctx, desk: &Desk, committees: &[Uuid]) -> Result<Vec<Task>> {
    let rows = store::drafts(ctx, committees).await?;
    let task = |(id, committee, by_chair, by_vice): (Uuid, Uuid, bool, bool)| {
        let lacking = |held: &HeldMandate| match held.seat_type {
            SeatType::Chair => !by_chair,
            SeatType::ViceChair => !by_vice,
            _ => false,
        };
        desk.task_of(TaskKind::ApproveMinutes, Id::new(Kind::Minutes, id), committee, None, lacking)
    };
    Ok(rows.into_iter().filter_map(task).collect())
}

/// Proposals, items of other levels and contributions that lack an answer.
async fn answers(ctx: &Ctx, desk: &Desk, committees: &[Uuid]) -> Result<Vec<Task>> {
    let item = |(id, committee, raised_from, due): store::Item| {
        let kind =
            if raised_from.is_some() { TaskKind::AnswerForwardedItem } else { TaskKind::AnswerProposal };
        desk.task(kind, Id::new(Kind::AgendaItem, id), committee, due)
    };
    let contribution = |(id, committee, due)| {
        desk.task(TaskKind::AnswerContribution, Id::new(Kind::Contribution, id), committee, due)
    };
    let items = store::items(ctx, committees).await?;
    let contributions = store::contributions(ctx, committees).await?;
    Ok(items.into_iter().filter_map(item).chain(contributions.into_iter().filter_map(contribution)).collect())
}

/// Texts that lack the confirmation of a side for which the caller speaks.
async fn confirmations(ctx: &Ctx, desk: &Desk, committees: &[Uuid]) -> Result<Vec<Task>> {
    let confirmed: HashSet<(Uuid, i32, Side)> =
        store::confirmed(ctx, committees).await?.into_iter().collect();
    let of = |kind, thing, (id, version, committee): store::Text| {
        let lacking = |held: &HeldMandate| !confirmed.contains(&(id, version, held.side));
        desk.task_of(kind, Id::new(thing, id), committee, None, lacking)
    };
    let guidelines = store::guidelines(ctx, committees).await?;
    let plans = store::plans(ctx, committees).await?;
    let guidelines =
        guidelines.into_iter().filter_map(|text| of(TaskKind::ConfirmGuideline, Kind::Guideline, text));
    let plans =
        plans.into_iter().filter_map(|text| of(TaskKind::ConfirmStrategyPlan, Kind::StrategyPlan, text));
    Ok(guidelines.chain(plans).collect())
}
