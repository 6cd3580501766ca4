//! The annual wheel of the demo: a template as agreements have it, and what committees made of it in the last two years.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use entity::{
    committee::{self, CommitteeLevel, CommitteeStatus},
    meeting::{self, MeetingKind, MeetingStatus},
    wheel_entry::{self, Levels, WheelTopic},
    wheel_task::{self, WheelTaskStatus},
};
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::generator::Generator;
use crate::core::sort_key;

use CommitteeLevel::{Area, Department, Group, Local, Main};

/// An entry of the template: topic, title, rule, window, levels. The windows are those of the annual wheels that
/// municipalities publish; the numbers are those of the checkable rules.
type Entry = (WheelTopic, &'static str, Option<i32>, (u32, u32), (u32, u32), &'static [CommitteeLevel]);

const TEMPLATE: &[Entry] = &[
    (
        WheelTopic::WorkEnvironmentDiscussion,
        "Årlig arbejdsmiljødrøftelse",
        Some(41),
        (1, 15),
        (3, 31),
        &[Main, Department, Area, Local],
    ),
    (
        WheelTopic::SicknessStatistics,
        "Sygefraværsstatistik for det seneste år",
        Some(34),
        (2, 1),
        (4, 30),
        &[Main, Department, Area, Local],
    ),
    (
        WheelTopic::Budget,
        "Budgettets konsekvenser for arbejde og personale",
        Some(35),
        (5, 1),
        (9, 15),
        &[Main, Department, Area],
    ),
    (
        WheelTopic::PoliticalDialogue,
        "Møde med den politiske ledelse om budgettet",
        Some(37),
        (8, 1),
        (9, 30),
        &[Main],
    ),
    (WheelTopic::Training, "Uddannelse af nye medlemmer", Some(51), (9, 1), (11, 30), &[Main, Area]),
    (
        WheelTopic::CommitteeWork,
        "Mødeplan og årshjul for det kommende år",
        Some(43),
        (11, 1),
        (1, 15),
        &[Main, Department, Area, Local, Group],
    ),
];

impl Generator<'_> {
    /// The template and the wheels of last year and this.
    pub fn wheel(&mut self) {
        let Some(agreement) = self.rows.agreements.first().map(|agreement| agreement.id) else { return };
        let today = self.ctx.today();
        let mut coming: HashMap<Uuid, Vec<(NaiveDate, Uuid)>> = HashMap::new();
        let is_coming = |row: &&meeting::Model| {
            row.kind == MeetingKind::Ordinary
                && row.starts_on >= today
                && !matches!(row.status, MeetingStatus::Cancelled | MeetingStatus::Postponed)
        };
        for row in self.rows.meetings.iter().filter(is_coming) {
            coming.entry(row.committee_id).or_default().push((row.starts_on, row.id));
        }
        let committees: Vec<committee::Model> = self
            .rows
            .committees
            .iter()
            .filter(|row| row.status == CommitteeStatus::Active && row.valid_to.is_none())
            .cloned()
            .collect();
        for (topic, title, rule_ref, from, to, levels) in TEMPLATE {
            let stored = |(month, day): (u32, u32)| i32::try_from(month * 100 + day).unwrap_or_default();
            let entry = wheel_entry::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                agreement_id: agreement,
                topic: *topic,
                title: (*title).to_owned(),
                sort_key: sort_key(title),
                search_key: title.to_lowercase(),
                rule_ref: *rule_ref,
                window_from: stored(*from),
                window_to: stored(*to),
                levels: Levels(levels.iter().map(ActiveEnum::to_value).collect()),
                valid_from: self.start,
                valid_to: None,
                version: 1,
            };
            for year in [today.year() - 1, today.year()] {
                let Some((due_from, due_by)) = window(year, *from, *to) else { continue };
                let concerned = committees
                    .iter()
                    .filter(|committee| levels.contains(&committee.level) && committee.valid_from <= due_by);
                for committee in concerned {
                    let mut task = self.task(&entry, committee, year, (due_from, due_by));
                    let meeting = coming.get(&committee.id).into_iter().flatten();
                    let meeting = meeting.into_iter().find(|(day, _)| (due_from..=due_by).contains(day));
                    if let (WheelTaskStatus::Open, Some((_, meeting))) = (task.status, meeting) {
                        task.status = WheelTaskStatus::Scheduled;
                        task.meeting_id = Some(*meeting);
                    }
                    self.rows.wheel_tasks.push(task);
                }
            }
            self.rows.wheel_entries.push(entry);
        }
        // However small the organisation: one task is on its way to a meeting.
        let open = |task: &&mut wheel_task::Model| task.status == WheelTaskStatus::Open;
        let next =
            |task: &wheel_task::Model| coming.get(&task.committee_id)?.first().map(|(_, meeting)| *meeting);
        let mut chosen = self.rows.wheel_tasks.iter_mut().filter(open);
        if let Some((task, meeting)) = chosen.find_map(|task| next(task).map(|meeting| (task, meeting))) {
            task.status = WheelTaskStatus::Scheduled;
            task.meeting_id = Some(meeting);
        }
    }

    /// A task: done in time as a rule, some left out, some forgotten.
    fn task(
        &mut self,
        entry: &wheel_entry::Model,
        committee: &committee::Model,
        year: i32,
        (due_from, due_by): (NaiveDate, NaiveDate),
    ) -> wheel_task::Model {
        let today = self.ctx.today();
        let (forgotten, left_out) = (self.chance(8), self.chance(4));
        let done_on = due_from.checked_add_days(Days::new(20)).unwrap_or(due_by).min(due_by);
        let (status, reason, closed_on) = if done_on >= today || forgotten {
            (WheelTaskStatus::Open, None, None)
        } else if left_out {
            let reason = "Behandles i det fælles møde med området.".to_owned();
            (WheelTaskStatus::Skipped, Some(reason), Some(done_on))
        } else {
            (WheelTaskStatus::Done, None, Some(done_on))
        };
        wheel_task::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id: committee.id,
            year,
            entry_id: Some(entry.id),
            topic: entry.topic,
            title: entry.title.clone(),
            search_key: entry.search_key.clone(),
            rule_ref: entry.rule_ref,
            due_from,
            due_by,
            meeting_id: None,
            status,
            status_reason: reason,
            closed_on,
            version: 1,
        }
    }
}

/// The days of a window in a year; one that ends before it begins ends in the next year.
fn window(year: i32, from: (u32, u32), to: (u32, u32)) -> Option<(NaiveDate, NaiveDate)> {
    let ends_in = if to < from { year + 1 } else { year };
    NaiveDate::from_ymd_opt(year, from.0, from.1).zip(NaiveDate::from_ymd_opt(ends_in, to.0, to.1))
}
