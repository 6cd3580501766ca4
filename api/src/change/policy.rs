//! Who may see which rows of the change log.

use entity::change;
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Actor, Ctx, Kind, Result},
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
        | Kind::Acting => Class::Authority,
        Kind::Person | Kind::Engagement | Kind::ServiceToken => Class::Personal,
        Kind::UnionAffiliation => Class::Sensitive,
    }
}

/// The rows that a caller sees: those of its authority, about kinds that it may read. A credential that is limited
/// to a unit does not see rows about persons, because a row does not tell where the person works.
pub fn visible(actor: &Actor) -> Condition {
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    let readable = |kind: &&Kind| {
        let class = class(**kind);
        let open = **kind != Kind::ServiceToken || service_token::service::may_see(actor);
        open && may_read(actor, class, None) && !(limited && class >= Class::Personal)
    };
    let kinds = Kind::ALL.iter().filter(readable).map(|kind| kind.prefix());
    tenant(actor, change::Column::AuthorityId).add(change::Column::SubjectKind.is_in(kinds))
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
