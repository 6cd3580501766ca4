//! What the demo's authorities share: a network, a charter and a few cases. All of it but what publications tell is invented,
//! and says so; the authorities are real and have no part in what is invented.

use chrono::{Days, NaiveDate};
use entity::{
    authority,
    case_study::{self, CaseOutcome, CaseVisibility as V},
    case_tag::{self, CaseTagKind},
    charter, charter_signature, charter_version,
    committee::{self, CommitteeLevel},
    matter::Theme,
    network::{self, NetworkKind},
    network_member,
};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    facts::{GENERATED, OTHER},
    published,
    store::{insert_all, record},
};
use crate::{
    case_study::service::blank,
    core::{Ctx, Kind, Result, Tx, db::search::put_in, sort_key},
};

/// Authorities that are in the network besides the one that leads it.
const MEMBERS: &[&str] = &[OTHER, "Odense Kommune", "Region Hovedstaden"];

/// Stands at the end of every text.
const INVENTED: &str = "Opdigtet eksempel.";

/// A case to be made: title, summary, outcome, visibility, whether it is limited to the network, theme, word.
type Plan = (&'static str, &'static str, CaseOutcome, V, bool, Theme, &'static str);

const OF_GENERATED: &[Plan] = &[
    (
        "Selvstyrende vagtplaner",
        "En afdeling lagde selv sin vagtplan i et halvt år. Færre bytter, mere ro.",
        CaseOutcome::Success,
        V::Public,
        false,
        Theme::TrustBasedLeadership,
        "vagtplan",
    ),
    (
        "Fælles mål med faglig mening",
        "Målene for rehabilitering blev skrevet om af dem, der arbejder efter dem.",
        CaseOutcome::Mixed,
        V::Network,
        true,
        Theme::GoalSteering,
        "rehabilitering",
    ),
    (
        "Digital visitation uden inddragelse",
        "Systemet blev valgt, før medarbejderne var spurgt, og måtte tages ud af brug igen.",
        CaseOutcome::Failure,
        V::Authority,
        false,
        Theme::Digitalisation,
        "visitation",
    ),
    (
        "Større ledelsesspænd i to områder",
        "Udvalgets egne erfaringer med færre ledere.",
        CaseOutcome::Mixed,
        V::LevelTree,
        false,
        Theme::SpanOfControl,
        "ledelsesspænd",
    ),
];

const OF_OTHER: &[Plan] = &[
    (
        "Selvstyrende vagtplaner i aftenvagten",
        "Ideen fra en anden kommune blev afprøvet i aftenvagten.",
        CaseOutcome::Success,
        V::Network,
        false,
        Theme::TrustBasedLeadership,
        "vagtplan",
    ),
    (
        "Dialog om ledelse i hverdagen",
        "Fire korte samtaler om året mellem leder og gruppe.",
        CaseOutcome::Success,
        V::Authority,
        false,
        Theme::LeadershipDialogue,
        "dialog",
    ),
];

/// Writes what is shared, unless the authorities are not there.
pub async fn write(ctx: &Ctx, authorities: &[authority::Model]) -> Result<()> {
    let id = |name: &str| authorities.iter().find(|row| row.name == name).map(|row| row.id);
    let (Some(lead), Some(other)) = (id(GENERATED), id(OTHER)) else { return Ok(()) };
    let members: Vec<Uuid> = MEMBERS.iter().filter_map(|name| id(name)).collect();
    let since = before(ctx, 400);

    let tx = ctx.db.write(ctx, lead).await?;
    let network = network_in(&tx, lead, &members, since).await?;
    let charter = charter_in(&tx, lead, since).await?;
    let committee = main_committee(&tx, lead).await?;
    let cases = cases_in(&tx, (lead, committee, network), OF_GENERATED, None).await?;
    let agreement = published::agreement(ctx, lead, before(ctx, 150));
    record(&tx, lead, Kind::Case, agreement.id);
    put_in::<case_study::Entity>(tx.conn(), [&agreement]).await?;
    insert_all::<case_study::Entity>(&tx, vec![agreement]).await?;
    tx.commit(()).await?;

    let tx = ctx.db.write(ctx, other).await?;
    sign_in(&tx, other, charter, None).await?;
    let committee = main_committee(&tx, other).await?;
    cases_in(&tx, (other, committee, network), OF_OTHER, cases.first().copied()).await?;
    tx.commit(()).await.map(|_| ())
}

fn before(ctx: &Ctx, days: u64) -> NaiveDate {
    ctx.today().checked_sub_days(Days::new(days)).unwrap_or_else(|| ctx.today())
}

/// The committee from which the cases come.
async fn main_committee(tx: &Tx<'_>, authority: Uuid) -> Result<Option<Uuid>> {
    use committee::Column as C;
    let main = committee::Entity::find()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::Level.eq(CommitteeLevel::Main))
        .order_by_asc(C::Id)
        .one(tx.conn())
        .await?;
    Ok(main.map(|row| row.id))
}

async fn network_in(tx: &Tx<'_>, lead: Uuid, members: &[Uuid], since: NaiveDate) -> Result<Uuid> {
    let name = "Netværk for samskabt styring";
    let row = network::Model {
        authority_id: lead,
        id: tx.ctx().new_id(),
        name: name.to_owned(),
        sort_key: sort_key(name),
        search_key: name.to_lowercase(),
        purpose: format!("Udveksling af erfaringer med samskabt styring. {INVENTED}"),
        kind: NetworkKind::Experience,
        valid_from: since,
        valid_to: None,
        version: 1,
    };
    let id = row.id;
    let member = |member_id: &Uuid| network_member::Model {
        authority_id: lead,
        id: tx.ctx().new_id(),
        network_id: id,
        member_id: *member_id,
        joined_on: since,
        left_on: None,
    };
    let members = members.iter().map(member).collect();
    insert_all::<network::Entity>(tx, vec![row]).await?;
    insert_all::<network_member::Entity>(tx, members).await?;
    record(tx, lead, Kind::Network, id);
    Ok(id)
}

async fn charter_in(tx: &Tx<'_>, lead: Uuid, since: NaiveDate) -> Result<Uuid> {
    let title = "Charter for samskabelse";
    let row = charter::Model {
        authority_id: lead,
        id: tx.ctx().new_id(),
        title: title.to_owned(),
        sort_key: sort_key(title),
        search_key: title.to_lowercase(),
        published_on: Some(since),
        version: 1,
    };
    let id = row.id;
    let version = |number, text: &str| charter_version::Model {
        authority_id: lead,
        charter_id: id,
        number,
        text: format!("{text} {INVENTED}"),
        adopted_on: since,
    };
    let versions = vec![
        version(1, "Vi begynder med problemet, ikke med løsningen."),
        version(2, "Vi begynder med problemet, ikke med løsningen. Vi lærer også af det, der mislykkes."),
    ];
    insert_all::<charter::Entity>(tx, vec![row]).await?;
    insert_all::<charter_version::Entity>(tx, versions).await?;
    record(tx, lead, Kind::Charter, id);
    sign_in(tx, lead, id, None).await?;
    sign_in(tx, lead, id, Some("Foreningen Det Opdigtede Medborgerhus")).await?;
    Ok(id)
}

async fn sign_in(tx: &Tx<'_>, authority: Uuid, charter: Uuid, organisation: Option<&str>) -> Result<()> {
    let row = charter_signature::Model {
        authority_id: authority,
        id: tx.ctx().new_id(),
        charter_id: charter,
        number: 2,
        organisation: organisation.map(str::to_owned),
        signed_on: before(tx.ctx(), 100),
        withdrawn_on: None,
    };
    insert_all::<charter_signature::Entity>(tx, vec![row]).await
}

/// The cases of an authority, published; the first of them reuses one of another.
async fn cases_in(
    tx: &Tx<'_>,
    (authority, committee, network): (Uuid, Option<Uuid>, Uuid),
    plans: &[Plan],
    reused: Option<Uuid>,
) -> Result<Vec<Uuid>> {
    let (mut rows, mut tags) = (Vec::new(), Vec::new());
    for (place, (title, summary, outcome, visibility, is_limited, theme, word)) in plans.iter().enumerate() {
        let reuse_of = reused.filter(|_| place == 0);
        let summary = format!("{summary} {INVENTED}");
        let row = case_study::Model {
            title: (*title).to_owned(),
            sort_key: sort_key(title),
            search_key: format!("{title}\n{summary}").to_lowercase(),
            summary,
            happened_from: Some(before(tx.ctx(), 700)),
            happened_to: Some(before(tx.ctx(), 300)),
            committee_id: committee,
            network_id: is_limited.then_some(network),
            reuse_of,
            adaptation: reuse_of.map(|_| "Her gælder det kun aftenvagten.".to_owned()),
            evidence_method: Some("Samtaler før og efter".to_owned()),
            evidence_groups: Some("Ansatte i to afdelinger".to_owned()),
            published_on: Some(before(tx.ctx(), 190)),
            ..blank((authority, tx.ctx().new_id()), (*outcome, *visibility), before(tx.ctx(), 200))
        };
        let tag = |kind, tag: String| case_tag::Model { authority_id: authority, case_id: row.id, kind, tag };
        tags.push(tag(CaseTagKind::Theme, theme.to_value()));
        tags.push(tag(CaseTagKind::Word, (*word).to_owned()));
        rows.push(row);
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    put_in::<case_study::Entity>(tx.conn(), &rows).await?;
    insert_all::<case_study::Entity>(tx, rows).await?;
    insert_all::<case_tag::Entity>(tx, tags).await?;
    for id in &ids {
        record(tx, authority, Kind::Case, *id);
    }
    Ok(ids)
}
