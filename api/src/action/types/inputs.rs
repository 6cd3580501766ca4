//! The enumerations of actions, and the inputs that select and sort plans and actions.

use entity::{action, action_plan};

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// Where an action is in its life; that it is overdue is no status, see `isOverdue`. Danish: status.
    ActionStatus = "entity::action::ActionStatus" {
        /// It waits.
        Open = "OPEN": "Åben" | "Open",
        /// Somebody works on it.
        InProgress = "IN_PROGRESS": "I gang" | "In progress",
        /// It is done.
        Done = "DONE": "Gennemført" | "Done",
        /// It was given up for a reason.
        Dropped = "DROPPED": "Opgivet" | "Dropped",
    }
}

enum_filter!(ActionStatusFilter, ActionStatus, entity::action::ActionStatus);

where_input! {
    /// Which action plans. Everything given has to hold.
    ActionPlanWhere over action_plan {
        /// Its id.
        id: IdFilter => Id of ActionPlan,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The strategy plan that it carries out.
        strategy_plan: IdFilter => StrategyPlanId of StrategyPlan,
        /// Title.
        title: NameFilter => SearchKey,
    }
}

order_input! {
    /// How action plans are sorted. Default: by title.
    ActionPlanOrder by ActionPlanOrderField over action_plan {
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}

where_input! {
    /// Which actions. Everything given has to hold; see the argument `overdue` for those that are.
    ActionWhere over action {
        /// Its id.
        id: IdFilter => Id of Action,
        /// The plan.
        action_plan: IdFilter => ActionPlanId of ActionPlan,
        /// The committee of the plan.
        committee: IdFilter => CommitteeId of Committee,
        /// Title.
        title: NameFilter => SearchKey,
        /// The side that answers for it.
        owner_side: SideFilter => OwnerSide,
        /// Last day on which it is in time.
        due_on: DateFilter => DueOn,
        /// Where it is in its life.
        status: ActionStatusFilter => Status,
        /// The day on which it was done or given up.
        closed_on: DateFilter => ClosedOn,
    }
}

order_input! {
    /// How actions are sorted. Default: what is due first.
    ActionOrder by ActionOrderField over action {
        /// By the last day on which it is in time.
        DueOn => DueOn,
    }
}
