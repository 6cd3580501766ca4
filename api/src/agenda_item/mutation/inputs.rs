//! What the mutations on agenda items take.

use async_graphql::{ID, InputObject, MaybeUndefined};
use uuid::Uuid;

use crate::{
    agenda_item::{
        rules::{Changes, Facts},
        service::{New, Spot},
        types::{AgendaItemType, AgendaOrigin, InvolvementLevel, InvolvementStage},
    },
    core::{Error, Kind, Result, UserErrorCode as Code, confidential::Confidential, input::Faults},
    graphql::{ids, mutation::patch},
    matter::types::{Aspect, ConfidentialBasis},
};

/// A new item.
#[derive(Debug, InputObject)]
pub struct AgendaItemProposeInput {
    /// The committee; it has to exist today.
    committee_id: ID,
    /// The matter; it has to be open.
    matter_id: ID,
    /// What it is about, in one line; 1 to 200 characters.
    title: String,
    /// What it is for.
    #[graphql(name = "type")]
    item_type: AgendaItemType,
    /// Which side of co-determination it belongs to.
    aspect: Aspect,
    /// Which other side it belongs to; not the same.
    second_aspect: Option<Aspect>,
    /// Where it comes from; the side on which you sit when absent.
    origin: Option<AgendaOrigin>,
    /// What the committee is asked to do; at most 20,000 characters.
    recommendation: Option<String>,
    /// What it is about, at length; at most 20,000 characters.
    case_statement: Option<String>,
    /// Minutes set aside for it; 1 to 1,440.
    duration_minutes: Option<i32>,
    /// How far the decision has come.
    stage: Option<InvolvementStage>,
    /// How much influence is promised.
    involvement_promised: Option<InvolvementLevel>,
    /// The legal basis for hiding it; open when absent. Required when the matter is hidden.
    confidential_basis: Option<ConfidentialBasis>,
    /// What the legal basis is in this case; at most 1,000 characters. Names the law when the basis is OTHER_LAW.
    confidential_note: Option<String>,
}

/// A change of an item. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct AgendaItemUpdateInput {
    /// The item.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// New type; cannot be removed.
    #[graphql(name = "type")]
    item_type: MaybeUndefined<AgendaItemType>,
    /// New aspect; cannot be removed.
    aspect: MaybeUndefined<Aspect>,
    /// New second aspect; null removes it.
    second_aspect: MaybeUndefined<Aspect>,
    /// Where it comes from; cannot be removed.
    origin: MaybeUndefined<AgendaOrigin>,
    /// What the committee is asked to do; null removes it.
    recommendation: MaybeUndefined<String>,
    /// What it is about, at length; null removes it.
    case_statement: MaybeUndefined<String>,
    /// Minutes set aside for it; null removes it.
    duration_minutes: MaybeUndefined<i32>,
    /// How far the decision has come; null removes it.
    stage: MaybeUndefined<InvolvementStage>,
    /// How much influence is promised; null removes it.
    involvement_promised: MaybeUndefined<InvolvementLevel>,
    /// How much influence there was; only once the item was treated. Null removes it.
    involvement_achieved: MaybeUndefined<InvolvementLevel>,
}

/// An item, for what needs no more.
#[derive(Debug, InputObject)]
pub struct AgendaItemStepInput {
    /// The item.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
}

/// An item that is not taken on.
#[derive(Debug, InputObject)]
pub struct AgendaItemDeclineInput {
    /// The item.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Why; at most 1,000 characters.
    pub(super) reason: String,
}

/// An item, and perhaps why something is done to it.
#[derive(Debug, InputObject)]
pub struct AgendaItemReasonInput {
    /// The item.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Why; at most 1,000 characters.
    pub(super) reason: Option<String>,
}

/// An item that goes on the agenda of a meeting; at its end unless a place is given.
#[derive(Debug, InputObject)]
pub struct AgendaItemScheduleInput {
    /// The item.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The meeting; of the same committee, and not held yet.
    meeting_id: ID,
    /// Right after this item of that agenda.
    after_id: Option<ID>,
    /// At the beginning of the agenda; not together with `afterId`.
    #[graphql(default)]
    first: bool,
}

/// An item that moves within its agenda: give `afterId`, or `first: true`.
#[derive(Debug, InputObject)]
pub struct AgendaItemMoveInput {
    /// The item.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Right after this item of the agenda.
    after_id: Option<ID>,
    /// To the beginning of the agenda.
    #[graphql(default)]
    first: bool,
}

/// Why an item is hidden.
#[derive(Debug, InputObject)]
pub struct AgendaItemHideInput {
    /// The item.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The legal basis.
    pub(super) basis: ConfidentialBasis,
    /// What the legal basis is in this case; at most 1,000 characters. Names the law when the basis is OTHER_LAW.
    pub(super) note: Option<String>,
}

impl AgendaItemProposeInput {
    pub(super) fn read(self) -> Result<New> {
        let mut faults = Faults::default();
        let committee_id = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let matter_id = faults.take(ids::input(Kind::Matter, "matterId", &self.matter_id))?;
        faults.finish()?;
        Ok(New {
            committee_id: committee_id.unwrap_or_default(),
            matter_id: matter_id.unwrap_or_default(),
            facts: Facts {
                title: self.title,
                item_type: self.item_type.into(),
                aspect: self.aspect.into(),
                second_aspect: self.second_aspect.map(Into::into),
                recommendation: self.recommendation,
                case_statement: self.case_statement,
                duration_minutes: self.duration_minutes,
                stage: self.stage.map(Into::into),
                involvement_promised: self.involvement_promised.map(Into::into),
            },
            origin: self.origin.map(Into::into),
            confidential: Confidential {
                basis: self.confidential_basis.map(Into::into),
                note: self.confidential_note,
            },
        })
    }
}

impl AgendaItemUpdateInput {
    pub(super) fn read(self) -> (Result<Uuid>, Changes) {
        let changes = Changes {
            title: patch(self.title),
            item_type: patch(self.item_type.map_value(Into::into)),
            aspect: patch(self.aspect.map_value(Into::into)),
            second_aspect: patch(self.second_aspect.map_value(Into::into)),
            origin: patch(self.origin.map_value(Into::into)),
            recommendation: patch(self.recommendation),
            case_statement: patch(self.case_statement),
            duration_minutes: patch(self.duration_minutes),
            stage: patch(self.stage.map_value(Into::into)),
            involvement_promised: patch(self.involvement_promised.map_value(Into::into)),
            involvement_achieved: patch(self.involvement_achieved.map_value(Into::into)),
        };
        (ids::input(Kind::AgendaItem, "id", &self.id), changes)
    }
}

impl AgendaItemScheduleInput {
    pub(super) fn read(self) -> (Result<Uuid>, (Uuid, Spot)) {
        match self.checked() {
            Ok((id, to)) => (Ok(id), to),
            Err(error) => (Err(error), (Uuid::nil(), Spot::Last)),
        }
    }

    fn checked(self) -> Result<(Uuid, (Uuid, Spot))> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::AgendaItem, "id", &self.id))?;
        let meeting = faults.take(ids::input(Kind::Meeting, "meetingId", &self.meeting_id))?;
        let spot = faults.take(spot(self.after_id.as_ref(), self.first))?.flatten();
        faults.finish()?;
        Ok((id.unwrap_or_default(), (meeting.unwrap_or_default(), spot.unwrap_or(Spot::Last))))
    }
}

impl AgendaItemMoveInput {
    pub(super) fn read(self) -> (Result<Uuid>, Spot) {
        match self.checked() {
            Ok((id, spot)) => (Ok(id), spot),
            Err(error) => (Err(error), Spot::Last),
        }
    }

    fn checked(self) -> Result<(Uuid, Spot)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::AgendaItem, "id", &self.id))?;
        let spot = faults.take(spot(self.after_id.as_ref(), self.first))?.flatten();
        if self.after_id.is_none() && spot.is_none() {
            faults.add(
                Code::Required,
                "afterId",
                "Angiv det punkt, det skal stå efter, eller first: true.",
                "Give the item that it is to stand after, or first: true.",
            );
        }
        faults.finish()?;
        Ok((id.unwrap_or_default(), spot.unwrap_or(Spot::Last)))
    }
}

/// Where in the agenda; none when the input does not say.
fn spot(after: Option<&ID>, first: bool) -> Result<Option<Spot>> {
    match (after, first) {
        (None, false) => Ok(None),
        (None, true) => Ok(Some(Spot::First)),
        (Some(after), false) => Ok(Some(Spot::After(ids::input(Kind::AgendaItem, "afterId", after)?))),
        (Some(_), true) => Err(Error::user(
            Code::NotAllowed,
            "first",
            "Angiv enten afterId eller first.",
            "Give either afterId or first.",
        )),
    }
}
