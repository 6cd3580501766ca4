//! What others ask about refusals.

use super::policy;
use crate::{
    core::{Ctx, Result},
    rights::require,
};

/// Refuses everybody but auditors, and remembers that.
pub fn check_auditor(ctx: &Ctx) -> Result<()> {
    require(ctx, policy::is_auditor(&ctx.actor), "REFUSALS_READ", None)
}
