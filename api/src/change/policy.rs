//! Who may see which rows of the change log.

use entity::change::Column;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, SimpleExpr},
};

use crate::{
    agenda_item, attachment, attendance, barrier, calendar, case_study, conclusion, contribution,
    core::{Actor, Ctx, Kind, Result, db::named},
    decision, disagreement, endorsement, guideline, information_breach, link, matter, meeting, minutes, plan,
    project, project_part,
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
        Kind::Network => Class::Network,
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
        | Kind::Action
        | Kind::Charter => Class::Authority,
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
        | Kind::Attachment
        | Kind::Barrier
        | Kind::Case
        | Kind::DevelopmentProject
        | Kind::ProblemStatement
        | Kind::Prototype
        | Kind::Trial
        | Kind::Lesson
        | Kind::DevelopmentSpace => Class::Committee,
    }
}

/// Makes the table of kinds of which one thing can be open and another hidden: kind, table, and the ids of those that a
/// caller sees.
macro_rules! by_row {
    ($($kind:ident of $table:ident as $seen:path,)+) => {
        &[$((Kind::$kind, |ctx| named::<entity::$table::Entity>(Column::SubjectId, $seen(ctx)))),+]
    };
}

/// Kinds of which one thing can be open and another hidden. Who does not see a thing does not learn that it changed.
const BY_ROW: &[(Kind, Seen)] = by_row! {
    AgendaItem of agenda_item as agenda_item::service::visible_ids,
    Attachment of attachment as attachment::service::visible_ids,
    Attendance of attendance as attendance::service::visible_ids,
    Barrier of barrier as barrier::service::visible_ids,
    CalendarFeed of calendar_feed as calendar::service::visible_ids,
    Case of case_study as case_study::service::visible_ids,
    Conclusion of conclusion as conclusion::service::visible_ids,
    Contribution of contribution as contribution::service::visible_ids,
    Decision of decision as decision::service::visible_ids,
    DevelopmentProject of development_project as project::service::visible_ids,
    DevelopmentSpace of development_space as project_part::service::space_ids,
    Disagreement of disagreement as disagreement::service::visible_ids,
    Endorsement of endorsement as endorsement::service::visible_ids,
    Guideline of guideline as guideline::service::visible_ids,
    InformationBreach of information_breach as information_breach::service::visible_ids,
    Lesson of lesson as project_part::service::lesson_ids,
    Link of link as link::service::visible_ids,
    Matter of matter as matter::service::visible_ids,
    Meeting of meeting as meeting::service::visible_ids,
    Minutes of minutes as minutes::service::visible_ids,
    ProblemStatement of problem_statement as project_part::service::problem_ids,
    Prototype of prototype as project_part::service::prototype_ids,
    StrategyPlan of strategy_plan as plan::service::visible_ids,
    Trial of trial as project_part::service::trial_ids,
};

/// What things of those kinds are removed from: who sees it sees the tombstone, because nobody sees the thing any more.
const WITHIN: &[Seen] = &[
    |ctx| named::<entity::matter::Entity>(Column::WithinId, matter::service::visible_ids(ctx)),
    |ctx| named::<entity::meeting::Entity>(Column::WithinId, meeting::service::visible_ids(ctx)),
];

/// That the caller sees the thing that a row is about.
type Seen = fn(&Ctx) -> SimpleExpr;

/// The rows that a caller sees: those of its authority, about kinds that it may read. `asked` tells the kinds that the
/// statement can give at all: each further kind costs the database time to plan.
pub fn visible(ctx: &Ctx, asked: impl Fn(Kind) -> bool) -> Condition {
    let mut any = Condition::any().add(Column::SubjectKind.is_in(readable(&ctx.actor)));
    if !matches!(ctx.actor, Actor::System) {
        let by_row: Vec<_> = BY_ROW.iter().filter(|(kind, _)| asked(*kind)).collect();
        for seen in WITHIN.iter().filter(|_| !by_row.is_empty()) {
            any = any.add(seen(ctx));
        }
        for (kind, seen) in by_row {
            any = any.add(Column::SubjectKind.eq(kind.prefix()).and(seen(ctx)));
        }
    }
    tenant(&ctx.actor, Column::AuthorityId).add(any)
}

/// The rows about things that the caller is known to see, because it came to them from there.
pub fn of_seen(ctx: &Ctx) -> Condition {
    let by_row = BY_ROW.iter().map(|(kind, _)| kind.prefix());
    tenant(&ctx.actor, Column::AuthorityId).add(Column::SubjectKind.is_in(readable(&ctx.actor).chain(by_row)))
}

/// The kinds of which the caller may read every change. A credential that is limited to a unit does not see rows about
/// persons, because a row does not tell where the person works.
fn readable(actor: &Actor) -> impl Iterator<Item = &'static str> {
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    let is_readable = move |kind: &&Kind| {
        let class = class(**kind);
        let open = **kind != Kind::ServiceToken || service_token::service::may_see(actor);
        open && may_read(actor, class, None) && !(limited && class >= Class::Personal)
    };
    Kind::ALL.iter().filter(is_readable).map(|kind| kind.prefix())
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
