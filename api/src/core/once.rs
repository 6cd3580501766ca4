//! A request that is carried out once: the claim that its writes are counted under.
//!
//! A write under a claim counts itself in its own transaction, and only while the claim holds. So the count is right
//! after a crash at any moment, and somebody whose claim was taken over can no longer write.

use std::sync::atomic::{AtomicBool, Ordering};

use entity::idempotency_key::{self, Column};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{Error, Result};

/// A claim on a key.
#[derive(Debug)]
pub struct Once {
    /// The authority.
    pub authority_id: Uuid,
    /// The caller.
    pub credential: String,
    /// The key.
    pub key: String,
    /// This claim.
    pub claim: Uuid,
    secret: AtomicBool,
}

impl Once {
    /// A claim on a key of a credential.
    pub fn new(authority_id: Uuid, credential: String, key: String, claim: Uuid) -> Self {
        Self { authority_id, credential, key, claim, secret: AtomicBool::new(false) }
    }

    /// The answer will hold something that is shown once: it must not be kept.
    pub fn answer_is_secret(&self) {
        self.secret.store(true, Ordering::Release);
    }

    /// Whether the answer may be kept.
    pub fn may_keep_answer(&self) -> bool {
        !self.secret.load(Ordering::Acquire)
    }

    /// Counts a write in its own transaction. A claim that was lost stops the write.
    pub(super) async fn count_write(&self, transaction: &impl ConnectionTrait) -> Result<()> {
        let counted = idempotency_key::Entity::update_many()
            .col_expr(Column::Written, Expr::col(Column::Written).add(1))
            .filter(Column::AuthorityId.eq(self.authority_id))
            .filter(Column::Credential.eq(self.credential.as_str()))
            .filter(Column::Key.eq(self.key.as_str()))
            .filter(Column::Claim.eq(self.claim))
            .exec(transaction)
            .await?;
        if counted.rows_affected == 1 { Ok(()) } else { Err(Error::Timeout) }
    }
}
