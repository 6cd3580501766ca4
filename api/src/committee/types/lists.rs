//! What the lists of a committee are made of, from the domains that bring them.

pub(super) use crate::{
    agenda_item::{
        loader::ItemsOfCommittee,
        types::{AgendaItem, AgendaItemOrder, AgendaItemWhere, item_list},
    },
    coverage::{
        loader::UnitsOfCommittee,
        types::{CommitteeUnit, CommitteeUnitOrder, CommitteeUnitWhere, coverage_list},
    },
    guideline::{
        loader::GuidelinesOfCommittee,
        types::{Guideline, GuidelineOrder, GuidelineWhere, guideline_list},
    },
    mandate::{
        loader::{MembersOfCommittee, ViceChairsOfCommittee},
        types::{Mandate, MandateOrder, MandateWhere, mandate_list},
    },
    matter::{
        loader::MattersOfCommittee,
        types::{Matter, MatterOrder, MatterWhere, matter_list},
    },
    meeting::{
        loader::MeetingsOfCommittee,
        types::{Meeting, MeetingOrder, MeetingWhere, meeting_list},
    },
    meeting_series::{
        loader::SeriesOfCommittee,
        types::{MeetingSeries, MeetingSeriesOrder, MeetingSeriesWhere, series_list},
    },
    seat::{
        loader::{SeatsOfCommittee, VacanciesOfCommittee},
        types::{Seat, SeatOrder, SeatWhere, seat_list},
    },
};
