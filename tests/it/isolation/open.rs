//! What is rightly open to other authorities, read from the rows themselves and not from the policy under test: published
//! cases, development projects that say so, and parts of them that are as open as the project.

use std::collections::BTreeSet;

use entity::{
    case_study::{self, CaseVisibility},
    development_project::{self, ProjectVisibility},
    development_space, lesson, problem_statement,
    problem_statement::Sharing,
    prototype, trial,
};
use medspil::core::{Id, Kind};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::world::World;

/// What is shared, each with the authority that it belongs to: with those who have a credential, or with everybody. Both
/// authorities of the tests are in the demo's network.
pub async fn shared(world: &World, has_credential: bool) -> Vec<(Uuid, String)> {
    let mut open = cases(world, has_credential).await;
    assert!(!open.is_empty(), "the demo shares no case");
    let projects = projects(world, has_credential).await;
    assert!(projects.len() > 1, "the demo shares no project");
    open.extend(projects);
    open
}

async fn cases(world: &World, has_credential: bool) -> Vec<(Uuid, String)> {
    let rows = case_study::Entity::find().all(world.db.read()).await.unwrap();
    let is_open = |row: &case_study::Model| {
        let is_out = row.published_on.is_some() && row.withdrawn_on.is_none();
        let to_network = row.visibility == CaseVisibility::Network && has_credential;
        is_out && (to_network || row.visibility == CaseVisibility::Public)
    };
    let rows = rows.into_iter().filter(is_open);
    rows.map(|row| (row.authority_id, Id::new(Kind::Case, row.id).to_string())).collect()
}

async fn projects(world: &World, has_credential: bool) -> Vec<(Uuid, String)> {
    let rows = development_project::Entity::find().all(world.db.read()).await.unwrap();
    let is_open = |row: &&development_project::Model| {
        let to_network = row.visibility == ProjectVisibility::Network && has_credential;
        to_network || row.visibility == ProjectVisibility::Public
    };
    let rows: Vec<_> = rows.iter().filter(is_open).collect();
    let projects: BTreeSet<Uuid> = rows.iter().map(|row| row.id).collect();
    let id = |id: Uuid| Id::new(Kind::DevelopmentProject, id).to_string();
    let mut open: Vec<(Uuid, String)> = rows.iter().map(|row| (row.authority_id, id(row.id))).collect();
    macro_rules! parts {
        ($table:ident, $kind:ident) => {
            for row in $table::Entity::find().all(world.db.read()).await.unwrap() {
                if row.sharing == Sharing::Project && projects.contains(&row.project_id) {
                    open.push((row.authority_id, Id::new(Kind::$kind, row.id).to_string()));
                }
            }
        };
    }
    parts!(problem_statement, ProblemStatement);
    parts!(prototype, Prototype);
    parts!(trial, Trial);
    parts!(lesson, Lesson);
    parts!(development_space, DevelopmentSpace);
    open
}
