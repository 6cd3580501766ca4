//! The database schema goes up, down and up again, also with data in it, on both databases.

use medspil::{
    core::{
        Ctx, Db, Ids,
        db::{DbOptions, SchemaState},
    },
    demo,
};
use migration::{Migrator, MigratorTrait};

use crate::support::world::copies;

struct Quiet;

impl demo::Progress for Quiet {
    fn step(&self, _: &str, _: u64, _: u64) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn up_down_and_up_again() {
    for database in copies("small").await {
        let db = Db::open(&DbOptions::new(database.url())).await.unwrap();
        let all = Migrator::migrations().len();
        let state = SchemaState::read(&db).await.unwrap();
        assert_eq!((state.applied.len(), state.pending.len()), (all, 0), "{}", database.name());
        for step in 1..=all {
            Migrator::down(db.for_migrations(), Some(1)).await.unwrap();
            let state = SchemaState::read(&db).await.unwrap();
            assert_eq!((state.applied.len(), state.pending.len()), (all - step, step), "{}", database.name());
        }
        Migrator::up(db.for_migrations(), None).await.unwrap();
        assert!(SchemaState::read(&db).await.unwrap().pending.is_empty());
        let clock = medspil::core::Clock::fixed("2026-11-23T09:00:00Z".parse().unwrap());
        let ctx = Ctx::system(db.clone(), clock, Ids::seeded(1), "again");
        let options = demo::Options { employees: 200, years: 2, seed: 1 };
        assert!(!demo::ensure(&ctx, &options, &Quiet).await.unwrap().is_empty());
        db.close().await.unwrap();
    }
}
