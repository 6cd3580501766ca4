//! The enumerations of budget processes, and the inputs that select and sort them.

use entity::{budget_cycle, budget_discussion};

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, IntFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// Where a budget process is. Danish: status.
    BudgetCycleStatus = "entity::budget_cycle::BudgetCycleStatus" {
        /// It has dates.
        Prepared = "PREPARED": "Planlagt" | "Prepared",
        /// The committees have the material.
        MaterialSent = "MATERIAL_SENT": "Materiale udsendt" | "Material sent",
        /// The committees discussed it.
        Discussed = "DISCUSSED": "Drøftet" | "Discussed",
        /// The main committee met the political leadership.
        PoliticalDialogue = "POLITICAL_DIALOGUE": "Møde med den politiske ledelse holdt" | "Political dialogue held",
        /// The statements went to the council; they are open from now on.
        StatementSent = "STATEMENT_SENT": "Udtalelser sendt" | "Statements sent",
        /// The council read it the first time.
        Reading1 = "READING_1": "Førstebehandlet" | "First reading held",
        /// The council adopted it.
        Adopted = "ADOPTED": "Vedtaget" | "Adopted",
        /// What came of it is followed up.
        FollowUp = "FOLLOW_UP": "Opfølgning" | "Follow-up",
    }
}

gql_enum! {
    /// What came of what a committee said. Danish: udfald.
    BudgetOutcome = "entity::budget_discussion::BudgetOutcome" {
        /// Not answered yet.
        Pending = "PENDING": "Ikke besvaret" | "Not answered",
        /// It was followed.
        Adopted = "ADOPTED": "Fulgt" | "Followed",
        /// It was followed in part.
        Partly = "PARTLY": "Delvis fulgt" | "Followed in part",
        /// It was not followed.
        Rejected = "REJECTED": "Ikke fulgt" | "Not followed",
    }
}

enum_filter!(BudgetCycleStatusFilter, BudgetCycleStatus, entity::budget_cycle::BudgetCycleStatus);
enum_filter!(BudgetOutcomeFilter, BudgetOutcome, entity::budget_discussion::BudgetOutcome);

where_input! {
    /// Which budget processes. Everything given has to hold.
    BudgetCycleWhere over budget_cycle {
        /// Its id.
        id: IdFilter => Id of BudgetCycle,
        /// The budget year.
        year: IntFilter => Year,
        /// Where it is.
        status: BudgetCycleStatusFilter => Status,
    }
}

order_input! {
    /// How budget processes are sorted. Default: by year.
    BudgetCycleOrder by BudgetCycleOrderField over budget_cycle {
        /// By the budget year.
        Year => Year,
    }
}

where_input! {
    /// Which discussions. Everything given has to hold.
    BudgetDiscussionWhere over budget_discussion {
        /// Its id.
        id: IdFilter => Id of BudgetDiscussion,
        /// The budget process.
        cycle: IdFilter => CycleId of BudgetCycle,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The number of the reading that it comes before.
        reading: IntFilter => Reading,
        /// The day on which it is.
        discussed_on: DateFilter => DiscussedOn,
        /// What came of the statement.
        outcome: BudgetOutcomeFilter => Outcome,
        /// The day on which the committee was told.
        answered_on: DateFilter => AnsweredOn,
    }
}

order_input! {
    /// How discussions are sorted. Default: earliest first.
    BudgetDiscussionOrder by BudgetDiscussionOrderField over budget_discussion {
        /// By the day on which it is.
        DiscussedOn => DiscussedOn,
    }
}
