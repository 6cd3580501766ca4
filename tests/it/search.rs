//! Search: the index on both databases, where the same texts and the same questions give the same things, whoever's they
//! are; the lists that are searched; and that nothing hidden is found.

mod lists;
mod plan;
mod seen;
mod shared;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet};

use medspil::core::{
    Db, Kind,
    db::{
        DbOptions,
        search::{Entry, Search, put_entries_in, remove_in},
    },
    words::Asked,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use crate::support::world::{Database, copies};

const HERE: Uuid = Uuid::from_u128(0xa1);
const THERE: Uuid = Uuid::from_u128(0xa2);

/// Sentences as they stand in agendas and minutes, by the last part of their id.
const TEXTS: &[(u128, &[&str])] = &[
    (1, &["Sygefraværet i 2025", "Ledelsen fremlagde tal for sygefraværet."]),
    (2, &["Sygefravær og trivsel", "Ny sygefraværspolitik drøftes på næste møde."]),
    (3, &["MØDEPLAN FOR 2026", "Møderne holdes hver måned. Mødet i august aflyses."]),
    (4, &["Åben dør hos lederen", "Ledelse, der kan mærkes"]),
    (5, &["Økonomi: budget 2026-2029", "Budgettet er på 1.500.000 kr., jf. KLE 81.38.04"]),
    (6, &["MED-udvalgets arbejdsmiljørepræsentanter", "Valget af AMR'er sker pr. e-mail"]),
    (7, &["Ændring af ærlighedspolitikken", "Årsmødet i Aabenraa og Ærø"]),
    (8, &["Budget", "2026 bliver svært"]),
    (9, &["Møde", ""]),
];

/// Questions, and which of the texts they find.
const QUESTIONS: &[(&str, &[u128])] = &[
    ("sygefravær", &[1, 2]),
    ("SYGEFRAVÆRET", &[1, 2]),
    ("sygefraværspolitik", &[2]),
    ("sygefraværspolitikken", &[2]),
    ("sygefraværs*", &[1, 2]),
    ("ledelse", &[1, 4]),
    ("ledelsen", &[1, 4]),
    ("møde", &[2, 3, 9]),
    ("møder", &[2, 3, 9]),
    ("mødet", &[2, 3, 9]),
    ("møderne -august", &[2, 9]),
    ("mødet og august", &[3]),
    ("\"mødet i august\"", &[3]),
    ("\"august mødet\"", &[]),
    ("\"næste møder\"", &[2]),
    ("åben", &[4]),
    ("ABEN", &[]),
    ("økonomi", &[5]),
    ("ærø", &[7]),
    ("åbenrå", &[7]),
    ("aabenraa årsmøde", &[7]),
    ("A\u{30a}rsmødet", &[7]),
    ("2026", &[3, 5, 8]),
    ("2026-2029", &[5]),
    ("\"budget 2026\"", &[5]),
    ("budget 2026", &[5, 8]),
    ("budgettet", &[5, 8]),
    ("1500000", &[5]),
    ("1.500.000", &[5]),
    ("81.38.04", &[5]),
    ("81.38", &[5]),
    ("81.38.05", &[]),
    ("MED-udvalg", &[6]),
    ("med-udvalget", &[6]),
    ("medudvalg", &[6]),
    ("udvalg", &[6]),
    ("email", &[6]),
    ("e-mails", &[6]),
    ("AMR", &[6]),
    ("arbejdsmiljørepræsentant", &[6]),
    ("arbejdsmiljø", &[]),
    ("arbejdsmiljø*", &[6]),
    ("møde -\"næste møde\" -plan", &[3, 9]),
    ("og", &[]),
    ("-budget", &[]),
    ("\"", &[]),
    ("' OR 1=1 --", &[]),
    ("NEAR(budget) AND (\u{a6}", &[]),
    ("budget:* & !møde", &[]),
    ("budget:* & !2026", &[5, 8]),
    ("^budget \\ \u{0}", &[5, 8]),
];

async fn open(database: &Database) -> Db {
    Db::open(&DbOptions::new(database.url())).await.unwrap()
}

async fn put(db: &Db, authority: Uuid, kind: Kind, id: u128, texts: &[&str]) {
    let entry = Entry::new(Uuid::from_u128(id), texts.iter().map(|text| Some(*text)));
    put_entries_in(db.for_migrations(), authority, kind, &[entry]).await.unwrap();
}

async fn found(db: &Db, authority: Uuid, kind: Kind, typed: &str) -> BTreeSet<u128> {
    let select = Search::of(db.backend(), authority, Asked::read(typed).unwrap()).ids(kind);
    let rows = db.read().query_all(&select).await.unwrap_or_else(|err| panic!("{typed}: {err}"));
    rows.iter().map(|row| row.try_get_by_index::<Uuid>(0).unwrap().as_u128()).collect()
}

/// The same texts and questions find the same on both databases: endings, capital letters, æ, ø, å, digits, hyphens, and
/// whatever else somebody types.
#[tokio::test(flavor = "multi_thread")]
async fn both_databases_find_the_same() {
    for database in copies("empty").await {
        let db = open(&database).await;
        for (id, texts) in TEXTS {
            put(&db, HERE, Kind::AgendaItem, *id, texts).await;
        }
        for (typed, wanted) in QUESTIONS {
            let found = found(&db, HERE, Kind::AgendaItem, typed).await;
            assert_eq!(found, wanted.iter().copied().collect(), "{typed} on {}", database.name());
        }
        db.close().await.unwrap();
    }
}

/// An entry is found under its own authority and kind alone, has the last texts and no others, and goes when it is taken
/// away. Nothing of the old texts stays in the file.
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_replaced_and_removed() {
    for database in copies("empty").await {
        let db = open(&database).await;
        put(&db, HERE, Kind::AgendaItem, 1, &["hemmeligheden"]).await;
        put(&db, HERE, Kind::Matter, 2, &["hemmelighed"]).await;
        put(&db, THERE, Kind::AgendaItem, 3, &["hemmelighed"]).await;
        for (authority, kind, wanted) in [
            (HERE, Kind::AgendaItem, vec![1]),
            (HERE, Kind::Matter, vec![2]),
            (THERE, Kind::AgendaItem, vec![3]),
            (THERE, Kind::Matter, vec![]),
        ] {
            let wanted: BTreeSet<u128> = wanted.into_iter().collect();
            assert_eq!(found(&db, authority, kind, "hemmelighed").await, wanted);
        }
        for round in ["først", "først", "siden"] {
            put(&db, HERE, Kind::AgendaItem, 1, &[round]).await;
            assert_eq!(found(&db, HERE, Kind::AgendaItem, round).await, [1].into());
        }
        for gone in ["hemmelighed", "først"] {
            assert_eq!(found(&db, HERE, Kind::AgendaItem, gone).await, BTreeSet::new());
        }
        put(&db, HERE, Kind::AgendaItem, 4, &["siden"]).await;
        remove_in(db.for_migrations(), HERE, Kind::AgendaItem, &[Uuid::from_u128(1)]).await.unwrap();
        assert_eq!(found(&db, HERE, Kind::AgendaItem, "siden").await, [4].into());
        if db.backend() == DbBackend::Sqlite {
            let check = "INSERT INTO search_word (search_word, rank) VALUES ('integrity-check', 1)";
            db.for_migrations().execute_unprepared(check).await.unwrap();
            let sql = "SELECT count(*) FROM search_word_data WHERE instr(block, CAST('først' AS BLOB)) > 0";
            let row = db.read().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
            assert_eq!(row.unwrap().try_get_by_index::<i64>(0).unwrap(), 0);
        }
        db.close().await.unwrap();
    }
}

/// Texts as long as they may be fit into an entry, and so does one long run of letters.
#[tokio::test(flavor = "multi_thread")]
async fn the_longest_texts_fit() {
    use std::fmt::Write as _;
    let mut many = String::new();
    for number in 0.. {
        write!(many, "ord{number} ").unwrap();
        if many.len() > 100_000 {
            break;
        }
    }
    let one = "ø".repeat(20_000);
    for database in copies("empty").await {
        let db = open(&database).await;
        put(&db, HERE, Kind::Minutes, 1, &[&many, &one, "e-mail"]).await;
        for typed in ["ord0", "ord9999", "email", &"ø".repeat(200)] {
            assert_eq!(found(&db, HERE, Kind::Minutes, typed).await, [1].into(), "{typed}");
        }
        db.close().await.unwrap();
    }
}

/// Endings are taken off as PostgreSQL's own dictionary of Danish does it, which keeps to the Snowball project, until it
/// finds none.
#[tokio::test(flavor = "multi_thread")]
async fn endings_are_those_of_the_dictionary() {
    let texts: Vec<&str> = TEXTS.iter().flat_map(|(_, texts)| *texts).copied().collect();
    let text = texts.join(" ");
    let more = "medarbejderne arbejdsmiljøets indflydelse afskedigelser vederlagene godkendelsesprocedurer \
                kompetenceudviklingen tillidsrepræsentanternes hovedudvalgenes uenigheder retningslinjerne ferielovens";
    let words: BTreeSet<String> = format!("{text} {more}")
        .to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 1 && !word.contains("aa"))
        .map(str::to_owned)
        .collect();
    for database in copies("empty").await.iter().filter(|database| database.name() == "PostgreSQL") {
        let db = open(database).await;
        let mut wrong = BTreeMap::new();
        for word in &words {
            let sql = "SELECT (ts_lexize('danish_stem', $1))[1]";
            let mut theirs = Some(word.clone());
            while let Some(ended) = theirs.clone() {
                let asked = Statement::from_sql_and_values(DbBackend::Postgres, sql, [ended.as_str().into()]);
                let row = db.read().query_one_raw(asked).await.unwrap().unwrap();
                theirs = row.try_get_by_index(0).unwrap();
                if theirs.as_deref() == Some(&ended) {
                    break;
                }
            }
            let ours =
                medspil::core::words::of_texts([word.as_str()]).first().map(|placed| placed.word.clone());
            if ours != theirs {
                wrong.insert(word, (ours, theirs));
            }
        }
        assert!(wrong.is_empty() && words.len() > 50, "{wrong:?}");
        db.close().await.unwrap();
    }
}
