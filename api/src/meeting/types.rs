//! Meetings in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::meeting::{self, Model};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{MeetingById, MeetingInside, PreMeetingsOfMeeting},
    rules::{self, Deadlines},
    service, store,
};
use crate::{
    agenda_item::types::{AgendaItem, AgendaItemOrder, AgendaItemWhere, agenda_of},
    agreement::loader::rules_of_home,
    attendance::{
        loader::AttendanceOfMeeting,
        types::{Attendance, AttendanceOrder, AttendanceWhere, attendance_list},
    },
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, filtered, nested, root},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    meeting_series::types::MeetingSeries,
    minutes::types::Minutes,
    seat::types::Side,
};

/// A meeting, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The meeting.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Meeting {
    /// The meeting as those inside its committee see it; none for others.
    async fn inside(&self, ctx: &Context<'_>) -> Result<Option<Model>> {
        ctx.loaders().load_one(One::<MeetingInside>::new(self.row.id, self.as_of)).await
    }

    /// What is due before it, by the agreement in force on its day.
    async fn deadlines(&self, ctx: &Context<'_>) -> Result<Option<Deadlines>> {
        let rules = rules_of_home(ctx).await?;
        Ok(rules::deadlines(&self.row, rules.on(self.row.starts_on)))
    }

    /// The meetings of the committees in which the caller sits, perhaps with those of the committees above.
    pub async fn of_caller(
        ctx: &Context<'_>,
        include_parents: bool,
        filter: Option<MeetingWhere>,
        order: Option<MeetingOrder>,
        args: &PageArgs,
    ) -> Result<Connection<Meeting>> {
        let as_of = ctx.cx().today();
        let committees = service::committees_of_caller(ctx.cx(), include_parents).await?;
        let select = filtered(store::of_committees(ctx.cx(), &committees), &MeetingWhere::read(filter)?);
        root(ctx, select, MeetingOrder::read(order), args, |row| Meeting { row, as_of }).await
    }
}

impl ListNode for Meeting {
    const NAME: &'static str = "Meeting";
}

impl Reload for Meeting {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<MeetingById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A meeting of a committee. Visible to every employee of its authority; a pre-meeting only inside its committee: to who
/// holds a mandate there, or acts, and to SECRETARY and MED_COORDINATOR. Danish: møde.
#[Object]
impl Meeting {
    /// Opaque id; accepted by `node` and wherever a meeting's id is asked for. It stays when the meeting moves.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Meeting, self.row.id)
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The series that it is part of, if any. Danish: møderække.
    async fn series(&self, ctx: &Context<'_>) -> Option<Result<MeetingSeries>> {
        MeetingSeries::reload(ctx, self.row.series_id?, self.as_of).await.transpose()
    }

    /// What kind of meeting.
    async fn kind(&self) -> MeetingKind {
        self.row.kind.into()
    }

    /// The side that a pre-meeting is of; null for other kinds.
    async fn side(&self) -> Option<Side> {
        self.row.side.map(Into::into)
    }

    /// The meeting that a pre-meeting prepares; null for other kinds. Danish: formøde til.
    async fn pre_meeting_of(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.pre_meeting_of?, self.as_of).await.transpose()
    }

    /// The meetings in which a side prepares this one. Empty for those outside the committee. Danish: formøder.
    async fn pre_meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<MeetingOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Meeting>> {
        let list = meeting_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Meeting { row, as_of: self.as_of };
        nested::<PreMeetingsOfMeeting, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What it is called beside its kind, for example "Budgetmøde".
    async fn title(&self) -> Option<&str> {
        self.row.title.as_deref()
    }

    /// When it begins, in UTC. While it is POSTPONED: the time that no longer holds.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.row.starts_at
    }

    /// When it ends, in UTC; at most 24 hours after it begins.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.row.ends_at
    }

    /// The date in Denmark (Europe/Copenhagen) on which it begins.
    async fn starts_on(&self) -> Date {
        self.row.starts_on.into()
    }

    /// Where it is held.
    async fn place(&self) -> Option<&str> {
        self.row.place.as_deref()
    }

    /// Where to take part from afar; null for those outside the committee.
    async fn online_url(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.row.online_url.as_ref()?;
        self.inside(ctx).await.map(|row| row?.online_url).transpose()
    }

    /// Where it is in its life.
    async fn status(&self) -> MeetingStatus {
        self.row.status.into()
    }

    /// Why it was cancelled, or last postponed; null for those outside the committee, because it can tell of persons.
    async fn status_reason(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.row.status_reason.as_ref()?;
        self.inside(ctx).await.map(|row| row?.status_reason).transpose()
    }

    /// When the members were called, in UTC; null again after a new time was found for a postponed meeting.
    async fn convened_at(&self) -> Option<DateTime<Utc>> {
        self.row.convened_at
    }

    /// When the agenda came out, in UTC; null again after a new time was found for a postponed meeting.
    async fn agenda_published_at(&self) -> Option<DateTime<Utc>> {
        self.row.agenda_published_at
    }

    /// When it was recorded as held, in UTC.
    async fn held_at(&self) -> Option<DateTime<Utc>> {
        self.row.held_at
    }

    /// Last day to put items in: `itemDays` of the agreement in force on the meeting's day before that day (rule 43).
    /// Null while nothing is due: for a pre-meeting, and while cancelled or postponed. Computed. Danish: frist for punkter.
    async fn items_due(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        let due = self.deadlines(ctx).await.map(|due| due.map(|due| Date(due.items)));
        due.transpose()
    }

    /// Last day to send the agenda out: `agendaDays` of the agreement in force on the meeting's day before that day, so
    /// that there is time to ask the constituency (rules 43 and 50). Null while nothing is due. Computed. Danish: frist
    /// for dagsordenen.
    async fn agenda_due(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        let due = self.deadlines(ctx).await.map(|due| due.map(|due| Date(due.agenda)));
        due.transpose()
    }

    /// Whether the agenda came out after `agendaDue`, or is not out although that day has passed. A late agenda is not
    /// refused. Null while nothing is due. Computed. Danish: for sent udsendt.
    async fn is_agenda_late(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let today = ctx.cx().today();
        let late = |due: Deadlines| rules::is_agenda_late(&self.row, due.agenda, today);
        self.deadlines(ctx).await.map(|due| due.map(late)).transpose()
    }

    /// Its agenda, in its order: the items that you see. Until it is published only for those inside the committee, hidden
    /// items only for them. Danish: dagsorden.
    async fn agenda(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of the items.")] filter: Option<AgendaItemWhere>,
        #[graphql(desc = "Their order; that of the agenda when absent.")] order_by: Option<AgendaItemOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AgendaItem>> {
        let args = PageArgs::new(first, after, last, before);
        agenda_of(ctx, (self.row.id, self.as_of), filter, order_by, &args).await
    }

    /// Who is at the meeting: before it is held those of whom something was recorded, from then on the body of the
    /// committee on its day, whatever happens to mandates later. Danish: deltagere.
    async fn attendance(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<AttendanceWhere>,
        #[graphql(desc = "Their order; as recorded when absent.")] order_by: Option<AttendanceOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Attendance>> {
        let list = attendance_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Attendance { row, as_of: self.as_of };
        nested::<AttendanceOfMeeting, _>(ctx, self.row.id, list, &args, node).await
    }

    /// Its minutes; null while there are none, and for those outside the committee until chair and vice-chair approved
    /// them. Danish: referat.
    async fn minutes(&self, ctx: &Context<'_>) -> Option<Result<Minutes>> {
        Minutes::of_meeting(ctx, self.row.id, self.as_of).await.transpose()
    }

    /// Grows with each change that calendars have to learn of: of time, title or place, when it is called off, put off, or
    /// on again. The SEQUENCE of iCalendar.
    async fn sequence(&self) -> i32 {
        self.row.sequence
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// The arguments of a list of meetings.
pub fn meeting_list(
    as_of: NaiveDate,
    filter: Option<MeetingWhere>,
    order: Option<MeetingOrder>,
) -> Result<List<meeting::Column>> {
    Ok(List { as_of, filter: MeetingWhere::read(filter)?, order: MeetingOrder::read(order) })
}
