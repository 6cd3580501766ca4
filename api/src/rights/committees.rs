//! Who is inside a committee: the condition on which everything rests that a committee keeps to itself, such as items
//! with a legal basis for hiding them, agendas that are not out yet and minutes that are not approved.

use chrono::NaiveDate;
use entity::{committee, committee_unit, org_unit};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    access::service::committees_of,
    core::{
        Actor, Identity, Role,
        db::tree::{line_of, subtree, subtree_of},
        validity::alias_holds_on,
    },
};

/// Roles whose work is with what committees keep to themselves.
const INSIDE: &[Role] = &[Role::Secretary, Role::MedCoordinator];

/// That the caller is inside the committee that a column names: it holds a mandate there today, or acts for somebody who
/// does, or its role is to run committees and reaches this one. The row's authority is checked apart from this.
pub fn inside<C: ColumnTrait>(actor: &Actor, today: NaiveDate, committee: C) -> Condition {
    seated(actor, today, committee, |identity, person| committees_of(identity.authority_id, person, today))
}

/// That the caller is inside the committee that a column names, or inside one above it, which treats what the lower one
/// could not settle.
pub fn inside_or_above<C: ColumnTrait>(actor: &Actor, today: NaiveDate, committee: C) -> Condition {
    seated(actor, today, committee, |identity, person| {
        let own = committees_of(identity.authority_id, person, today);
        subtree_of::<committee::Entity>(identity.authority_id, own, today)
    })
}

/// That the caller is inside the committee that a column names, or inside one below it.
pub fn inside_or_below<C: ColumnTrait>(actor: &Actor, today: NaiveDate, committee: C) -> Condition {
    seated(actor, today, committee, |identity, person| {
        let own = committees_of(identity.authority_id, person, today);
        line_of::<committee::Entity>(identity.authority_id, own, today)
    })
}

fn seated<C: ColumnTrait>(
    actor: &Actor,
    today: NaiveDate,
    committee: C,
    committees: impl Fn(&Identity, Uuid) -> SelectStatement,
) -> Condition {
    let identity = match actor {
        Actor::System => return Condition::all(),
        Actor::Anonymous => return super::nothing(),
        Actor::User(identity) => identity,
    };
    let mut any = Condition::any();
    if actor.has_any(INSIDE) {
        match identity.unit_scope {
            None => return Condition::all(),
            Some(unit) => any = any.add(within(identity, unit, today, committee)),
        }
    }
    if let Some(person) = identity.person_id {
        any = any.add(committee.in_subquery(committees(identity, person)));
    }
    if any.is_empty() { super::nothing() } else { any }
}

/// That a committee covers units on a date and all of them lie at or below one unit.
fn within<C: ColumnTrait>(identity: &Identity, unit: Uuid, today: NaiveDate, committee: C) -> Condition {
    let covered = || -> SelectStatement {
        let mut rows = Query::select();
        rows.expr(Expr::val(1))
            .from(committee_unit::Entity)
            .and_where(covers(committee_unit::Column::AuthorityId).eq(identity.authority_id))
            .and_where(covers(committee_unit::Column::CommitteeId).eq(Expr::col(committee.as_column_ref())))
            .and_where(alias_holds_on("committee_unit", today));
        rows
    };
    let below = subtree::<org_unit::Entity>(identity.authority_id, &[unit], today);
    let mut outside = covered();
    outside.and_where(covers(committee_unit::Column::OrgUnitId).not_in_subquery(below));
    Condition::all().add(Expr::exists(covered())).add(Expr::exists(outside).not())
}

fn covers(column: committee_unit::Column) -> Expr {
    Expr::col((committee_unit::Entity, column))
}
