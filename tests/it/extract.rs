//! The extract: everything that is stored about a person, from every table that can hold something, and from no other's.

use std::collections::{BTreeMap, BTreeSet};

use entity::{change, erased, org_unit, read_log};
use medspil::{
    core::{Kind, Role},
    inventory::tables::TABLES,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    people::{CLERK, HERE, PLAIN, SCHOOL, THERE, Who, World, day, id, person_id, who},
    planted::{GHOST, KEY, MAIL, NAME, PHONE, UNION, columns, plant},
    support::command::medspil as cli,
};

fn admin() -> Who {
    who(&[Role::AuthorityAdmin])
}

/// The registry names every table and every column of the database, each once.
#[tokio::test]
async fn every_table_is_in_the_inventory() {
    for world in World::all().await {
        let listed: BTreeMap<String, BTreeSet<String>> = TABLES
            .iter()
            .map(|table| {
                let columns: Vec<_> = table.person.iter().chain(table.others).collect();
                let unique: BTreeSet<String> = columns.iter().map(|column| (**column).to_owned()).collect();
                assert_eq!(columns.len(), unique.len(), "{} names a column twice", table.name);
                (table.name.to_owned(), unique)
            })
            .collect();
        assert_eq!(
            listed,
            columns(&world.db).await,
            "inventory (left) and database (right): add the table or column to api/src/inventory/tables.rs"
        );
    }
}

/// The extract tells what every table holds about a person, logs the read first, and tells nothing about others.
#[tokio::test]
async fn an_extract_holds_everything() {
    for world in World::all().await {
        plant(&world).await;
        world.data(who(&[Role::Secretary]), "{ persons { nodes { externalIds { key } } } }").await;
        let refused = format!(
            "{{ person(id: \"{}\") {{ unionAffiliations(purpose: AUDIT) {{ totalCount }} }} }}",
            person_id(GHOST)
        );
        assert_eq!(world.fault(who(&[Role::Secretary]), &refused).await, "FORBIDDEN");
        world.db.write_notes().await.unwrap();
        world
            .put([erased::Model {
                authority_id: HERE,
                person_id: GHOST,
                erased_at: "2026-01-01T00:00:00Z".parse().unwrap(),
                ground: erased::ErasureGround::Retention,
            }])
            .await;
        world
            .put([org_unit::Model {
                authority_id: HERE,
                id: Uuid::from_u128(0xb9),
                valid_from: day("2020-01-01"),
                valid_to: Some(day("2021-01-01")),
                name: "Ledet".into(),
                sort_key: "0".into(),
                search_key: "ledet".into(),
                parent_id: None,
                manager_id: Some(GHOST),
                headcount: None,
                version: 1,
            }])
            .await;
        let change = change::Model {
            seq: 9,
            subject_kind: "engagement".into(),
            subject_id: Uuid::from_u128(0xd9),
            ..world.rows::<change::Entity>().await[0].clone()
        };
        world.put([change]).await;
        let own = who(&[Role::Employee]).being(GHOST);
        for reader in [own, admin().sensitive()] {
            let extract = &world.data(reader, &document("SUBJECT_ACCESS")).await["personDataExtract"];
            assert_eq!(extract["personId"], person_id(GHOST));
            let tables = extract["tables"].as_array().unwrap();
            let listed: Vec<_> =
                TABLES.iter().filter(|table| table.is_about_persons()).map(|table| table.name).collect();
            assert_eq!(
                tables.iter().map(|table| table["name"].as_str().unwrap()).collect::<Vec<_>>(),
                listed
            );
            for table in tables {
                assert!(table["total"].as_u64().unwrap() > 0, "{} holds nothing: {table}", table["name"]);
            }
            let text = extract.to_string();
            for planted in [NAME, MAIL, PHONE, KEY, UNION, "Ledet", "RESIGNED"] {
                assert!(text.contains(planted), "{planted} is missing");
            }
            for other in ["Åse", "Bo Valgt", &PLAIN.to_string(), &CLERK.to_string()] {
                assert!(!text.contains(other), "{other} is in the extract of somebody else");
            }
        }
        let logged = extracts(&world).await;
        let is_of = |row: &read_log::Model| {
            row.person_id == GHOST && row.purpose == Some(read_log::Purpose::SubjectAccess)
        };
        assert!(logged.len() == 2 && logged.iter().all(is_of), "{logged:?}");
    }
}

fn document(purpose: &str) -> String {
    format!(
        "{{ personDataExtract(id: \"{}\", purpose: {purpose}) {{ personId tables {{ name total rows }} }} }}",
        person_id(GHOST)
    )
}

/// The extracts that the log of reads knows of.
async fn extracts(world: &World) -> Vec<read_log::Model> {
    let rows = world.rows::<read_log::Entity>().await;
    rows.into_iter().filter(|row| row.fields == "Query.personDataExtract").collect()
}

/// Nobody else gets an extract, and nobody for another purpose; a refusal is no read.
#[tokio::test]
async fn an_extract_is_for_the_person_and_who_answers_it() {
    for world in World::all().await {
        plant(&world).await;
        let own = who(&[Role::Employee]).being(GHOST);
        for (reader, purpose, code) in [
            (own, "AUDIT", "FORBIDDEN"),
            (admin(), "SUBJECT_ACCESS", "FORBIDDEN"),
            (admin().sensitive(), "ELECTION", "FORBIDDEN"),
            (admin().sensitive().below(SCHOOL), "SUBJECT_ACCESS", "FORBIDDEN"),
            (
                who(&[Role::Auditor, Role::HrIntegration, Role::MedCoordinator]).sensitive(),
                "SUBJECT_ACCESS",
                "FORBIDDEN",
            ),
            (admin().sensitive().of(THERE), "SUBJECT_ACCESS", "NOT_FOUND"),
        ] {
            assert_eq!(world.fault(reader.clone(), &document(purpose)).await, code, "{reader:?}");
        }
        assert_eq!(extracts(&world).await, []);
        world.db.write_notes().await.unwrap();
        let refused = world.rows::<entity::refusal::Entity>().await;
        let mut codes: Vec<_> = refused
            .iter()
            .filter(|row| row.action == "PERSON_EXTRACT")
            .map(|row| (row.code, row.count))
            .collect();
        codes.sort_unstable();
        let (forbidden, not_allowed) =
            (entity::refusal::RefusalCode::Forbidden, entity::refusal::RefusalCode::NotAllowed);
        assert_eq!(codes, [(forbidden, 3), (not_allowed, 2)]);
    }
}

/// The command gives the extract to the operator, for persons only, and the log knows.
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_makes_an_extract() {
    for world in World::all().await {
        plant(&world).await;
        let (code, out, err) = cli(&world.url, &["person", "extract", &person_id(GHOST)]).await;
        assert_eq!(code, 0, "{err}");
        let json: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            json["tables"].as_array().unwrap().len(),
            TABLES.iter().filter(|table| table.is_about_persons()).count()
        );
        assert!(out.contains(NAME));
        let (code, ..) = cli(&world.url, &["person", "extract", &id(Kind::OrgUnit, SCHOOL)]).await;
        assert_eq!(code, 2);
        let logged = extracts(&world).await;
        assert_eq!((logged.len(), logged[0].actor.as_str()), (1, "system"));
    }
}
