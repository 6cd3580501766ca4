//! What somebody may not do is refused, and the refusal is remembered: for every root field and mutation of the schema,
//! as every role. A new way to refuse that forgets to remember fails here.

use std::{collections::BTreeSet, time::Duration};

use entity::refusal::{self, RefusalCode};
use medspil::{access::DevClaims, core::Role};
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::{
    places::{Places, existing_call, existing_input},
    sdl::Sdl,
    world::{World, each_database},
};

/// The refusals that are remembered of a caller. They are written a moment after the answer.
async fn remembered(world: &World, actor: &str, expected: i32) -> i32 {
    let mut count = 0;
    for _ in 0..100 {
        let rows = refusal::Entity::find().all(world.db.read()).await.unwrap();
        let theirs = rows.iter().filter(|row| row.actor == actor && row.code == RefusalCode::Forbidden);
        count = theirs.map(|row| row.count).sum();
        if count >= expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    count
}

/// Every FORBIDDEN that a caller is answered stands in the log of refusals, whatever it asked for.
#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_remembered() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let all = DevClaims {
            roles: Role::ALL.iter().copied().collect(),
            scopes: [medspil::core::SENSITIVE_SCOPE.to_owned()].into(),
            ..world.claims("otherAuthority")
        };
        let places = Places::discover(&world, &sdl, &world.token(&all)).await;
        let mut documents = Vec::new();
        for field in sdl.queries() {
            let call = existing_call(&world, &sdl, field, &places).await;
            documents.push((format!("{{ {call} }}"), json!({})));
        }
        for mutation in sdl.mutations() {
            let input = existing_input(&world, &sdl, mutation, &places.inputs).await;
            documents.push((sdl.mutation(mutation), json!({ "input": input })));
        }
        for role in [Role::Employee, Role::Analyst, Role::HrIntegration] {
            let subject = format!("somebody with {role:?}");
            let claims = DevClaims {
                subject: subject.clone(),
                roles: [role].into(),
                person_id: None,
                scopes: BTreeSet::new(),
                ..world.claims("medCoordinator")
            };
            let token = world.token(&claims);
            let (mut refused, mut who) = (0, Vec::new());
            for (document, variables) in &documents {
                let answer = world.ask_as(Some(&token), document, variables.clone()).await;
                let codes = answer.codes();
                let count = codes.iter().filter(|code| **code == "FORBIDDEN").count();
                refused += i32::try_from(count).unwrap();
                who.extend((count > 0).then(|| document.clone()));
            }
            assert!(refused > 10, "{role:?} is refused {refused} things");
            let kept = remembered(&world, &subject, refused).await;
            assert_eq!(kept, refused, "{role:?} on {}; refused: {who:#?}", world.database);
        }
    })
    .await;
}
