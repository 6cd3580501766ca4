//! Who may see and change budget processes, discussions and statements.

use chrono::NaiveDate;
use entity::{budget_cycle, budget_discussion, budget_reading, budget_statement};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query},
};

use super::rules::SENT;
use crate::{
    core::{Actor, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a budget process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleAction {
    /// Prepare one.
    Create,
    /// Change its dates.
    Update,
    /// Move it on.
    Move,
}

impl crate::rights::Action for CycleAction {
    const ALL: &'static [Self] = &[CycleAction::Create, CycleAction::Update, CycleAction::Move];

    fn allowed(self) -> Allowed {
        match self {
            CycleAction::Create | CycleAction::Update | CycleAction::Move => {
                Allowed { roles: &[Role::MedCoordinator, Role::AuthorityAdmin], offices: &[] }
            }
        }
    }
}

/// What can be done to a committee's discussion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscussionAction {
    /// Plan or record one.
    Create,
    /// Change its dates, or write the statement.
    Update,
    /// Record what came of the statement.
    Answer,
    /// Take one away that will not be held.
    Remove,
}

impl crate::rights::Action for DiscussionAction {
    const ALL: &'static [Self] = &[
        DiscussionAction::Create,
        DiscussionAction::Update,
        DiscussionAction::Answer,
        DiscussionAction::Remove,
    ];

    fn allowed(self) -> Allowed {
        match self {
            DiscussionAction::Create
            | DiscussionAction::Update
            | DiscussionAction::Answer
            | DiscussionAction::Remove => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// Budget processes are open to every employee of the authority.
pub fn cycles(actor: &Actor) -> Condition {
    tenant(actor, budget_cycle::Column::AuthorityId)
}

/// So are the readings.
pub fn readings(actor: &Actor) -> Condition {
    tenant(actor, budget_reading::Column::AuthorityId)
}

/// So are the discussions: when they are, and what came of them.
pub fn discussions(actor: &Actor) -> Condition {
    tenant(actor, budget_discussion::Column::AuthorityId)
}

/// Statements are open once they are sent; before that to those inside the committee.
pub fn statements(actor: &Actor, today: NaiveDate) -> Condition {
    use budget_cycle::Column as Of;
    use budget_statement::Column as C;
    let of = |column: Of| Expr::col((budget_cycle::Entity, column));
    let sent = Query::select()
        .expr(of(Of::Id))
        .from(budget_cycle::Entity)
        .and_where(of(Of::AuthorityId).equals((budget_statement::Entity, C::AuthorityId)))
        .and_where(Of::Status.is_in(SENT.iter().copied()))
        .take();
    let open = Condition::any().add(C::CycleId.in_subquery(sent)).add(inside(actor, today, C::CommitteeId));
    tenant(actor, C::AuthorityId).add(open)
}

/// The classes of the fields. Statements that are not sent are hidden as rows.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "BudgetCycle",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "year",
                "status",
                "materialSentOn",
                "statementDue",
                "statementSentOn",
                "politicalDialogueOn",
                "adoptedOn",
                "readings",
                "discussions",
                "version",
            ],
        )],
    },
    TypeFields {
        name: "BudgetReading",
        fields: &[(Class::Authority, &["number", "readOn", "missingCommittees"])],
    },
    TypeFields {
        name: "BudgetDiscussion",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "cycle",
                "committee",
                "reading",
                "discussedOn",
                "meeting",
                "materialDue",
                "materialSentOn",
                "isMaterialLate",
                "statement",
                "outcome",
                "outcomeReason",
                "answeredOn",
                "version",
            ],
        )],
    },
];
