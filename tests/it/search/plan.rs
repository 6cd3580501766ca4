//! How the databases go about a search: the words are looked up in their index, the things by their keys, and no table is
//! read from end to end, whether few things hold the words or very many.

use medspil::{
    agenda_item, case_study, conclusion,
    core::{Kind, filter::Filter},
    matter, minutes,
    project::{self, store::Wanted},
};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, Iterable, PrimaryKeyToColumn, QueryOrder, QuerySelect,
    QueryTrait, Select, Statement, TransactionTrait,
};

use super::seen::crowd;
use crate::{agenda_item::room::Room, bodies::coordinator, desk::done, people::World};

/// The lines of the plan for the first page of a list.
#[expect(clippy::disallowed_methods, reason = "settings of one transaction, in which nothing is written")]
async fn plan<E: EntityTrait>(world: &World, select: Select<E>) -> Vec<String>
where
    E::PrimaryKey: PrimaryKeyToColumn<Column = E::Column>,
{
    let is_postgres = world.db.backend() == DbBackend::Postgres;
    let by_key = E::PrimaryKey::iter().fold(select, |select, key| select.order_by_asc(key.into_column()));
    let sql = by_key.limit(21).build(world.db.backend()).to_string();
    let tx = world.db.for_migrations().begin().await.unwrap();
    let explain = if is_postgres {
        // There are few rows here: without this a small table is read as a whole, though it has an index that fits.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
        format!("EXPLAIN {sql}")
    } else {
        format!("EXPLAIN QUERY PLAN {sql}")
    };
    let rows = tx.query_all_raw(Statement::from_string(world.db.backend(), explain)).await.unwrap();
    let column = if is_postgres { "QUERY PLAN" } else { "detail" };
    rows.iter().map(|row| row.try_get("", column).unwrap()).collect()
}

/// Entries of other things, none of which holds what is looked for.
async fn others(world: &World) {
    let sql = if world.db.backend() == DbBackend::Postgres {
        "INSERT INTO search_text (authority_id, kind, id, words) \
         SELECT authority_id, kind, gen_random_uuid(), CAST('ord' || n AS tsvector) \
         FROM search_text, generate_series(1, 4000) AS n; ANALYZE search_text"
    } else {
        "INSERT INTO search_text (authority_id, kind, id, words) \
         WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 4000) \
         SELECT authority_id, kind, randomblob(16), 'ord' || n FROM (SELECT * FROM search_text), more"
    };
    world.db.for_migrations().execute_unprepared(sql).await.unwrap();
}

#[tokio::test]
async fn words_are_looked_up_in_their_index() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (item, meeting) = room.discussed(&matter).await;
        let concluded = format!("agendaItemId: \"{item}\", kind: AGREED, text: \"Vagtplanen gælder\"");
        room.done("conclusionRecord", &concluded).await;
        room.minute(&meeting, "Vagtplanen").await;
        let shared = "title: \"Vagtplanen\", visibility: PUBLIC";
        let case = format!("{shared}, summary: \"x\", outcome: SUCCESS");
        done(&world, coordinator(), "caseCreate", &case, "case { id }").await;
        let project = format!("{shared}, origin: JOINT");
        done(&world, coordinator(), "developmentProjectCreate", &project, "developmentProject { id }").await;
        others(&world).await;
        let ctx = world.ctx(coordinator(), "plan");
        let typed = Some("vagtplan");
        let shared = [Kind::Case, Kind::DevelopmentProject];
        let all =
            [[Kind::Matter, Kind::AgendaItem, Kind::Conclusion, Kind::Minutes].as_slice(), &shared].concat();
        for is_common in [false, true] {
            if is_common {
                crowd(&world, &all).await;
            }
            let items = agenda_item::store::searched(&ctx, typed, None).await.unwrap();
            let matters = matter::store::searched(&ctx, typed).await.unwrap();
            let conclusions = conclusion::store::searched(&ctx, typed, None).await.unwrap();
            let minutes = minutes::store::searched(&ctx, typed, None, None).await.unwrap();
            let cases = case_study::store::searched(&ctx, typed, None, None).await.unwrap();
            let wanted = Wanted { typed: typed.map(str::to_owned), ..Wanted::default() };
            let projects = project::store::wanted(&ctx, &wanted, &Filter::default()).await.unwrap();
            for (list, plan) in [
                ("agenda_item", plan(&world, items).await),
                ("matter", plan(&world, matters).await),
                ("conclusion", plan(&world, conclusions).await),
                ("minutes", plan(&world, minutes).await),
                ("case_study", plan(&world, cases).await),
                ("development_project", plan(&world, projects).await),
            ] {
                let has = |part: &str| plan.iter().any(|line| line.contains(part));
                let told = format!("{list}, common {is_common}: {plan:#?}");
                if world.db.backend() == DbBackend::Postgres {
                    assert!(!has("Seq Scan"), "{told}");
                    let index = if is_common { "search_text_pkey" } else { "search_text__words" };
                    assert!(has(index), "{told}");
                } else {
                    // The line of an authority and those that it follows is worked out, and no table.
                    let read = |line: &String| {
                        line.starts_with("SCAN ")
                            && line != "SCAN line"
                            && !line.contains("VIRTUAL TABLE INDEX")
                    };
                    // A list in the order of an index is read along it; only what is looked for may not be.
                    let scanned = plan.iter().any(|line| read(line) && !line.contains("USING"));
                    assert!(!scanned && has("VIRTUAL TABLE INDEX"), "{told}");
                    assert!(has("SEARCH search_text"), "{told}");
                }
            }
        }
    }
}
