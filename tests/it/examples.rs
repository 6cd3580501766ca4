//! What the documents show works when it is pasted: the queries of the README and of the explorer.

use crate::support::world::each_database;

const README: &str = include_str!("../../README.md");
const EXPLORER: &str = include_str!("../../api/assets/explorer/examples.graphql");

fn documents() -> Vec<String> {
    let readme =
        README.split("```graphql\n").skip(1).map(|rest| rest.split("```").next().unwrap().to_owned());
    let explorer = EXPLORER.split("# da: ").skip(1).map(|example| format!("# da: {example}"));
    readme.chain(explorer).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_answers() {
    each_database("demo", async |world| {
        let documents = documents();
        assert_eq!(documents.len(), 8);
        for document in documents {
            for caller in ["employee", "medCoordinator"] {
                let answer = world.ask(caller, &document).await;
                let text = answer.data().to_string();
                assert!(text.contains("\"nodes\":[{"), "{caller} gets nothing from {document}: {text}");
            }
        }
    })
    .await;
}
