//! Findings, worked out at most once for each date in a request: a list of fifty committees that all ask for theirs
//! shares one evaluation, and so do the levels of a tree. After a write within the request they are worked out anew.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use tokio::sync::Mutex;

use super::{
    service::{Findings, findings},
    store,
};
use crate::{
    core::{Ctx, Error, Result},
    graphql::loaders::Loaders,
};

/// The findings of one request so far, with the place in the change log up to which they tell.
#[derive(Debug, Default)]
pub struct Worked(Mutex<HashMap<NaiveDate, (i64, Arc<Findings>)>>);

impl Worked {
    /// The findings on these dates. Those who ask while they are being worked out wait for them.
    async fn get(&self, ctx: &Ctx, dates: HashSet<NaiveDate>) -> Result<HashMap<NaiveDate, Arc<Findings>>> {
        let mut worked = self.0.lock().await;
        // Read first: a write that comes in between makes what follows newer than this says, never older.
        let written = store::written(ctx).await?;
        worked.retain(|_, (up_to, _)| *up_to == written);
        for as_of in &dates {
            if !worked.contains_key(as_of) {
                worked.insert(*as_of, (written, Arc::new(findings(ctx, *as_of).await?)));
            }
        }
        let known = |as_of: NaiveDate| Some((as_of, Arc::clone(&worked.get(&as_of)?.1)));
        Ok(dates.into_iter().filter_map(known).collect())
    }
}

/// Key of all findings of the caller's authority on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindingsOn(pub NaiveDate);

impl Loader<FindingsOn> for Loaders {
    type Value = Arc<Findings>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[FindingsOn],
    ) -> std::result::Result<HashMap<FindingsOn, Arc<Findings>>, Arc<Error>> {
        let dates = keys.iter().map(|key| key.0).collect();
        let found = self.1.get(&self.0, dates).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|(as_of, findings)| (FindingsOn(as_of), findings)).collect())
    }
}
