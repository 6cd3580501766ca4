//! Erasure: what tells who somebody is vanishes from every table, what counts stays, and a restore brings nobody back.

use entity::{
    change::{self, ChangeKind},
    erased, mandate,
};
use medspil::{
    core::{Actor, Clock, Ctx, Ids, Kind, Role},
    erasure,
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    people::{CLERK, HERE, LEADER, PLAIN, REP, SCHOOL, THERE, Who, World, id, person_id, who},
    planted::{GHOST, KEY, MAIL, NAME, PHONE, UNION, places_with, plant},
    support::command::medspil as cli,
};

fn admin() -> Who {
    who(&[Role::AuthorityAdmin])
}

fn anonymise(person: Uuid, ground: &str, more: &str) -> String {
    format!(
        "mutation {{ personAnonymise(input: {{ id: \"{}\", ground: {ground} {more} }}) {{
            person {{ id displayName anonymised workEmail workPhone version externalIds {{ key }}
                mandates(anyTime: true) {{ totalCount }} }}
            change {{ kind subjectId fields {{ name from to }} }} userErrors {{ code field message }} }} }}",
        person_id(person)
    )
}

/// Whatever was planted is found before, and in no column of any table after; what counts is still there.
#[tokio::test]
async fn names_vanish_everywhere() {
    for world in World::all().await {
        plant(&world).await;
        let sort_key = medspil::core::sort_key(NAME);
        let planted = [NAME, MAIL, PHONE, KEY, UNION, sort_key.as_str(), "RESIGNED"];
        let before = places_with(&world.db, &planted).await;
        for place in [
            "person.display_name",
            "person.sort_key",
            "change.detail",
            "change.actor",
            "read_log.actor",
            "refusal.actor",
            "external_id.key",
            "union_affiliation.union_name",
            "mandate.end_reason",
        ] {
            assert!(before.contains(&place.to_owned()), "{place} is not planted: {before:?}");
        }
        let rows = (world.rows::<change::Entity>().await.len(), world.rows::<mandate::Entity>().await.len());
        let done = &world.data(admin(), &anonymise(GHOST, "ERASURE_REQUEST", "")).await["personAnonymise"];
        assert_eq!(done["userErrors"], json!([]), "{done}");
        assert_eq!(places_with(&world.db, &planted).await, Vec::<String>::new(), "{:?}", world.db.backend());
        assert_eq!(
            done["person"],
            json!({ "id": person_id(GHOST), "displayName": "Anonymised", "anonymised": true, "workEmail": null,
                "workPhone": null, "version": 2, "externalIds": [], "mandates": { "totalCount": 1 } })
        );
        assert_eq!(world.rows::<mandate::Entity>().await.len(), rows.1);
        let changes = world.rows::<change::Entity>().await;
        let mut places: Vec<i64> = changes.iter().map(|row| row.seq).collect();
        places.sort_unstable();
        assert_eq!(places, (1..=8).collect::<Vec<i64>>(), "the sequence has a gap");
        let told: Vec<_> = changes
            .iter()
            .filter(|row| row.seq > 3)
            .map(|row| (row.subject_kind.as_str(), row.kind))
            .collect();
        assert!(told.contains(&("union", ChangeKind::Delete)), "{told:?}");
        assert!(changes.iter().all(|row| row.seq <= 3 || row.detail.0.is_empty()));
        // What names nobody is as it was.
        let third = changes.iter().find(|row| row.seq == 3).unwrap();
        assert_eq!((third.detail.0[0].to.as_deref(), third.actor.as_str()), (Some("B"), "anonymised"));
        let listed = world.rows::<erased::Entity>().await;
        assert_eq!((listed.len(), listed[0].person_id), (1, GHOST));
    }
}

/// On SQLite what was erased is overwritten in the file, too, and the statistics quote it no longer.
#[tokio::test]
async fn the_file_holds_no_name_either() {
    let world = World::all().await.remove(0);
    plant(&world).await;
    let file = world.sqlite_file();
    let holds = async || {
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        world.db.for_migrations().execute_unprepared(checkpoint).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let is_in = |word: &&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        [NAME, &NAME.to_lowercase(), MAIL, PHONE, KEY, UNION].iter().filter(|word| is_in(word)).count()
    };
    assert_eq!(holds().await, 6);
    world.data(admin(), &anonymise(GHOST, "ERASURE_REQUEST", "")).await;
    assert_eq!(holds().await, 0);
}

/// Only an administrator may; whoever is here stays; the ground of retention waits for its day; doing it again changes
/// nothing; a stale version and another authority find nothing.
#[tokio::test]
async fn a_person_is_anonymised_by_the_rules() {
    for world in World::all().await {
        plant(&world).await;
        for role in Role::ALL.iter().filter(|role| **role != Role::AuthorityAdmin) {
            let fault =
                world.fault(who(&[*role]).sensitive(), &anonymise(GHOST, "ERASURE_REQUEST", "")).await;
            assert!(["FORBIDDEN", "NOT_FOUND"].contains(&fault.as_str()), "{role:?} {fault}");
        }
        assert_eq!(
            world.fault(Actor::Anonymous, &anonymise(GHOST, "RETENTION", "")).await,
            "UNAUTHENTICATED"
        );
        assert_eq!(world.fault(admin().of(THERE), &anonymise(GHOST, "RETENTION", "")).await, "NOT_FOUND");
        let code = async |person, ground, more| {
            let done = world.data(admin(), &anonymise(person, ground, more)).await;
            let errors = done["personAnonymise"]["userErrors"].as_array().unwrap().clone();
            errors.first().map(|error| error["code"].as_str().unwrap().to_owned())
        };
        for here in [PLAIN, LEADER, CLERK] {
            for ground in ["RETENTION", "ERASURE_REQUEST", "RECORDED_IN_ERROR"] {
                assert_eq!(code(here, ground, "").await.as_deref(), Some("INVALID_STATE"));
            }
        }
        assert_eq!(code(GHOST, "RETENTION", "").await.as_deref(), Some("NOT_ALLOWED"));
        assert_eq!(code(GHOST, "ERASURE_REQUEST", ", ifVersion: 7").await.as_deref(), Some("CONFLICT"));
        assert!(!places_with(&world.db, &[NAME]).await.is_empty());
        assert_eq!(code(GHOST, "ERASURE_REQUEST", ", ifVersion: 1").await, None);
        let changes = world.rows::<change::Entity>().await.len();
        let again = &world.data(admin(), &anonymise(GHOST, "RECORDED_IN_ERROR", "")).await["personAnonymise"];
        assert_eq!((&again["change"], &again["person"]["version"]), (&Value::Null, &json!(2)));
        assert_eq!(world.rows::<change::Entity>().await.len(), changes);
    }
}

/// Somebody without a name comes last in lists, is called so in the reader's language, is found by no name, and gets no
/// new name, key, employment, mandate or membership.
#[tokio::test]
async fn nothing_is_written_about_an_anonymised_person() {
    for world in World::all().await {
        plant(&world).await;
        world.data(admin(), &anonymise(GHOST, "ERASURE_REQUEST", "")).await;
        let all = world.data(admin(), "{ persons { nodes { displayName } } }").await;
        assert_eq!(all["persons"]["nodes"].as_array().unwrap().last().unwrap()["displayName"], "Anonymised");
        let by_name = "{ persons(where: { name: { contains: \"anonym\" } }) { totalCount } }";
        assert_eq!(world.data(admin(), by_name).await["persons"]["totalCount"], 0);
        let ghost = person_id(GHOST);
        let everyone = || who(Role::ALL).sensitive();
        for (mutation, code) in [
            (format!("personUpdate(input: {{ id: \"{ghost}\", displayName: \"Zoë\" }})"), "INVALID_STATE"),
            (
                format!(
                    "engagementCreate(input: {{ personId: \"{ghost}\", orgUnitId: \"{}\", jobTitle: \"A\", fullTimePermille: 1000, validFrom: \"2026-01-01\" }})",
                    id(Kind::OrgUnit, SCHOOL)
                ),
                "NOT_FOUND",
            ),
            (
                format!(
                    "unionAffiliationCreate(input: {{ personId: \"{ghost}\", unionName: \"A\", validFrom: \"2026-01-01\" }})"
                ),
                "NOT_FOUND",
            ),
            (
                format!(
                    "orgUnitUpdate(input: {{ id: \"{}\", managerId: \"{ghost}\" }})",
                    id(Kind::OrgUnit, SCHOOL)
                ),
                "NOT_FOUND",
            ),
        ] {
            let document = format!("mutation {{ {mutation} {{ userErrors {{ code }} }} }}");
            let done = world.data(everyone(), &document).await.to_string();
            assert!(done.contains(code), "{mutation}: {done}");
        }
        let ctx = world.ctx(everyone(), "key");
        let subject = medspil::core::Id::new(Kind::Person, GHOST);
        assert!(medspil::external_id::service::set(&ctx, subject, "hr", "K").await.is_err());
    }
}

/// A restore brings names back; the list of the erased takes them away again. The command line writes and reads it.
#[tokio::test(flavor = "multi_thread")]
async fn a_restore_brings_nobody_back() {
    for world in World::all().await {
        plant(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("erased.jsonl");
        let file = file.to_str().unwrap();
        world.data(admin(), &anonymise(GHOST, "ERASURE_REQUEST", "")).await;
        let (code, out, err) = cli(&world.url, &["erasure", "export", file]).await;
        assert_eq!((code, out.as_str()), (0, "1 persons are in the list.\n"), "{err}");
        let text = std::fs::read_to_string(file).unwrap();
        assert!(
            text.contains("ERASURE_REQUEST")
                && text.contains(&GHOST.to_string())
                && text.lines().count() == 1
        );

        // The other database stands for the one that was restored: from before the erasure.
        let restored =
            World::all().await.into_iter().find(|other| other.db.backend() == world.db.backend()).unwrap();
        plant(&restored).await;
        let elsewhere = format!(
            "{{\"authority\":\"{HERE}\",\"person\":\"{}\",\"erasedAt\":\"2026-01-01T00:00:00Z\",\"ground\":\"RETENTION\"}}\n",
            Uuid::from_u128(0x777)
        );
        std::fs::write(file, format!("{text}{elsewhere}")).unwrap();
        for told in
            ["erased again 1, erased already 0, not here 1", "erased again 0, erased already 1, not here 1"]
        {
            let (code, out, err) = cli(&restored.url, &["erasure", "replay", file]).await;
            assert_eq!((code, out.trim()), (0, told), "{err}");
        }
        assert_eq!(places_with(&restored.db, &[NAME, MAIL, KEY, UNION]).await, Vec::<String>::new());
        std::fs::write(file, format!("{text}not a line\n")).unwrap();
        let (code, _, err) = cli(&restored.url, &["erasure", "replay", file]).await;
        assert!(code == 1 && err.contains("line 2"), "{err}");
    }
}

/// Many persons whose time is over are anonymised by themselves, whoever is here or was here lately is not.
#[tokio::test]
async fn former_staff_is_anonymised_by_itself() {
    for world in World::all().await {
        plant(&world).await;
        let system = Ctx::system(
            world.db.clone(),
            Clock::fixed("2026-11-23T12:00:00Z".parse().unwrap()),
            Ids::seeded(4),
            "test",
        );
        let named = async || {
            let rows = world.rows::<entity::person::Entity>().await;
            rows.iter().filter(|row| !row.display_name.is_empty()).count()
        };
        let all = named().await;
        assert_eq!(
            erasure::service::anonymise_former(&system, HERE, "2024-05-01T12:00:00Z".parse().unwrap())
                .await
                .unwrap(),
            0
        );
        // REP's mandate is over, but not the employment; GHOST left on 1 June 2024.
        let gone = "UPDATE engagement SET valid_to = '2024-01-01' WHERE person_id IN (SELECT person_id FROM mandate)";
        world.db.for_migrations().execute_unprepared(gone).await.unwrap();
        assert_eq!(
            erasure::service::anonymise_former(&system, HERE, "2024-06-02T12:00:00Z".parse().unwrap())
                .await
                .unwrap(),
            2
        );
        assert_eq!(named().await, all - 2);
        let grounds: Vec<_> =
            world.rows::<erased::Entity>().await.into_iter().map(|row| (row.person_id, row.ground)).collect();
        assert_eq!(grounds.len(), 2);
        assert!(
            grounds.iter().all(|(person, ground)| [REP, GHOST].contains(person)
                && *ground == erased::ErasureGround::Retention)
        );
    }
}
