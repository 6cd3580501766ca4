//! What a guideline may be and when its moves are open: pure functions.

use chrono::{Months, NaiveDate};
use entity::{
    committee::CommitteeLevel,
    guideline::{GuidelineKind, GuidelineStatus as S, GuidelineTopic, Model},
    guideline_version,
};

use crate::core::{
    Diff, Error, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Patch, title},
    rule_set::{ParameterName, RuleSet},
    sort_key,
    validity::{self, check_done, check_range},
};

/// The life of a guideline. A new version of one in force is made, agreed or given up while the old one holds.
pub const LIFE: Machine<S> = Machine {
    moves: &[
        Move { name: "draft", from: &[S::Requested, S::Drafting], to: S::Drafting },
        Move { name: "fail", from: &[S::Drafting], to: S::NotAgreed },
        Move { name: "agree", from: &[S::Drafting], to: S::Agreed },
        Move { name: "bringIntoForce", from: &[S::Agreed], to: S::InForce },
        Move { name: "revise", from: &[S::InForce], to: S::InForce },
        Move { name: "replace", from: &[S::InForce], to: S::InForce },
        Move { name: "dropDraft", from: &[S::InForce], to: S::InForce },
        Move { name: "giveNotice", from: &[S::InForce], to: S::NoticeGiven },
        Move { name: "withdrawNotice", from: &[S::NoticeGiven], to: S::InForce },
        Move { name: "terminate", from: &[S::NoticeGiven], to: S::Terminated },
        Move { name: "repeal", from: &[S::InForce], to: S::Terminated },
    ],
};

/// What a caller states about a guideline, beside its texts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What it is about.
    pub topic: Patch<GuidelineTopic>,
    /// What it is in law.
    pub kind: Patch<GuidelineKind>,
}

/// A guideline after a change of what is stated about it.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    let title = title("title", &changes.title.over_required("title", row.title.clone())?)?;
    let kind = changes.kind.over_required("kind", row.kind)?;
    if kind != row.kind && !matches!(row.status, S::Requested | S::Drafting) {
        return Err(Error::user(
            Code::InvalidState,
            "kind",
            "Arten kan kun ændres, så længe retningslinjen ikke er aftalt.",
            "The kind can only be changed while the guideline is not agreed.",
        ));
    }
    Ok(Model {
        kind,
        topic: changes.topic.over_required("topic", row.topic)?,
        sort_key: sort_key(&title),
        search_key: title.to_lowercase(),
        title,
        ..row.clone()
    })
}

/// Refuses a procedural guideline of any other than a main committee (rule 27).
pub fn check_level(field: &str, kind: GuidelineKind, level: CommitteeLevel) -> Result<()> {
    if kind != GuidelineKind::Procedural || level == CommitteeLevel::Main {
        return Ok(());
    }
    Err(Error::user(
        Code::NotAllowed,
        field,
        "Procedureretningslinjer aftales i hovedudvalget (MED-rammeaftalen § 8, stk. 3).",
        "Procedural guidelines are agreed in the main committee (MED framework agreement § 8(3)).",
    ))
}

/// Whether both sides have to confirm it. The employer decides its own rules (rule 30).
pub fn needs_both(kind: GuidelineKind) -> bool {
    kind != GuidelineKind::EmployerRule
}

/// Refuses confirmations of a rule that the employer decides.
pub fn check_confirmable(row: &Model) -> Result<()> {
    if needs_both(row.kind) {
        return Ok(());
    }
    Err(Error::user(
        Code::NotAllowed,
        "id",
        "En arbejdsgiverregel er ikke en retningslinje og bekræftes ikke af siderne.",
        "An employer's rule is no guideline and is not confirmed by the sides.",
    ))
}

/// Whether a version is being worked on.
pub fn is_draft(version: &guideline_version::Model) -> bool {
    version.agreed_on.is_none() && version.dropped_on.is_none()
}

/// Refuses a day of agreement before the sides had confirmed.
pub fn check_agreed(on: NaiveDate, confirmed: NaiveDate) -> Result<()> {
    validity::check_from(
        "on",
        on,
        confirmed,
        "Begge sider havde først bekræftet den",
        "Both sides had confirmed only on",
    )
}

/// Refuses a first day before the day of agreement, or before the version that it replaces holds.
pub fn check_from(from: NaiveDate, agreed: NaiveDate, before: Option<NaiveDate>) -> Result<()> {
    validity::check_from(
        "from",
        from,
        agreed,
        "Udgaven blev først aftalt den",
        "The version was agreed only on",
    )?;
    let Some(after) = before.and_then(|before| before.succ_opt()) else { return Ok(()) };
    validity::check_from(
        "from",
        from,
        after,
        "Den gældende udgave kan tidligst afløses den",
        "The version that holds can be replaced at the earliest on",
    )
}

/// Refuses notice of what cannot be ended by notice.
pub fn check_notice(row: &Model, on: NaiveDate) -> Result<()> {
    let (da, en) = match row.kind {
        GuidelineKind::Procedural => (
            "En procedureretningslinje kan ikke opsiges, kun ændres ved aftale i hovedudvalget (MED-rammeaftalen § 8, stk. 3).",
            "Notice cannot be given of a procedural guideline; it is only changed by agreement in the main committee (MED framework agreement § 8(3)).",
        ),
        GuidelineKind::EmployerRule => (
            "En arbejdsgiverregel er ikke en retningslinje og har intet varsel: ophæv den i stedet.",
            "An employer's rule is no guideline and has no notice: repeal it instead.",
        ),
        GuidelineKind::MandatoryByAgreement | GuidelineKind::Voluntary => {
            let from = row.in_force_from.unwrap_or(on);
            return validity::check_from(
                "on",
                on,
                from,
                "Retningslinjen gælder først fra",
                "The guideline holds only from",
            );
        }
    };
    Err(Error::user(Code::NotAllowed, "id", da, en))
}

/// The first day on which a guideline may no longer hold when notice is given on a day.
pub fn notice_end(on: NaiveDate, rules: &RuleSet) -> Result<NaiveDate> {
    let months = rules.get(ParameterName::GuidelineNoticeMonths);
    let end = on.checked_add_months(Months::new(u32::from(months)));
    end.ok_or_else(|| Error::internal("a notice ends beyond the calendar"))
}

/// Refuses an end inside the notice.
pub fn check_end(ends_on: NaiveDate, on: NaiveDate, rules: &RuleSet) -> Result<()> {
    let (first, months) = (notice_end(on, rules)?, rules.get(ParameterName::GuidelineNoticeMonths));
    check_range("endsOn", ends_on)?;
    if ends_on >= first {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        "endsOn",
        format!("Varslet er mindst {months} måneder: retningslinjen kan tidligst ophøre {first}."),
        format!("The notice is at least {months} months: the guideline can end at the earliest on {first}."),
    ))
}

/// The day from which a guideline is over, after its notice; refused while the notice runs.
pub fn terminated(row: &Model, on: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    let ends_on = row.ends_on.ok_or_else(|| Error::internal("a guideline under notice has an end"))?;
    let on = on.unwrap_or(ends_on);
    check_range("on", on)?;
    if on < ends_on || today < ends_on {
        return Err(Error::user(
            Code::OutOfRange,
            "on",
            format!("Retningslinjen gælder, til varslet er udløbet: den kan tidligst ophøre {ends_on}."),
            format!(
                "The guideline holds until its notice has run out: it can end at the earliest on {ends_on}."
            ),
        ));
    }
    check_done("on", on, today).map(|()| on)
}

/// Refuses to take back a notice that has run out.
pub fn check_runs(row: &Model, today: NaiveDate) -> Result<()> {
    match row.ends_on.filter(|ends_on| *ends_on <= today) {
        None => Ok(()),
        Some(ends_on) => Err(Error::user(
            Code::InvalidState,
            "",
            format!("Varslet udløb {ends_on}: retningslinjen gælder ikke længere."),
            format!("The notice ran out on {ends_on}: the guideline no longer holds."),
        )),
    }
}

/// Refuses to repeal what is not an employer's rule, or before it holds.
pub fn check_repeal(row: &Model, on: NaiveDate) -> Result<()> {
    if row.kind != GuidelineKind::EmployerRule {
        return Err(Error::user(
            Code::NotAllowed,
            "id",
            "Kun en arbejdsgiverregel kan ophæves. En retningslinje opsiges med varsel (MED-rammeaftalen § 8).",
            "Only an employer's rule can be repealed. A guideline is ended by notice (MED framework agreement § 8).",
        ));
    }
    let from = row.in_force_from.unwrap_or(on);
    validity::check_from("on", on, from, "Reglen gælder først fra", "The rule holds only from")
}

/// Whether a guideline holds on a date.
pub fn holds(row: &Model, date: NaiveDate) -> bool {
    matches!(row.status, S::InForce | S::NoticeGiven | S::Terminated)
        && row.in_force_from.is_some_and(|from| from <= date)
        && row.ends_on.is_none_or(|end| date < end)
}

/// What differs between two states of a guideline, for the change log. Titles and reasons stay out of it.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    fn pick<T>(row: Option<&Model>, field: impl Fn(&Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $how:ident, $name:literal, $field:expr) => {
            $diff.$how($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = both!(Diff::new(), field, "kind", |row| LoggedEnum(row.kind));
    let diff = both!(diff, field, "topic", |row| LoggedEnum(row.topic));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, field, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, field, "requestedOn", |row| row.requested_on);
    let diff = both!(diff, field, "requestedBySide", |row| LoggedEnum(row.requested_by));
    let diff = both!(diff, personal, "reason", |row| row.reason.clone());
    let diff = both!(diff, field, "notAgreedOn", |row| row.not_agreed_on);
    let diff = both!(diff, personal, "notAgreedReason", |row| row.not_agreed_reason.clone());
    let diff = both!(diff, field, "inForceFrom", |row| row.in_force_from);
    let diff = both!(diff, field, "noticeOn", |row| row.notice_on);
    let diff = both!(diff, field, "noticeBySide", |row| row.notice_by.map(LoggedEnum));
    let diff = both!(diff, personal, "noticeReason", |row| row.notice_reason.clone());
    both!(diff, field, "endsOn", |row| row.ends_on)
}
