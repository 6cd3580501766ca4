//! Mutations on matters. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::{Aspect, ConfidentialBasis, Matter, MatterField, Reform, Theme},
};
use crate::{
    committee::types::CommitteeLevel,
    core::{Kind, Result, confidential::Confidential, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
    seat::types::Side,
};

payload! {
    MatterCreatePayload { matter: Matter }
    MatterUpdatePayload { matter: Matter }
    MatterClosePayload { matter: Matter }
    MatterReopenPayload { matter: Matter }
    MatterHidePayload { matter: Matter }
    MatterDisclosePayload { matter: Matter }
    MatterMergePayload { matter: Matter }
    MatterSplitPayload { matter: Matter }
}

/// A new matter.
#[derive(Debug, InputObject)]
pub struct MatterCreateInput {
    /// The committee where it begins; it has to exist on the day on which the matter begins.
    committee_id: ID,
    /// What it is about, in one line; 1 to 200 characters.
    title: String,
    /// More about it; at most 20,000 characters.
    description: Option<String>,
    /// Which of the four fields of co-determination it is about; at least one.
    fields: Vec<MatterField>,
    /// Which side of co-determination it belongs to.
    aspect: Aspect,
    /// Which other side it belongs to; not the same.
    second_aspect: Option<Aspect>,
    /// What is developed.
    theme: Option<Theme>,
    /// The reform that it carries out.
    reform: Option<Reform>,
    /// KLE number, perhaps with its facet: "81.39.00 P35". Only the form is checked.
    kle: Option<String>,
    /// Its number in the case system; at most 50 characters.
    case_number: Option<String>,
    /// Its address in the case system; `https` only.
    case_url: Option<String>,
    /// The side that raised it.
    origin_side: Option<Side>,
    /// The unit that it comes from.
    origin_unit_id: Option<ID>,
    /// The level of committee where it began.
    origin_level: Option<CommitteeLevel>,
    /// The legal basis for hiding it; open when absent.
    confidential_basis: Option<ConfidentialBasis>,
    /// What the legal basis is in this case; at most 1,000 characters. Names the law when the basis is OTHER_LAW.
    confidential_note: Option<String>,
    /// The day on which it began, not in the future; today in Denmark when absent.
    opened_on: Option<Date>,
}

/// A change of a matter. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct MatterUpdateInput {
    /// The matter; it has to be open.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// More about it; null removes it.
    description: MaybeUndefined<String>,
    /// All its fields of co-determination; cannot be removed.
    fields: MaybeUndefined<Vec<MatterField>>,
    /// New aspect; cannot be removed.
    aspect: MaybeUndefined<Aspect>,
    /// New second aspect; null removes it.
    second_aspect: MaybeUndefined<Aspect>,
    /// New theme; null removes it.
    theme: MaybeUndefined<Theme>,
    /// New reform; null removes it.
    reform: MaybeUndefined<Reform>,
    /// New KLE number; null removes it.
    kle: MaybeUndefined<String>,
    /// New number in the case system; null removes it.
    case_number: MaybeUndefined<String>,
    /// New address in the case system; null removes it.
    case_url: MaybeUndefined<String>,
    /// The side that raised it; null removes it.
    origin_side: MaybeUndefined<Side>,
    /// The unit that it comes from; null removes it.
    origin_unit_id: MaybeUndefined<ID>,
    /// The level of committee where it began; null removes it.
    origin_level: MaybeUndefined<CommitteeLevel>,
}

/// The end of a matter.
#[derive(Debug, InputObject)]
pub struct MatterCloseInput {
    /// The matter.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The day on which it ended, not in the future; today in Denmark when absent.
    on: Option<Date>,
}

/// A matter, for what needs no more.
#[derive(Debug, InputObject)]
pub struct MatterMoveInput {
    /// The matter.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// Why a matter is hidden.
#[derive(Debug, InputObject)]
pub struct MatterHideInput {
    /// The matter.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The legal basis.
    basis: ConfidentialBasis,
    /// What the legal basis is in this case; at most 1,000 characters. Names the law when the basis is OTHER_LAW.
    note: Option<String>,
}

/// Two matters that become one.
#[derive(Debug, InputObject)]
pub struct MatterMergeInput {
    /// The matter that becomes part of the other; it stays readable.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The matter that takes over all that belongs to it; open, and hidden or not as the first.
    into_id: ID,
}

/// A matter of which some agenda items become a matter of their own.
#[derive(Debug, InputObject)]
pub struct MatterSplitInput {
    /// The matter; it has to be open.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The title of the new matter; the rest it has from the first.
    title: String,
    /// The items that go with it, and their conclusions, decisions and contributions; 1 to 100.
    agenda_item_ids: Vec<ID>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct MatterMutation;

#[Object]
impl MatterMutation {
    /// Begins a matter. Needs SECRETARY or MED_COORDINATOR, or a mandate in the committee.
    async fn matter_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new matter.")] input: MatterCreateInput,
    ) -> Result<MatterCreatePayload> {
        let result = match input.read() {
            Ok(new) => Box::pin(service::create(ctx.cx(), new)).await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes what is recorded about an open matter. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in its committee. Hiding and opening are mutations of their own.
    async fn matter_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: MatterUpdateInput,
    ) -> Result<MatterUpdatePayload> {
        let version = input.if_version;
        let (id, changes) = match input.read() {
            Ok((id, changes)) => (Ok(id), changes),
            Err(error) => (Err(error), Changes::default()),
        };
        command(ctx, id, |id| Box::pin(service::update(ctx.cx(), id, version, changes))).await
    }

    /// Ends a matter. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in its
    /// committee.
    async fn matter_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which matter, when.")] input: MatterCloseInput,
    ) -> Result<MatterClosePayload> {
        let (id, on) = (ids::input(Kind::Matter, "id", &input.id), input.on.map(|on| on.0));
        command(ctx, id, |id| service::change_status(ctx.cx(), id, input.if_version, on, "close")).await
    }

    /// Lets a closed matter go on. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary
    /// in its committee.
    async fn matter_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which matter.")] input: MatterMoveInput,
    ) -> Result<MatterReopenPayload> {
        let id = ids::input(Kind::Matter, "id", &input.id);
        command(ctx, id, |id| service::change_status(ctx.cx(), id, input.if_version, None, "reopen")).await
    }

    /// Hides a matter, and all that is in it, from everybody but the committees that work on it; a legal basis is needed.
    /// Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in its committee.
    async fn matter_hide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which matter, and why.")] input: MatterHideInput,
    ) -> Result<MatterHidePayload> {
        let id = ids::input(Kind::Matter, "id", &input.id);
        let why = Confidential { basis: Some(input.basis.into()), note: input.note };
        command(ctx, id, |id| service::hide(ctx.cx(), id, input.if_version, why)).await
    }

    /// Opens a hidden matter to everybody of the authority; items that are hidden themselves stay so. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in its committee.
    async fn matter_disclose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which matter.")] input: MatterMoveInput,
    ) -> Result<MatterDisclosePayload> {
        let id = ids::input(Kind::Matter, "id", &input.id);
        let open = Confidential::default();
        command(ctx, id, |id| service::hide(ctx.cx(), id, input.if_version, open)).await
    }

    /// Makes a matter part of another: agenda items, conclusions, decisions, contributions and links go to that one. Needs
    /// SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committees of both. The
    /// answer is the first matter, which stays readable and says where it went.
    async fn matter_merge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which matter becomes part of which.")] input: MatterMergeInput,
    ) -> Result<MatterMergePayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Matter, "id", &input.id))?;
        let into = faults.take(ids::input(Kind::Matter, "intoId", &input.into_id))?.unwrap_or_default();
        let id = faults.finish().map(|()| id.unwrap_or_default());
        command(ctx, id, |id| service::merge(ctx.cx(), id, input.if_version, into)).await
    }

    /// Makes a matter of its own out of some agenda items of another. Needs SECRETARY or MED_COORDINATOR, or the mandate of
    /// chair, vice-chair or secretary in its committee. The answer is the new matter.
    async fn matter_split(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which items of which matter.")] input: MatterSplitInput,
    ) -> Result<MatterSplitPayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Matter, "id", &input.id))?;
        let field = "agendaItemIds";
        let items = faults.take(ids::inputs(Kind::AgendaItem, field, &input.agenda_item_ids))?;
        let items = items.unwrap_or_default();
        let id = faults.finish().map(|()| id.unwrap_or_default());
        let split = |id| service::split(ctx.cx(), id, input.if_version, input.title, items);
        command(ctx, id, |id| Box::pin(split(id))).await
    }
}

impl MatterCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let committee_id = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let unit = self.origin_unit_id.map(|id| ids::input(Kind::OrgUnit, "originUnitId", &id));
        let origin_unit_id = faults.take(unit.transpose())?.flatten();
        faults.finish()?;
        Ok(service::New {
            committee_id: committee_id.unwrap_or_default(),
            facts: Facts {
                title: self.title,
                description: self.description,
                fields: self.fields.into_iter().map(Into::into).collect(),
                aspect: self.aspect.into(),
                second_aspect: self.second_aspect.map(Into::into),
                theme: self.theme.map(Into::into),
                reform: self.reform.map(Into::into),
                kle: self.kle,
                case_number: self.case_number,
                case_url: self.case_url,
                origin_side: self.origin_side.map(Into::into),
                origin_unit_id,
                origin_level: self.origin_level.map(Into::into),
            },
            confidential: Confidential {
                basis: self.confidential_basis.map(Into::into),
                note: self.confidential_note,
            },
            opened_on: self.opened_on.map(|date| date.0),
        })
    }
}

impl MatterUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Matter, "id", &self.id))?;
        let unit = patch(self.origin_unit_id).try_map(|id| ids::input(Kind::OrgUnit, "originUnitId", &id));
        let origin_unit_id = faults.take(unit)?.unwrap_or_default();
        faults.finish()?;
        let changes = Changes {
            title: patch(self.title),
            description: patch(self.description),
            fields: patch(self.fields.map_value(|fields| fields.into_iter().map(Into::into).collect())),
            aspect: patch(self.aspect.map_value(Into::into)),
            second_aspect: patch(self.second_aspect.map_value(Into::into)),
            theme: patch(self.theme.map_value(Into::into)),
            reform: patch(self.reform.map_value(Into::into)),
            kle: patch(self.kle),
            case_number: patch(self.case_number),
            case_url: patch(self.case_url),
            origin_side: patch(self.origin_side.map_value(Into::into)),
            origin_unit_id,
            origin_level: patch(self.origin_level.map_value(Into::into)),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
