//! The SQL of notes: plain inserts that take no lock of the change log. On PostgreSQL they wait for nobody; on SQLite
//! for the one writer's turn.

use std::collections::BTreeSet;

use entity::{read_log, read_log_person, refusal};
use sea_orm::{
    ActiveModelTrait, DbBackend, EntityTrait, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::Db;
use crate::core::Result;

/// Rows of one statement; SQLite allows 32,766 parameters.
const CHUNK: usize = 1_000;

impl Db {
    /// Writes reads and waits until they are there. An error means that they are not.
    pub async fn write_reads(&self, rows: &[read_log::Model]) -> Result<()> {
        for chunk in rows.chunks(CHUNK) {
            insert_reads(self, chunk).await?;
        }
        Ok(())
    }
}

/// Writes notes. Doing so again writes no read twice.
pub(super) async fn write(db: &Db, reads: &[read_log::Model], refusals: &[refusal::Model]) -> Result<()> {
    // First where to look, then what is found there.
    mark(db, reads).await?;
    for chunk in reads.chunks(CHUNK) {
        insert_reads(db, chunk).await?;
    }
    for chunk in refusals.chunks(CHUNK) {
        count_refusals(db, chunk).await?;
    }
    Ok(())
}

async fn insert_reads(db: &Db, rows: &[read_log::Model]) -> Result<()> {
    use read_log::Column as C;
    let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
    let once = OnConflict::columns([C::AuthorityId, C::Id]).do_nothing().to_owned();
    read_log::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&db.0.writer).await?;
    Ok(())
}

/// Marks the weeks in which a person is one of several, so that a search for the person need not look at all weeks.
/// What this process marked already is left out: most lists show the same persons again.
async fn mark(db: &Db, reads: &[read_log::Model]) -> Result<()> {
    use read_log_person::Column as C;
    let marked = &db.0.journal.marked;
    let mut wanted: BTreeSet<(Uuid, Uuid, i32)> = BTreeSet::new();
    for read in reads {
        let persons = read.persons.as_chunks::<16>().0.iter().map(|id| Uuid::from_bytes(*id));
        wanted.extend(
            persons
                .filter(|person| marked.get(&(read.authority_id, *person)) != Some(read.week))
                .map(|person| (read.authority_id, person, read.week)),
        );
    }
    let wanted: Vec<_> = wanted.into_iter().collect();
    for chunk in wanted.chunks(CHUNK) {
        let rows = chunk.iter().map(|&(authority_id, person_id, week)| {
            read_log_person::Model { authority_id, person_id, week }.into_active_model().reset_all()
        });
        let once = OnConflict::columns([C::AuthorityId, C::PersonId, C::Week]).do_nothing().to_owned();
        read_log_person::Entity::insert_many(rows)
            .on_conflict(once)
            .exec_without_returning(&db.0.writer)
            .await?;
        for &(authority_id, person_id, week) in chunk {
            marked.insert((authority_id, person_id), week);
        }
    }
    Ok(())
}

/// Adds refusals to those of the same kind and minute, which another process may have written.
async fn count_refusals(db: &Db, rows: &[refusal::Model]) -> Result<()> {
    use refusal::Column as C;
    let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
    let new = |column: C| Expr::col(("excluded", column));
    let together = OnConflict::columns([C::AuthorityId, C::Minute, C::Actor, C::Client, C::Action, C::Code])
        .value(C::Count, Expr::col((refusal::Entity, C::Count)).add(new(C::Count)))
        .value(C::LastAt, new(C::LastAt))
        .value(C::SubjectKind, new(C::SubjectKind))
        .value(C::SubjectId, new(C::SubjectId))
        .to_owned();
    refusal::Entity::insert_many(rows).on_conflict(together).exec_without_returning(&db.0.writer).await?;
    Ok(())
}

/// The condition that a row of 16-byte ids holds an id. Ids hold 74 random bits, so none is found across two others.
pub fn holds_id(backend: DbBackend, ids: Expr, id: Expr) -> Expr {
    let place = match backend {
        DbBackend::Postgres => Expr::cust_with_exprs("position(uuid_send($1) in $2)", [id, ids]),
        _ => Expr::cust_with_exprs("instr(?, ?)", [ids, id]),
    };
    place.gt(0)
}
