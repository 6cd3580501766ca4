//! Findings about what committees do: each check finds a planted row, and tells nobody of what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaItemType},
    budget_cycle, budget_discussion, budget_reading, committee,
    decision::{self, DecisionBody, FollowsInput},
    disagreement::{self, DisagreementStatus},
    endorsement,
    guideline::{self, GuidelineKind, GuidelineStatus, GuidelineTopic},
    local_agreement,
    matter::{self, ConfidentialBasis},
    meeting::{self, MeetingKind, MeetingStatus},
    minutes, strategy_plan,
    wheel_entry::WheelTopic,
    wheel_task::{self, WheelTaskStatus},
};
use medspil::{
    core::{Id, Kind, Role},
    finding::FindingCode,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{all, all_as, authority, coordinators, today, token_with, wrote};
use crate::support::world::{World, each_database};

/// Writes a row that no mutation would write.
macro_rules! plant {
    ($world:expr, $row:expr) => {
        $row.into_active_model().reset_all().insert($world.db.for_migrations()).await.unwrap()
    };
}

/// Writes over a row.
macro_rules! replant {
    ($world:expr, $row:expr) => {
        $row.into_active_model().reset_all().update($world.db.for_migrations()).await.unwrap()
    };
}

/// A row of the municipality that passes a test.
macro_rules! like {
    ($world:expr, $table:ident, $passes:expr) => {{
        let of = $table::Column::AuthorityId.eq(authority($world));
        let rows = $table::Entity::find().filter(of).order_by_asc($table::Column::Id);
        let rows = rows.all($world.db.read()).await.unwrap();
        rows.into_iter().find($passes).expect(stringify!($table))
    }};
    ($world:expr, $table:ident) => {
        like!($world, $table, |_| true)
    };
}

/// Numbers of planted rows, so that each has an id of its own.
fn id(number: u128) -> Uuid {
    Uuid::from_u128(0xfeed_0000 + number)
}

fn ago(world: &World, days: u64) -> NaiveDate {
    today(world).checked_sub_days(Days::new(days)).unwrap()
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    Utc.from_utc_datetime(&day.and_hms_opt(12, 0, 0).unwrap())
}

/// The findings by code, each with the ids that it is about.
fn by_code(found: &[Value]) -> BTreeMap<String, BTreeSet<String>> {
    let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in found {
        let subject = one["subjectId"].as_str().unwrap().to_owned();
        codes.entry(one["code"].as_str().unwrap().to_owned()).or_default().insert(subject);
    }
    codes
}

async fn body(world: &World, is_main: bool) -> committee::Model {
    like!(world, committee, |row: &committee::Model| {
        row.status == committee::CommitteeStatus::Active
            && row.valid_to.is_none()
            && row.kind == committee::CommitteeKind::MedAndAmo
            && (row.level == committee::CommitteeLevel::Main) == is_main
    })
}

/// A matter of a committee, with a decision of so many days ago.
async fn decided(world: &World, number: u128, days: u64, hidden: bool) -> (matter::Model, decision::Model) {
    let committee_id = body(world, false).await.id;
    let basis = hidden.then_some(ConfidentialBasis::PublicAdministrationAct27);
    let about =
        matter::Model { id: id(number), committee_id, confidential_basis: basis, ..like!(world, matter) };
    let about = plant!(world, about);
    let decision = decision::Model {
        id: id(number + 1),
        committee_id,
        matter_id: about.id,
        agenda_item_id: None,
        body: DecisionBody::Manager,
        decided_on: ago(world, days),
        follows_input: Some(FollowsInput::Not),
        reply: None,
        replied_on: None,
        review_on: None,
        ..like!(world, decision)
    };
    (about, plant!(world, decision))
}

/// An item on which a matter was discussed so many days ago.
async fn discussed(world: &World, number: u128, of: &matter::Model, days: u64, hidden: bool) {
    let past = like!(world, meeting, |row: &meeting::Model| {
        row.status == MeetingStatus::MinutesAdopted && row.kind == MeetingKind::Ordinary
    });
    plant!(
        world,
        agenda_item::Model {
            id: id(number),
            committee_id: of.committee_id,
            meeting_id: Some(past.id),
            matter_id: of.id,
            item_type: AgendaItemType::Discussion,
            status: AgendaItemStatus::Concluded,
            confidential_basis: hidden.then_some(ConfidentialBasis::PublicAdministrationAct27),
            discussed_on: Some(ago(world, days)),
            answer_due: None,
            raised_from: None,
            carried_from: None,
            ..like!(world, agenda_item)
        }
    );
}

async fn plant_decisions(world: &World) {
    let (about, _) = decided(world, 0x10, 20, false).await;
    discussed(world, 0x12, &about, 10, false).await;
    decided(world, 0x20, 90, false).await;
}

async fn plant_answers(world: &World) {
    let committee_id = body(world, true).await.id;
    plant!(
        world,
        agenda_item::Model {
            id: id(0x80),
            committee_id,
            meeting_id: None,
            status: AgendaItemStatus::Accepted,
            discussed_on: None,
            answer_due: Some(ago(world, 1)),
            ..like!(world, agenda_item)
        }
    );
    plant!(
        world,
        disagreement::Model {
            id: id(0x81),
            committee_id,
            status: DisagreementStatus::Raised,
            due_on: Some(ago(world, 1)),
            ended_on: None,
            ..like!(world, disagreement)
        }
    );
}

async fn plant_guidelines(world: &World) {
    let holds = |row: &guideline::Model| row.status == GuidelineStatus::InForce && row.ends_on.is_none();
    let held = like!(world, guideline, |row: &guideline::Model| holds(row)
        && row.kind != GuidelineKind::EmployerRule);
    let side = like!(world, endorsement, |row: &endorsement::Model| {
        row.subject_id == held.id && row.side.is_some() && row.withdrawn_on.is_none()
    });
    replant!(world, endorsement::Model { withdrawn_on: Some(ago(world, 1)), ..side });
    plant!(
        world,
        guideline::Model {
            id: id(0x40),
            kind: GuidelineKind::Voluntary,
            topic: GuidelineTopic::Other,
            status: GuidelineStatus::NoticeGiven,
            in_force_from: Some(ago(world, 400)),
            notice_on: Some(ago(world, 5)),
            ends_on: today(world).checked_add_days(Days::new(20)),
            ..held
        }
    );
    for topic in [GuidelineTopic::WellbeingSurvey, GuidelineTopic::Health] {
        let of = guideline::Column::AuthorityId.eq(authority(world));
        let about = guideline::Column::Topic.eq(topic);
        for row in guideline::Entity::find().filter(of).filter(about).all(world.db.read()).await.unwrap() {
            replant!(world, guideline::Model { topic: GuidelineTopic::Other, ..row });
        }
    }
}

async fn plant_tasks(world: &World) {
    use WheelTopic as T;
    let topics = [
        T::WorkEnvironmentDiscussion,
        T::WellbeingSurvey,
        T::WorkplaceAssessment,
        T::SicknessStatistics,
        T::Budget,
        T::PoliticalDialogue,
        T::Strategy,
        T::Training,
    ];
    for (number, topic) in (0x50..).zip(topics) {
        plant!(
            world,
            wheel_task::Model {
                id: id(number),
                committee_id: body(world, true).await.id,
                topic,
                status: WheelTaskStatus::Open,
                due_from: ago(world, 30),
                due_by: ago(world, 1),
                closed_on: None,
                status_reason: None,
                meeting_id: None,
                entry_id: None,
                ..like!(world, wheel_task)
            }
        );
    }
}

async fn plant_budget(world: &World) {
    let cycle = plant!(
        world,
        budget_cycle::Model {
            id: id(0x60),
            year: 2190,
            material_sent_on: None,
            political_dialogue_on: None,
            adopted_on: Some(ago(world, 2)),
            ..like!(world, budget_cycle)
        }
    );
    plant!(
        world,
        budget_reading::Model {
            authority_id: cycle.authority_id,
            id: id(0x61),
            cycle_id: cycle.id,
            number: 1,
            read_on: ago(world, 3),
        }
    );
    plant!(
        world,
        budget_discussion::Model {
            id: id(0x62),
            cycle_id: cycle.id,
            committee_id: body(world, false).await.id,
            reading: 1,
            discussed_on: ago(world, 4),
            meeting_id: None,
            material_sent_on: None,
            ..like!(world, budget_discussion)
        }
    );
}

async fn plant_meetings(world: &World) {
    let committee_id = body(world, false).await.id;
    let plan = strategy_plan::Column::AuthorityId.eq(authority(world));
    for row in strategy_plan::Entity::find().filter(plan).all(world.db.read()).await.unwrap() {
        replant!(world, strategy_plan::Model { committee_id, ..row });
    }
    let soon = today(world).checked_add_days(Days::new(3)).unwrap();
    plant!(
        world,
        meeting::Model {
            id: id(0x70),
            committee_id,
            kind: MeetingKind::Extraordinary,
            status: MeetingStatus::Convened,
            starts_on: soon,
            starts_at: noon(soon),
            ends_at: noon(soon) + chrono::TimeDelta::hours(1),
            agenda_published_at: None,
            held_at: None,
            series_id: None,
            ..like!(world, meeting)
        }
    );
    let adopted = like!(world, minutes, |row: &minutes::Model| row
        .adopted_at
        .is_some_and(|at| at > noon(ago(world, 300))));
    replant!(world, minutes::Model { adopted_at: None, ..adopted });
    let agreement = like!(world, local_agreement);
    replant!(world, local_agreement::Model { rule_set: r#"{"meetingsPerYear":24}"#.to_owned(), ..agreement });
}

/// Every check of the committees' work finds a row that differs and that was not there before.
#[tokio::test]
async fn every_check_finds_a_planted_row() {
    each_database("small", async |world| {
        let before = by_code(&coordinators(&world, json!({"rule": {"gte": 20}})).await);
        plant_decisions(&world).await;
        plant_answers(&world).await;
        plant_guidelines(&world).await;
        plant_tasks(&world).await;
        plant_budget(&world).await;
        plant_meetings(&world).await;
        wrote(&world).await;
        let after = by_code(&coordinators(&world, json!({"rule": {"gte": 20}})).await);
        // These have tests of their own, with the mutations that lead there.
        let elsewhere = [
            FindingCode::ProceduralGuidelinesMissing,
            FindingCode::RegionalProceduralGuidelinesMissing,
            FindingCode::InformationBreachOverdue,
            FindingCode::DevelopmentSpaceExpired,
            FindingCode::BarrierNotTriaged,
        ];
        let checks =
            FindingCode::ALL.iter().filter(|code| code.about().rule >= 20 && !elsewhere.contains(code));
        let nothing = BTreeSet::new();
        for code in checks {
            let known = before.get(code.as_str()).unwrap_or(&nothing);
            let found = after.get(code.as_str()).unwrap_or(&nothing);
            // The demo's main committee has no guidelines on wellbeing and health to begin with.
            let lacking = *code == FindingCode::WellbeingGuidelinesMissing && !found.is_empty();
            let is_new = found.difference(known).next().is_some();
            assert!(lacking || is_new, "{code:?} {} {known:?}", world.database);
        }
        let about = |code: &str, kind, number| {
            assert!(after[code].contains(&Id::new(kind, id(number)).to_string()), "{code}");
        };
        about("DECISION_BEFORE_DISCUSSION", Kind::Decision, 0x11);
        about("DECISION_WITHOUT_DISCUSSION", Kind::Decision, 0x21);
        about("ADVICE_REPLY_OVERDUE", Kind::Decision, 0x21);
        about("FORWARDED_ANSWER_OVERDUE", Kind::AgendaItem, 0x80);
        about("DISAGREEMENT_OVERDUE", Kind::Disagreement, 0x81);
        about("GUIDELINE_NOTICE_TOO_SHORT", Kind::Guideline, 0x40);
        about("WHEEL_TASK_OVERDUE", Kind::WheelTask, 0x57);
        about("BUDGET_DISCUSSION_MISSING", Kind::BudgetCycle, 0x60);
        about("BUDGET_MATERIAL_LATE", Kind::BudgetDiscussion, 0x62);
        about("AGENDA_LATE", Kind::Meeting, 0x70);
        // What each is about can be asked for.
        let shown = all(&world, "medCoordinator", json!({"where": {"rule": {"gte": 20}}})).await;
        assert!(shown.iter().all(|found| found["subject"]["id"] == found["subjectId"]));
    })
    .await;
}

/// A finding about a decision is there for those who see the decision, and the discussion that it tells of; the others
/// neither read nor count it, whatever they ask for.
#[tokio::test]
async fn what_is_hidden_is_not_found() {
    each_database("small", async |world| {
        let (open, _) = decided(&world, 0x10, 20, false).await;
        discussed(&world, 0x12, &open, 10, false).await;
        let (secret, _) = decided(&world, 0x20, 20, true).await;
        discussed(&world, 0x22, &secret, 10, false).await;
        let (kept, _) = decided(&world, 0x30, 20, false).await;
        discussed(&world, 0x32, &kept, 10, true).await;
        plant_answers(&world).await;
        wrote(&world).await;

        let planted = |found: Vec<Value>| -> BTreeSet<u128> {
            let ids = found.iter().map(|found| found["subjectId"].as_str().unwrap().parse::<Id>().unwrap());
            ids.map(|id| id.uuid.as_u128()).filter(|id| id >> 16 == 0xfeed).map(|id| id & 0xffff).collect()
        };
        let asked = json!({"where": {"code": {"in": ["DECISION_BEFORE_DISCUSSION"]}}});
        let whole = planted(all(&world, "medCoordinator", asked.clone()).await);
        assert_eq!(whole, BTreeSet::from([0x11, 0x21, 0x31]));
        for name in ["employee", "analyst"] {
            // The demo callers can hold a mandate; these hold none.
            let outside = token_with(&world, name, |claims| claims.person_id = None);
            assert_eq!(
                planted(all_as(&world, Some(&outside), asked.clone()).await),
                BTreeSet::from([0x11]),
                "{name}"
            );
            let kept =
                json!({"where": {"code": {"in": ["DISAGREEMENT_OVERDUE", "FORWARDED_ANSWER_OVERDUE"]}}});
            let found = planted(all_as(&world, Some(&outside), kept).await);
            assert!(found.is_empty(), "{name} {found:x?}");
        }
        let limited = token_with(&world, "secretary", |claims| {
            claims.roles = BTreeSet::from([Role::Secretary]);
            claims.unit_id = None;
        });
        assert_eq!(planted(all_as(&world, Some(&limited), asked).await), whole);
    })
    .await;
}
