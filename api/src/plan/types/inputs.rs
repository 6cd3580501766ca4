//! The enumerations of strategy plans, and the inputs that select and sort them.

use entity::strategy_plan;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// Where a strategy plan is in its life. Danish: status.
    StrategyPlanStatus = "entity::strategy_plan::StrategyPlanStatus" {
        /// It is being written; only those inside the committee see it.
        Draft = "DRAFT": "Udkast" | "Draft",
        /// Both sides adopted it.
        Adopted = "ADOPTED": "Vedtaget" | "Adopted",
        /// It is being carried out.
        Active = "ACTIVE": "I gang" | "Active",
        /// It was looked back at.
        Evaluated = "EVALUATED": "Evalueret" | "Evaluated",
        /// It is over.
        Closed = "CLOSED": "Afsluttet" | "Closed",
    }
}

enum_filter!(StrategyPlanStatusFilter, StrategyPlanStatus, entity::strategy_plan::StrategyPlanStatus);

where_input! {
    /// Which strategy plans. Everything given has to hold.
    StrategyPlanWhere over strategy_plan {
        /// Its id.
        id: IdFilter => Id of StrategyPlan,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// Title.
        title: NameFilter => SearchKey,
        /// Where it is in its life.
        status: StrategyPlanStatusFilter => Status,
        /// First day of its period.
        period_from: DateFilter => PeriodFrom,
        /// First day after its period.
        period_to: DateFilter => PeriodTo,
    }
}

order_input! {
    /// How strategy plans are sorted. Default: by the first day of their period.
    StrategyPlanOrder by StrategyPlanOrderField over strategy_plan {
        /// By the first day of the period.
        PeriodFrom => PeriodFrom,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
