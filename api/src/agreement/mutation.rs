//! Mutations on local agreements. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

use super::{
    rules::{Changes, Override},
    service,
    types::{LocalAgreement, StringModel},
};
use crate::{
    core::{Kind, Result, Validity},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, patch, payload},
        scalar::Date,
    },
};

payload! {
    LocalAgreementCreatePayload { local_agreement: LocalAgreement }
    LocalAgreementUpdatePayload { local_agreement: LocalAgreement }
    LocalAgreementEndPayload { local_agreement: LocalAgreement }
}

/// A number that a local agreement sets instead of the framework agreement's.
#[derive(Debug, InputObject)]
pub struct RuleOverrideInput {
    /// The parameter, as in `RuleParameter.name`, for example "termMonths".
    name: String,
    /// Its value, in the parameter's unit and range.
    value: i32,
}

/// A new local MED agreement.
#[derive(Debug, InputObject)]
pub struct LocalAgreementCreateInput {
    /// Title; 1 to 200 characters.
    title: String,
    /// Whether the committees also do the work-environment tasks.
    string_model: StringModel,
    /// The numbers that it sets; at most 100. All others are those of the framework agreement.
    #[graphql(default)]
    rule_overrides: Vec<RuleOverrideInput>,
    /// First day on which it is in force. No other agreement may be in force on any of its days.
    valid_from: Date,
    /// First day on which it is no longer in force; null or absent while open.
    valid_to: Option<Date>,
}

/// A correction of an agreement, for the whole time that it is in force. What is left out stays as it is. For new
/// terms from a date on, end the agreement and record a new one.
#[derive(Debug, InputObject)]
pub struct LocalAgreementUpdateInput {
    /// The agreement.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// New string model; cannot be removed.
    string_model: MaybeUndefined<StringModel>,
    /// All numbers that it sets, in place of those that it set before; null or empty for none.
    rule_overrides: MaybeUndefined<Vec<RuleOverrideInput>>,
    /// New first day; cannot be removed.
    valid_from: MaybeUndefined<Date>,
    /// New first day on which it is no longer in force; null opens it.
    valid_to: MaybeUndefined<Date>,
}

/// The end of an agreement.
#[derive(Debug, InputObject)]
pub struct LocalAgreementEndInput {
    /// The agreement.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it is no longer in force; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct AgreementMutation;

#[Object]
impl AgreementMutation {
    /// Records a local MED agreement with the numbers that it sets. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn local_agreement_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new agreement.")] input: LocalAgreementCreateInput,
    ) -> Result<LocalAgreementCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Corrects a local MED agreement. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn local_agreement_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: LocalAgreementUpdateInput,
    ) -> Result<LocalAgreementUpdatePayload> {
        let version = input.if_version;
        match ids::input(Kind::LocalAgreement, "id", &input.id) {
            Ok(id) => {
                let result = service::update(ctx.cx(), id, version, input.changes()).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a local MED agreement. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn local_agreement_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which agreement, from when.")] input: LocalAgreementEndInput,
    ) -> Result<LocalAgreementEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::LocalAgreement, "id", &input.id) {
            Ok(id) => {
                let result = service::end(ctx.cx(), id, input.if_version, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl LocalAgreementCreateInput {
    fn read(self) -> Result<service::New> {
        Ok(service::New {
            title: self.title,
            string_model: self.string_model.into(),
            overrides: overrides(self.rule_overrides),
            validity: Validity::new("validTo", self.valid_from.0, self.valid_to.map(|to| to.0))?,
        })
    }
}

impl LocalAgreementUpdateInput {
    fn changes(self) -> Changes {
        Changes {
            title: patch(self.title),
            string_model: patch(self.string_model.map_value(Into::into)),
            overrides: patch(self.rule_overrides.map_value(overrides)),
            valid_from: patch(self.valid_from.map_value(Into::into)),
            valid_to: patch(self.valid_to.map_value(Into::into)),
        }
    }
}

fn overrides(inputs: Vec<RuleOverrideInput>) -> Vec<Override> {
    inputs.into_iter().map(|input| (input.name, input.value.into())).collect()
}
