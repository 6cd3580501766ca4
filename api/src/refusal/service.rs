//! What others ask about refusals.

use super::policy;
use crate::{
    core::{Ctx, Result},
    rights::refused,
};

/// Refuses everybody but auditors, and remembers that.
pub fn check_auditor(ctx: &Ctx) -> Result<()> {
    if policy::is_auditor(&ctx.actor) { Ok(()) } else { Err(refused(ctx, "REFUSALS_READ", None)) }
}
