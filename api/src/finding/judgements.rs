//! What the rules said of an authority on a date, kept for as long as its change log stands still.
//!
//! Every fact that a rule looks at belongs to the authority, and every write of it takes the next number of its change
//! log. So what was judged up to a number is right for whoever reads that number, on every node, and needs no time
//! limit. It is the whole outcome; what of it a caller sees is cut out for each request. Those who ask for the same
//! while it is worked out wait for it.

use std::sync::Arc;

use chrono::NaiveDate;
use quick_cache::{Weighter, sync::Cache};
use uuid::Uuid;

use super::{Finding, Found};
use crate::core::Result;

/// Most bytes kept, by estimate.
const BYTES_MAX: u64 = 24 * 1_024 * 1_024;
/// What a finding takes beside its message: its other texts, the key of its committee, the allocations.
const BYTES_BESIDE: usize = 700;

/// A finding, whole, and the person of the mandate that it is about.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The finding.
    pub found: Arc<Found>,
    /// The person; none if it is about something else.
    pub holder: Option<Uuid>,
}

/// Which authority, up to which number of its change log, on which date.
type Of = (Uuid, i64, NaiveDate);

/// Weighs by bytes.
#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Of, Arc<Vec<Judgement>>> for Bytes {
    fn weight(&self, _: &Of, judged: &Arc<Vec<Judgement>>) -> u64 {
        let message = |finding: &Finding| finding.message.da.len() + finding.message.en.len();
        let bytes: usize = judged.iter().map(|one| BYTES_BESIDE + message(&one.found.finding)).sum();
        u64::try_from(bytes).unwrap_or(u64::MAX).max(1)
    }
}

/// What has been judged, of all authorities that this node was asked about.
#[derive(Debug)]
pub struct Judgements(Cache<Of, Arc<Vec<Judgement>>, Bytes>);

impl Default for Judgements {
    fn default() -> Self {
        Self(Cache::with_weighter(256, BYTES_MAX, Bytes))
    }
}

impl Judgements {
    /// What was judged, or what `judge` now finds.
    pub async fn get(
        &self,
        authority_id: Uuid,
        written: i64,
        as_of: NaiveDate,
        judge: impl Future<Output = Result<Vec<Judgement>>>,
    ) -> Result<Arc<Vec<Judgement>>> {
        let judge = async { Ok(Arc::new(judge.await?)) };
        self.0.get_or_insert_async(&(authority_id, written, as_of), judge).await
    }
}
