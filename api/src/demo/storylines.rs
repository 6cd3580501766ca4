//! Two stories of the generated municipality, made by hand and both of last year: a matter that climbed from a local
//! committee to the main one, and the budget of this year. `docs/STORYLINES.md` tells how such stories are written
//! through the API.

mod budget;
mod climb;

use chrono::{Datelike, NaiveDate};
use entity::{
    agenda_item, committee,
    committee::{CommitteeLevel, CommitteeStatus},
    mandate,
    matter::{self, Aspect, MatterStatus},
    meeting, seat,
};
use uuid::Uuid;

use super::{generator::Generator, meetings::Body};
use crate::core::{Error, Result, place::between, sort_key};

/// The committees of a story, from the workplace up.
type Levels = [Body; 3];

impl Generator<'_> {
    /// Both stories, where there is a last year and a local committee below an area committee.
    pub fn storylines(&mut self) -> Result<()> {
        let last_year = self.ctx.today().year() - 1;
        let begin = NaiveDate::from_ymd_opt(last_year, 1, 1).ok_or_else(|| Error::internal("no such day"))?;
        match self.levels(begin) {
            Some(levels) => {
                self.matter_that_climbed(&levels, begin);
                self.budget_of_this_year(&levels, last_year)
            }
            None => Ok(()),
        }
    }

    /// A local committee, the one above it and the main one, all at work since `begin`; the demo's chair leads the second.
    fn levels(&self, begin: NaiveDate) -> Option<Levels> {
        let bodies = self.bodies();
        let body = |id: Uuid| bodies.iter().find(|body| body.id == id).cloned();
        let at_work = |row: &&committee::Model| {
            row.status == CommitteeStatus::Active && row.valid_from <= begin && row.valid_to.is_none()
        };
        let below = |above: Uuid| {
            let mut rows = self.rows.committees.iter().filter(at_work);
            rows.find(|row| row.parent_id == Some(above)).map(|row| row.id)
        };
        let main =
            self.rows.committees.iter().filter(at_work).find(|row| row.level == CommitteeLevel::Main)?;
        let area = below(main.id)?;
        Some([body(below(area)?)?, body(area)?, body(main.id)?])
    }

    /// A matter of a story.
    fn story(&self, committee: Uuid, title: &str, description: &str, opened_on: NaiveDate) -> matter::Model {
        matter::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: committee,
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            description: Some(description.to_owned()),
            is_work: true,
            is_staff: false,
            is_cooperation: false,
            is_work_environment: true,
            aspect: Aspect::Development,
            second_aspect: None,
            theme: None,
            reform: None,
            kle: None,
            case_number: None,
            case_url: None,
            origin_side: None,
            origin_unit_id: None,
            origin_level: None,
            confidential_basis: None,
            confidential_note: None,
            opened_on,
            closed_on: None,
            status: MatterStatus::Open,
            merged_into: None,
            split_from: None,
            version: 1,
        }
    }

    /// The last item of a meeting's agenda, about a matter.
    fn last_item(&mut self, meeting: &meeting::Model, matter: Uuid, title: &str) -> agenda_item::Model {
        let on_it = self.rows.items.iter().filter(|item| item.meeting_id == Some(meeting.id));
        let places: Vec<&str> = on_it.map(|item| item.position.as_str()).collect();
        let (place, number) = (between(places.iter().max().copied(), None), places.len() + 1);
        self.blank(meeting, matter, title, &place, number)
    }

    /// Who sat in a committee for themselves, with their seats.
    fn sitting_in(&self, committee: Uuid) -> Vec<(mandate::Model, seat::Model)> {
        let mandates = self.rows.mandates.iter();
        let own = mandates.filter(|row| row.committee_id == committee && row.alternate_for.is_none());
        let seat = |id: Uuid| self.rows.seats.iter().find(|seat| seat.id == id).cloned();
        own.filter_map(|row| Some((row.clone(), seat(row.seat_id)?))).collect()
    }
}
