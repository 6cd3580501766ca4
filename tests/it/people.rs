//! Two authorities with a few invented persons, asked through the schema, on both databases. The clock stands at noon
//! of 23 November 2026.

use std::{any::Any, sync::Arc};

use chrono::{DateTime, NaiveDate};
use entity::{authority, engagement, mandate, org_unit, person, union_affiliation};
use medspil::{
    core::{
        Actor, Clock, Credential, Ctx, Db, Id, Identity, Ids, Kind, Locale, Role, SENSITIVE_SCOPE, Serving,
        db::{DbOptions, count_statements},
        sort_key,
    },
    graphql::{self, Schema, SchemaOptions},
};
use migration::MigratorTrait;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::Value;
use uuid::Uuid;

use crate::support::{logs, postgres, sqlite, world::copies};

pub const HERE: Uuid = Uuid::from_u128(0xa1);
pub const THERE: Uuid = Uuid::from_u128(0xa2);

/// Units: `TOP` with `SCHOOL` and `HOME` below it. `HOME` closes on 1 January 2027.
pub const TOP: Uuid = Uuid::from_u128(0xb1);
pub const SCHOOL: Uuid = Uuid::from_u128(0xb2);
pub const HOME: Uuid = Uuid::from_u128(0xb3);
pub const FOREIGN_UNIT: Uuid = Uuid::from_u128(0xb4);

/// Works in the school, on leave, member of a union.
pub const PLAIN: Uuid = Uuid::from_u128(0xc1);
/// Works in the home and held a mandate until 2024; member of a union.
pub const REP: Uuid = Uuid::from_u128(0xc2);
/// Leads the home.
pub const LEADER: Uuid = Uuid::from_u128(0xc3);
/// Works at the top.
pub const CLERK: Uuid = Uuid::from_u128(0xc4);
/// Belongs to the other authority; member of a union.
pub const FOREIGN: Uuid = Uuid::from_u128(0xc5);

pub const PLAIN_JOB: Uuid = Uuid::from_u128(0xd1);
pub const REP_JOB: Uuid = Uuid::from_u128(0xd2);
pub const FOREIGN_JOB: Uuid = Uuid::from_u128(0xd5);
pub const PLAIN_UNION: Uuid = Uuid::from_u128(0xe1);
pub const REP_UNION: Uuid = Uuid::from_u128(0xe2);
pub const FOREIGN_UNION: Uuid = Uuid::from_u128(0xe5);

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id(kind: Kind, uuid: Uuid) -> String {
    Id::new(kind, uuid).to_string()
}

pub fn person_id(uuid: Uuid) -> String {
    id(Kind::Person, uuid)
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Who(Identity);

pub fn who(roles: &[Role]) -> Who {
    Who(Identity {
        subject: "someone".into(),
        client: Some("test-client".into()),
        authority_id: HERE,
        roles: roles.iter().copied().collect(),
        scopes: [].into(),
        person_id: None,
        unit_scope: None,
        credential: Credential::SignIn,
    })
}

impl Who {
    pub fn being(mut self, person: Uuid) -> Self {
        self.0.person_id = Some(person);
        self
    }
    pub fn below(mut self, unit: Uuid) -> Self {
        self.0.unit_scope = Some(unit);
        self
    }
    pub fn of(mut self, authority: Uuid) -> Self {
        self.0.authority_id = authority;
        self
    }
    pub fn named(mut self, subject: &str, client: Option<&str>) -> Self {
        self.0.subject = subject.into();
        self.0.client = client.map(str::to_owned);
        self
    }
    pub fn sensitive(mut self) -> Self {
        self.0.scopes.insert(SENSITIVE_SCOPE.into());
        self
    }
    pub fn actor(&self) -> Actor {
        Actor::User(Box::new(self.0.clone()))
    }
}

impl From<Who> for Actor {
    fn from(who: Who) -> Self {
        who.actor()
    }
}

/// The world on one database.
pub struct World {
    pub db: Db,
    /// The address of the database.
    pub url: String,
    schema: Schema,
    ids: Ids,
    _database: Box<dyn Any>,
}

impl World {
    /// The same world on SQLite, and on PostgreSQL where it is installed.
    pub async fn all() -> Vec<Self> {
        let template = sqlite::template("people", made).await;
        let database = sqlite::Database::from_template(&template);
        let mut worlds = vec![Self::on(database.url.clone(), Box::new(database)).await];
        if let Some(server) = postgres::server().await {
            server.template("people", made).await;
            let database = server.database_from("people");
            worlds.push(Self::on(database.url.clone(), Box::new(database)).await);
        }
        worlds
    }

    /// The tables without a row, on each database.
    pub async fn bare() -> Vec<Self> {
        let mut worlds = Vec::new();
        for database in copies("empty").await {
            worlds.push(Self::on(database.url().to_owned(), Box::new(database)).await);
        }
        worlds
    }

    async fn on(url: String, database: Box<dyn Any>) -> Self {
        logs::collect();
        let db = Db::open(&DbOptions { max_connections: 4, ..DbOptions::new(url.clone()) }).await.unwrap();
        let schema = graphql::schema(SchemaOptions { introspection: true, suggestions: true });
        Self { db, url, schema, ids: Ids::seeded(7), _database: database }
    }

    /// The file of a database on SQLite.
    pub fn sqlite_file(&self) -> std::path::PathBuf {
        let path = self.url.trim_start_matches("sqlite://");
        path.split('?').next().unwrap().into()
    }

    /// Writes rows past all rules.
    pub async fn put<M, A>(&self, rows: impl IntoIterator<Item = M>)
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait,
    {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
        A::Entity::insert_many(rows).exec_without_returning(self.db.for_migrations()).await.unwrap();
    }

    async fn fill(&self) {
        self.put([authority(HERE), authority(THERE)]).await;
        self.put([
            unit(HERE, TOP, None, None),
            unit(HERE, SCHOOL, Some(TOP), None),
            org_unit::Model { manager_id: Some(LEADER), ..unit(HERE, HOME, Some(TOP), Some("2027-01-01")) },
            unit(THERE, FOREIGN_UNIT, None, None),
        ])
        .await;
        self.put([
            person(HERE, PLAIN, "Åse Almindelig"),
            person(HERE, REP, "Bo Valgt"),
            person(HERE, LEADER, "Cia Leder"),
            person(HERE, CLERK, "Dan Kontor"),
            person(THERE, FOREIGN, "Eva Fremmed"),
        ])
        .await;
        let on_leave = engagement::EngagementStatus::Leave;
        self.put([
            engagement::Model { status: on_leave, ..job(HERE, PLAIN_JOB, PLAIN, SCHOOL) },
            job(HERE, REP_JOB, REP, HOME),
            engagement::Model { leads_unit: true, ..job(HERE, Uuid::from_u128(0xd3), LEADER, HOME) },
            job(HERE, Uuid::from_u128(0xd4), CLERK, TOP),
            job(THERE, FOREIGN_JOB, FOREIGN, FOREIGN_UNIT),
        ])
        .await;
        self.put([
            membership(HERE, PLAIN_UNION, PLAIN),
            membership(HERE, REP_UNION, REP),
            membership(THERE, FOREIGN_UNION, FOREIGN),
        ])
        .await;
        self.put([mandate::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0xf1),
            committee_id: Uuid::from_u128(0xf2),
            seat_id: Uuid::from_u128(0xf3),
            person_id: REP,
            role: mandate::MandateRole::Tr,
            method: mandate::SelectionMethod::Elected,
            alternate_for: None,
            valid_from: day("2022-01-01"),
            valid_to: Some(day("2024-01-01")),
            end_reason: None,
            version: 1,
        }])
        .await;
    }

    /// A request's context.
    pub fn ctx(&self, actor: impl Into<Actor>, request: &str) -> Ctx {
        self.ctx_at("2026-11-23T12:00:00Z", actor, request)
    }

    fn ctx_at(&self, instant: &str, actor: impl Into<Actor>, request: &str) -> Ctx {
        Ctx {
            actor: actor.into(),
            db: self.db.clone(),
            clock: Clock::fixed(DateTime::parse_from_rfc3339(instant).unwrap().to_utc()),
            ids: self.ids.clone(),
            request_id: request.to_owned(),
            locale: Locale::En,
            serving: Serving::default(),
        }
    }

    /// The whole answer to a document.
    pub async fn ask(&self, actor: impl Into<Actor>, document: &str) -> Value {
        let ctx = Arc::new(self.ctx(actor, "request-1"));
        let response = graphql::execute(&self.schema, document.into(), ctx).await;
        serde_json::to_value(response).unwrap()
    }

    /// The whole answer to a document at noon of a day.
    pub async fn ask_on(&self, today: NaiveDate, actor: impl Into<Actor>, document: &str) -> Value {
        let ctx = Arc::new(self.ctx_at(&format!("{today}T12:00:00Z"), actor, "request-1"));
        serde_json::to_value(graphql::execute(&self.schema, document.into(), ctx).await).unwrap()
    }

    /// The data of a document that has no fault.
    pub async fn data(&self, actor: impl Into<Actor>, document: &str) -> Value {
        let answer = self.ask(actor, document).await;
        assert_eq!(answer.get("errors"), None, "{document}");
        answer["data"].clone()
    }

    /// The code of the first fault of a document, which has one.
    pub async fn fault(&self, actor: impl Into<Actor>, document: &str) -> String {
        let answer = self.ask(actor, document).await;
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// How many SQL statements a document takes.
    pub async fn statements(&self, actor: impl Into<Actor>, document: &str) -> u32 {
        count_statements(self.data(actor, document)).await.1
    }

    /// All rows of a table, as the database holds them.
    pub async fn rows<E: EntityTrait>(&self) -> Vec<E::Model>
    where
        E::Model: Send,
    {
        E::find().all(self.db.read()).await.unwrap()
    }

    /// The change log of the first authority, in its order.
    pub async fn log(&self) -> Vec<entity::change::Model> {
        let mut rows = self.rows::<entity::change::Entity>().await;
        rows.retain(|row| row.authority_id == HERE);
        rows.sort_by_key(|row| row.seq);
        rows
    }
}

/// Fills a template.
async fn made(url: String) {
    let world = World::on(url, Box::new(())).await;
    migration::Migrator::up(world.db.for_migrations(), None).await.unwrap();
    world.fill().await;
    world.db.close().await.unwrap();
}

pub fn authority(id: Uuid) -> authority::Model {
    authority::Model {
        id,
        kind: authority::AuthorityKind::Municipality,
        name: "Prøvekommune".into(),
        sort_key: sort_key("Prøvekommune"),
        search_key: "prøvekommune".into(),
        cvr: None,
        code: None,
        code_checked: false,
        framework: authority::Framework::Kl,
        valid_from: day("2007-01-01"),
        valid_to: None,
        version: 1,
    }
}

pub fn unit(
    authority_id: Uuid,
    id: Uuid,
    parent_id: Option<Uuid>,
    valid_to: Option<&str>,
) -> org_unit::Model {
    org_unit::Model {
        authority_id,
        id,
        valid_from: day("2020-01-01"),
        valid_to: valid_to.map(day),
        name: "Enhed".into(),
        sort_key: sort_key("Enhed"),
        search_key: "enhed".into(),
        parent_id,
        manager_id: None,
        headcount: None,
        version: 1,
    }
}

pub fn person(authority_id: Uuid, id: Uuid, name: &str) -> person::Model {
    person::Model {
        authority_id,
        id,
        display_name: name.into(),
        sort_key: sort_key(name),
        search_key: name.to_lowercase(),
        work_email: Some(format!("{}@kommune.example", id.as_u128())),
        work_phone: None,
        invented: true,
        version: 1,
    }
}

pub fn job(authority_id: Uuid, id: Uuid, person_id: Uuid, org_unit_id: Uuid) -> engagement::Model {
    engagement::Model {
        authority_id,
        id,
        person_id,
        org_unit_id,
        job_title: "Pædagog".into(),
        full_time_permille: 800,
        leads_unit: false,
        status: engagement::EngagementStatus::Active,
        valid_from: day("2021-01-01"),
        valid_to: None,
        version: 1,
    }
}

pub fn membership(authority_id: Uuid, id: Uuid, person_id: Uuid) -> union_affiliation::Model {
    union_affiliation::Model {
        authority_id,
        id,
        person_id,
        union_name: "Fagforening Nord".into(),
        agreement_group: Some("Gruppe Syd".into()),
        valid_from: day("2021-01-01"),
        valid_to: None,
        version: 1,
    }
}

/// The named field of each node of a list.
pub fn each<'a>(nodes: &'a Value, field: &str) -> Vec<&'a Value> {
    nodes.as_array().unwrap().iter().map(|node| &node[field]).collect()
}
