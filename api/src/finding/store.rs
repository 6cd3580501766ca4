//! All SQL of findings: reads the facts of the caller's authority as of a date, in a fixed number of statements,
//! whatever the size of the authority. Only columns that a check looks at are read, and only rows that begin by
//! the date; rows that have ended are read where a check asks for them.

mod guidelines;
mod seen;
mod work;

use std::collections::HashSet;

use chrono::NaiveDate;
use entity::{
    acting, authority, authority_sequence, committee, committee_unit, engagement, information_breach,
    local_agreement, mandate, org_unit, seat,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};
use uuid::Uuid;

pub use self::seen::seen;
use super::{
    facts::{
        ActingFact, AgreementFact, BreachFact, CommitteeFact, CoveredFact, EngagementFact, Facts,
        MandateFact, SeatFact, UnitFact,
    },
    policy::visible,
};
use crate::core::{
    Ctx, Error, Result, Validity,
    db::{tree::subtree, tuples},
    rule_set::RuleSet,
    validity::holds_on,
};

/// The facts of the caller's authority as of a date; none for a caller without an authority, or when the authority
/// does not exist on that date.
pub async fn facts(ctx: &Ctx, as_of: NaiveDate) -> Result<Option<Facts>> {
    let Some(authority_id) = ctx.actor.authority_id() else {
        return Ok(None);
    };
    let Some(framework) = framework(ctx, authority_id, as_of).await? else {
        return Ok(None);
    };
    let mut facts = Facts::new(authority_id, framework);
    facts.agreement = agreement(ctx, as_of, framework).await?;
    facts.committees = committees(ctx, as_of).await?;
    facts.covered = covered(ctx, as_of).await?;
    facts.units = units(ctx, as_of).await?;
    facts.seats = seats(ctx, as_of).await?;
    facts.mandates = mandates(ctx, as_of).await?;
    facts.acting = acting(ctx, as_of).await?;
    facts.guidelines = guidelines::guidelines(ctx, as_of).await?;
    facts.breaches = breaches(ctx, as_of).await?;
    facts.engagements = engagements(ctx, as_of).await?;
    let rules =
        facts.agreement.as_ref().map_or_else(|| RuleSet::of(framework), |agreement| agreement.rules.clone());
    facts.work = work::work(ctx, as_of, &rules).await?;
    Ok(Some(facts))
}

/// How far the caller's authority has been written: as long as this number stands still, so do its findings.
pub async fn written(ctx: &Ctx) -> Result<i64> {
    use authority_sequence::Column as C;
    let select = authority_sequence::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::AuthorityId.eq(ctx.actor.authority_id().unwrap_or_default()));
    let found: Vec<(i64,)> = tuples(ctx, select, [C::LastSeq]).await?;
    Ok(found.first().map_or(0, |(last,)| *last))
}

/// The committees of which all units lie in a part of the organisation today, as `rights` reads the limit of a
/// credential.
pub async fn committees_inside(ctx: &Ctx, unit: Uuid) -> Result<HashSet<Uuid>> {
    use committee_unit::Column as C;
    let today = ctx.today();
    let authority_id = ctx.actor.authority_id().unwrap_or_default();
    let now = || in_effect::<committee_unit::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], today);
    let inside = subtree::<org_unit::Entity>(authority_id, &[unit], today);
    let reaching_out =
        now().filter(C::OrgUnitId.not_in_subquery(inside)).select_only().column(C::CommitteeId).into_query();
    let select = now().filter(C::CommitteeId.not_in_subquery(reaching_out)).distinct();
    let found: Vec<(Uuid,)> = tuples(ctx, select, [C::CommitteeId]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The framework agreement; none if the authority does not exist on the date.
async fn framework(ctx: &Ctx, authority_id: Uuid, as_of: NaiveDate) -> Result<Option<authority::Framework>> {
    use authority::Column as C;
    let select = in_effect::<authority::Entity>(ctx, C::Id, [C::ValidFrom, C::ValidTo], as_of);
    let found: Vec<(_,)> = tuples(ctx, select.filter(C::Id.eq(authority_id)), [C::Framework]).await?;
    Ok(found.into_iter().next().map(|(framework,)| framework))
}

async fn agreement(
    ctx: &Ctx,
    as_of: NaiveDate,
    framework: authority::Framework,
) -> Result<Option<AgreementFact>> {
    use local_agreement::Column as C;
    let select = in_effect::<local_agreement::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of)
        .order_by_desc(C::ValidFrom)
        .order_by_desc(C::Id)
        .limit(1);
    let found: Vec<(_, String)> = tuples(ctx, select, [C::StringModel, C::RuleSet]).await?;
    let fact = |(string_model, stored): (_, String)| match RuleSet::parse(framework, "", &stored) {
        Ok(rules) => Ok(AgreementFact { string_model, rules }),
        // The caller wrote nothing: a stored rule set that cannot be read is our fault.
        Err(fault) => Err(Error::internal(format!("the stored rule set: {fault:?}"))),
    };
    found.into_iter().next().map(fact).transpose()
}

async fn committees(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<CommitteeFact>> {
    use committee::Column as C;
    let select = in_effect::<committee::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    let columns =
        [C::Id, C::Name, C::SortKey, C::Kind, C::Level, C::ParentId, C::Status, C::ValidFrom, C::ValidTo];
    let fact = |(id, name, sort_key, kind, level, parent_id, status, from, to)| CommitteeFact {
        id,
        name,
        sort_key,
        kind,
        level,
        parent_id,
        status,
        validity: Validity::stored(from, to),
    };
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn covered(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<CoveredFact>> {
    use committee_unit::Column as C;
    let select = in_effect::<committee_unit::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    let columns = [C::CommitteeId, C::OrgUnitId, C::ValidFrom, C::ValidTo];
    let fact = |(committee_id, org_unit_id, from, to)| CoveredFact {
        committee_id,
        org_unit_id,
        validity: Validity::stored(from, to),
    };
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn units(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<UnitFact>> {
    use org_unit::Column as C;
    let select = in_effect::<org_unit::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    let columns = [C::Id, C::Name, C::ParentId, C::ManagerId, C::Headcount, C::ValidFrom, C::ValidTo];
    let fact = |(id, name, parent_id, manager_id, headcount, from, to): (_, _, _, _, Option<i32>, _, _)| {
        let staff = headcount.and_then(|staff| u32::try_from(staff).ok());
        UnitFact { id, name, parent_id, manager_id, staff, validity: Validity::stored(from, to) }
    };
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn seats(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<SeatFact>> {
    use seat::Column as C;
    let columns = [
        C::Id,
        C::CommitteeId,
        C::Side,
        C::SeatType,
        C::ElectoralGroup,
        C::Position,
        C::ValidFrom,
        C::ValidTo,
    ];
    let fact = |(id, committee_id, side, seat_type, electoral_group, position, from, to)| SeatFact {
        id,
        committee_id,
        side,
        seat_type,
        electoral_group,
        position,
        validity: Validity::stored(from, to),
    };
    let select = in_effect::<seat::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn mandates(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<MandateFact>> {
    use mandate::Column as C;
    let columns =
        [C::Id, C::SeatId, C::PersonId, C::Role, C::Method, C::AlternateFor, C::ValidFrom, C::ValidTo];
    let fact = |(id, seat_id, person_id, role, method, alternate_for, from, to)| MandateFact {
        id,
        seat_id,
        person_id,
        role,
        method,
        alternate_for,
        validity: Validity::stored(from, to),
    };
    // Of what has ended only this is asked: since when a seat has been vacant.
    let ended =
        Condition::all().add(C::AlternateFor.is_null()).add(C::SeatId.in_subquery(vacant(ctx, as_of)));
    let select = mandate::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::ValidFrom.lte(as_of))
        .filter(Condition::any().add(holds_on(C::ValidFrom, C::ValidTo, as_of)).add(ended));
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

/// The seats on a date that nobody holds.
fn vacant(ctx: &Ctx, as_of: NaiveDate) -> SelectStatement {
    use mandate::Column as M;
    use seat::Column as S;
    let held = in_effect::<mandate::Entity>(ctx, M::AuthorityId, [M::ValidFrom, M::ValidTo], as_of)
        .filter(M::AlternateFor.is_null())
        .select_only()
        .column(M::SeatId);
    let seats = in_effect::<seat::Entity>(ctx, S::AuthorityId, [S::ValidFrom, S::ValidTo], as_of)
        .filter(S::Id.not_in_subquery(held.into_query()));
    seats.select_only().column(S::Id).into_query()
}

async fn acting(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<ActingFact>> {
    use acting::Column as C;
    let select = in_effect::<acting::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    let fact = |(mandate_id, from, to)| ActingFact { mandate_id, validity: Validity::stored(from, to) };
    let columns = [C::MandateId, C::ValidFrom, C::ValidTo];
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn breaches(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<BreachFact>> {
    use information_breach::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, NaiveDate, Option<NaiveDate>, Option<NaiveDate>);
    let columns = [C::Id, C::CommitteeId, C::RequestedOn, C::RemedyDue, C::RemediedOn, C::TalksOn];
    let fact = |(id, committee_id, requested_on, remedy_due, remedied, talks): Row| BreachFact {
        id,
        committee_id,
        requested_on,
        remedy_due,
        answered_on: remedied.or(talks),
    };
    // Only one whose time is over can be found.
    let select = information_breach::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::RemedyDue.lt(as_of));
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

async fn engagements(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<EngagementFact>> {
    use engagement::Column as C;
    let columns = [C::PersonId, C::OrgUnitId, C::LeadsUnit, C::Status, C::ValidFrom, C::ValidTo];
    let fact = |(person_id, org_unit_id, leads_unit, status, from, to)| EngagementFact {
        person_id,
        org_unit_id,
        leads_unit,
        status,
        validity: Validity::stored(from, to),
    };
    let leads_now =
        Condition::all().add(C::LeadsUnit.eq(true)).add(holds_on(C::ValidFrom, C::ValidTo, as_of));
    let select = engagement::Entity::find()
        .filter(visible(&ctx.actor, C::AuthorityId))
        .filter(C::ValidFrom.lte(as_of))
        .filter(Condition::any().add(C::PersonId.in_subquery(holders(ctx, as_of))).add(leads_now));
    Ok(tuples(ctx, select, columns).await?.into_iter().map(fact).collect())
}

/// The persons who hold a mandate or stand in for somebody on a date.
fn holders(ctx: &Ctx, as_of: NaiveDate) -> SelectStatement {
    use mandate::Column as C;
    let mandates = in_effect::<mandate::Entity>(ctx, C::AuthorityId, [C::ValidFrom, C::ValidTo], as_of);
    mandates.select_only().column(C::PersonId).into_query()
}

/// The visible rows of a table that hold on a date.
fn in_effect<E: EntityTrait>(
    ctx: &Ctx,
    authority: E::Column,
    [from, to]: [E::Column; 2],
    on: NaiveDate,
) -> Select<E> {
    E::find().filter(visible(&ctx.actor, authority)).filter(holds_on(from, to, on))
}
