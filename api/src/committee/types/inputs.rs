//! The enumerations of committees, and the inputs that select and sort them.

use entity::committee;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, NameFilter, StringFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// What kind of committee. Danish: udvalgstype.
    CommitteeKind = "entity::committee::CommitteeKind" {
        /// MED committee (MED-udvalg).
        Med = "MED": "MED-udvalg" | "MED committee",
        /// MED committee that also does the work-environment tasks (MED- og arbejdsmiljøudvalg).
        MedAndAmo = "MED_AND_AMO": "MED- og arbejdsmiljøudvalg" | "MED and work environment committee",
        /// Work-environment committee (arbejdsmiljøudvalg).
        Amo = "AMO": "Arbejdsmiljøudvalg" | "Work environment committee",
        /// Cooperation committee of a state body (samarbejdsudvalg).
        Su = "SU": "Samarbejdsudvalg" | "Cooperation committee",
        /// Staff meeting with MED status (personalemøde med MED-status).
        StaffMeeting = "STAFF_MEETING": "Personalemøde med MED-status" | "Staff meeting with MED status",
        /// Leader, shop steward and safety representative (TRIO).
        Trio = "TRIO": "TRIO" | "TRIO",
        /// Subcommittee (underudvalg).
        Subcommittee = "SUBCOMMITTEE": "Underudvalg" | "Subcommittee",
        /// Preparatory committee before a merger (forberedende udvalg).
        Preparatory = "PREPARATORY": "Forberedende udvalg" | "Preparatory committee",
    }
}

gql_enum! {
    /// Canonical level in the committee tree, the same for all authorities; see `localLabel` for what an authority
    /// itself calls it. Danish: niveau.
    CommitteeLevel = "entity::committee::CommitteeLevel" {
        /// Main committee (hovedudvalg).
        Main = "MAIN": "Hovedudvalg" | "Main",
        /// Department (forvaltning, direktørområde).
        Department = "DEPARTMENT": "Forvaltning" | "Department",
        /// Area (center, fagområde).
        Area = "AREA": "Område" | "Area",
        /// Local (arbejdsplads).
        Local = "LOCAL": "Lokal" | "Local",
        /// Group (gruppe, afdeling).
        Group = "GROUP": "Gruppe" | "Group",
    }
}

gql_enum! {
    /// Where a committee is in its life. Danish: status.
    CommitteeStatus = "entity::committee::CommitteeStatus" {
        /// Decided but not yet at work.
        Planned = "PLANNED": "Planlagt" | "Planned",
        /// At work.
        Active = "ACTIVE": "Aktivt" | "Active",
        /// Set aside for a time.
        Suspended = "SUSPENDED": "Sat på pause" | "Suspended",
        /// Ended.
        Dissolved = "DISSOLVED": "Nedlagt" | "Dissolved",
        /// Ended by becoming part of another.
        Merged = "MERGED": "Sammenlagt" | "Merged",
    }
}

enum_filter!(CommitteeKindFilter, CommitteeKind, entity::committee::CommitteeKind);
enum_filter!(CommitteeLevelFilter, CommitteeLevel, entity::committee::CommitteeLevel);
enum_filter!(CommitteeStatusFilter, CommitteeStatus, entity::committee::CommitteeStatus);

where_input! {
    /// Which committees. Everything given has to hold.
    CommitteeWhere over committee {
        /// Its id.
        id: IdFilter => Id of Committee,
        /// Its name.
        name: NameFilter => SearchKey,
        /// Its kind.
        kind: CommitteeKindFilter => Kind,
        /// Its canonical level.
        level: CommitteeLevelFilter => Level,
        /// What the authority calls the level.
        local_label: StringFilter => LocalLabel,
        /// Its status on the date.
        status: CommitteeStatusFilter => Status,
        /// The committee above it.
        parent: IdFilter => ParentId of Committee,
        /// First day of the period that holds on the date.
        valid_from: DateFilter => ValidFrom,
        /// First day after that period.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How committees are sorted. Default: by name.
    CommitteeOrder by CommitteeOrderField over committee {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// By the first day of the period that holds on the date.
        ValidFrom => ValidFrom,
    }
}
