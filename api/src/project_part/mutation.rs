//! Mutations on the parts of development projects. Thin: read the input, call the service, answer.

mod inputs;
mod trials;

use async_graphql::{Context, Object};
use entity::{development_space, lesson, problem_statement, prototype, trial};

pub use self::{inputs::*, trials::*};
use super::{
    service,
    types::{DevelopmentSpace, Lesson, ProblemStatement, Prototype, Trial},
};
use crate::{
    core::Result,
    graphql::{
        context::ContextExt,
        mutation::{answer, command, payload},
    },
};

payload! {
    ProblemStatementCreatePayload { problem_statement: ProblemStatement }
    ProblemStatementUpdatePayload { problem_statement: ProblemStatement }
    PrototypeCreatePayload { prototype: Prototype }
    PrototypeUpdatePayload { prototype: Prototype }
    TrialCreatePayload { trial: Trial }
    TrialUpdatePayload { trial: Trial }
    LessonCreatePayload { lesson: Lesson }
    LessonUpdatePayload { lesson: Lesson }
    DevelopmentSpaceCreatePayload { development_space: DevelopmentSpace }
    DevelopmentSpaceUpdatePayload { development_space: DevelopmentSpace }
    PrototypeVersionAddPayload { prototype: Prototype }
}

/// The body of a mutation that records a part.
macro_rules! record {
    ($ctx:ident, $input:ident, $table:ident) => {
        match $input.read($ctx.cx().today()) {
            Ok((project, row)) => {
                let written = service::create::<$table::Entity>($ctx.cx(), project, row);
                answer($ctx, None, None, Box::pin(written).await).await
            }
            Err(error) => answer($ctx, None, None, Err(error)).await,
        }
    };
}

/// The body of a mutation that changes a part.
macro_rules! change {
    ($ctx:ident, $input:ident, $table:ident) => {{
        let version = $input.if_version;
        match $input.read() {
            Ok((id, change)) => {
                let update = |id| service::update::<$table::Entity>($ctx.cx(), id, version, change);
                command($ctx, Ok(id), |id| Box::pin(update(id))).await
            }
            Err(error) => answer($ctx, None, None, Err(error)).await,
        }
    }};
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ProjectPartMutation;

#[Object]
impl ProjectPartMutation {
    /// Records a problem statement of a development project in which your authority takes part. Needs SECRETARY or MED_COORDINATOR; in the
    /// authority that leads the project also a mandate in the committee that follows it.
    async fn problem_statement_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: ProblemStatementCreateInput,
    ) -> Result<ProblemStatementCreatePayload> {
        record!(ctx, input, problem_statement)
    }

    /// Changes a problem statement that your authority recorded, also after it has left the project. Needs what recording it needs.
    async fn problem_statement_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: ProblemStatementUpdateInput,
    ) -> Result<ProblemStatementUpdatePayload> {
        change!(ctx, input, problem_statement)
    }

    /// Records a prototype of a development project in which your authority takes part. Needs SECRETARY or MED_COORDINATOR; in the
    /// authority that leads the project also a mandate in the committee that follows it.
    async fn prototype_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: PrototypeCreateInput,
    ) -> Result<PrototypeCreatePayload> {
        record!(ctx, input, prototype)
    }

    /// Changes a prototype that your authority recorded, also after it has left the project. Needs what recording it needs.
    async fn prototype_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: PrototypeUpdateInput,
    ) -> Result<PrototypeUpdatePayload> {
        change!(ctx, input, prototype)
    }

    /// Records a trial of a development project in which your authority takes part. Needs SECRETARY or MED_COORDINATOR; in the
    /// authority that leads the project also a mandate in the committee that follows it.
    async fn trial_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: TrialCreateInput,
    ) -> Result<TrialCreatePayload> {
        record!(ctx, input, trial)
    }

    /// Changes a trial that your authority recorded, also after it has left the project. Needs what recording it needs.
    async fn trial_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: TrialUpdateInput,
    ) -> Result<TrialUpdatePayload> {
        change!(ctx, input, trial)
    }

    /// Records a lesson of a development project in which your authority takes part. Needs SECRETARY or MED_COORDINATOR; in the
    /// authority that leads the project also a mandate in the committee that follows it.
    async fn lesson_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: LessonCreateInput,
    ) -> Result<LessonCreatePayload> {
        record!(ctx, input, lesson)
    }

    /// Changes a lesson that your authority recorded, also after it has left the project. Needs what recording it needs.
    async fn lesson_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: LessonUpdateInput,
    ) -> Result<LessonUpdatePayload> {
        change!(ctx, input, lesson)
    }

    /// Records a development space of a development project in which your authority takes part. Needs SECRETARY or MED_COORDINATOR; in the
    /// authority that leads the project also a mandate in the committee that follows it.
    async fn development_space_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new one.")] input: DevelopmentSpaceCreateInput,
    ) -> Result<DevelopmentSpaceCreatePayload> {
        record!(ctx, input, development_space)
    }

    /// Changes a development space that your authority recorded, also after it has left the project. Needs what recording it needs.
    async fn development_space_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: DevelopmentSpaceUpdateInput,
    ) -> Result<DevelopmentSpaceUpdatePayload> {
        change!(ctx, input, development_space)
    }

    /// Adds a version to a prototype that your authority recorded. Needs what recording it needs.
    async fn prototype_version_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new version.")] input: PrototypeVersionAddInput,
    ) -> Result<PrototypeVersionAddPayload> {
        let (id, version, row) = input.read(ctx.cx().today());
        command(ctx, id, |id| Box::pin(service::add_version(ctx.cx(), id, version, row))).await
    }
}
