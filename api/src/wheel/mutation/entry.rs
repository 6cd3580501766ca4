//! Mutations on the template of the annual wheel.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::super::{
    rules::entry::{Changes, Facts},
    service::entry as service,
    types::{MonthDay, WheelEntry, WheelTopic},
};
use crate::{
    committee::types::CommitteeLevel,
    core::{Kind, Result, Validity, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, patch, payload},
        scalar::Date,
    },
};

payload! {
    WheelEntryCreatePayload { wheel_entry: WheelEntry }
    WheelEntryUpdatePayload { wheel_entry: WheelEntry }
    WheelEntryEndPayload { wheel_entry: WheelEntry }
}

/// A new entry of the template.
#[derive(Debug, InputObject)]
pub struct WheelEntryCreateInput {
    /// The local agreement whose template it belongs to.
    agreement_id: ID,
    /// What it is about.
    topic: WheelTopic,
    /// Title; 1 to 200 characters. It becomes the title of the tasks.
    title: String,
    /// The number of the rule that asks for it, 1 to 56.
    rule_ref: Option<i32>,
    /// First day of the window in which it is to be done each year.
    window_from: MonthDay,
    /// Last day of the window; before the first day means in the next year.
    window_to: MonthDay,
    /// The levels of the committees that it concerns; at least one.
    levels: Vec<CommitteeLevel>,
    /// First day on which it holds.
    valid_from: Date,
    /// First day on which it no longer holds; null or absent while open.
    valid_to: Option<Date>,
}

/// A correction of an entry; tasks that were made from it stay as they are. What is left out stays.
#[derive(Debug, InputObject)]
pub struct WheelEntryUpdateInput {
    /// The entry.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it is about; cannot be removed.
    topic: MaybeUndefined<WheelTopic>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// The number of the rule that asks for it; null removes it.
    rule_ref: MaybeUndefined<i32>,
    /// First day of the window; cannot be removed.
    window_from: MaybeUndefined<MonthDay>,
    /// Last day of the window; cannot be removed.
    window_to: MaybeUndefined<MonthDay>,
    /// All levels that it concerns, in place of those before; cannot be removed.
    levels: MaybeUndefined<Vec<CommitteeLevel>>,
    /// First day on which it holds; cannot be removed.
    valid_from: MaybeUndefined<Date>,
    /// First day on which it no longer holds; null opens it.
    valid_to: MaybeUndefined<Date>,
}

/// The end of an entry.
#[derive(Debug, InputObject)]
pub struct WheelEntryEndInput {
    /// The entry.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer holds; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct WheelEntryMutation;

#[Object]
impl WheelEntryMutation {
    /// Adds an entry to the template of the annual wheel. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn wheel_entry_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new entry.")] input: WheelEntryCreateInput,
    ) -> Result<WheelEntryCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok((agreement, facts)) => service::create(ctx.cx(), agreement, facts).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Corrects an entry of the template. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn wheel_entry_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: WheelEntryUpdateInput,
    ) -> Result<WheelEntryUpdatePayload> {
        let version = input.if_version;
        match ids::input(Kind::WheelEntry, "id", &input.id) {
            Ok(id) => {
                let result = service::update(ctx.cx(), id, version, input.changes()).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends an entry of the template; tasks that were made from it stay. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn wheel_entry_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entry, from when.")] input: WheelEntryEndInput,
    ) -> Result<WheelEntryEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::WheelEntry, "id", &input.id) {
            Ok(id) => {
                let result = service::end(ctx.cx(), id, input.if_version, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl WheelEntryCreateInput {
    fn read(self) -> Result<(Uuid, Facts)> {
        let mut faults = Faults::default();
        let agreement = faults.take(ids::input(Kind::LocalAgreement, "agreementId", &self.agreement_id))?;
        let (from, to) = (self.valid_from.0, self.valid_to.map(|to| to.0));
        faults.take(Validity::new("validTo", from, to))?;
        faults.finish()?;
        let facts = Facts {
            topic: self.topic.into(),
            title: self.title,
            rule_ref: self.rule_ref,
            window_from: self.window_from.into(),
            window_to: self.window_to.into(),
            levels: self.levels.into_iter().map(Into::into).collect(),
            validity: Validity::stored(from, to),
        };
        Ok((agreement.unwrap_or_default(), facts))
    }
}

impl WheelEntryUpdateInput {
    fn changes(self) -> Changes {
        let levels = |levels: Vec<CommitteeLevel>| levels.into_iter().map(Into::into).collect();
        Changes {
            topic: patch(self.topic.map_value(Into::into)),
            title: patch(self.title),
            rule_ref: patch(self.rule_ref),
            window_from: patch(self.window_from.map_value(Into::into)),
            window_to: patch(self.window_to.map_value(Into::into)),
            levels: patch(self.levels.map_value(levels)),
            valid_from: patch(self.valid_from.map_value(Into::into)),
            valid_to: patch(self.valid_to.map_value(Into::into)),
        }
    }
}
