//! Mutations on links. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use futures::FutureExt;

use super::{
    service,
    types::{Link, LinkType},
};
use crate::{
    core::{Error, Id, Kind, Result, UserErrorCode, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
        scalar::Date,
    },
};

payload! {
    LinkCreatePayload { link: Link }
    LinkEndPayload { link: Link }
}

/// A new link.
#[derive(Debug, InputObject)]
pub struct LinkCreateInput {
    /// The thing that it goes out from: a matter, a meeting, an agenda item, a conclusion, a decision, a contribution, a
    /// guideline, a plan, an action, a task of the annual wheel, a budget, a committee, a unit, an agreement, a
    /// development project or a lesson.
    from_id: ID,
    /// The thing that it leads to; of the same types.
    to_id: ID,
    /// How the two belong together, read from the first to the second.
    #[graphql(name = "type")]
    link_type: LinkType,
    /// First day on which it holds; today in Denmark when absent.
    valid_from: Option<Date>,
}

/// The end of a link.
#[derive(Debug, InputObject)]
pub struct LinkEndInput {
    /// The link.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer holds; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct LinkMutation;

#[Object]
impl LinkMutation {
    /// Links two things of your authority that you both see. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee of the first, or of the second when the first has none.
    async fn link_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new link.")] input: LinkCreateInput,
    ) -> Result<LinkCreatePayload> {
        let valid_from = input.valid_from.map_or_else(|| ctx.cx().today(), |date| date.0);
        let mut faults = Faults::default();
        let from = faults.take(end("fromId", &input.from_id))?;
        let to = faults.take(end("toId", &input.to_id))?;
        let result = match (faults.finish(), from, to) {
            (Ok(()), Some(from), Some(to)) => {
                let link_type = input.link_type.into();
                service::create(ctx.cx(), service::New { from, to, link_type, valid_from }).boxed().await
            }
            (faults, ..) => faults.and(Err(Error::NotFound)),
        };
        answer(ctx, None, None, result).await
    }

    /// Ends a link. Needs the same rights as to make it.
    async fn link_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which link, from when.")] input: LinkEndInput,
    ) -> Result<LinkEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let id = ids::input(Kind::Link, "id", &input.id);
        command(ctx, id, |id| service::end(ctx.cx(), id, input.if_version, on)).await
    }
}

fn end(field: &str, id: &ID) -> Result<Id> {
    ids::any(id).ok_or_else(|| {
        Error::user(
            UserErrorCode::Invalid,
            field,
            "Det er ikke et id fra Medspil.",
            "This is not an id from Medspil.",
        )
    })
}
