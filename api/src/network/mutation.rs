//! Mutations on networks. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::NaiveDate;
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::Changes,
    service::{self, New},
    types::{Network, NetworkKind},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
};

payload! {
    NetworkCreatePayload { network: Network }
    NetworkUpdatePayload { network: Network }
    NetworkAdmitPayload { network: Network }
    NetworkReleasePayload { network: Network }
}

/// A new network, led by your authority.
#[derive(Debug, InputObject)]
pub struct NetworkCreateInput {
    /// Its name; 1 to 200 characters.
    name: String,
    /// What it is for; 1 to 20,000 characters.
    purpose: String,
    /// What kind of network.
    kind: NetworkKind,
    /// Its first day; today in Denmark when absent.
    valid_from: Option<Date>,
    /// First day on which it no longer exists.
    valid_to: Option<Date>,
}

/// A change of a network. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct NetworkUpdateInput {
    /// The network.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New name; cannot be removed.
    name: MaybeUndefined<String>,
    /// New purpose; cannot be removed.
    purpose: MaybeUndefined<String>,
    /// New kind; cannot be removed.
    kind: MaybeUndefined<NetworkKind>,
    /// First day on which it no longer exists; null when no end is known. What was shared with it is then closed to the
    /// others again.
    valid_to: MaybeUndefined<Date>,
}

/// An authority that joins or leaves a network.
#[derive(Debug, InputObject)]
pub struct NetworkMemberInput {
    /// The network.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The authority.
    authority_id: ID,
    /// The first day on which it is in it, or no longer is; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct NetworkMutation;

#[Object]
impl NetworkMutation {
    /// Founds a network that your authority leads. Needs MED_COORDINATOR or AUTHORITY_ADMIN. Danish: opret netværk.
    async fn network_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new network.")] input: NetworkCreateInput,
    ) -> Result<NetworkCreatePayload> {
        let new = New {
            name: input.name,
            purpose: input.purpose,
            kind: input.kind.into(),
            valid_from: input.valid_from.map(|from| from.0),
            valid_to: input.valid_to.map(|to| to.0),
        };
        answer(ctx, None, None, service::create(ctx.cx(), new).boxed().await).await
    }

    /// Changes a network that your authority leads, or ends it. Needs what `networkCreate` needs.
    async fn network_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: NetworkUpdateInput,
    ) -> Result<NetworkUpdatePayload> {
        let id = ids::input(Kind::Network, "id", &input.id);
        let changes = Changes {
            name: patch(input.name),
            purpose: patch(input.purpose),
            kind: patch(input.kind.map_value(Into::into)),
            valid_to: patch(input.valid_to.map_value(Into::into)),
        };
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// Lets an authority into a network that yours leads: from that day on it sees what is shared with the network. Needs
    /// what `networkCreate` needs. Danish: optag i netværk.
    async fn network_admit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which network, which authority.")] input: NetworkMemberInput,
    ) -> Result<NetworkAdmitPayload> {
        let version = input.if_version;
        let (id, member) = input.read(ctx.cx().today());
        command(ctx, id, |id| service::admit(ctx.cx(), id, version, member)).await
    }

    /// Records that an authority left a network that yours leads. Needs what `networkCreate` needs. Danish: udtræden af
    /// netværk.
    async fn network_release(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which network, which authority.")] input: NetworkMemberInput,
    ) -> Result<NetworkReleasePayload> {
        let version = input.if_version;
        let (id, member) = input.read(ctx.cx().today());
        command(ctx, id, |id| service::release(ctx.cx(), id, version, member)).await
    }
}

impl NetworkMemberInput {
    /// The network, and who joins or leaves when; the first holds the faults of both ids.
    fn read(self, today: NaiveDate) -> (Result<Uuid>, (Uuid, NaiveDate)) {
        let read = || {
            let mut faults = Faults::default();
            let id = faults.take(ids::input(Kind::Network, "id", &self.id))?;
            let member = faults.take(ids::input(Kind::Authority, "authorityId", &self.authority_id))?;
            faults.finish()?;
            Ok((id.unwrap_or_default(), member.unwrap_or_default()))
        };
        let on = self.on.map_or(today, |on| on.0);
        match read() {
            Ok((id, member)) => (Ok(id), (member, on)),
            Err(error) => (Err(error), (Uuid::nil(), on)),
        }
    }
}
