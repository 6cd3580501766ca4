//! Traces in development projects: a leader who backs one, and who owns a problem.

use entity::{
    development_project::{self, ProjectOrigin, ProjectPhase, ProjectVisibility, Tags, Themes},
    problem_statement::{self, Sharing},
};
use uuid::Uuid;

use super::GHOST;
use crate::people::{HERE, World, day};

const PROJECT: Uuid = Uuid::from_u128(0x2b0);

pub async fn plant(world: &World) {
    world
        .put([development_project::Model {
            authority_id: HERE,
            id: PROJECT,
            title: "Plantet projekt".into(),
            sort_key: "plantet projekt".into(),
            search_key: "plantet projekt".into(),
            summary: None,
            aim: None,
            themes: Themes::default(),
            tags: Tags::default(),
            origin: ProjectOrigin::Joint,
            committee_id: None,
            org_unit_id: None,
            sponsor_id: Some(GHOST),
            sponsor_level: None,
            sponsor_title: None,
            backing_statement: None,
            backing_hours: None,
            backing_dkk: None,
            visibility: ProjectVisibility::Authority,
            kle: None,
            phase: ProjectPhase::Framed,
            phase_on: day("2023-01-01"),
            started_on: day("2023-01-01"),
            ended_on: None,
            version: 1,
        }])
        .await;
    world
        .put([problem_statement::Model {
            authority_id: HERE,
            id: Uuid::from_u128(0x2b1),
            project_authority_id: HERE,
            project_id: PROJECT,
            sharing: Sharing::Own,
            text: "Plantet problem".into(),
            context: None,
            owner_side: None,
            owner_organisation: None,
            owner_id: Some(GHOST),
            begun_on: day("2023-01-01"),
            version: 1,
        }])
        .await;
}
