//! Mutations on endorsements that do not depend on what is confirmed. Giving one is a mutation of the thing.

use async_graphql::{Context, ID, InputObject, Object};

use super::{service, types::Endorsement};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{command, payload},
    },
};

payload! {
    EndorsementWithdrawPayload { endorsement: Endorsement }
}

/// A confirmation that is taken back.
#[derive(Debug, InputObject)]
pub struct EndorsementWithdrawInput {
    /// The endorsement.
    id: ID,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct EndorsementMutation;

#[Object]
impl EndorsementMutation {
    /// Takes a confirmation back, while what it confirms is not agreed. Needs SECRETARY or MED_COORDINATOR, or the mandate
    /// of secretary in the committee; for management also the chair, for the employees also the vice-chair.
    async fn endorsement_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which confirmation.")] input: EndorsementWithdrawInput,
    ) -> Result<EndorsementWithdrawPayload> {
        let id = ids::input(Kind::Endorsement, "id", &input.id);
        command(ctx, id, |id| service::withdraw(ctx.cx(), id)).await
    }
}
