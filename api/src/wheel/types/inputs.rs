//! The enumerations of the annual wheel, and the inputs that select and sort its entries and tasks.

use entity::{wheel_entry, wheel_task};

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, IntFilter, NameFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// What a task of the annual wheel is about. Danish: emne.
    WheelTopic = "entity::wheel_entry::WheelTopic" {
        /// The annual work environment discussion (den årlige arbejdsmiljødrøftelse; rule 41).
        WorkEnvironmentDiscussion = "WORK_ENVIRONMENT_DISCUSSION": "Årlig arbejdsmiljødrøftelse" | "Annual work environment discussion",
        /// Survey of wellbeing (trivselsmåling; rule 33).
        WellbeingSurvey = "WELLBEING_SURVEY": "Trivselsmåling" | "Wellbeing survey",
        /// Workplace assessment (arbejdspladsvurdering, APV; rule 33).
        WorkplaceAssessment = "WORKPLACE_ASSESSMENT": "Arbejdspladsvurdering" | "Workplace assessment",
        /// Statistics of sickness absence (sygefraværsstatistik; rule 34).
        SicknessStatistics = "SICKNESS_STATISTICS": "Sygefraværsstatistik" | "Sickness statistics",
        /// The budget and what it means for work and staff (rules 35 and 36).
        Budget = "BUDGET": "Budget" | "Budget",
        /// The meeting with the political leadership (rule 37).
        PoliticalDialogue = "POLITICAL_DIALOGUE": "Møde med den politiske ledelse" | "Meeting with the political leadership",
        /// The strategic discussion of the committee's work (rule 40).
        Strategy = "STRATEGY": "Strategisk drøftelse" | "Strategic discussion",
        /// Guidelines and their review (retningslinjer).
        Guidelines = "GUIDELINES": "Retningslinjer" | "Guidelines",
        /// Staff policy (personalepolitik).
        StaffPolicy = "STAFF_POLICY": "Personalepolitik" | "Staff policy",
        /// Education and training (kompetenceudvikling, MED-uddannelse).
        Training = "TRAINING": "Uddannelse" | "Training",
        /// The committee's own work: meeting plan, rules of procedure, evaluation.
        CommitteeWork = "COMMITTEE_WORK": "Udvalgets eget arbejde" | "The committee's own work",
        /// Anything else.
        Other = "OTHER": "Andet" | "Other",
    }
}

gql_enum! {
    /// Where a task of the annual wheel is in its life; that it is overdue is no status, see `isOverdue`. Danish: status.
    WheelTaskStatus = "entity::wheel_task::WheelTaskStatus" {
        /// It waits.
        Open = "OPEN": "Åben" | "Open",
        /// A meeting takes it up.
        Scheduled = "SCHEDULED": "På et møde" | "Scheduled",
        /// It is done.
        Done = "DONE": "Gennemført" | "Done",
        /// It was left out for a reason.
        Skipped = "SKIPPED": "Sprunget over" | "Skipped",
    }
}

enum_filter!(WheelTopicFilter, WheelTopic, entity::wheel_entry::WheelTopic);
enum_filter!(WheelTaskStatusFilter, WheelTaskStatus, entity::wheel_task::WheelTaskStatus);

where_input! {
    /// Which entries of the template. Everything given has to hold.
    WheelEntryWhere over wheel_entry {
        /// Its id.
        id: IdFilter => Id of WheelEntry,
        /// The local agreement.
        agreement: IdFilter => AgreementId of LocalAgreement,
        /// What it is about.
        topic: WheelTopicFilter => Topic,
        /// Title.
        title: NameFilter => SearchKey,
        /// The number of the rule that asks for it.
        rule_ref: IntFilter => RuleRef,
        /// First day on which it holds.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer holds.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How entries of the template are sorted. Default: by the first day of their window.
    WheelEntryOrder by WheelEntryOrderField over wheel_entry {
        /// By the first day of the window in the calendar.
        WindowFrom => WindowFrom,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}

where_input! {
    /// Which tasks. Everything given has to hold; see the argument `overdue` for those that are.
    WheelTaskWhere over wheel_task {
        /// Its id.
        id: IdFilter => Id of WheelTask,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The year of the wheel.
        year: IntFilter => Year,
        /// The entry of the template that it was made from; absent when it was added by hand.
        entry: IdFilter => EntryId of WheelEntry,
        /// What it is about.
        topic: WheelTopicFilter => Topic,
        /// Title.
        title: NameFilter => SearchKey,
        /// The number of the rule that asks for it.
        rule_ref: IntFilter => RuleRef,
        /// First day on which it can be done.
        due_from: DateFilter => DueFrom,
        /// Last day on which it is in time.
        due_by: DateFilter => DueBy,
        /// The meeting that takes it up.
        meeting: IdFilter => MeetingId of Meeting,
        /// Where it is in its life.
        status: WheelTaskStatusFilter => Status,
        /// The day on which it was done or left out.
        closed_on: DateFilter => ClosedOn,
    }
}

order_input! {
    /// How tasks are sorted. Default: what is due first.
    WheelTaskOrder by WheelTaskOrderField over wheel_task {
        /// By the last day on which it is in time.
        DueBy => DueBy,
        /// By the first day on which it can be done.
        DueFrom => DueFrom,
    }
}
