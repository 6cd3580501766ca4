//! Meetings of committees.

use sea_orm::entity::prelude::*;

use crate::seat::Side;

/// What kind of meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MeetingKind {
    /// Planned for the year.
    Ordinary,
    /// Asked for with named items.
    Extraordinary,
    /// One side prepares.
    PreMeeting,
    /// About one subject, without decisions.
    Theme,
    /// With the political leadership.
    PoliticalDialogue,
}

/// Where a meeting is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MeetingStatus {
    /// It has a time.
    Planned,
    /// The members were called.
    Convened,
    /// The agenda is out.
    AgendaPublished,
    /// It took place.
    Held,
    /// Minutes are being written.
    MinutesDraft,
    /// Chair and vice-chair approved the minutes.
    MinutesApproved,
    /// The next meeting adopted the minutes.
    MinutesAdopted,
    /// It will not take place.
    Cancelled,
    /// It waits for a new time.
    Postponed,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The series that it is part of.
    pub series_id: Option<Uuid>,
    /// What kind of meeting.
    pub kind: MeetingKind,
    /// The side that a pre-meeting is of.
    pub side: Option<Side>,
    /// The meeting that a pre-meeting prepares.
    pub pre_meeting_of: Option<Uuid>,
    /// What it is called beside its kind.
    pub title: Option<String>,
    /// When it begins.
    pub starts_at: DateTimeUtc,
    /// When it ends.
    pub ends_at: DateTimeUtc,
    /// The day in Denmark on which it begins.
    pub starts_on: Date,
    /// Where.
    pub place: Option<String>,
    /// Where to take part from afar.
    pub online_url: Option<String>,
    /// Where it is in its life.
    pub status: MeetingStatus,
    /// Why it was cancelled or postponed.
    pub status_reason: Option<String>,
    /// When the members were called.
    pub convened_at: Option<DateTimeUtc>,
    /// When the agenda came out first.
    pub agenda_published_at: Option<DateTimeUtc>,
    /// When it was recorded as held.
    pub held_at: Option<DateTimeUtc>,
    /// Grows with each change that calendars have to learn of.
    pub sequence: i32,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
