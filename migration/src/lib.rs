//! The history of the database schema: one file per change, never edited once released. Depends on neither the
//! entities nor the api, because history must not move when they do.

use sea_orm_migration::prelude::{MigrationTrait, async_trait};
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

mod columns;
mod m20261123_000001_organisation;
mod m20261123_000002_committees;
mod m20261123_000003_memory;
mod m20261123_000004_access;
mod m20261123_000005_privacy;
mod m20261123_000006_meetings;
mod m20261123_000007_guidelines;
mod m20261123_000008_plans;
mod m20261123_000009_attachments;
mod m20261123_000010_calendar;
mod m20261123_000011_search;
mod m20261123_000012_projects;
mod m20261123_000020_barriers;
mod m20261123_000021_exchange;

/// Runs the migrations in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_organisation::Migration),
            Box::new(m20261123_000002_committees::Migration),
            Box::new(m20261123_000003_memory::Migration),
            Box::new(m20261123_000004_access::Migration),
            Box::new(m20261123_000005_privacy::Migration),
            Box::new(m20261123_000006_meetings::Migration),
            Box::new(m20261123_000007_guidelines::Migration),
            Box::new(m20261123_000008_plans::Migration),
            Box::new(m20261123_000009_attachments::Migration),
            Box::new(m20261123_000010_calendar::Migration),
            Box::new(m20261123_000011_search::Migration),
            Box::new(m20261123_000012_projects::Migration),
            Box::new(m20261123_000020_barriers::Migration),
            Box::new(m20261123_000021_exchange::Migration),
        ]
    }
}
