//! Who may see and change agenda items.

use entity::{
    agenda_item::Column,
    matter,
    meeting::{self, MeetingKind},
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

/// What can be done to an agenda item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask for one, and change or take back one's own until it is taken on.
    Propose,
    /// Change one.
    Update,
    /// Take one on, decline it, put it on an agenda, or take it off.
    Arrange,
    /// Record how much influence there was, and that it was put off.
    Record,
    /// Hide it on a legal basis, or open it.
    Hide,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] =
        &[Action::Propose, Action::Update, Action::Arrange, Action::Record, Action::Hide];

    fn allowed(self) -> Allowed {
        match self {
            // Rule 23: both sides can place items within the four fields.
            Action::Propose => Allowed { roles: SECRETARIAT, offices: &[Office::Member] },
            Action::Update | Action::Arrange | Action::Record | Action::Hide => {
                Allowed { roles: SECRETARIAT, offices: LEADING }
            }
        }
    }
}

const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator];
const LEADING: &[Office] = &[Office::Chair, Office::ViceChair, Office::Secretary];

/// An item is open to everybody of its authority once the agenda that it stands on is published, unless it or its matter is
/// hidden; before that, and where it is hidden, it is for those inside its committee.
pub fn visible(ctx: &Ctx) -> Condition {
    let inside = inside(&ctx.actor, ctx.today(), Column::CommitteeId);
    let any = Condition::any().add(inside).add(open().add(published()));
    tenant(&ctx.actor, Column::AuthorityId).add(any)
}

/// That neither the item nor its matter is hidden.
fn open() -> Condition {
    let matter = |column| Expr::col((matter::Entity, column));
    let hidden = Query::select()
        .expr(Expr::val(1))
        .from(matter::Entity)
        .and_where(matter(matter::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(matter(matter::Column::Id).equals(Column::MatterId.as_column_ref()))
        .and_where(matter(matter::Column::ConfidentialBasis).is_not_null())
        .take();
    Condition::all().add(Column::ConfidentialBasis.is_null()).add(Expr::exists(hidden).not())
}

/// That the agenda that the item stands on is out. Pre-meetings of one side are nobody else's.
fn published() -> Expr {
    let meeting = |column| Expr::col((meeting::Entity, column));
    let out = Query::select()
        .expr(Expr::val(1))
        .from(meeting::Entity)
        .and_where(meeting(meeting::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(meeting(meeting::Column::Id).equals(Column::MeetingId.as_column_ref()))
        .and_where(meeting(meeting::Column::AgendaPublishedAt).is_not_null())
        .and_where(meeting::Column::Kind.ne(MeetingKind::PreMeeting))
        .take();
    Expr::exists(out)
}

/// The classes of the fields. A note on why an item is hidden stands in hidden rows only.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "AgendaItem",
    fields: &[
        (
            Class::Authority,
            &[
                "id",
                "title",
                "number",
                "type",
                "aspect",
                "secondAspect",
                "origin",
                "proposerSide",
                "proposer",
                "recommendation",
                "caseStatement",
                "durationMinutes",
                "stage",
                "involvementPromised",
                "involvementAchieved",
                "status",
                "statusReason",
                "proposedOn",
                "discussedOn",
                "answerDue",
                "isAnswerOverdue",
                "contributions",
                "decisions",
                "version",
                "committee",
                "meeting",
                "matter",
                "conclusion",
                "carriedFrom",
                "carriedTo",
                "raisedFrom",
                "forwardedTo",
                "links",
                "attachments",
                "history",
            ],
        ),
        (Class::Committee, &["confidentialBasis", "confidentialNote"]),
    ],
}];
