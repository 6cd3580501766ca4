//! The enumerations of breaches of the duty to inform, and the inputs that select and sort them.

use entity::information_breach;

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// Where a breach of the duty to inform is. Whether it is overdue is told by `isOverdue`. Danish: status.
    InformationBreachStatus = "entity::information_breach::InformationBreachStatus" {
        /// Remedy was asked for in writing.
        Requested = "REQUESTED": "Påtalt" | "Remedy requested",
        /// It was remedied.
        Remedied = "REMEDIED": "Rettet op" | "Remedied",
        /// The main committee discusses compensation (godtgørelse).
        CompensationTalks = "COMPENSATION_TALKS": "Godtgørelse drøftes" | "Compensation discussed",
        /// The sides have settled it.
        Settled = "SETTLED": "Forligt" | "Settled",
        /// The central parties treat it (de centrale parter).
        AtCentral = "AT_CENTRAL": "Hos de centrale parter" | "With the central parties",
        /// They have decided.
        Decided = "DECIDED": "Afgjort" | "Decided",
    }
}

enum_filter!(
    InformationBreachStatusFilter,
    InformationBreachStatus,
    entity::information_breach::InformationBreachStatus
);

where_input! {
    /// Which breaches. Everything given has to hold.
    InformationBreachWhere over information_breach {
        /// Its id.
        id: IdFilter => Id of InformationBreach,
        /// The committee in which remedy was asked for.
        committee: IdFilter => CommitteeId of Committee,
        /// The side that was not informed.
        requested_by_side: SideFilter => RequestedBy,
        /// What it is about.
        title: NameFilter => SearchKey,
        /// The matter in which it arose.
        matter: IdFilter => MatterId of Matter,
        /// Where it is.
        status: InformationBreachStatusFilter => Status,
        /// When remedy was asked for.
        requested_on: DateFilter => RequestedOn,
        /// The last day on which it can be remedied in time.
        remedy_due: DateFilter => RemedyDue,
        /// When it was settled or decided.
        ended_on: DateFilter => EndedOn,
    }
}

order_input! {
    /// How breaches are sorted. Default: by the day of the request.
    InformationBreachOrder by InformationBreachOrderField over information_breach {
        /// By the day of the request.
        RequestedOn => RequestedOn,
        /// By the last day on which they can be remedied in time.
        RemedyDue => RemedyDue,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
