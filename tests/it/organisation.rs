//! What the tests of the organisation stand on: two authorities on a server without other data, on each database,
//! and callers by role.

use std::{collections::BTreeSet, time::Duration};

use chrono::NaiveDate;
use entity::{
    authority::{self, AuthorityKind, Framework},
    person,
};
use medspil::{
    access::DevClaims,
    core::{Id, Ids, Kind, Role, sort_key},
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::world::{Answer, World, each_database};

/// The administrator's roles.
pub const ADMIN: &[Role] = &[Role::Employee, Role::AuthorityAdmin];

/// A server with two authorities.
pub struct Organisation {
    pub world: World,
    /// The authority that most tests work in.
    pub home: Uuid,
    /// A stranger.
    pub other: Uuid,
    ids: Ids,
}

/// Somebody with a token, or nobody.
#[derive(Clone, Debug)]
pub struct Caller(Option<String>);

/// Who has not signed in.
pub const NOBODY: Caller = Caller(None);

/// Runs a test on each database.
pub async fn each(test: impl AsyncFn(Organisation)) {
    each_database("empty", async |world| test(Organisation::new(world).await).await).await;
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The id as the API shows it.
pub fn id(kind: Kind, uuid: Uuid) -> String {
    Id::new(kind, uuid).to_string()
}

/// What an id of the API stands for.
pub fn uuid(id: &str) -> Uuid {
    id.parse::<Id>().unwrap().uuid
}

/// The texts at a key of each entry of a list.
pub fn texts<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

impl Organisation {
    async fn new(world: World) -> Self {
        let ids = Ids::seeded(1);
        let (home, other) = (ids.next(world.clock.now()), ids.next(world.clock.now()));
        let this = Self { world, home, other, ids };
        this.authority(home, "Ærø Kommune", AuthorityKind::Municipality, "2007-01-01", None).await;
        this.authority(other, "Zealand Kommune", AuthorityKind::Municipality, "2007-01-01", None).await;
        this
    }

    pub fn new_id(&self) -> Uuid {
        self.ids.next(self.world.clock.now())
    }

    pub async fn authority(&self, id: Uuid, name: &str, kind: AuthorityKind, from: &str, to: Option<&str>) {
        let framework = match kind {
            AuthorityKind::Municipality => Framework::Kl,
            AuthorityKind::Region => Framework::Rltn,
            AuthorityKind::State | AuthorityKind::Other => Framework::None,
        };
        self.insert(authority::Model {
            id,
            kind,
            name: name.to_owned(),
            sort_key: sort_key(name),
            search_key: name.to_lowercase(),
            cvr: None,
            code: None,
            code_checked: false,
            framework,
            valid_from: day(from),
            valid_to: to.map(day),
            version: 1,
        })
        .await;
    }

    /// Stores a row as it is, past every rule.
    pub async fn insert<M, A>(&self, row: M)
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait + Send,
    {
        let row = row.into_active_model().reset_all();
        A::Entity::insert(row).exec_without_returning(self.world.db.for_migrations()).await.unwrap();
    }

    /// A caller of the home authority.
    pub fn caller(&self, roles: &[Role]) -> Caller {
        self.caller_of(self.home, roles, None)
    }

    /// The administrator of the home authority.
    pub fn admin(&self) -> Caller {
        self.caller(ADMIN)
    }

    /// The administrator of the other authority.
    pub fn stranger(&self) -> Caller {
        self.caller_of(self.other, ADMIN, None)
    }

    pub fn caller_of(&self, authority_id: Uuid, roles: &[Role], unit_id: Option<Uuid>) -> Caller {
        let claims = DevClaims {
            subject: "tester".to_owned(),
            client: None,
            authority_id,
            person_id: None,
            unit_id,
            roles: roles.iter().copied().collect(),
            scopes: BTreeSet::new(),
            lifetime: Duration::from_hours(1),
        };
        Caller(Some(self.world.token(&claims)))
    }

    /// An invented person.
    pub async fn person(&self, name: &str) -> Uuid {
        let id = self.new_id();
        self.insert(person::Model {
            authority_id: self.home,
            id,
            display_name: name.to_owned(),
            sort_key: sort_key(name),
            search_key: name.to_lowercase(),
            work_email: None,
            work_phone: None,
            invented: true,
            version: 1,
        })
        .await;
        id
    }

    /// A new unit; `rest` is what follows its name in the input.
    pub async fn unit(&self, name: &str, rest: &str) -> String {
        let input = format!("name: \"{name}\", {rest}");
        let payload = self.done(&self.admin(), "orgUnitCreate", &input, "orgUnit { id }").await;
        payload["orgUnit"]["id"].as_str().unwrap().to_owned()
    }

    /// A unit at the top, from 2024 on.
    pub async fn top_unit(&self, name: &str) -> String {
        self.unit(name, "validFrom: \"2024-01-01\"").await
    }

    /// A unit below another, from 2024 on.
    pub async fn unit_below(&self, parent: &str, name: &str) -> String {
        self.unit(name, &format!("validFrom: \"2024-01-01\", parentId: \"{parent}\"")).await
    }

    /// A tree of three levels; gives the root, its child and its grandchild.
    pub async fn three_units(&self) -> [String; 3] {
        let root = self.top_unit("Kommunen").await;
        let area = self.unit_below(&root, "Skole").await;
        let leaf = self.unit_below(&area, "Åskolen").await;
        [root, area, leaf]
    }

    /// Answers one request, whatever comes of it.
    pub async fn answer(&self, caller: &Caller, query: &str) -> Answer {
        self.world.ask_as(caller.0.as_deref(), query, json!({})).await
    }

    /// The data of an answer that has no errors.
    pub async fn ask(&self, caller: &Caller, query: &str) -> Value {
        self.answer(caller, query).await.data().clone()
    }

    /// The codes of the faults of an answer.
    pub async fn faults(&self, caller: &Caller, query: &str) -> Vec<String> {
        self.answer(caller, query).await.codes().into_iter().map(str::to_owned).collect()
    }

    /// The codes of the faults of a mutation, given with its input.
    pub async fn mutation_faults(&self, caller: &Caller, mutation: &str) -> Vec<String> {
        self.faults(caller, &format!("mutation {{ {mutation} {{ userErrors {{ code }} }} }}")).await
    }

    /// Does one mutation that has to succeed and gives its payload.
    pub async fn done(&self, caller: &Caller, mutation: &str, input: &str, selection: &str) -> Value {
        let payload = self.tried(caller, mutation, input, selection).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation} {input}");
        payload
    }

    /// Does one mutation that may be refused, and gives its payload.
    pub async fn tried(&self, caller: &Caller, mutation: &str, input: &str, selection: &str) -> Value {
        let fields = "change { sequence kind fields { name from to } } userErrors { code field message }";
        let query =
            format!("mutation {{ payload: {mutation}(input: {{{input}}}) {{ {selection} {fields} }} }}");
        self.ask(caller, &query).await["payload"].take()
    }

    /// Does one mutation that has to be refused, and gives `code at field` of each fault.
    pub async fn refused(&self, caller: &Caller, mutation: &str, input: &str) -> Vec<String> {
        let faults = self.refused_or_done(caller, mutation, input).await;
        assert!(!faults.is_empty(), "{mutation} {input}");
        faults
    }

    /// Does one mutation and gives `code at field` of each fault; what was refused left no change.
    pub async fn refused_or_done(&self, caller: &Caller, mutation: &str, input: &str) -> Vec<String> {
        let payload = self.tried(caller, mutation, input, "").await;
        let faults = payload["userErrors"].as_array().unwrap();
        assert_eq!(payload["change"].is_null(), !faults.is_empty(), "{mutation} {input}");
        let path = |fault: &Value| {
            let parts = fault["field"].as_array().unwrap().iter().map(|part| part.as_str().unwrap());
            parts.collect::<Vec<_>>().join(".")
        };
        faults.iter().map(|fault| format!("{} at {}", fault["code"].as_str().unwrap(), path(fault))).collect()
    }
}
