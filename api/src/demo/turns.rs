//! What happens to matters: one climbs from a local committee to the one above, one becomes part of another, and one comes
//! apart.

use entity::{
    agenda_item::{self, AgendaItemStatus, AgendaOrigin},
    conclusion::ConclusionKind,
    matter::{self, MatterStatus},
};
use uuid::Uuid;

use super::generator::{Generator, later};

impl Generator<'_> {
    /// The turns of some matters.
    pub(super) fn turns_of_matters(&mut self) {
        let parents = self.rows.committees.iter().filter_map(|row| Some((row.id, row.parent_id?)));
        let above: Vec<(Uuid, Uuid)> = parents.collect();
        // Recommended to whoever can decide: that is the committee above.
        let climbs = self.rows.conclusions.iter().find_map(|row| {
            let (_, above) = above.iter().find(|(id, _)| *id == row.committee_id)?;
            let item = self.rows.items.iter().find(|item| item.id == row.agenda_item_id)?;
            (row.kind == ConclusionKind::Recommendation).then(|| (row.id, item.clone(), *above))
        });
        if let Some((conclusion, item, above)) = climbs {
            self.climb(conclusion, &item, above);
        }
        let unit = self.rows.units.first().map(|unit| unit.id);
        let mut developed = self.rows.matters.iter_mut().filter(|row| row.theme.is_some());
        if let (Some(first), Some(second), Some(third)) =
            (developed.next(), developed.next(), developed.next())
        {
            first.origin_unit_id = unit;
            second.status = MatterStatus::Merged;
            second.merged_into = Some(first.id);
            second.closed_on = Some(later(second.opened_on, 60));
            let part = matter::Model {
                id: self.ctx.new_id(),
                split_from: Some(third.id),
                status: MatterStatus::Open,
                closed_on: None,
                opened_on: later(third.opened_on, 30),
                ..third.clone()
            };
            self.rows.matters.push(part);
        }
    }

    fn climb(&mut self, conclusion: Uuid, item: &agenda_item::Model, above: Uuid) {
        let id = self.ctx.new_id();
        let on = item.discussed_on.unwrap_or(item.proposed_on);
        self.rows.items.push(agenda_item::Model {
            id,
            committee_id: above,
            meeting_id: None,
            number: None,
            origin: AgendaOrigin::LowerLevel,
            status: AgendaItemStatus::Proposed,
            status_reason: None,
            proposed_on: on,
            discussed_on: None,
            involvement_achieved: None,
            carried_from: None,
            raised_from: Some(item.id),
            answer_due: Some(later(on, 60)),
            ..item.clone()
        });
        if let Some(row) = self.rows.conclusions.iter_mut().find(|row| row.id == conclusion) {
            row.kind = ConclusionKind::Escalated;
            "Sagen kræver en beslutning på det næste niveau og sendes videre.".clone_into(&mut row.text);
            row.forwarded_to = Some(above);
            row.forwarded_item_id = Some(id);
        }
        if let Some(row) = self.rows.items.iter_mut().find(|row| row.id == item.id) {
            row.status = AgendaItemStatus::Forwarded;
        }
    }
}
