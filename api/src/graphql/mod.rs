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

use crate::{core::Ctx, finding::loader::Worked};

/// Answers one request that the document guard let through.
pub async fn execute(
    schema: &Schema,
    request: async_graphql::Request,
    ctx: Arc<Ctx>,
) -> async_graphql::Response {
    let worked = Worked::new(Arc::clone(&schema.judgements));
    let batches = batch::Batches::new(Arc::clone(&ctx), worked);
    let mut response = schema.types.execute(request.data(Arc::clone(&ctx)).data(batches)).await;
    error::finish(&mut response, &ctx);
    response
}
