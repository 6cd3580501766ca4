//! Who may see and change development projects, and what is recorded on them.
//!
//! Other authorities see a project by its visibility. `PARTNERS` is for those that take part today: a partner between its
//! first and last day, the authority that follows one, and the authority that follows the one that leads.

use chrono::NaiveDate;
use entity::{
    development_project::{self, Column, ProjectVisibility},
    problem_statement::Sharing,
    project_partner,
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    authority::service::line,
    core::{Actor, Ctx, Role, db::named, validity::holds_on},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
    },
};

/// What can be done to a development project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Begin one.
    Create,
    /// Change what is recorded about it, its partners and its steering.
    Update,
    /// Take it to another phase.
    Move,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::Move];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::Move => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// Visibilities that let authorities that take part read a project.
const TO_PARTNERS: [ProjectVisibility; 3] =
    [ProjectVisibility::Partners, ProjectVisibility::Network, ProjectVisibility::Public];

/// The projects that a caller sees.
pub fn visible(ctx: &Ctx) -> Condition {
    let Actor::User(identity) = &ctx.actor else { return open(&ctx.actor) };
    Condition::any()
        .add(led(ctx, identity.authority_id))
        .add(open(&ctx.actor))
        .add(joined(identity.authority_id, ctx.today()))
}

/// Projects that the caller's authority leads and that the caller sees.
fn led(ctx: &Ctx, authority: Uuid) -> Condition {
    let kept = Condition::any().add(Column::Visibility.ne(ProjectVisibility::Committee)).add(inside(
        &ctx.actor,
        ctx.today(),
        Column::CommitteeId,
    ));
    Condition::all().add(Column::AuthorityId.eq(authority)).add(kept)
}

/// Projects that are open to the caller whatever its authority.
fn open(actor: &Actor) -> Condition {
    match actor {
        Actor::System => Condition::all(),
        Actor::Anonymous => Condition::all().add(Column::Visibility.eq(ProjectVisibility::Public)),
        Actor::User(_) => Condition::all()
            .add(Column::Visibility.is_in([ProjectVisibility::Network, ProjectVisibility::Public])),
    }
}

/// Projects in which an authority, or one that it has followed, takes part today, and that are open to those who do.
fn joined(authority: Uuid, today: NaiveDate) -> Condition {
    let any = Condition::any()
        .add(Column::Id.in_subquery(partnerships(authority, today)))
        .add(Column::AuthorityId.in_subquery(line(authority, today)));
    Condition::all().add(Column::Visibility.is_in(TO_PARTNERS)).add(any)
}

/// The ids of the projects of which an authority, or one that it follows, is a partner today, whatever their visibility.
fn partnerships(authority: Uuid, today: NaiveDate) -> SelectStatement {
    use project_partner::Column as C;
    Query::select()
        .column((project_partner::Entity, C::ProjectId))
        .from(project_partner::Entity)
        .and_where(C::PartnerAuthorityId.in_subquery(line(authority, today)))
        .cond_where(holds_on(C::JoinedOn, C::LeftOn, today))
        .take()
}

/// Projects in which the caller's authority takes part: it leads them, or is joined to them today.
pub fn taking_part(ctx: &Ctx) -> Condition {
    match &ctx.actor {
        Actor::System => Condition::all(),
        Actor::Anonymous => crate::rights::nothing(),
        Actor::User(identity) => Condition::any()
            .add(led(ctx, identity.authority_id))
            .add(joined(identity.authority_id, ctx.today())),
    }
}

/// The columns by which a part of a project says whose it is.
#[derive(Clone, Copy, Debug)]
pub struct PartColumns<C> {
    /// The authority that recorded it.
    pub authority: C,
    /// The authority that leads the project.
    pub lead: C,
    /// The project.
    pub project: C,
    /// Who else may read it.
    pub sharing: C,
}

/// The parts of projects that a caller sees: those of its own authority, save on a project of its own that it does not
/// see; those that are shared with partners, where its authority takes part; those that are as open as the project,
/// where that is open to it.
pub fn visible_part<C: ColumnTrait>(ctx: &Ctx, part: PartColumns<C>) -> Condition {
    let of_open = part.sharing.eq(Sharing::Project).and(on_project(part.project, open(&ctx.actor)));
    let identity = match &ctx.actor {
        Actor::System => return Condition::all(),
        Actor::Anonymous => return Condition::all().add(of_open),
        Actor::User(identity) => identity,
    };
    let me = identity.authority_id;
    let seen = part.lead.ne(me).or(on_project(part.project, led(ctx, me)));
    let own = part.authority.eq(me).and(seen);
    let shared = part.sharing.ne(Sharing::Own).and(on_project(part.project, taking_part(ctx)));
    Condition::any().add(own).add(shared).add(of_open)
}

/// That the project that a column names meets a condition.
pub fn on_project<C: ColumnTrait>(project: C, condition: Condition) -> SimpleExpr {
    let rows = Query::select()
        .column((development_project::Entity, Column::Id))
        .from(development_project::Entity)
        .cond_where(condition)
        .take();
    named::<development_project::Entity>(project, rows)
}

/// The classes of the fields. Rows that are not for everybody are hidden as rows; what leads back into the authority is
/// null for others.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "DevelopmentProject",
        fields: &[
            (
                Class::Public,
                &[
                    "id",
                    "authority",
                    "title",
                    "summary",
                    "aim",
                    "themes",
                    "tags",
                    "origin",
                    "sponsorLevel",
                    "sponsorTitle",
                    "backingStatement",
                    "backingHours",
                    "backingDkk",
                    "visibility",
                    "kle",
                    "phase",
                    "phaseOn",
                    "isOpen",
                    "nextPhases",
                    "startedOn",
                    "endedOn",
                    "version",
                    "phases",
                    "partners",
                    "steering",
                    "problems",
                    "prototypes",
                    "trials",
                    "lessons",
                    "spaces",
                ],
            ),
            (Class::Authority, &["committee", "orgUnit", "sponsor", "links", "history"]),
        ],
    },
    TypeFields { name: "ProjectTag", fields: &[(Class::Public, &["reform", "name", "from", "to"])] },
    TypeFields {
        name: "ProjectMove",
        fields: &[(Class::Public, &["number", "phase", "enteredOn", "note", "participants"])],
    },
    TypeFields {
        name: "ProjectParticipant",
        fields: &[(Class::Public, &["actor", "organisation", "count"])],
    },
    TypeFields {
        name: "ProjectPartner",
        fields: &[(
            Class::Public,
            &["number", "authority", "name", "actor", "role", "joinedOn", "leftOn", "isPartner"],
        )],
    },
    TypeFields {
        name: "ProjectSteering",
        fields: &[(
            Class::Public,
            &["number", "instruments", "goalSetBy", "methodSetBy", "note", "validFrom", "validTo"],
        )],
    },
];
