//! Who may see and change persons. The condition is written for any column that names a person, because what
//! belongs to a person is visible with the person.

use chrono::NaiveDate;
use entity::{engagement, mandate, org_unit, person};
use sea_orm::{
    ColumnTrait, Condition, IdenStatic,
    sea_query::{Expr, ExprTrait, IntoTableRef, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    core::{Actor, Identity, Role, db::tree::subtree},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// What can be done to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Register somebody.
    Create,
    /// Change name, mail or phone.
    Update,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update => Allowed {
                roles: &[Role::MedCoordinator, Role::HrIntegration, Role::AuthorityAdmin],
                offices: &[],
            },
        }
    }
}

/// Roles whose work is with all persons that they reach.
const PERSON_ROLES: &[Role] =
    &[Role::Secretary, Role::MedCoordinator, Role::HrIntegration, Role::Auditor, Role::AuthorityAdmin];

/// The persons that a caller sees.
pub fn visible(actor: &Actor, today: NaiveDate) -> Condition {
    tenant(actor, person::Column::AuthorityId).add(seen(actor, today, person::Column::Id))
}

/// That the caller sees the person whom a column names: one of those it reaches, a representative, a leader of a
/// unit, or itself. Who only builds statistics sees nobody. The row's authority is checked apart from this.
pub fn seen<C: ColumnTrait>(actor: &Actor, today: NaiveDate, person: C) -> Condition {
    let Actor::User(identity) = actor else {
        return reached(actor, today, person);
    };
    let mut any = Condition::any().add(reached(actor, today, person));
    if actor.has_any(PERSON_ROLES) || actor.has_any(&[Role::Employee]) {
        any = any
            .add(Expr::exists(of_person::<mandate::Entity, _>(identity, person, mandate::Column::PersonId)))
            .add(Expr::exists(of_person::<org_unit::Entity, _>(
                identity,
                person,
                org_unit::Column::ManagerId,
            )));
    }
    if let Some(own) = identity.person_id {
        any = any.add(person.eq(own));
    }
    any
}

/// That the caller sees a person whom a mandate or a unit that it sees names, as its holder or its leader. It says what
/// [`seen`] says of such persons, without looking for the mandate or the unit once more.
pub fn seen_named<C: ColumnTrait>(actor: &Actor, today: NaiveDate, person: C) -> Condition {
    match actor {
        Actor::User(_) if actor.has_any(PERSON_ROLES) || actor.has_any(&[Role::Employee]) => Condition::all(),
        _ => seen(actor, today, person),
    }
}

/// That the caller's work reaches the person whom a column names: everybody of the authority, or, for a credential
/// that is limited to a unit, those with an employment there that is not over.
pub fn reached<C: ColumnTrait>(actor: &Actor, today: NaiveDate, person: C) -> Condition {
    let identity = match actor {
        Actor::System => return Condition::all(),
        Actor::User(identity) if actor.has_any(PERSON_ROLES) => identity,
        Actor::User(_) | Actor::Anonymous => return nothing(),
    };
    match identity.unit_scope {
        None => Condition::all(),
        Some(unit) => Condition::all().add(employed_below(identity, unit, today, person)),
    }
}

fn employed_below<C: ColumnTrait>(identity: &Identity, unit: Uuid, today: NaiveDate, person: C) -> Expr {
    let units = subtree::<org_unit::Entity>(identity.authority_id, &[unit], today);
    let mut employed = of_person::<engagement::Entity, _>(identity, person, engagement::Column::PersonId);
    let ends = || Expr::col((INNER, "valid_to"));
    employed
        .and_where(Expr::col((INNER, "org_unit_id")).in_subquery(units))
        .and_where(ends().is_null().or(ends().gt(today)));
    Expr::exists(employed)
}

/// The table inside an EXISTS, named apart from the same table outside.
const INNER: &str = "inside";

/// The rows of a table that name the same person as a column of the outer statement.
fn of_person<E: sea_orm::EntityTrait, C: ColumnTrait>(
    identity: &Identity,
    person: C,
    column: E::Column,
) -> SelectStatement {
    let mut rows = Query::select();
    rows.expr(Expr::val(1))
        .from_as(E::default().into_table_ref(), INNER)
        .and_where(Expr::col((INNER, "authority_id")).eq(identity.authority_id))
        .and_where(Expr::col((INNER, column.as_str())).eq(Expr::col(person.as_column_ref())));
    rows
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Person",
    fields: &[
        (
            Class::Authority,
            &[
                "id",
                "displayName",
                "anonymised",
                "workEmail",
                "workPhone",
                "invented",
                "version",
                "engagements",
                "mandates",
            ],
        ),
        (Class::Personal, &["externalIds"]),
        (Class::Sensitive, &["unionAffiliations"]),
    ],
}];

/// Whether roles alone let the caller do this to some person; what `viewer` shows.
pub fn may(actor: &Actor, action: Action) -> bool {
    crate::rights::role_allows(actor, action)
}
