//! Findings, worked out at most once for each date in a request: a list of fifty committees that all ask for theirs
//! shares one evaluation, and so do the levels of a tree. After a write within the request they are worked out anew.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use tokio::sync::Mutex;

pub use super::judgements::Judgements;
use super::{
    service::{Findings, findings},
    store,
};
use crate::{
    core::{Ctx, Result},
    graphql::batch::{Batched, Loaders},
};

/// The findings of one request so far, with the place in the change log up to which they tell.
#[derive(Debug)]
pub struct Worked {
    judgements: Arc<Judgements>,
    found: Mutex<HashMap<NaiveDate, (i64, Arc<Findings>)>>,
}

impl Worked {
    /// For one request.
    pub fn new(judgements: Arc<Judgements>) -> Self {
        Self { judgements, found: Mutex::default() }
    }

    /// The findings on these dates. Those who ask while they are being worked out wait for them.
    async fn get(&self, ctx: &Ctx, dates: HashSet<NaiveDate>) -> Result<HashMap<NaiveDate, Arc<Findings>>> {
        let mut worked = self.found.lock().await;
        // Read first: a write that comes in between makes what follows newer than this says, never older.
        let written = store::written(ctx).await?;
        worked.retain(|_, (up_to, _)| *up_to == written);
        for as_of in &dates {
            if !worked.contains_key(as_of) {
                let found = findings(ctx, &self.judgements, written, *as_of).await?;
                worked.insert(*as_of, (written, Arc::new(found)));
            }
        }
        let known = |as_of: NaiveDate| Some((as_of, Arc::clone(&worked.get(&as_of)?.1)));
        Ok(dates.into_iter().filter_map(known).collect())
    }
}

/// Key of all findings of the caller's authority on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindingsOn(pub NaiveDate);

impl Batched for FindingsOn {
    type Value = Arc<Findings>;

    async fn load(loaders: &Loaders, keys: Vec<Self>) -> Result<HashMap<Self, Arc<Findings>>> {
        let dates = keys.iter().map(|key| key.0).collect();
        let found = loaders.worked.get(&loaders.ctx, dates).await?;
        Ok(found.into_iter().map(|(as_of, findings)| (FindingsOn(as_of), findings)).collect())
    }
}
