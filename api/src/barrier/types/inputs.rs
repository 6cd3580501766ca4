//! The enumeration of barriers, and the inputs that select and sort them.

use entity::barrier;

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// Where a barrier is in its life. Danish: status.
    BarrierStatus = "entity::barrier::BarrierStatus" {
        /// Somebody reported it.
        Reported = "REPORTED": "Meldt" | "Reported",
        /// The committee has looked at it and goes on with it.
        Triaged = "TRIAGED": "Vurderet" | "Triaged",
        /// Somebody has taken it on.
        Owned = "OWNED": "Har en ansvarlig" | "Owned",
        /// Something is being tried against it.
        Trying = "TRYING": "Løsninger afprøves" | "Being tried",
        /// It is gone.
        Removed = "REMOVED": "Fjernet" | "Removed",
        /// It cannot be removed; `reason` says why.
        NotPossible = "NOT_POSSIBLE": "Kan ikke fjernes" | "Not possible",
        /// A committee has been asked to treat it.
        Escalated = "ESCALATED": "Løftet til et udvalg" | "Escalated",
    }
}

enum_filter!(BarrierStatusFilter, BarrierStatus, entity::barrier::BarrierStatus);

where_input! {
    /// Which barriers. Everything given has to hold. Nobody can filter by who reported it, nor by unit, which could tell.
    BarrierWhere over barrier {
        /// Its id.
        id: IdFilter => Id of Barrier,
        /// The committee that it was reported to.
        committee: IdFilter => CommitteeId of Committee,
        /// The committee that was asked to treat it.
        escalated_to: IdFilter => EscalatedTo of Committee,
        /// The side that it comes from.
        side: SideFilter => Side,
        /// Where it is in its life.
        status: BarrierStatusFilter => Status,
        /// When it was reported.
        reported_on: DateFilter => ReportedOn,
        /// When it was removed.
        removed_on: DateFilter => RemovedOn,
    }
}

order_input! {
    /// How barriers are sorted. Default: the oldest first.
    BarrierOrder by BarrierOrderField over barrier {
        /// By the day of the report.
        ReportedOn => ReportedOn,
        /// By the day since when they are where they are.
        StatusOn => StatusOn,
    }
}
