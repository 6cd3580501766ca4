//! The enumerations of disagreements, and the inputs that select and sort them.

use entity::disagreement;

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// Where a disagreement is. Danish: status.
    DisagreementStatus = "entity::disagreement::DisagreementStatus" {
        /// A side has raised it.
        Raised = "RAISED": "Rejst" | "Raised",
        /// Its committee treats it.
        AtCommittee = "AT_COMMITTEE": "I udvalget" | "In the committee",
        /// The main committee guides and treats it (hovedudvalget).
        AtMain = "AT_MAIN": "I hovedudvalget" | "In the main committee",
        /// The central parties treat it (de centrale parter).
        AtCentral = "AT_CENTRAL": "Hos de centrale parter" | "With the central parties",
        /// It is before an arbitration tribunal (voldgift).
        Arbitration = "ARBITRATION": "I voldgift" | "In arbitration",
        /// The tribunal has decided.
        Closed = "CLOSED": "Afgjort" | "Closed",
        /// The sides have settled it.
        Settled = "SETTLED": "Forligt" | "Settled",
        /// The side that raised it has taken it back.
        Withdrawn = "WITHDRAWN": "Trukket tilbage" | "Withdrawn",
    }
}

enum_filter!(DisagreementStatusFilter, DisagreementStatus, entity::disagreement::DisagreementStatus);

where_input! {
    /// Which disagreements. Everything given has to hold.
    DisagreementWhere over disagreement {
        /// Its id.
        id: IdFilter => Id of Disagreement,
        /// The committee in which it was raised.
        committee: IdFilter => CommitteeId of Committee,
        /// The side that raised it.
        raised_by_side: SideFilter => RaisedBy,
        /// What it is about.
        title: NameFilter => SearchKey,
        /// The matter in which it arose.
        matter: IdFilter => MatterId of Matter,
        /// Where it is.
        status: DisagreementStatusFilter => Status,
        /// When it was raised.
        raised_on: DateFilter => RaisedOn,
        /// By when an answer is agreed to come.
        due_on: DateFilter => DueOn,
        /// When it ended.
        ended_on: DateFilter => EndedOn,
    }
}

order_input! {
    /// How disagreements are sorted. Default: by the day on which they were raised.
    DisagreementOrder by DisagreementOrderField over disagreement {
        /// By the day on which they were raised.
        RaisedOn => RaisedOn,
        /// By the day since when they are where they are.
        StatusOn => StatusOn,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
