//! Who may do what: the one policy. Each domain names its actions and says, as data, which roles and which offices
//! in a committee may do them; this module decides. Rows are hidden by SQL conditions ([`tenant`] and each domain's
//! `visible`), never after the query. What a caller may not see does not exist for it.

pub mod classes;
pub mod committees;
mod refusals;
pub mod registry;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    access::service::mandates_held,
    core::{
        Actor, Ctx, Error, Id, Identity, Kind, Result, Role,
        db::{padded, tree::subtree},
    },
};
use entity::seat::SeatType;

pub use refusals::{
    AUTHENTICATE, WRITE, refused, refused_because, refused_credential, refused_write, require,
};

/// What a mandate lets its holder be in a committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Office {
    /// Holds the chair.
    Chair,
    /// Holds the vice-chair.
    ViceChair,
    /// Holds the secretary's seat.
    Secretary,
    /// Holds any seat, or acts for somebody who does.
    Member,
}

impl Office {
    /// Every office.
    pub const ALL: &[Office] = &[Office::Chair, Office::ViceChair, Office::Secretary, Office::Member];

    fn is_held_with(self, seat: SeatType) -> bool {
        match self {
            Office::Chair => seat == SeatType::Chair,
            Office::ViceChair => seat == SeatType::ViceChair,
            Office::Secretary => seat == SeatType::Secretary,
            Office::Member => true,
        }
    }
}

/// Who may do one thing.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// Callers with one of these roles, where their unit scope reaches.
    pub roles: &'static [Role],
    /// Holders of one of these offices in the committee concerned, while their mandate lasts.
    pub offices: &'static [Office],
}

impl Allowed {
    /// Whether a mandate on a seat of this type allows it, in its committee.
    #[must_use]
    pub fn to_holder(&self, seat: SeatType) -> bool {
        self.offices.iter().any(|office| office.is_held_with(seat))
    }
}

/// The actions of a domain.
pub trait Action: Copy + std::fmt::Debug + 'static {
    /// Every action.
    const ALL: &'static [Self];
    /// Who may do it.
    fn allowed(self) -> Allowed;
}

/// What an action touches.
#[derive(Clone, Debug)]
pub enum Reach {
    /// The authority as a whole.
    Authority,
    /// One committee.
    Committee(Uuid),
    /// These units.
    Units(Vec<Uuid>),
}

impl Reach {
    /// What a refusal is about: the committee, or the unit when it is one.
    fn subject(&self) -> Option<Id> {
        match self {
            Reach::Committee(committee) => Some(Id::new(Kind::Committee, *committee)),
            Reach::Units(units) => match units.as_slice() {
                [unit] => Some(Id::new(Kind::OrgUnit, *unit)),
                _ => None,
            },
            Reach::Authority => None,
        }
    }
}

/// The caller's authority; everybody else has none to write in.
pub fn home(ctx: &Ctx) -> Result<Uuid> {
    ctx.actor.authority_id().ok_or(match ctx.actor {
        Actor::Anonymous => Error::Unauthenticated,
        Actor::User(_) | Actor::System => Error::Forbidden,
    })
}

/// Whether a role alone allows an action to this credential, wherever it reaches.
pub fn role_allows(actor: &Actor, action: impl Action) -> bool {
    actor.may_write() && actor.has_any(action.allowed().roles)
}

/// Lets an action pass, or refuses it and remembers that.
pub async fn allow(conn: &impl ConnectionTrait, ctx: &Ctx, action: impl Action, reach: &Reach) -> Result<()> {
    let identity = match &ctx.actor {
        Actor::System => return Ok(()),
        Actor::Anonymous => return Err(Error::Unauthenticated),
        Actor::User(identity) => identity,
    };
    // An action is a write, whatever else allows it.
    if !ctx.actor.may_write() {
        return Err(refused(ctx, &registry::name(action), reach.subject()));
    }
    let allowed = action.allowed();
    if ctx.actor.has_any(allowed.roles) && in_scope(conn, ctx, identity, reach).await? {
        return Ok(());
    }
    if let Reach::Committee(committee) = reach
        && !allowed.offices.is_empty()
    {
        let held = mandates_held(conn, ctx).await?;
        let holds = |office: &Office| {
            held.iter().any(|held| held.committee_id == *committee && office.is_held_with(held.seat_type))
        };
        if allowed.offices.iter().any(holds) {
            return Ok(());
        }
    }
    Err(refused(ctx, &registry::name(action), reach.subject()))
}

/// Whether a credential that is limited to a unit reaches something. A committee is reached when all units that it
/// covers are.
async fn in_scope(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    identity: &Identity,
    reach: &Reach,
) -> Result<bool> {
    use entity::{committee_unit, org_unit};
    use sea_orm::{EntityTrait, QueryFilter};
    let Some(scope) = identity.unit_scope else {
        return Ok(true);
    };
    let authority = identity.authority_id;
    let units = match reach {
        Reach::Authority => return Ok(false),
        Reach::Units(units) => units.clone(),
        Reach::Committee(committee) => {
            committee_unit::Entity::find()
                .filter(committee_unit::Column::AuthorityId.eq(authority))
                .filter(committee_unit::Column::CommitteeId.eq(*committee))
                .filter(crate::core::validity::holds_on(
                    committee_unit::Column::ValidFrom,
                    committee_unit::Column::ValidTo,
                    ctx.today(),
                ))
                .select_only()
                .column(committee_unit::Column::OrgUnitId)
                .into_tuple::<Uuid>()
                .all(conn)
                .await?
        }
    };
    if units.is_empty() {
        return Ok(false);
    }
    let inside = org_unit::Entity::find()
        .filter(org_unit::Column::AuthorityId.eq(authority))
        .filter(org_unit::Column::Id.is_in(padded(&units)))
        .filter(org_unit::Column::Id.in_subquery(subtree::<org_unit::Entity>(
            authority,
            &[scope],
            ctx.today(),
        )))
        .select_only()
        .column(org_unit::Column::Id)
        .distinct()
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    Ok(units.iter().all(|unit| inside.contains(unit)))
}

/// The condition that a row belongs to the caller's authority: the first condition of every read.
pub fn tenant<C: ColumnTrait>(actor: &Actor, authority: C) -> Condition {
    match actor {
        Actor::System => Condition::all(),
        Actor::User(identity) => Condition::all().add(authority.eq(identity.authority_id)),
        Actor::Anonymous => nothing(),
    }
}

/// The condition that no row meets.
pub fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}
