//! The tables of the annual wheel, budget processes, and plans with their actions.

use super::{NOBODY, STAYS, Table};
use crate::rights::classes::Class;

/// Actions.
pub(super) const ACTION: Table = Table {
    name: "action",
    holds: "Actions of action plans: what is to be done, by which side and by whom, until when, and whether it was.",
    why: "What a committee agreed on is followed to its end.",
    class: Class::Authority,
    kept: STAYS,
    erased: "stays; its owner has no name",
    person: &["owner_id"],
    others: &[
        "authority_id",
        "id",
        "action_plan_id",
        "committee_id",
        "title",
        "search_key",
        "description",
        "owner_side",
        "due_on",
        "status",
        "status_reason",
        "closed_on",
        "version",
    ],
};

/// Action plans.
pub(super) const ACTION_PLAN: Table = Table {
    name: "action_plan",
    holds: "Plans of actions that committees agreed on.",
    why: "Actions belong together.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "strategy_plan_id",
        "title",
        "sort_key",
        "search_key",
        "version",
    ],
};

/// Budget processes.
pub(super) const BUDGET_CYCLE: Table = Table {
    name: "budget_cycle",
    holds: "Budget processes: their dates, and how far they are.",
    why: "When committees are heard about the budget.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "year",
        "material_sent_on",
        "statement_due",
        "statement_sent_on",
        "political_dialogue_on",
        "adopted_on",
        "status",
        "version",
    ],
};

/// Discussions of budgets.
pub(super) const BUDGET_DISCUSSION: Table = Table {
    name: "budget_discussion",
    holds: "When committees discuss a budget, and what came of their statements.",
    why: "Whether committees were heard before each reading, and to what effect.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "cycle_id",
        "committee_id",
        "reading",
        "discussed_on",
        "meeting_id",
        "material_sent_on",
        "outcome",
        "outcome_reason",
        "answered_on",
        "version",
    ],
};

/// Readings of budgets.
pub(super) const BUDGET_READING: Table = Table {
    name: "budget_reading",
    holds: "When the council reads a budget.",
    why: "Committees are heard before each reading.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "cycle_id", "number", "read_on"],
};

/// Statements on budgets.
pub(super) const BUDGET_STATEMENT: Table = Table {
    name: "budget_statement",
    holds: "What committees say to a budget; inside the committee until it is sent.",
    why: "What the committees told the council.",
    class: Class::Committee,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "id", "cycle_id", "committee_id", "text"],
};

/// Strategy plans.
pub(super) const STRATEGY_PLAN: Table = Table {
    name: "strategy_plan",
    holds: "Plans that both sides of a committee adopt for some years; drafts stay inside the committee.",
    why: "The strategic work of the committees.",
    class: Class::Committee,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "title",
        "sort_key",
        "search_key",
        "period_from",
        "period_to",
        "focus_areas",
        "goals",
        "status",
        "adopted_on",
        "evaluation",
        "evaluated_on",
        "version",
    ],
};

/// The template of the annual wheel.
pub(super) const WHEEL_ENTRY: Table = Table {
    name: "wheel_entry",
    holds: "What agreements want committees to do every year.",
    why: "The template of the annual wheels.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "agreement_id",
        "topic",
        "title",
        "sort_key",
        "search_key",
        "rule_ref",
        "window_from",
        "window_to",
        "levels",
        "valid_from",
        "valid_to",
        "version",
    ],
};

/// Tasks of the annual wheel.
pub(super) const WHEEL_TASK: Table = Table {
    name: "wheel_task",
    holds: "What committees have to do in a year, and whether they did.",
    why: "Nothing that is due every year is forgotten.",
    class: Class::Authority,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "committee_id",
        "year",
        "entry_id",
        "topic",
        "title",
        "search_key",
        "rule_ref",
        "due_from",
        "due_by",
        "meeting_id",
        "status",
        "status_reason",
        "closed_on",
        "version",
    ],
};
