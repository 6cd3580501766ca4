//! What a stopped server leaves, and who tidies it up.

use chrono::TimeDelta;
use medspil::{housekeeping::TASKS, storage::Key};
use serde_json::json;
use uuid::Uuid;

use super::{Now, PDF, announced, lying, open_item, read, state, stored};
use crate::support::world::{World, each_database};

/// One turn of the work that each server does.
async fn tidy(world: &World) -> u64 {
    let task = TASKS.iter().find(|task| task.name == "attachments").unwrap();
    task.turn(&world.db, &world.storage, &world.clock).await.unwrap()
}

/// Content whose row was never written, as a server leaves it that is killed between the two.
async fn orphan(world: &World, authority: Uuid) -> Key {
    let key = Key { authority, content: Uuid::now() };
    let mut writer = world.storage.writer(key);
    writer.write(bytes::Bytes::from_static(PDF)).await.unwrap();
    writer.finish().await.unwrap();
    key
}

/// Content that no row names goes after a day and not before, and so does a file that was being written; what a row names
/// stays, and so does what is not ours. Announced and never sent is removed, with a change that says so.
#[tokio::test]
async fn what_nothing_names_goes_after_a_day() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let kept = stored(&world, &item).await;
        let never = announced(&world, &item, PDF, json!({})).await;
        let authority = world.account("secretary").authority_id;
        orphan(&world, authority).await;
        orphan(&world, Uuid::now()).await;
        let folder = world.files.path().join(authority.simple().to_string());
        std::fs::write(folder.join(format!("{}#1", Uuid::now().simple())), "half").unwrap();
        std::fs::write(folder.join("notes.txt"), "not ours").unwrap();
        assert_eq!(tidy(&world).await, 0);
        assert_eq!(lying(&world).len(), 5);
        // The files are as old as this test; the clock of the servers says otherwise.
        world.pass(TimeDelta::days(36_500));
        assert_eq!(tidy(&world).await, 4);
        let left: Vec<String> = lying(&world)
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left.contains(&"notes.txt".to_owned()));
        assert_eq!(tidy(&world).await, 0);
        world.pass(-TimeDelta::days(36_500));
        assert_eq!(read(&world, "employee", &kept).await.body, PDF);
        assert_eq!(state(&world, &never).await, "REMOVED");
        let changes = "{ changes(types: [ATTACHMENT], last: 1) { nodes { kind subjectType } } }";
        let last = world.ask("medCoordinator", changes).await;
        assert_eq!(last.at("/data/changes/nodes/0"), &json!({ "kind": "END", "subjectType": "ATTACHMENT" }));
    })
    .await;
}

/// A store that lost content says so as a fault of the server, and what is not there is never an empty file.
#[tokio::test]
async fn lost_content_is_a_fault() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        for file in lying(&world) {
            std::fs::remove_file(file).unwrap();
        }
        assert_eq!(read(&world, "employee", &path).await.refusal(), (500, "INTERNAL".into()));
    })
    .await;
}
