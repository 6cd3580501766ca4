//! Mutations on development projects. Thin: read the input, call the service, answer.

mod inputs;

use async_graphql::{Context, Object};

pub use self::inputs::*;
use super::{service, types::DevelopmentProject};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
};

payload! {
    DevelopmentProjectCreatePayload { development_project: DevelopmentProject }
    DevelopmentProjectUpdatePayload { development_project: DevelopmentProject }
    DevelopmentProjectMovePayload { development_project: DevelopmentProject }
    ProjectPartnerAddPayload { development_project: DevelopmentProject }
    ProjectPartnerEndPayload { development_project: DevelopmentProject }
    ProjectSteeringSetPayload { development_project: DevelopmentProject }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct DevelopmentProjectMutation;

#[Object]
impl DevelopmentProjectMutation {
    /// Begins a development project that your authority leads. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee that follows it.
    async fn development_project_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new project.")] input: DevelopmentProjectCreateInput,
    ) -> Result<DevelopmentProjectCreatePayload> {
        let result = match input.read(ctx.cx().today()) {
            Ok(stated) => Box::pin(service::create(ctx.cx(), stated)).await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes what is recorded about a development project that your authority leads. Needs what creating it needs.
    async fn development_project_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: DevelopmentProjectUpdateInput,
    ) -> Result<DevelopmentProjectUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, change)) => {
                command(ctx, Ok(id), |id| Box::pin(service::update(ctx.cx(), id, version, change))).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Takes a development project that your authority leads to another phase, and keeps who took part. No phase is skipped,
    /// and none is gone back to. Needs what creating it needs.
    async fn development_project_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which project, where to.")] input: DevelopmentProjectMoveInput,
    ) -> Result<DevelopmentProjectMovePayload> {
        let (id, version, step) = input.read();
        command(ctx, id, |id| Box::pin(service::advance(ctx.cx(), id, version, step))).await
    }

    /// Lets an authority or an organisation take part in a development project that your authority leads. Employees of a
    /// partner authority read the project while it takes part, when its visibility is PARTNERS or wider. Needs what creating
    /// the project needs.
    async fn project_partner_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who joins which project.")] input: ProjectPartnerAddInput,
    ) -> Result<ProjectPartnerAddPayload> {
        let version = input.if_version;
        match input.read(ctx.cx().today()) {
            Ok((id, row)) => {
                command(ctx, Ok(id), |id| Box::pin(service::add_partner(ctx.cx(), id, version, row))).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a partnership. From that day the partner reads what it recorded itself, and what is open to everybody. Needs what
    /// creating the project needs.
    async fn project_partner_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which partner of which project, from when.")] input: ProjectPartnerEndInput,
    ) -> Result<ProjectPartnerEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |on| on.0);
        let id = ids::input(Kind::DevelopmentProject, "id", &input.id);
        let end = |id| service::end_partner(ctx.cx(), id, input.if_version, input.number, on);
        command(ctx, id, |id| Box::pin(end(id))).await
    }

    /// Says how a development project is steered from a day on; what held before ends then. Needs what creating the project
    /// needs.
    async fn project_steering_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How which project is steered.")] input: ProjectSteeringSetInput,
    ) -> Result<ProjectSteeringSetPayload> {
        let (id, version, row) = input.read(ctx.cx().today());
        command(ctx, id, |id| Box::pin(service::steer(ctx.cx(), id, version, row))).await
    }
}
