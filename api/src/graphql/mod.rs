//! GraphQL: the glue that all domains share. Knows no web server.

pub mod batch;
pub mod connection;
pub mod context;
pub mod enums;
pub mod error;
pub mod filter;
pub mod guard;
pub mod ids;
pub mod loaders;
pub mod mutation;
mod node;
pub mod order;
pub mod scalar;
mod schema;

use std::sync::Arc;

pub use node::{Node, load_node};
pub use schema::{Mutation, Query, Schema, SchemaOptions, schema, sdl};

use crate::{core::Ctx, finding::loader::Worked, read_log::loader::Noted};

/// Answers one request that the document guard let through. Nothing is read when what is read could not be noted.
pub async fn execute(
    schema: &Schema,
    request: async_graphql::Request,
    ctx: Arc<Ctx>,
) -> async_graphql::Response {
    let mut response = match ctx.db.room_to_note().await {
        Ok(()) => {
            let worked = Worked::new(Arc::clone(&schema.judgements));
            let batches = batch::Batches::new(Arc::clone(&ctx), worked);
            let noted = Noted::default();
            let request = request.data(Arc::clone(&ctx)).data(batches).data(noted.clone());
            let response = schema.types.execute(request).await;
            noted.keep(&ctx);
            response
        }
        Err(error) => {
            let error = async_graphql::Error::from(error).into_server_error(async_graphql::Pos::default());
            async_graphql::Response::from_errors(vec![error])
        }
    };
    error::finish(&mut response, &ctx);
    response
}
