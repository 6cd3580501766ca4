//! Disagreements of the demo, and breaches of the duty to inform: one that is over and one that is not, of each.

use entity::{
    committee::CommitteeLevel,
    disagreement::{self, DisagreementStatus as D},
    disagreement_step,
    information_breach::{self, InformationBreachStatus as B},
    seat::Side,
};
use uuid::Uuid;

use super::generator::{Generator, later};
use crate::core::sort_key;

/// How a disagreement went: what about, how many days ago it was raised, and its steps with the days that each took.
type Way<'a> = (&'a str, &'a str, i64, &'a [(D, i64, &'a str)]);

impl Generator<'_> {
    /// Those of the main committee and of one area or local committee.
    pub(super) fn disputes(&mut self) {
        let today = self.ctx.today();
        let below = |row: &&entity::committee::Model| {
            matches!(row.level, CommitteeLevel::Area | CommitteeLevel::Local)
                && row.valid_from < self.start.succ_opt().unwrap_or(self.start)
                && row.valid_to.is_none()
        };
        let lower = self.rows.committees.iter().find(below).map(|row| row.id);
        let at_top = |row: &&entity::committee::Model| row.level == CommitteeLevel::Main;
        let main = self.rows.committees.iter().find(at_top).map(|row| row.id);
        let Some(committee) = lower.or(main) else { return };
        let ways: [Way<'_>; 2] = [
            (
                "Vagtplanens varsling",
                "Medarbejdersiden mener, at ændringer i vagtplanen varsles for sent; ledelsen mener, at aftalen følges.",
                150,
                &[(D::AtCommittee, 14, "Drøftet uden enighed."), (D::AtMain, 45, "Sendt til hovedudvalget.")],
            ),
            (
                "Omklædning i arbejdstiden",
                "Siderne er uenige om, hvorvidt omklædning er arbejdstid.",
                320,
                &[
                    (D::AtCommittee, 10, "Drøftet."),
                    (D::Settled, 40, "Ti minutters omklædning regnes som arbejdstid."),
                ],
            ),
        ];
        for (title, text, ago, steps) in ways {
            let raised = today.checked_sub_days(chrono::Days::new(u64::try_from(ago).unwrap_or_default()));
            self.disagreement(committee, (title, text), raised.unwrap_or(today), steps);
        }
        for (ago, status) in [(12, B::Requested), (400, B::Remedied)] {
            let asked = today.checked_sub_days(chrono::Days::new(ago)).unwrap_or(today);
            self.breach(committee, asked, status);
        }
    }

    fn disagreement(
        &mut self,
        committee_id: Uuid,
        (title, text): (&str, &str),
        raised_on: chrono::NaiveDate,
        steps: &[(D, i64, &str)],
    ) {
        let id = self.ctx.new_id();
        let mut row = disagreement::Model {
            authority_id: self.authority.id,
            id,
            committee_id,
            raised_by: Side::Employee,
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            text: text.to_owned(),
            matter_id: self.rows.matters.first().map(|matter| matter.id),
            status: D::Raised,
            raised_on,
            status_on: raised_on,
            due_on: None,
            ended_on: None,
            version: 1,
        };
        let all = std::iter::once((D::Raised, 0, None))
            .chain(steps.iter().map(|step| (step.0, step.1, Some(step.2))));
        for (number, (status, days, text)) in (1..).zip(all) {
            (row.status, row.status_on) = (status, later(raised_on, days));
            self.rows.disagreement_steps.push(disagreement_step::Model {
                authority_id: row.authority_id,
                id: self.ctx.new_id(),
                disagreement_id: id,
                number,
                status,
                taken_on: row.status_on,
                due_on: None,
                text: text.map(str::to_owned),
                recorded_at: self.ctx.now(),
            });
        }
        row.ended_on = (row.status == D::Settled).then_some(row.status_on);
        self.rows.disagreements.push(row);
    }

    fn breach(&mut self, committee_id: Uuid, requested_on: chrono::NaiveDate, status: B) {
        let title = "Budgetopfølgningen blev ikke fremlagt";
        let due = requested_on.checked_add_months(chrono::Months::new(1)).unwrap_or(requested_on);
        let over = status == B::Remedied;
        self.rows.breaches.push(information_breach::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            committee_id,
            requested_by: Side::Employee,
            title: title.to_owned(),
            sort_key: sort_key(title),
            search_key: title.to_lowercase(),
            text: "Udvalget er ikke orienteret om den forventede udvikling i aktivitet og økonomi."
                .to_owned(),
            matter_id: self.rows.matters.first().map(|matter| matter.id),
            status,
            requested_on,
            remedy_due: due,
            remedied_on: over.then(|| later(requested_on, 20)),
            remedy: over.then(|| "Fremlagt og drøftet på et ekstraordinært møde.".to_owned()),
            talks_on: None,
            at_central_on: None,
            ended_on: None,
            outcome: None,
            compensation_dkk: None,
            compensation_use: None,
            version: 1,
        });
    }
}
