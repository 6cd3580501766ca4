//! Who may see and change matters.

use entity::{
    agenda_item,
    matter::{self, Column},
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Begin a new one.
    Create,
    /// Change what is recorded about it.
    Update,
    /// End it, or let it go on.
    ChangeStatus,
    /// Make two of them one, or one of them two.
    Rearrange,
    /// Hide it on a legal basis, or open it.
    Hide,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] =
        &[Action::Create, Action::Update, Action::ChangeStatus, Action::Rearrange, Action::Hide];

    fn allowed(self) -> Allowed {
        match self {
            // Both sides can raise what lies within the four fields.
            Action::Create => Allowed { roles: SECRETARIAT, offices: &[Office::Member] },
            Action::Update | Action::ChangeStatus | Action::Rearrange | Action::Hide => {
                Allowed { roles: SECRETARIAT, offices: LEADING }
            }
        }
    }
}

const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator];
const LEADING: &[Office] = &[Office::Chair, Office::ViceChair, Office::Secretary];

/// An open matter is open to everybody of its authority; a hidden one to those inside its committee, or inside another
/// that has it on an agenda.
pub fn visible(ctx: &Ctx) -> Condition {
    let (actor, today) = (&ctx.actor, ctx.today());
    let item = |column| Expr::col((agenda_item::Entity, column));
    let treated = Query::select()
        .expr(Expr::val(1))
        .from(agenda_item::Entity)
        .and_where(item(agenda_item::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(item(agenda_item::Column::MatterId).equals(Column::Id.as_column_ref()))
        .cond_where(inside(actor, today, agenda_item::Column::CommitteeId))
        .take();
    let any = Condition::any()
        .add(Column::ConfidentialBasis.is_null())
        .add(inside(actor, today, Column::CommitteeId))
        .add(Expr::exists(treated));
    tenant(actor, matter::Column::AuthorityId).add(any)
}

/// The classes of the fields. A note on why a matter is hidden stands in hidden rows only.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Matter",
    fields: &[
        (
            Class::Authority,
            &[
                "id",
                "title",
                "description",
                "fields",
                "aspect",
                "secondAspect",
                "theme",
                "reform",
                "kle",
                "caseNumber",
                "caseUrl",
                "originSide",
                "originUnit",
                "originLevel",
                "openedOn",
                "closedOn",
                "status",
                "contributions",
                "decisions",
                "version",
                "committee",
                "mergedInto",
                "mergedFrom",
                "splitFrom",
                "parts",
                "items",
                "conclusions",
                "links",
                "history",
            ],
        ),
        (Class::Committee, &["confidentialBasis", "confidentialNote"]),
    ],
}];
