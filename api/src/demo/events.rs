//! What happens to committees over the years: one is renamed, one ends, one is planned, and two break a rule, so that
//! the past, the future and the findings have something to show.

use chrono::NaiveDate;
use entity::{
    committee,
    committee::{CommitteeLevel, CommitteeStatus},
    mandate::{EndReason, MandateRole::Tr},
    seat::SeatType::ViceChair,
};
use uuid::Uuid;

use super::generator::{Generator, later};
use crate::core::{Error, Result, sort_key};

impl Generator<'_> {
    /// What a real organisation has: a committee that was renamed, one that ended, one that is planned, and some
    /// breaches of rules.
    pub(super) fn turns_of_events(&mut self) -> Result<()> {
        let today = self.ctx.today();
        let locals: Vec<usize> = self
            .rows
            .committees
            .iter()
            .enumerate()
            .filter(|(_, committee)| committee.level == CommitteeLevel::Local)
            .map(|(index, _)| index)
            .collect();
        if locals.len() < 20 {
            return Ok(());
        }
        let chosen = |place: usize| {
            locals
                .get(place)
                .and_then(|index| self.rows.committees.get(*index))
                .cloned()
                .ok_or_else(|| Error::internal("no committee"))
        };
        let (renamed, ended, planned) = (chosen(3)?, chosen(5)?, chosen(7)?);
        let (no_vice, gone) = (chosen(9)?, chosen(11)?);
        // A third of the history after its start, so that the past shows the old name.
        let turn = later(self.start, (today - self.start).num_days() / 3);
        let name = format!("{} og omegn", renamed.name);
        self.split(&renamed, turn, |period| committee::Model {
            sort_key: sort_key(&name),
            search_key: name.to_lowercase(),
            name: name.clone(),
            ..period
        });
        let end = later(turn, (today - self.start).num_days() / 3);
        self.split(&ended, end, |period| committee::Model { status: CommitteeStatus::Dissolved, ..period });
        self.close_seats(ended.id, end);
        self.rows.committees.push(committee::Model {
            id: self.ctx.new_id(),
            valid_from: later(today, 60),
            name: format!("{} (nyt)", planned.name),
            sort_key: sort_key(&format!("{} (nyt)", planned.name)),
            search_key: format!("{} (nyt)", planned.name).to_lowercase(),
            status: CommitteeStatus::Planned,
            ..planned
        });
        let vice: Vec<Uuid> = self
            .rows
            .seats
            .iter()
            .filter(|seat| seat.committee_id == no_vice.id && seat.seat_type == ViceChair)
            .map(|seat| seat.id)
            .collect();
        let past = later(self.start, (today - self.start).num_days() - 75);
        for mandate in &mut self.rows.mandates {
            if vice.contains(&mandate.seat_id)
                && mandate.valid_to.is_none_or(|to| to > past)
                && mandate.valid_from < past
            {
                mandate.valid_to = Some(past);
                mandate.end_reason = Some(EndReason::Resigned);
            }
        }
        // The holder of an employee seat has left the authority, and nobody has noticed.
        let left = self.rows.mandates.iter().find(|mandate| {
            mandate.committee_id == gone.id
                && mandate.role == Tr
                && mandate.valid_to.is_some_and(|to| to > today)
        });
        if let Some(person) = left.map(|mandate| mandate.person_id) {
            let day = later(self.start, (today - self.start).num_days() - 20);
            for engagement in self.rows.engagements.iter_mut().filter(|row| row.person_id == person) {
                engagement.valid_to = Some(Ord::max(day, self.start.succ_opt().unwrap_or(day)));
                engagement.valid_from = Ord::min(engagement.valid_from, self.start);
            }
        }
        Ok(())
    }

    fn split(
        &mut self,
        period: &committee::Model,
        on: NaiveDate,
        change: impl Fn(committee::Model) -> committee::Model,
    ) {
        let later = change(committee::Model { valid_from: on, ..period.clone() });
        if let Some(row) = self.rows.committees.iter_mut().find(|row| row.id == period.id) {
            row.valid_to = Some(on);
        }
        self.rows.committees.push(later);
    }

    fn close_seats(&mut self, committee: Uuid, on: NaiveDate) {
        for seat in self.rows.seats.iter_mut().filter(|seat| seat.committee_id == committee) {
            seat.valid_to = Some(on);
        }
        self.rows.mandates.retain(|mandate| mandate.committee_id != committee || mandate.valid_from < on);
        for mandate in self.rows.mandates.iter_mut().filter(|mandate| mandate.committee_id == committee) {
            if mandate.valid_to.is_none_or(|to| to > on) {
                mandate.valid_to = Some(on);
                mandate.end_reason = Some(EndReason::Reorganised);
            }
        }
        for coverage in self.rows.coverage.iter_mut().filter(|coverage| coverage.committee_id == committee) {
            coverage.valid_to = Some(on);
        }
        let kept: std::collections::HashSet<Uuid> =
            self.rows.mandates.iter().map(|mandate| mandate.id).collect();
        self.rows.acting.retain(|acting| kept.contains(&acting.mandate_id) && acting.valid_from < on);
    }
}
