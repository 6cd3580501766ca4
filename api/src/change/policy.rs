//! Who may see which rows of the change log.

use entity::change;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, SelectStatement},
};

use crate::{
    agenda_item, attachment, attendance, calendar, conclusion, contribution,
    core::{Actor, Ctx, Kind, Result},
    decision, disagreement, endorsement, guideline, information_breach, link, matter, meeting, minutes, plan,
    rights::{
        classes::{Class, TypeFields, may_read},
        refused, tenant,
    },
    service_token,
};

/// The class that a caller must be able to read to learn that something of a kind changed.
pub const fn class(kind: Kind) -> Class {
    match kind {
        Kind::Authority => Class::Public,
        Kind::LocalAgreement
        | Kind::OrgUnit
        | Kind::Committee
        | Kind::CommitteeUnit
        | Kind::Seat
        | Kind::Mandate
        | Kind::Acting
        | Kind::MeetingSeries
        | Kind::WheelEntry
        | Kind::WheelTask
        | Kind::BudgetCycle
        | Kind::BudgetDiscussion
        | Kind::ActionPlan
        | Kind::Action => Class::Authority,
        Kind::Person | Kind::Engagement | Kind::ServiceToken => Class::Personal,
        Kind::UnionAffiliation => Class::Sensitive,
        Kind::Matter
        | Kind::Link
        | Kind::Meeting
        | Kind::Attendance
        | Kind::Minutes
        | Kind::AgendaItem
        | Kind::Conclusion
        | Kind::Decision
        | Kind::Contribution
        | Kind::CalendarFeed
        | Kind::Endorsement
        | Kind::Guideline
        | Kind::StrategyPlan
        | Kind::Disagreement
        | Kind::InformationBreach
        | Kind::Attachment => Class::Committee,
    }
}

/// Kinds of which one thing can be open and another hidden, and the ids of those that a caller sees. Who does not see
/// a thing does not learn that it changed.
const BY_ROW: &[(Kind, VisibleIds)] = &[
    (Kind::AgendaItem, agenda_item::service::visible_ids),
    (Kind::Attachment, attachment::service::visible_ids),
    (Kind::Attendance, attendance::service::visible_ids),
    (Kind::CalendarFeed, calendar::service::visible_ids),
    (Kind::Conclusion, conclusion::service::visible_ids),
    (Kind::Contribution, contribution::service::visible_ids),
    (Kind::Decision, decision::service::visible_ids),
    (Kind::Disagreement, disagreement::service::visible_ids),
    (Kind::Endorsement, endorsement::service::visible_ids),
    (Kind::Guideline, guideline::service::visible_ids),
    (Kind::InformationBreach, information_breach::service::visible_ids),
    (Kind::Link, link::service::visible_ids),
    (Kind::Matter, matter::service::visible_ids),
    (Kind::Meeting, meeting::service::visible_ids),
    (Kind::Minutes, minutes::service::visible_ids),
    (Kind::StrategyPlan, plan::service::visible_ids),
];

/// What things of those kinds are removed from: who sees it sees the tombstone, because nobody sees the thing any more.
const WITHIN: &[VisibleIds] = &[matter::service::visible_ids, meeting::service::visible_ids];

/// The ids of the things of one kind that a caller sees, as a subquery.
type VisibleIds = fn(&Ctx) -> SelectStatement;

/// The rows that a caller sees: those of its authority, about kinds that it may read. A credential that is limited
/// to a unit does not see rows about persons, because a row does not tell where the person works.
pub fn visible(ctx: &Ctx) -> Condition {
    let actor = &ctx.actor;
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    let readable = |kind: &&Kind| {
        let class = class(**kind);
        let open = **kind != Kind::ServiceToken || service_token::service::may_see(actor);
        open && may_read(actor, class, None) && !(limited && class >= Class::Personal)
    };
    let kinds = Kind::ALL.iter().filter(readable).map(|kind| kind.prefix());
    let mut any = Condition::any().add(change::Column::SubjectKind.is_in(kinds));
    if !matches!(actor, Actor::System) {
        for (kind, ids) in BY_ROW {
            let of_kind = change::Column::SubjectKind.eq(kind.prefix());
            any = any.add(of_kind.and(change::Column::SubjectId.in_subquery(ids(ctx))));
        }
        for ids in WITHIN {
            any = any.add(change::Column::WithinId.in_subquery(ids(ctx)));
        }
    }
    tenant(actor, change::Column::AuthorityId).add(any)
}

/// Refuses to search by who did something for those who may not read that, and remembers it.
pub fn check_actor(ctx: &Ctx) -> Result<()> {
    if may_read(&ctx.actor, Class::Personal, None) {
        Ok(())
    } else {
        Err(refused(ctx, "CHANGES_BY_ACTOR", None))
    }
}

/// The classes of the fields. `actor` and `client` are null for those who may not read personal data.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Change",
        fields: &[
            (
                Class::Authority,
                &[
                    "sequence",
                    "recordedAt",
                    "kind",
                    "subjectType",
                    "subjectId",
                    "subject",
                    "fields",
                    "requestId",
                ],
            ),
            (Class::Personal, &["actor", "client"]),
        ],
    },
    TypeFields { name: "ChangedField", fields: &[(Class::Authority, &["name", "from", "to"])] },
];
