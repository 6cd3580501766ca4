//! The enumerations of meetings, and the inputs that select and sort them.

use entity::meeting;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateTimeFilter, IdFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// What kind of meeting. Danish: mødetype.
    MeetingKind = "entity::meeting::MeetingKind" {
        /// Planned for the year (ordinært møde).
        Ordinary = "ORDINARY": "Ordinært møde" | "Ordinary meeting",
        /// Asked for by the chair, the vice-chair or a majority, with named items (ekstraordinært møde).
        Extraordinary = "EXTRAORDINARY": "Ekstraordinært møde" | "Extraordinary meeting",
        /// One side prepares another meeting (formøde). Known inside its committee only.
        PreMeeting = "PRE_MEETING": "Formøde" | "Pre-meeting",
        /// About one subject, without decisions (temamøde).
        Theme = "THEME": "Temamøde" | "Theme meeting",
        /// With the political leadership, for example about the budget (møde med den politiske ledelse).
        PoliticalDialogue = "POLITICAL_DIALOGUE": "Møde med den politiske ledelse" | "Meeting with the political leadership",
    }
}

gql_enum! {
    /// Where a meeting is in its life. PLANNED, CONVENED, AGENDA_PUBLISHED, HELD, MINUTES_DRAFT, MINUTES_APPROVED and
    /// MINUTES_ADOPTED follow each other; before HELD it can be CANCELLED or POSTPONED, and a postponed one is PLANNED
    /// again when it has a new time. Danish: mødets status.
    MeetingStatus = "entity::meeting::MeetingStatus" {
        /// It has a time (planlagt).
        Planned = "PLANNED": "Planlagt" | "Planned",
        /// The members were called (indkaldt).
        Convened = "CONVENED": "Indkaldt" | "Convened",
        /// The agenda is out (dagsorden udsendt).
        AgendaPublished = "AGENDA_PUBLISHED": "Dagsorden udsendt" | "Agenda published",
        /// It took place (afholdt).
        Held = "HELD": "Afholdt" | "Held",
        /// Minutes are being written (referat under udarbejdelse).
        MinutesDraft = "MINUTES_DRAFT": "Referat under udarbejdelse" | "Minutes in draft",
        /// Chair and vice-chair approved the minutes (referat godkendt af formandskabet).
        MinutesApproved = "MINUTES_APPROVED": "Referat godkendt af formandskabet" | "Minutes approved by the chairs",
        /// A later meeting adopted the minutes (referat godkendt på et møde).
        MinutesAdopted = "MINUTES_ADOPTED": "Referat godkendt på et møde" | "Minutes adopted",
        /// It will not take place (aflyst).
        Cancelled = "CANCELLED": "Aflyst" | "Cancelled",
        /// It waits for a new time (udsat).
        Postponed = "POSTPONED": "Udsat" | "Postponed",
    }
}

enum_filter!(MeetingKindFilter, MeetingKind, entity::meeting::MeetingKind);
enum_filter!(MeetingStatusFilter, MeetingStatus, entity::meeting::MeetingStatus);

where_input! {
    /// Which meetings. Everything given has to hold.
    MeetingWhere over meeting {
        /// Its id.
        id: IdFilter => Id of Meeting,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The series that it is part of.
        series: IdFilter => SeriesId of MeetingSeries,
        /// What kind of meeting.
        kind: MeetingKindFilter => Kind,
        /// Where it is in its life.
        status: MeetingStatusFilter => Status,
        /// When it begins; `gte` and `lt` select a period.
        starts_at: DateTimeFilter => StartsAt,
        /// The meeting that a pre-meeting prepares.
        pre_meeting_of: IdFilter => PreMeetingOf of Meeting,
    }
}

order_input! {
    /// How meetings are sorted. Default: earliest first.
    MeetingOrder by MeetingOrderField over meeting {
        /// By its begin.
        StartsAt => StartsAt,
        /// In the order in which they were recorded.
        Created => Id,
    }
}
