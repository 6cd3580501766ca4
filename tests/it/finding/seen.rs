//! Who sees which findings.

use std::collections::BTreeSet;

use medspil::{
    core::{Actor, Id, Locale, Role},
    finding::policy::class,
    rights::classes::Class,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{all, all_as, coordinators, ctx, execute, facts, mandates, texts, today, token_with};
use crate::support::world::each_database;

/// The codes whose findings are personal data, as the API spells them.
fn is_personal(found: &Value) -> bool {
    let mut codes = medspil::finding::FindingCode::ALL.iter();
    codes.any(|code| class(*code) == Class::Personal && found["code"] == code.as_str())
}

/// Nobody sees findings of another authority, by list, by count or by filter.
#[tokio::test]
async fn another_authority_does_not_exist() {
    each_database("demo", async |world| {
        let mine = coordinators(&world, Value::Null).await;
        let theirs = all(&world, "otherAuthority", json!({})).await;
        assert!(!mine.is_empty() && !theirs.is_empty());
        let ids = |found: &[Value]| -> BTreeSet<String> {
            texts(found, "subjectId").into_iter().map(str::to_owned).collect()
        };
        assert!(ids(&mine).is_disjoint(&ids(&theirs)));
        let committee = &mine.iter().find(|found| !found["committee"].is_null()).unwrap()["committee"]["id"];
        let foreign = json!({"where": {"committee": {"eq": committee}}});
        assert!(all(&world, "otherAuthority", foreign).await.is_empty());
    })
    .await;
}

/// Without a credential there are none, and the product itself has no authority of its own.
#[tokio::test]
async fn nobody_without_an_authority_sees_any() {
    each_database("demo", async |world| {
        assert!(all_as(&world, None, json!({})).await.is_empty());
        let mut nobody = ctx(&world, "employee", Locale::En);
        nobody.actor = Actor::System;
        let response = execute(nobody, "{ findings { totalCount } }").await;
        assert_eq!(response.data.into_json().unwrap(), json!({"findings": {"totalCount": 0}}));
    })
    .await;
}

/// What tells about one person's employment is left out for colleagues, of lists and of counts; not for the person.
#[tokio::test]
async fn personal_findings_are_hidden_from_colleagues() {
    each_database("demo", async |world| {
        let composition = json!({"where": {"rule": {"lt": 20}}});
        let whole = all(&world, "medCoordinator", composition.clone()).await;
        let (hidden, open): (Vec<_>, Vec<_>) = whole.into_iter().partition(is_personal);
        assert!(!hidden.is_empty() && !open.is_empty());
        assert_eq!(all(&world, "employee", composition.clone()).await, open);
        let asked = json!({"where": {"code": {"eq": "MANDATE_AFTER_EMPLOYMENT"}}});
        assert!(all(&world, "employee", asked).await.is_empty());

        let subject: Id = hidden[0]["subjectId"].as_str().unwrap().parse().unwrap();
        let holder = mandates(&world).await.into_iter().find(|row| row.id == subject.uuid).unwrap().person_id;
        let holder = token_with(&world, "employee", |claims| claims.person_id = Some(holder));
        let own = all_as(&world, Some(&holder), composition).await;
        assert!(own.len() > open.len() && own.contains(&hidden[0]));
    })
    .await;
}

/// Who builds statistics counts all, and learns no more of what is personal; who also sees names does not.
#[tokio::test]
async fn statistics_count_what_they_may_not_read() {
    each_database("demo", async |world| {
        let composition = json!({"where": {"rule": {"lt": 20}}});
        let whole = all(&world, "medCoordinator", composition.clone()).await;
        let counted = all(&world, "analyst", composition).await;
        assert_eq!(texts(&counted, "subjectId"), texts(&whole, "subjectId"));
        let personal = counted.iter().filter(|found| is_personal(found));
        assert!(personal.clone().all(|found| found["subject"].is_null()));
        let gone = personal.clone().find(|found| found["code"] == "MANDATE_AFTER_EMPLOYMENT").unwrap();
        assert_eq!(gone["message"], "A mandate goes on although the employment has ended.");
        let open = |found: &&Value| found["code"] == "SIDES_UNEQUAL";
        assert_eq!(counted.iter().find(open), whole.iter().find(open));

        let both = token_with(&world, "analyst", |claims| {
            claims.roles.insert(Role::Employee);
        });
        assert!(!all_as(&world, Some(&both), json!({})).await.iter().any(is_personal));
    })
    .await;
}

/// A credential that is limited to a unit sees what is personal only in committees that lie inside it.
#[tokio::test]
async fn a_limit_to_a_unit_holds_for_what_is_personal() {
    each_database("demo", async |world| {
        let facts = facts(&world, today(&world)).await;
        let top = facts.units.iter().find(|unit| unit.parent_id.is_none()).unwrap().id;
        let gone = coordinators(&world, json!({"code": {"eq": "MANDATE_AFTER_EMPLOYMENT"}})).await;
        let committee: Id = gone[0]["committee"]["id"].as_str().unwrap().parse().unwrap();
        let covered =
            facts.covered.iter().find(|row| row.committee_id == committee.uuid).unwrap().org_unit_id;
        let below = facts.units.iter().find(|unit| unit.parent_id == Some(covered)).unwrap().id;
        let limited = async |unit: Uuid, code: &str| {
            let token = token_with(&world, "secretary", |claims| claims.unit_id = Some(unit));
            all_as(&world, Some(&token), json!({"where": {"code": {"eq": code}}})).await
        };
        assert_eq!(limited(top, "MANDATE_AFTER_EMPLOYMENT").await, gone);
        assert_eq!(limited(covered, "MANDATE_AFTER_EMPLOYMENT").await, gone);
        // A part of the committee's area is not all of it.
        assert!(limited(below, "MANDATE_AFTER_EMPLOYMENT").await.is_empty());
        assert_eq!(limited(below, "VICE_CHAIR_MISSING").await.len(), 1);
    })
    .await;
}
