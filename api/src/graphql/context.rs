//! What a resolver can reach: the request's context and its loaders.

use std::sync::Arc;

use async_graphql::Context;
use chrono::NaiveDate;

use super::{batch::Batches, scalar::Date};
use crate::{
    core::{Ctx, Error, Result, validity},
    storage::Storage,
};

/// Shorthands on the GraphQL context.
pub trait ContextExt {
    /// The request's context.
    fn cx(&self) -> &Arc<Ctx>;
    /// The request's loaders.
    fn loaders(&self) -> &Batches;
    /// The store of files of this server.
    fn storage(&self) -> Result<&Storage>;
    /// The date that a root field's `asOf` means: today in Denmark when it is absent.
    fn as_of(&self, date: Option<Date>) -> Result<NaiveDate>;
}

impl ContextExt for Context<'_> {
    fn cx(&self) -> &Arc<Ctx> {
        self.data_unchecked()
    }

    fn loaders(&self) -> &Batches {
        self.data_unchecked()
    }

    fn storage(&self) -> Result<&Storage> {
        self.data().map_err(|_| Error::internal("this program has no store of files"))
    }

    fn as_of(&self, date: Option<Date>) -> Result<NaiveDate> {
        match date {
            None => Ok(self.cx().today()),
            Some(Date(date)) => {
                validity::check_range("asOf", date)?;
                Ok(date)
            }
        }
    }
}
