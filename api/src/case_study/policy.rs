//! Who may see and change cases.

use entity::case_study::{CaseVisibility as V, Column};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Actor, Ctx, Role},
    network::service::own_ids,
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::{inside, inside_or_above, inside_or_below},
        tenant,
    },
};

/// What can be done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write one, change it, publish it within the authority, and withdraw it.
    Write,
    /// Show one to other authorities.
    Share,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Write, Action::Share];

    fn allowed(self) -> Allowed {
        match self {
            Action::Write => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
            Action::Share => Allowed { roles: &[Role::MedCoordinator, Role::AuthorityAdmin], offices: &[] },
        }
    }
}

/// The cases that a caller sees: in its own authority all that it works with, and the published ones that are for it;
/// of other authorities the published ones that are for everybody, or for a network that it is in. Nobody in particular
/// sees what is published for everybody.
pub fn visible(ctx: &Ctx) -> Condition {
    let (actor, today) = (&ctx.actor, ctx.today());
    let own = Condition::any()
        .add(inside(actor, today, Column::CommitteeId))
        .add(standing().add(Column::Visibility.is_in([V::Authority, V::Network, V::Public])))
        .add(standing().add(Column::Visibility.eq(V::LevelTree)).add(
            Condition::any().add(inside_or_above(actor, today, Column::CommitteeId)).add(inside_or_below(
                actor,
                today,
                Column::CommitteeId,
            )),
        ));
    Condition::any().add(tenant(actor, Column::AuthorityId).add(own)).add(standing().add(shared(ctx)))
}

/// That it is published and not withdrawn.
fn standing() -> Condition {
    Condition::all().add(Column::PublishedOn.is_not_null()).add(Column::WithdrawnOn.is_null())
}

/// That it is for the caller, of whatever authority.
fn shared(ctx: &Ctx) -> Condition {
    let any = Condition::any().add(Column::Visibility.eq(V::Public));
    if matches!(ctx.actor, Actor::Anonymous) {
        return any;
    }
    let network =
        Condition::any().add(Column::NetworkId.is_null()).add(Column::NetworkId.in_subquery(own_ids(ctx)));
    any.add(Condition::all().add(Column::Visibility.eq(V::Network)).add(network))
}

/// The classes of the fields. The row decides: what is published for everybody is, and nothing else. `committee`, `matter`,
/// `unit`, `network` and `reuseOf` are shown by the policies of those things.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Case",
    fields: &[(
        Class::Public,
        &[
            "id",
            "authority",
            "title",
            "summary",
            "text",
            "outcome",
            "themes",
            "tags",
            "happenedFrom",
            "happenedTo",
            "committee",
            "matter",
            "unit",
            "visibility",
            "network",
            "status",
            "reuseOf",
            "adaptation",
            "reusedBy",
            "sourceUrl",
            "sourceText",
            "evidenceMethod",
            "evidenceGroups",
            "evidencePeriod",
            "createdOn",
            "publishedOn",
            "withdrawnOn",
            "version",
        ],
    )],
}];
