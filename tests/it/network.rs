//! Networks and charters: led and kept by one authority, joined and signed by others, each writing in its own rows only.

use entity::{authority, authority_succession, change, charter_signature};
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::coordinator,
    people::{HERE, THERE, Who, World, day, id, who},
    work::{refused_as, written_as},
};

/// An authority that is in no network.
pub const ELSEWHERE: Uuid = Uuid::from_u128(0xa3);
/// Follows `THERE` on 1 January 2027.
pub const HEIR: Uuid = Uuid::from_u128(0xa4);

/// Puts two more authorities beside those of the world.
pub async fn more_authorities(world: &World) {
    let named = |id| authority::Model { ..crate::people::authority(id) };
    world.put([named(ELSEWHERE), named(HEIR)]).await;
    world
        .put([authority_succession::Model {
            predecessor_id: THERE,
            successor_id: HEIR,
            on_date: day("2027-01-01"),
        }])
        .await;
}

pub fn foreign_coordinator(authority: Uuid) -> Who {
    who(&[Role::MedCoordinator]).of(authority)
}

/// A network of `HERE` with `THERE` in it since 1 January 2026.
pub async fn network(world: &World) -> String {
    let input = "name: \"Netværk\", purpose: \"Erfaringer\", kind: EXPERIENCE, validFrom: \"2025-01-01\"";
    let network = written_as(world, coordinator(), "networkCreate", input).await;
    let member = id(Kind::Authority, THERE);
    let input = format!("id: \"{network}\", authorityId: \"{member}\", on: \"2026-01-01\"");
    written_as(world, coordinator(), "networkAdmit", &input).await;
    network
}

const SHOWN: &str =
    "name isMember leadAuthority { id } members { nodes { authority { id } joinedOn leftOn } } version";

async fn shown(world: &World, caller: impl Into<Actor>, id: &str) -> Value {
    world.ask(caller, &format!("{{ network(id: \"{id}\") {{ {SHOWN} }} }}")).await["data"]["network"].clone()
}

/// The lead lets in and records who left; everybody with a credential sees it; no other authority changes it.
#[tokio::test]
async fn one_authority_leads_a_network() {
    for world in World::all().await {
        more_authorities(&world).await;
        let network = network(&world).await;
        let (here, there) = (id(Kind::Authority, HERE), id(Kind::Authority, THERE));
        for (caller, is_member) in [(HERE, true), (THERE, true), (ELSEWHERE, false)] {
            let seen = shown(&world, who(&[Role::Employee]).of(caller), &network).await;
            assert_eq!((&seen["isMember"], &seen["leadAuthority"]["id"]), (&json!(is_member), &json!(here)));
            let members = json!([{ "authority": { "id": there }, "joinedOn": "2026-01-01", "leftOn": null }]);
            assert_eq!(seen["members"]["nodes"], members);
        }
        assert_eq!(shown(&world, Actor::Anonymous, &network).await, Value::Null);
        let mine = async |caller: Uuid, mine: bool| {
            let query = format!("{{ networks(mine: {mine}) {{ totalCount }} }}");
            world.data(foreign_coordinator(caller), &query).await["networks"]["totalCount"].clone()
        };
        assert_eq!((mine(THERE, true).await, mine(THERE, false).await), (json!(1), json!(0)));
        assert_eq!((mine(ELSEWHERE, true).await, mine(ELSEWHERE, false).await), (json!(0), json!(1)));

        let admit = |authority: &str, on: &str| {
            format!("id: \"{network}\", authorityId: \"{authority}\", on: \"{on}\"")
        };
        let elsewhere = id(Kind::Authority, ELSEWHERE);
        let nobody = "authority_01h455vb4pex5vsknk084sn02q";
        for (caller, input, found) in [
            (foreign_coordinator(THERE), admit(&elsewhere, "2026-02-01"), "FORBIDDEN"),
            (foreign_coordinator(ELSEWHERE), admit(&elsewhere, "2026-02-01"), "FORBIDDEN"),
            (who(&[Role::Secretary]), admit(&elsewhere, "2026-02-01"), "FORBIDDEN"),
            (coordinator(), admit(&there, "2026-02-01"), "OVERLAP authorityId"),
            (coordinator(), admit(&here, "2026-02-01"), "NOT_ALLOWED authorityId"),
            (coordinator(), admit(nobody, "2026-02-01"), "NOT_FOUND authorityId"),
            (coordinator(), admit(&elsewhere, "2024-12-31"), "OUTSIDE_PARENT on"),
        ] {
            assert_eq!(refused_as(&world, caller, "networkAdmit", &input).await, found);
        }
        let leave = admit(&elsewhere, "2026-02-01");
        assert_eq!(
            refused_as(&world, coordinator(), "networkRelease", &leave).await,
            "INVALID_STATE authorityId"
        );
        let early = admit(&there, "2026-01-01");
        assert_eq!(refused_as(&world, coordinator(), "networkRelease", &early).await, "OUT_OF_RANGE on");
        written_as(&world, coordinator(), "networkRelease", &admit(&there, "2026-06-01")).await;
        let seen = shown(&world, foreign_coordinator(THERE), &network).await;
        assert_eq!((&seen["isMember"], &seen["version"]), (&json!(false), &json!(3)));
        assert_eq!(seen["members"]["nodes"][0]["leftOn"], "2026-06-01");
        written_as(&world, coordinator(), "networkAdmit", &admit(&there, "2026-06-01")).await;
        assert_eq!(shown(&world, foreign_coordinator(THERE), &network).await["isMember"], true);
        let end = format!("id: \"{network}\", validTo: \"2026-11-23\"");
        written_as(&world, coordinator(), "networkUpdate", &end).await;
        assert_eq!(shown(&world, coordinator(), &network).await["isMember"], false, "it is over today");
        let stale = format!("id: \"{network}\", ifVersion: 1, name: \"Nyt\"");
        assert_eq!(refused_as(&world, coordinator(), "networkUpdate", &stale).await, "CONFLICT ifVersion");
    }
}

/// An authority that follows another is in its networks from that day on, and not before.
#[tokio::test]
async fn a_successor_keeps_the_membership() {
    for world in World::all().await {
        more_authorities(&world).await;
        let network = network(&world).await;
        let query =
            format!("{{ network(id: \"{network}\") {{ isMember }} networks(mine: true) {{ totalCount }} }}");
        for (on, is_member) in [("2026-12-31", false), ("2027-01-01", true)] {
            let seen = world.ask_on(day(on), who(&[Role::Employee]).of(HEIR), &query).await;
            assert_eq!(seen["data"]["network"]["isMember"], is_member, "{on}");
            assert_eq!(seen["data"]["networks"]["totalCount"], i32::from(is_member), "{on}");
        }
    }
}

const CHARTER: &str = "title publishedOn isSigned versions { number text adoptedOn } \
    signatures { nodes { authority { id } organisation versionNumber signedOn withdrawnOn } }";

async fn charter(world: &World, caller: impl Into<Actor>, id: &str) -> Value {
    let document = format!("{{ charter(id: \"{id}\") {{ {CHARTER} }} charters {{ totalCount }} }}");
    world.ask(caller, &document).await["data"]["charter"].clone()
}

/// A charter is its keeper's until it is published and everybody's after that; each authority signs for itself, in its own
/// rows and its own log.
#[tokio::test]
async fn a_charter_is_signed_by_each_for_itself() {
    for world in World::all().await {
        let input = "title: \"Charter\", text: \"Første\", adoptedOn: \"2026-01-01\"";
        assert_eq!(refused_as(&world, who(&[Role::Secretary]), "charterCreate", input).await, "FORBIDDEN");
        let id = written_as(&world, coordinator(), "charterCreate", input).await;
        let of = |more: &str| format!("id: \"{id}\"{more}");
        let admin = || who(&[Role::AuthorityAdmin]).of(THERE);
        assert_eq!(refused_as(&world, admin(), "charterSign", &of("")).await, "NOT_FOUND");
        assert_eq!(refused_as(&world, coordinator(), "charterSign", &of("")).await, "INVALID_STATE id");
        assert_eq!(charter(&world, Actor::Anonymous, &id).await, Value::Null);
        assert_eq!(charter(&world, who(&[Role::Employee]), &id).await["title"], "Charter");
        written_as(&world, coordinator(), "charterPublish", &of("")).await;
        assert_eq!(refused_as(&world, coordinator(), "charterPublish", &of("")).await, "INVALID_STATE");
        assert_eq!(charter(&world, Actor::Anonymous, &id).await["versions"][0]["text"], "Første");

        for (caller, more, found) in [
            (who(&[Role::Employee]).of(THERE), "", "FORBIDDEN"),
            (admin(), ", organisation: \"Foreningen\"", "FORBIDDEN"),
            (admin(), ", on: \"2025-12-31\"", "OUT_OF_RANGE on"),
        ] {
            assert_eq!(refused_as(&world, caller, "charterSign", &of(more)).await, found);
        }
        assert_eq!(refused_as(&world, admin(), "charterRevise", &of(", text: \"Min\"")).await, "FORBIDDEN");
        assert_eq!(refused_as(&world, admin(), "charterWithdraw", &of("")).await, "INVALID_STATE id");
        written_as(&world, admin(), "charterSign", &of(", on: \"2026-03-01\"")).await;
        assert_eq!(refused_as(&world, admin(), "charterSign", &of("")).await, "TAKEN id");
        written_as(&world, coordinator(), "charterSign", &of(", organisation: \"Foreningen\"")).await;
        written_as(
            &world,
            coordinator(),
            "charterRevise",
            &of(", text: \"Anden\", adoptedOn: \"2026-06-01\""),
        )
        .await;
        written_as(&world, admin(), "charterSign", &of("")).await;
        let seen = charter(&world, admin(), &id).await;
        assert_eq!((&seen["isSigned"], seen["versions"].as_array().unwrap().len()), (&json!(true), 2));
        assert_eq!(charter(&world, coordinator(), &id).await["isSigned"], false, "an organisation is not it");
        let signed = |on: &str, number: i32, back: Value| {
            let authority = json!({ "id": crate::people::id(Kind::Authority, THERE) });
            json!({ "authority": authority, "organisation": null, "versionNumber": number, "signedOn": on,
                    "withdrawnOn": back })
        };
        let noted = json!({ "authority": null, "organisation": "Foreningen", "versionNumber": 1,
            "signedOn": "2026-11-23", "withdrawnOn": null });
        assert_eq!(
            seen["signatures"]["nodes"],
            json!([signed("2026-03-01", 1, json!(null)), noted, signed("2026-11-23", 2, json!(null))])
        );
        written_as(&world, admin(), "charterWithdraw", &of("")).await;
        let seen = charter(&world, Actor::Anonymous, &id).await;
        let back = json!("2026-11-23");
        assert_eq!(
            seen["signatures"]["nodes"],
            json!([signed("2026-03-01", 1, back.clone()), noted, signed("2026-11-23", 2, back)])
        );
        let tenants = world.rows::<charter_signature::Entity>().await.into_iter().map(|row| row.authority_id);
        assert_eq!(tenants.filter(|tenant| *tenant == THERE).count(), 2);
        let logged = world.rows::<change::Entity>().await;
        let of_signer =
            logged.iter().filter(|row| row.authority_id == THERE && row.subject_kind == "charter");
        assert_eq!(of_signer.count(), 3, "two signatures and one taken back, in the log of whoever signed");
    }
}
