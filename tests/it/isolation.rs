//! A token of another authority sees and changes nothing of this one, by any path, and learns from no answer that
//! something exists; neither does somebody without a token. What an authority shares is the exception: networks, published
//! charters, and the cases and projects that it shows to others, which are seen and not changed. Walks the schema: what is
//! new is tried without a new test.

mod attack;
mod open;
mod rows;
mod walk;

use std::collections::BTreeSet;

use medspil::{
    access::DevClaims,
    core::{Id, Kind, Role, SENSITIVE_SCOPE},
};
use serde_json::{Value, json};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::support::{
    places::Places,
    sdl::{Found, Sdl, is_public},
    world::{World, each_database},
};
use attack::Attacker;
use open::shared;
use rows::{rows_of_others, settled_rows_of_others};
use walk::Walker;

/// A caller with every role and scope, so that only the authority stands in its way.
fn almighty(world: &World, account: &str) -> DevClaims {
    DevClaims {
        roles: Role::ALL.iter().copied().collect(),
        scopes: BTreeSet::from([SENSITIVE_SCOPE.to_owned()]),
        ..world.claims(account)
    }
}

/// Both authorities of a world, and what each sees of its own.
struct Neighbours<'a> {
    world: &'a World,
    sdl: &'a Sdl,
    here: DevClaims,
    there: DevClaims,
}

impl<'a> Neighbours<'a> {
    fn new(world: &'a World, sdl: &'a Sdl) -> Self {
        Self { world, sdl, here: almighty(world, "medCoordinator"), there: almighty(world, "otherAuthority") }
    }

    async fn seen_by(&self, claims: &DevClaims) -> Found {
        Walker { world: self.world, sdl: self.sdl, token: Some(self.world.token(claims)) }.everything().await
    }

    /// What both see, what each keeps to itself: of `here` and of the other, who has no authority when there is none.
    async fn apart(&self, other: &Walker<'_>, authority: Uuid) -> Apart {
        let (here, there) = (self.seen_by(&self.here).await, other.everything().await);
        let shared = shared(self.world, other.token.is_some()).await;
        let all: BTreeSet<String> = shared.iter().map(|(_, id)| id.clone()).collect();
        let of_here = shared.iter().filter(|(tenant, _)| *tenant == self.here.authority_id);
        let of_here: BTreeSet<String> = of_here.map(|(_, id)| id.clone()).collect();
        assert_eq!(there.among(&of_here), of_here, "what is shared is seen");
        let of_others = shared.into_iter().filter(|(tenant, _)| *tenant != authority).map(|(_, id)| id);
        let of_others: BTreeSet<String> = of_others.collect();
        let mut open = Found::default();
        open.gather(&json!(of_others));
        for kind in Kind::ALL.iter().filter(|kind| is_public(**kind)) {
            open.gather(&json!(here.of(*kind)));
        }
        Apart { foreign: here.without(&all), own: there.without(&of_others), open }
    }

    async fn places(&self) -> &'static Places {
        static PLACES: OnceCell<Places> = OnceCell::const_new();
        let token = self.world.token(&self.there);
        PLACES.get_or_init(|| Places::discover(self.world, self.sdl, &token)).await
    }
}

/// What of two callers each sees alone, and what of the first the other sees rightly.
struct Apart {
    foreign: Found,
    own: Found,
    open: Found,
}

/// Every kind of thing is seen by its own authority, found by its id, and by nobody of another authority: not by
/// walking, and not by any field, filter, cursor or mutation that takes an id. No row of others changes.
#[tokio::test(flavor = "multi_thread")]
async fn another_authority_sees_and_changes_nothing() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let both = Neighbours::new(&world, &sdl);
        let there = Walker { world: &world, sdl: &sdl, token: Some(world.token(&both.there)) };
        let Apart { foreign, own, open } = both.apart(&there, both.there.authority_id).await;
        assert_eq!(foreign.shared(&own), Vec::<String>::new(), "seen by both ({})", world.database);
        let places = both.places().await;
        for kind in places.kinds_with_a_field_of_their_own() {
            assert!(!foreign.of(kind).is_empty(), "no id of {kind:?} was seen: nothing would be tried");
        }
        let owner = Walker { world: &world, sdl: &sdl, token: Some(world.token(&both.here)) };
        let mut cursors = Vec::new();
        for (list, node) in sdl.lists() {
            cursors.push((list, node, owner.first_and_last_cursor(list).await));
        }
        let before = settled_rows_of_others(&world, both.there.authority_id).await;
        let token = Some(world.token(&both.there));
        let attacker = Attacker { world: &world, sdl: &sdl, token, own: &own, foreign: &foreign };
        let mut leaks = attacker.every_way(places, &open).await;
        for (list, node, cursors) in cursors {
            for cursor in cursors {
                let shown = attacker.by_cursor(list, node, &cursor).await;
                leaks.extend(shown.shared(&foreign));
            }
        }
        assert!(leaks.is_empty(), "{}: {:#?}", world.database, leaks);
        let after = rows_of_others(&world, both.there.authority_id).await;
        assert_eq!(before, after, "rows of others changed ({})", world.database);
    })
    .await;
}

/// The same without a token: each id that exists is answered as one that names nothing, and no row changes.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_and_changes_nothing() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let both = Neighbours::new(&world, &sdl);
        let nobody = Walker { world: &world, sdl: &sdl, token: None };
        let Apart { foreign, own, open } = both.apart(&nobody, Uuid::nil()).await;
        assert_eq!(foreign.shared(&own), Vec::<String>::new(), "seen by nobody ({})", world.database);
        let places = both.places().await;
        let before = settled_rows_of_others(&world, Uuid::nil()).await;
        let attacker = Attacker { world: &world, sdl: &sdl, token: None, own: &own, foreign: &foreign };
        let leaks = attacker.every_way(places, &open).await;
        assert!(leaks.is_empty(), "{}: {:#?}", world.database, leaks);
        let after = rows_of_others(&world, Uuid::nil()).await;
        assert_eq!(before, after, "rows changed ({})", world.database);
    })
    .await;
}

/// The owner finds its own things by the same questions: the tests above would see a leak.
#[tokio::test(flavor = "multi_thread")]
async fn the_owner_finds_its_own() {
    let sdl = Sdl::read();
    let world = World::on_sqlite("small").await;
    let both = Neighbours::new(&world, &sdl);
    let (own, nothing) = (both.seen_by(&both.here).await, Found::default());
    let token = Some(world.token(&both.here));
    let owner = Attacker { world: &world, sdl: &sdl, token, own: &nothing, foreign: &own };
    let places = both.places().await;
    let mut silent = Vec::new();
    for (name, paths) in [("arguments", &places.arguments), ("filters", &places.filters)] {
        for (place, kinds) in paths {
            let only = [(place.clone(), kinds.clone())].into();
            let found = match name {
                "arguments" => owner.by_argument(&only).await,
                _ => owner.by_filter(&only).await,
            };
            if found.is_empty() && kinds.iter().any(|kind| !is_public(*kind)) {
                silent.push(place.clone());
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "no own id is found here: the suite tries nothing there");
}

/// A token that names a person or a unit of another authority gets nothing by it.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_or_unit_of_another_authority_is_nobody() {
    each_database("small", async |world| {
        let person =
            DevClaims { person_id: world.account("chair").person_id, ..world.claims("otherAuthority") };
        let query = "{ viewer { person { id } mandates { id } } }";
        let answer = world.ask_as(Some(&world.token(&person)), query, json!({})).await;
        assert_eq!(answer.data()["viewer"], json!({ "person": null, "mandates": [] }));
        let changes = world
            .ask("medCoordinator", "{ changes(types: ORG_UNIT, first: 1) { nodes { subjectId } } }")
            .await;
        let unit: Id = changes.at("/data/changes/nodes/0/subjectId").as_str().unwrap().parse().unwrap();
        let limited = DevClaims { unit_id: Some(unit.uuid), ..world.claims("otherAuthority") };
        let answer = world.ask_as(Some(&world.token(&limited)), query, json!({})).await;
        assert_eq!((answer.status, answer.codes()), (401, vec!["UNAUTHENTICATED"]));
        assert_eq!(answer.json.get("data").unwrap_or(&Value::Null), &Value::Null);
    })
    .await;
}
