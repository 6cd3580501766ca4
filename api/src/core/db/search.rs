//! The search index: one entry for each thing that has texts, with the words of those texts ([`crate::core::words`]).
//!
//! What always holds: an entry is replaced in the transaction that writes its thing; an entry is not a right: a list adds
//! what [`Search`] finds beside the condition of what the caller may see. Every word carries a short mark of its authority
//! and kind, so that the list of places where a word stands never grows with other authorities; what is read across
//! authorities has a mark of its kind alone (docs/adr/0013).

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, Statement, Value,
    sea_query::{
        BinOper, Expr, ExprTrait, Query, SelectStatement, SubQueryStatement, UnionType,
        extension::postgres::PgBinOper,
    },
};
use uuid::Uuid;

use super::{Db, page::Paged};
use crate::core::{
    Ctx, Error, Kind, Result,
    words::{self, Asked, Piece, Placed, Term},
};

/// A table whose rows are found by their texts.
pub trait Searchable: Paged {
    /// What the rows are.
    const KIND: Kind;
    /// The column of the tenant.
    const AUTHORITY: Self::Column;

    /// All texts by which a row is found; they have to be open to whoever sees the row.
    fn texts(row: &Self::Model) -> Vec<Option<&str>>;
}

/// The words of one thing.
#[derive(Clone, Debug)]
pub struct Entry {
    id: Uuid,
    words: Vec<Placed>,
}

impl Entry {
    /// What a thing is found by: all its texts, those that it has.
    pub fn new<'a>(id: Uuid, texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        Self { id, words: words::of_texts(texts.into_iter().flatten()) }
    }
}

/// Rows of one statement: SQLite allows 32,766 parameters.
const CHUNK: usize = 200;

/// Writes the entries of rows, in place of those that they had. Part of the transaction that writes the rows.
pub async fn put_in<'a, E: Searchable>(
    conn: &impl ConnectionTrait,
    rows: impl IntoIterator<Item = &'a E::Model>,
) -> Result<()>
where
    E::Model: ModelTrait<Entity = E> + 'a,
{
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let authority = uuid_of::<E>(first, E::AUTHORITY)?;
        let mut entries = Vec::new();
        while let Some(row) = rows.peek() {
            if entries.len() == CHUNK || uuid_of::<E>(row, E::AUTHORITY)? != authority {
                break;
            }
            entries.push(Entry::new(uuid_of::<E>(row, E::ID)?, E::texts(row)));
            rows.next();
        }
        put_entries_in(conn, authority, E::KIND, &entries).await?;
    }
    Ok(())
}

fn uuid_of<E: EntityTrait>(row: &E::Model, column: E::Column) -> Result<Uuid>
where
    E::Model: ModelTrait<Entity = E>,
{
    match row.get(column) {
        Value::Uuid(Some(id)) => Ok(id),
        other => Err(Error::internal(format!("an id is a uuid, not {other:?}"))),
    }
}

/// Writes the entries of things of one kind, in place of those that they had, in one statement.
pub async fn put_entries_in(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    kind: Kind,
    entries: &[Entry],
) -> Result<()> {
    let backend = conn.get_database_backend();
    let mark = mark(authority, kind);
    let mut values: Vec<Value> = vec![authority.into(), kind.prefix().into()];
    let mut places = Vec::with_capacity(entries.len());
    for entry in entries {
        let place = values.len();
        places.push(match backend {
            DbBackend::Postgres => format!("($1, $2, ${}, CAST(${} AS tsvector))", place + 1, place + 2),
            _ => format!("(?1, ?2, ?{}, ?{})", place + 1, place + 2),
        });
        values.push(entry.id.into());
        values.push(written(backend, &mark, &entry.words).into());
    }
    if places.is_empty() {
        return Ok(());
    }
    // What has the same words as before is not written.
    let sql = format!(
        "INSERT INTO search_text (authority_id, kind, id, words) VALUES {} \
         ON CONFLICT (authority_id, kind, id) DO UPDATE SET words = excluded.words \
         WHERE search_text.words <> excluded.words",
        places.join(", ")
    );
    conn.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Takes the entries of things of one kind away. Part of the caller's transaction.
pub async fn remove_in(conn: &impl ConnectionTrait, authority: Uuid, kind: Kind, ids: &[Uuid]) -> Result<()> {
    let mut delete = Query::delete();
    delete
        .from_table(TABLE)
        .cond_where(own(authority, kind))
        .and_where(column("id").is_in(super::padded(ids)));
    conn.execute(&delete).await?;
    Ok(())
}

/// Writes the entries of the next rows after an id, and takes those away that have no row any more. Gives the id to go on
/// after, unless that was the end, and how many rows there were.
pub async fn renew_in<E: Searchable>(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    after: Uuid,
) -> Result<(Option<Uuid>, u64)>
where
    E::Model: ModelTrait<Entity = E> + Sized + Send + Sync,
{
    let limit = u64::try_from(CHUNK).map_err(Error::internal)?;
    let all = E::find().filter(E::AUTHORITY.eq(authority)).filter(E::ID.gt(after));
    let rows = all.clone().order_by_asc(E::ID).limit(limit).all(conn).await?;
    put_in::<E>(conn, &rows).await?;
    let last = rows.last().filter(|_| rows.len() == CHUNK).map(|row| uuid_of::<E>(row, E::ID)).transpose()?;
    let ids = rows.iter().map(|row| uuid_of::<E>(row, E::ID)).collect::<Result<Vec<_>>>()?;
    let mut delete = Query::delete();
    delete
        .from_table(TABLE)
        .cond_where(own(authority, E::KIND))
        .and_where(column("id").gt(after))
        .and_where(column("id").is_not_in(ids));
    if let Some(last) = last {
        delete.and_where(column("id").lte(last));
    }
    conn.execute(&delete).await?;
    Ok((last, u64::try_from(rows.len()).map_err(Error::internal)?))
}

/// How many rows of an authority have an entry when all is well.
pub async fn count<E: Searchable>(db: &Db, authority: Uuid) -> Result<u64>
where
    E::Model: Sized + Send + Sync,
{
    Ok(E::find().filter(E::AUTHORITY.eq(authority)).count(db.read()).await?)
}

fn own(authority: Uuid, kind: Kind) -> sea_orm::Condition {
    sea_orm::Condition::all().add(column("authority_id").eq(authority)).add(column("kind").eq(kind.prefix()))
}

/// The rows of a list of the caller that hold what was typed; all of them when nothing was typed. The list keeps the
/// condition of what the caller sees.
pub async fn searched<E: Searchable>(ctx: &Ctx, listed: Select<E>, typed: Option<&str>) -> Result<Select<E>> {
    let Some(search) = Search::read(ctx, typed, &[E::KIND]).await? else { return Ok(listed) };
    Ok(listed.filter(search.holds::<E>()))
}

/// A search of one caller.
#[derive(Clone, Debug)]
pub struct Search {
    backend: DbBackend,
    authority: Uuid,
    asked: Asked,
    is_common: bool,
}

/// From so many things on, each row of a list is looked up as it comes instead of gathering the things first: a page of
/// what a third of 350,000 entries hold takes 20 ms instead of 750 (SQLite, measured). Both databases are told which way
/// to go: PostgreSQL, left alone, looks at each of 350,000 rows for a word that ten of them hold.
const COMMON: i64 = 25_000;

impl Search {
    /// Reads what the caller typed, to look for things of these kinds in their authority. Nothing when nothing was typed.
    pub async fn read(ctx: &Ctx, typed: Option<&str>, kinds: &[Kind]) -> Result<Option<Self>> {
        let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) else { return Ok(None) };
        // Nobody without an authority sees anything that has words but what is shared; the nil id matches none.
        let authority = ctx.actor.authority_id().unwrap_or_default();
        let mut search = Self::of(ctx.db.backend(), authority, Asked::read(typed)?);
        if !search.asked.wanted.is_empty() {
            search.is_common = search.count(&ctx.db, kinds).await? == COMMON;
        }
        Ok(Some(search))
    }

    /// A search for what few things hold.
    pub fn of(backend: DbBackend, authority: Uuid, asked: Asked) -> Self {
        Self { backend, authority, asked, is_common: false }
    }

    /// How many things of these kinds hold it, counted up to [`COMMON`].
    async fn count(&self, db: &Db, kinds: &[Kind]) -> Result<i64> {
        let (sql, or) = match self.backend {
            DbBackend::Postgres => (
                "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE words @@ CAST($1 AS tsquery) LIMIT $2) AS matches",
                " | ",
            ),
            _ => {
                ("SELECT count(*) FROM (SELECT 1 FROM search_word WHERE search_word MATCH ? LIMIT ?)", " OR ")
            }
        };
        let questions: Vec<String> = kinds.iter().map(|kind| format!("({})", self.question(*kind))).collect();
        let values = [questions.join(or).into(), COMMON.into()];
        let row = db.read().query_one_raw(Statement::from_sql_and_values(self.backend, sql, values)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    }

    /// The ids of the things of one kind that hold what is asked for, as a subquery.
    pub fn ids(&self, kind: Kind) -> SelectStatement {
        let mut select = Query::select();
        select.column((TABLE, "id")).from(TABLE).and_where(column("kind").eq(kind.prefix()));
        if !is_shared(kind) {
            select.and_where(column("authority_id").eq(self.authority));
        }
        if self.asked.wanted.is_empty() {
            select.and_where(Expr::val(1).eq(0));
        } else if self.backend == DbBackend::Postgres {
            select.and_where(self.in_words(kind));
        } else {
            let same = Expr::col((INDEX, "rowid")).equals((TABLE, "row"));
            select.inner_join(INDEX, same).and_where(self.in_index(kind));
        }
        select
    }

    /// That a row of a list holds what is asked for.
    pub fn holds<E: Searchable>(&self) -> Expr {
        if self.is_common { self.looked_up::<E>() } else { self.among(E::ID.into_expr(), self.ids(E::KIND)) }
    }

    /// That a row holds what is asked for, or that one of others does which belong to it: `others` is a subquery of things
    /// whose column `of` names the row.
    pub fn holds_or<E: Searchable>(&self, mut others: SelectStatement, of: Expr) -> Expr {
        let id = E::ID.into_expr();
        if self.is_common {
            others.expr(Expr::val(1)).and_where(of.eq(id));
            return self.looked_up::<E>().or(self.exists(others));
        }
        others.expr(of);
        self.among(id, self.ids(E::KIND).union(UnionType::Distinct, others).take())
    }

    /// That the id is one of few, which are gathered first.
    fn among(&self, id: Expr, ids: SelectStatement) -> Expr {
        if self.backend == DbBackend::Postgres {
            let ids = Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(ids)));
            return Expr::cust_with_exprs("$1 = ANY(ARRAY($2))", [id, ids]);
        }
        id.in_subquery(ids)
    }

    /// That the entry of the row holds it, looked up for each row.
    fn looked_up<E: Searchable>(&self) -> Expr {
        let kind = E::KIND;
        let mut entry = Query::select();
        entry
            .expr(Expr::val(1))
            .from(TABLE)
            .and_where(column("authority_id").eq(E::AUTHORITY.into_expr()))
            .and_where(column("kind").eq(kind.prefix()))
            .and_where(column("id").eq(E::ID.into_expr()));
        entry.and_where(if self.backend == DbBackend::Postgres {
            self.in_words(kind)
        } else {
            // Gathered once, as small numbers.
            let rows = Query::select().column("rowid").from(INDEX).and_where(self.in_index(kind)).take();
            column("row").in_subquery(rows)
        });
        self.exists(entry)
    }

    fn exists(&self, mut select: SelectStatement) -> Expr {
        if self.backend == DbBackend::Postgres {
            // Keeps PostgreSQL from gathering all of them after all.
            select.offset(0);
        }
        Expr::exists(select)
    }

    fn in_words(&self, kind: Kind) -> Expr {
        column("words").binary(PgBinOper::Matches, Expr::val(self.question(kind)).cast_as("tsquery"))
    }

    fn in_index(&self, kind: Kind) -> Expr {
        Expr::col(INDEX).binary(BinOper::Custom("MATCH"), self.question(kind))
    }

    fn question(&self, kind: Kind) -> String {
        question(self.backend, &mark(self.authority, kind), &self.asked)
    }
}

fn column(name: &'static str) -> Expr {
    Expr::col((TABLE, name))
}

const TABLE: &str = "search_text";
/// The words on SQLite.
const INDEX: &str = "search_word";
/// Stands between words that do not follow each other; no text has it as a word.
const GAP: &str = "\u{a6}";
/// Furthest place that PostgreSQL knows; words beyond it are found, though not in their order.
const FURTHEST: usize = 16_383;

/// Whether things of a kind are read across authorities, so that one question has to find those of all.
const fn is_shared(kind: Kind) -> bool {
    matches!(kind, Kind::Case | Kind::DevelopmentProject)
}

/// The mark of an authority and kind: four letters of a hash (FNV-1a). Where two are alike, lists are longer, and the
/// columns still keep them apart.
fn mark(authority: Uuid, kind: Kind) -> String {
    let authority = if is_shared(kind) { Uuid::nil() } else { authority };
    let bytes = authority.as_bytes().iter().chain(kind.prefix().as_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters = [44, 49, 54, 59].map(|shift| u32::try_from((hash >> shift) & 31).unwrap_or_default());
    letters.iter().map(|digit| char::from_digit(*digit, 32).unwrap_or('0')).collect()
}

/// The words of an entry as the database keeps them: a tsvector, or the text that FTS5 reads.
fn written(backend: DbBackend, mark: &str, words: &[Placed]) -> String {
    let mut text = String::with_capacity(words.len() * 14);
    let mut last = 0;
    for Placed { word, at } in words {
        if !text.is_empty() {
            text.push(' ');
        }
        if backend == DbBackend::Postgres {
            let at = *at.min(&FURTHEST);
            for part in ["'", mark, word, "':", &at.to_string()] {
                text.push_str(part);
            }
        } else {
            if *at > last + 1 {
                text.push_str(GAP);
                text.push(' ');
            }
            text.push_str(mark);
            text.push_str(word);
            last = *at;
        }
    }
    text
}

/// A question in the database's own language.
fn question(backend: DbBackend, mark: &str, asked: &Asked) -> String {
    let is_postgres = backend == DbBackend::Postgres;
    let piece = |piece: &Piece| match (is_postgres, piece.is_beginning) {
        (true, true) => format!("'{mark}{}':*", piece.word),
        (true, false) => format!("'{mark}{}'", piece.word),
        (false, _) => format!("{mark}{}", piece.word),
    };
    let way = |pieces: &Vec<Piece>| {
        let words: Vec<String> = pieces.iter().map(piece).collect();
        if is_postgres {
            format!("({})", words.join(" <-> "))
        } else {
            let star = if pieces.iter().any(|piece| piece.is_beginning) { " *" } else { "" };
            format!("\"{}\"{star}", words.join(" "))
        }
    };
    let (and, or, without) = if is_postgres { (" & ", " | ", " & !") } else { (" AND ", " OR ", " NOT ") };
    let term = |Term(ways): &Term| format!("({})", ways.iter().map(way).collect::<Vec<_>>().join(or));
    let mut text = format!("({})", asked.wanted.iter().map(term).collect::<Vec<_>>().join(and));
    for unwanted in &asked.unwanted {
        text.push_str(without);
        text.push_str(&term(unwanted));
    }
    text
}
