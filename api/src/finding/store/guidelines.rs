//! The SQL of guidelines that hold or held, and of who has confirmed the version that holds.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    endorsement,
    guideline::{self, GuidelineKind},
    guideline_version,
    seat::Side,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use crate::{
    core::{Ctx, Kind, Result, Validity, db::tuples},
    finding::{
        facts::{Confirmed, GuidelineFact},
        policy::visible,
    },
};

/// Those that have begun by the date.
fn begun(ctx: &Ctx, as_of: NaiveDate) -> Select<guideline::Entity> {
    use guideline::Column as C;
    guideline::Entity::find().filter(visible(&ctx.actor, C::AuthorityId)).filter(C::InForceFrom.lte(as_of))
}

/// The guidelines that hold or held.
pub(super) async fn guidelines(ctx: &Ctx, as_of: NaiveDate) -> Result<Vec<GuidelineFact>> {
    use guideline::Column as C;
    let confirmed = confirmed(ctx, as_of).await?;
    let columns = [C::Id, C::CommitteeId, C::Kind, C::Topic, C::InForceFrom, C::EndsOn, C::NoticeOn];
    let fact = |(id, committee_id, kind, topic, from, to, notice_on)| GuidelineFact {
        id,
        committee_id,
        kind,
        topic,
        validity: Validity::stored(from, to),
        notice_on,
        confirmed: confirmed.get(&id).copied(),
    };
    Ok(tuples(ctx, begun(ctx, as_of), columns).await?.into_iter().map(fact).collect())
}

/// Who has confirmed the version that holds, by guideline. What the employer decides alone needs nobody's confirmation.
async fn confirmed(ctx: &Ctx, as_of: NaiveDate) -> Result<HashMap<Uuid, Confirmed>> {
    use endorsement::Column as E;
    use guideline::Column as G;
    use guideline_version::Column as V;
    let holding = begun(ctx, as_of)
        .filter(G::Kind.ne(GuidelineKind::EmployerRule))
        .filter(Condition::any().add(G::EndsOn.is_null()).add(G::EndsOn.gt(as_of)))
        .select_only()
        .column(G::Id)
        .into_query();
    let versions = guideline_version::Entity::find()
        .filter(visible(&ctx.actor, V::AuthorityId))
        .filter(V::InForceFrom.lte(as_of))
        .filter(Condition::any().add(V::ReplacedOn.is_null()).add(V::ReplacedOn.gt(as_of)))
        .filter(V::GuidelineId.in_subquery(holding.clone()));
    let versions: Vec<(Uuid, i32)> = tuples(ctx, versions, [V::GuidelineId, V::Number]).await?;
    let given = endorsement::Entity::find()
        .filter(visible(&ctx.actor, E::AuthorityId))
        .filter(E::SubjectKind.eq(Kind::Guideline.prefix()))
        .filter(E::SubjectId.in_subquery(holding))
        .filter(E::Side.is_not_null())
        .filter(E::GivenOn.lte(as_of))
        .filter(Condition::any().add(E::WithdrawnOn.is_null()).add(E::WithdrawnOn.gt(as_of)));
    let given: Vec<(Uuid, i32, Side)> =
        tuples(ctx, given, [E::SubjectId, E::SubjectVersion, E::Side]).await?;
    let mut sides: HashMap<(Uuid, i32), Confirmed> = HashMap::new();
    for (id, version, side) in given {
        let confirmed = sides.entry((id, version)).or_default();
        match side {
            Side::Management => confirmed.by_management = true,
            Side::Employee => confirmed.by_employees = true,
        }
    }
    let of = |version: (Uuid, i32)| (version.0, sides.get(&version).copied().unwrap_or_default());
    Ok(versions.into_iter().map(of).collect())
}
