//! The questions that users ask, each one request, with the answer of the demo: docs/QUESTIONS.md tells the truth.

use serde_json::Value;

use crate::support::{setting, world::each_database};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/QUESTIONS.md");

/// A question of the page: who asks, what, and the answer as it stands there.
struct Question<'a> {
    caller: &'a str,
    query: &'a str,
    answer: &'a str,
}

fn questions(page: &str) -> Vec<Question<'_>> {
    let between = |text: &'static str, end: &'static str| {
        move |part: &'_ str| -> Option<(usize, usize)> {
            let from = part.find(text)? + text.len();
            Some((from, from + part[from..].find(end)?))
        }
    };
    let part = |section, range: Option<(usize, usize)>| -> &str {
        let (from, to) = range.unwrap_or_else(|| panic!("incomplete: {section}"));
        let section: &str = section;
        &section[from..to]
    };
    page.split("\n### ")
        .skip(1)
        .map(|section| Question {
            caller: part(section, between("Asked as `", "`")(section)),
            query: part(section, between("```graphql\n", "\n```")(section)),
            answer: part(section, between("```json\n", "\n```")(section)),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_question_has_the_answer_of_the_page() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let update = setting("MEDSPIL_UPDATE_MATRICES").is_some();
    each_database("demo", async |world| {
        let mut new = page.clone();
        for Question { caller, query, answer } in questions(&page) {
            let told = world.ask(caller, query).await;
            let told = format!("{:#}", told.data());
            let found: Value = serde_json::from_str(&told).unwrap();
            assert!(has_content(&found), "{caller} learns nothing from {query}: {told}");
            if update {
                new = new.replace(
                    &format!("{query}\n```\n\n```json\n{answer}\n"),
                    &format!("{query}\n```\n\n```json\n{told}\n"),
                );
            } else {
                assert_eq!(told, answer, "{} as {caller}: {query}", world.database);
            }
        }
        if update {
            std::fs::write(PAGE, new).unwrap();
        }
    })
    .await;
}

/// Whether an answer tells something: a text or a number other than a count of nothing.
fn has_content(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(has_content),
        Value::Object(fields) => fields.values().any(has_content),
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_i64() != Some(0),
        Value::Null | Value::Bool(_) => false,
    }
}
