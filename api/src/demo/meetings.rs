//! The meetings of the committees over the years, who took part, and their minutes.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use entity::{
    attendance::{self, AttendanceStatus},
    committee::{self, CommitteeLevel, CommitteeStatus},
    mandate,
    meeting::{self, MeetingKind, MeetingStatus},
    meeting_series, minutes,
    seat::{self, SeatType, Side},
};
use uuid::Uuid;

use super::generator::Generator;
use crate::core::{Error, Result, sort_key};

/// A committee that meets, and what its meetings need to know.
#[derive(Clone)]
pub(super) struct Body {
    pub id: Uuid,
    pub name: String,
    pub level: CommitteeLevel,
    /// First day, and first day on which it meets no more.
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

impl Generator<'_> {
    /// Everything that the committees have done and plan to do.
    pub fn work(&mut self) -> Result<()> {
        let seats: HashMap<Uuid, seat::Model> =
            self.rows.seats.iter().map(|seat| (seat.id, seat.clone())).collect();
        let mut sitting: HashMap<Uuid, Vec<(mandate::Model, seat::Model)>> = HashMap::new();
        for mandate in self.rows.mandates.iter().filter(|row| row.alternate_for.is_none()) {
            if let Some(seat) = seats.get(&mandate.seat_id) {
                sitting.entry(mandate.committee_id).or_default().push((mandate.clone(), seat.clone()));
            }
        }
        for body in self.bodies() {
            let sitting = sitting.remove(&body.id).unwrap_or_default();
            let series = self.series(&body);
            let (mut held, mut before) = (Vec::new(), Some(()));
            for (year, day) in self.days(&body)? {
                let meeting = self.meeting(&body, series.get(&year).copied(), day)?;
                if meeting.held_at.is_some() && self.chance(2) {
                    self.rows.meetings.push(cancelled(meeting));
                    continue;
                }
                if meeting.held_at.is_some() {
                    self.attendance(&meeting, &sitting);
                    held.push(meeting.clone());
                }
                let is_next = meeting.held_at.is_none() && before.take().is_some();
                if is_next {
                    self.rows.meetings.push(self.pre_meeting(&meeting));
                }
                self.rows.meetings.push(meeting);
            }
            self.minutes(&held, &sitting);
            self.agendas(&body)?;
            self.link(&body);
        }
        self.turns_of_matters();
        Ok(())
    }

    /// The committees, each once, as they are called last.
    pub(super) fn bodies(&self) -> Vec<Body> {
        let mut bodies: Vec<Body> = Vec::new();
        let ended = [CommitteeStatus::Dissolved, CommitteeStatus::Merged];
        let mut rows: Vec<&committee::Model> = self.rows.committees.iter().collect();
        rows.sort_by_key(|row| (row.id, row.valid_from));
        for row in rows {
            if ended.contains(&row.status) {
                if let Some(body) = bodies.last_mut().filter(|body| body.id == row.id) {
                    body.to = Some(row.valid_from);
                }
                continue;
            }
            match bodies.last_mut().filter(|body| body.id == row.id) {
                Some(body) => body.to = row.valid_to,
                None => bodies.push(Body {
                    id: row.id,
                    name: row.name.clone(),
                    level: row.level,
                    from: row.valid_from,
                    to: row.valid_to,
                }),
            }
        }
        bodies
    }

    /// One series a year.
    fn series(&mut self, body: &Body) -> std::collections::BTreeMap<i32, Uuid> {
        let mut series = std::collections::BTreeMap::new();
        let last = self.ctx.today().year() + 1;
        for year in body.from.year()..=last {
            let name = format!("Ordinære møder {year}");
            let id = self.ctx.new_id();
            self.rows.series.push(meeting_series::Model {
                authority_id: self.authority.id,
                id,
                committee_id: body.id,
                sort_key: sort_key(&name),
                search_key: name.to_lowercase(),
                name,
                version: 1,
            });
            series.insert(year, id);
        }
        series
    }

    /// The days on which a committee meets, to the middle of next year: Tuesdays, the higher up the more.
    fn days(&mut self, body: &Body) -> Result<Vec<(i32, NaiveDate)>> {
        let months: &[u32] = match body.level {
            CommitteeLevel::Main => &[1, 3, 4, 6, 8, 9, 11, 12],
            CommitteeLevel::Department | CommitteeLevel::Area => &[2, 4, 6, 8, 10, 12],
            CommitteeLevel::Local | CommitteeLevel::Group => &[2, 5, 9, 12],
        };
        let mut days = Vec::new();
        for year in body.from.year()..=self.ctx.today().year() + 1 {
            for month in months {
                let first = NaiveDate::from_ymd_opt(year, *month, self.pick(&[1, 6, 8, 13, 15])?);
                let day =
                    first.and_then(|day| day.iter_days().find(|day| day.weekday() == chrono::Weekday::Tue));
                let day = day.ok_or_else(|| Error::internal("no such day"))?;
                if day >= body.from && body.to.is_none_or(|to| day < to) {
                    days.push((year, day));
                }
            }
        }
        Ok(days)
    }

    /// A meeting as far as it has come today.
    pub(super) fn meeting(
        &mut self,
        body: &Body,
        series: Option<Uuid>,
        day: NaiveDate,
    ) -> Result<meeting::Model> {
        let hour = self.pick(&[8, 9, 13])?;
        let starts_at = local(day, hour)?;
        let now = self.ctx.now();
        let days_left = (day - self.ctx.today()).num_days();
        let status = match days_left {
            ..-60 => MeetingStatus::MinutesAdopted,
            -60..-20 => MeetingStatus::MinutesApproved,
            -20..-7 => MeetingStatus::MinutesDraft,
            -7..=0 if starts_at + TimeDelta::hours(2) < now => MeetingStatus::Held,
            -7..=7 => MeetingStatus::AgendaPublished,
            8..=30 => MeetingStatus::Convened,
            _ => MeetingStatus::Planned,
        };
        let before = |days: i64| Some(starts_at - TimeDelta::days(days));
        let is_out = days_left <= 7;
        Ok(meeting::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: body.id,
            series_id: series,
            kind: MeetingKind::Ordinary,
            side: None,
            pre_meeting_of: None,
            title: None,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(2),
            starts_on: day,
            place: Some(format!("Mødelokale {}", self.pick(&[1, 2, 3, 4])?)),
            online_url: None,
            status,
            status_reason: None,
            convened_at: before(28).filter(|_| status != MeetingStatus::Planned),
            agenda_published_at: before(if self.chance(8) { 3 } else { 8 }).filter(|_| is_out),
            held_at: is_held(status).then_some(starts_at + TimeDelta::hours(2)),
            sequence: 0,
            version: 1,
        })
    }

    /// The employee side prepares a meeting on the day before.
    fn pre_meeting(&self, meeting: &meeting::Model) -> meeting::Model {
        let day = TimeDelta::days(1);
        meeting::Model {
            id: self.ctx.new_id(),
            series_id: None,
            kind: MeetingKind::PreMeeting,
            side: Some(Side::Employee),
            pre_meeting_of: Some(meeting.id),
            starts_at: meeting.starts_at - day,
            ends_at: meeting.ends_at - day,
            starts_on: meeting.starts_on - day,
            status: MeetingStatus::Convened,
            convened_at: Some(self.ctx.now() - day),
            agenda_published_at: None,
            ..meeting.clone()
        }
    }

    /// The body as it was on the day, most of it there.
    pub(super) fn attendance(&mut self, meeting: &meeting::Model, sitting: &[(mandate::Model, seat::Model)]) {
        for (mandate, seat) in on(meeting.starts_on, sitting) {
            let status = match (self.chance(88), self.chance(50)) {
                (true, _) => AttendanceStatus::Present,
                (false, true) => AttendanceStatus::Remote,
                (false, false) => AttendanceStatus::Excused,
            };
            self.rows.attendance.push(attendance::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                meeting_id: meeting.id,
                committee_id: meeting.committee_id,
                mandate_id: mandate.id,
                person_id: mandate.person_id,
                side: seat.side,
                seat_type: seat.seat_type,
                role: mandate.role,
                alternate_for: None,
                status,
                version: 1,
            });
        }
    }

    /// The minutes of meetings that were held, each adopted at the next.
    fn minutes(&mut self, held: &[meeting::Model], sitting: &[(mandate::Model, seat::Model)]) {
        for (at, meeting) in held.iter().enumerate() {
            if meeting.status != MeetingStatus::Held {
                let next = held.get(at + 1).filter(|_| meeting.status == MeetingStatus::MinutesAdopted);
                self.minutes_of(meeting, next, sitting);
            }
        }
    }

    /// The minutes of one meeting, adopted at another or not yet.
    pub(super) fn minutes_of(
        &mut self,
        meeting: &meeting::Model,
        adopted: Option<&meeting::Model>,
        sitting: &[(mandate::Model, seat::Model)],
    ) {
        let is_approved = meeting.status != MeetingStatus::MinutesDraft;
        let approved = meeting.starts_at + TimeDelta::days(6);
        let by = |seat_type: SeatType| {
            let mut holders = on(meeting.starts_on, sitting).filter(|(_, seat)| seat.seat_type == seat_type);
            holders.next().filter(|_| is_approved).map(|(mandate, _)| mandate.person_id)
        };
        let (chair, vice) = (by(SeatType::Chair), by(SeatType::ViceChair));
        self.rows.minutes.push(minutes::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: meeting.committee_id,
            meeting_id: meeting.id,
            text: "Formanden bød velkommen. Dagsordenen blev godkendt.".to_owned(),
            chair_approved_at: is_approved.then_some(approved),
            chair_approved_by: chair,
            vice_chair_approved_at: is_approved.then_some(approved),
            vice_chair_approved_by: vice,
            adopted_at: adopted.map(|next| next.starts_at),
            adopted_in: adopted.map(|next| next.id),
            remark: None,
            version: 1,
        });
    }
}

/// Those of them who sat there on a day.
fn on(
    day: NaiveDate,
    sitting: &[(mandate::Model, seat::Model)],
) -> impl Iterator<Item = &(mandate::Model, seat::Model)> {
    sitting
        .iter()
        .filter(move |(mandate, _)| mandate.valid_from <= day && mandate.valid_to.is_none_or(|to| to > day))
}

/// A meeting that was called and did not take place. No agenda was out yet.
fn cancelled(meeting: meeting::Model) -> meeting::Model {
    meeting::Model {
        status: MeetingStatus::Cancelled,
        status_reason: Some("For få kunne deltage.".to_owned()),
        agenda_published_at: None,
        held_at: None,
        sequence: meeting.sequence + 1,
        version: meeting.version + 1,
        ..meeting
    }
}

/// A full hour of a day in Denmark.
fn local(day: NaiveDate, hour: u32) -> Result<DateTime<Utc>> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).map(|time| day.and_time(time));
    let local = time.and_then(|time| chrono_tz::Europe::Copenhagen.from_local_datetime(&time).earliest());
    local.map(|local| local.with_timezone(&Utc)).ok_or_else(|| Error::internal("no such hour"))
}

/// Whether a meeting in this state took place.
fn is_held(status: MeetingStatus) -> bool {
    use MeetingStatus::{Held, MinutesAdopted, MinutesApproved, MinutesDraft};
    [Held, MinutesDraft, MinutesApproved, MinutesAdopted].contains(&status)
}
