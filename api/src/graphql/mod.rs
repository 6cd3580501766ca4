//! GraphQL: the glue that all domains share. Knows no web server.

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

use crate::core::Ctx;

/// Answers one request that the document guard let through.
pub async fn execute(
    schema: &Schema,
    request: async_graphql::Request,
    ctx: Arc<Ctx>,
) -> async_graphql::Response {
    let loaders = loaders::Loaders::for_request(Arc::clone(&ctx));
    let mut response = schema.execute(request.data(Arc::clone(&ctx)).data(loaders)).await;
    error::finish(&mut response, &ctx);
    response
}
