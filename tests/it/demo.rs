//! The demo data.
use medspil::{
    core::{
        Actor, Clock, Ctx, Db, Identity, Ids, Locale, Role,
        db::{DbOptions, count_statements},
    },
    demo, graphql,
};
use migration::MigratorTrait;
use std::sync::Arc;
struct Quiet;
impl demo::Progress for Quiet {
    fn step(&self, _: &str, _: u64, _: u64) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let url = std::env::var("DEMO_URL").unwrap_or(format!("sqlite:{}/demo.sqlite", dir.path().display()));
    let db = Db::open(&DbOptions::new(url)).await.unwrap();
    migration::Migrator::up(db.for_migrations(), None).await.unwrap();
    let ctx = Ctx::system(db.clone(), Clock::System, Ids::seeded(1), "demo");
    let t = std::time::Instant::now();
    let accounts =
        demo::ensure(&ctx, &demo::Options { employees: 4800, years: 4, seed: 1 }, &Quiet).await.unwrap();
    println!("made in {:?}", t.elapsed());
    let account = &accounts[4];
    let schema = graphql::schema(graphql::SchemaOptions { introspection: true, suggestions: true });
    let actor = Actor::User(Box::new(Identity {
        subject: "x".into(),
        client: None,
        authority_id: account.authority_id,
        roles: [Role::Employee, Role::MedCoordinator].into(),
        scopes: Default::default(),
        person_id: account.person_id,
        unit_scope: None,
    }));
    for q in [
        r#"{ committees(where: {level: {eq: MAIN}}) { totalCount nodes { id name status children(first: 3) { totalCount nodes { name parent { name } children(first:2) { nodes { name } pageInfo { hasNextPage endCursor } } } } descendants(first: 2, where: {name: {contains: "lokal"}}) { totalCount nodes { name } } } } }"#,
        r#"mutation { committeeCreate(input: {name: " Nyt ", kind: MED, level: MAIN, validFrom: "2026-01-01"}) { committee { id name version validFrom } change { sequence kind fields { name from to } } userErrors { code field message } } }"#,
        r#"{ committee(id: "committee_01h455vb4pex5vsknk084sn02q") { id } enumLabels(name: "CommitteeLevel") { value label } }"#,
    ] {
        let ctx = Arc::new(Ctx {
            actor: actor.clone(),
            db: db.clone(),
            clock: Clock::System,
            ids: Ids::random(),
            request_id: "r".into(),
            locale: Locale::En,
        });
        let t = std::time::Instant::now();
        let (response, n) =
            count_statements(graphql::execute(&schema, async_graphql::Request::new(q), ctx)).await;
        println!("{n} statements {:?}\n{}", t.elapsed(), serde_json::to_string_pretty(&response).unwrap());
    }
    std::fs::write("/tmp/schema.graphql", graphql::sdl()).unwrap();
}
