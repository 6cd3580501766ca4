//! What a case may be: pure functions over inputs and rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{
    case_study::{CaseOutcome, CaseVisibility as V, Model},
    case_tag::{self, CaseTagKind},
    matter::Theme,
};
use sea_orm::ActiveEnum;
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    input::{Faults, Patch, clean_text, optional_url, prose, remark, title},
    sort_key,
};

/// Where a case is in its life. Computed from its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseStatus {
    /// Not published yet.
    Draft,
    /// Published.
    Published,
    /// Withdrawn.
    Withdrawn,
}

/// The life of a case.
pub const LIFE: Machine<CaseStatus> = Machine {
    moves: &[
        Move {
            name: "publish",
            from: &[CaseStatus::Draft, CaseStatus::Withdrawn],
            to: CaseStatus::Published,
        },
        Move { name: "withdraw", from: &[CaseStatus::Published], to: CaseStatus::Withdrawn },
    ],
};

/// Where a case is in its life.
pub const fn status(row: &Model) -> CaseStatus {
    match (row.published_on, row.withdrawn_on) {
        (None, _) => CaseStatus::Draft,
        (Some(_), None) => CaseStatus::Published,
        (Some(_), Some(_)) => CaseStatus::Withdrawn,
    }
}

/// Whether a case is shown, or will be, to other authorities.
pub const fn is_shared(visibility: V) -> bool {
    matches!(visibility, V::Network | V::Public)
}

/// Most words that a case can be tagged with, and the longest of them in characters.
const WORDS_MAX: usize = 20;
const WORD_MAX: usize = 50;

/// What is stated about a case; all of it when it is new.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// What happened, in short.
    pub summary: Patch<String>,
    /// All of it.
    pub text: Patch<String>,
    /// How it came out.
    pub outcome: Patch<CaseOutcome>,
    /// First day of what it tells of.
    pub happened_from: Patch<NaiveDate>,
    /// First day after it.
    pub happened_to: Patch<NaiveDate>,
    /// The committee.
    pub committee_id: Patch<Uuid>,
    /// The matter.
    pub matter_id: Patch<Uuid>,
    /// The unit.
    pub unit_id: Patch<Uuid>,
    /// Who may read it.
    pub visibility: Patch<V>,
    /// The network to which it is limited.
    pub network_id: Patch<Uuid>,
    /// The case that was reused.
    pub reuse_of: Patch<Uuid>,
    /// What was done in another way.
    pub adaptation: Patch<String>,
    /// Where it was published first.
    pub source_url: Patch<String>,
    /// What that is called.
    pub source_text: Patch<String>,
    /// How it is known what came of it.
    pub evidence_method: Patch<String>,
    /// Who was asked.
    pub evidence_groups: Patch<String>,
    /// When they were asked.
    pub evidence_period: Patch<String>,
    /// Themes from the list.
    pub themes: Patch<Vec<Theme>>,
    /// Words of the author.
    pub tags: Patch<Vec<String>>,
}

/// A case after changes, without its tags. All faults are reported together.
pub fn apply(row: &Model, changes: &Changes) -> Result<Model> {
    let mut faults = Faults::default();
    macro_rules! required {
        ($field:ident, $name:literal, $check:ident) => {{
            let given = faults.take(changes.$field.clone().over_required($name, row.$field.clone()))?;
            faults.take($check($name, given.as_deref().unwrap_or(&row.$field)))?.unwrap_or_default()
        }};
    }
    macro_rules! optional {
        ($field:ident, $name:literal, $check:ident) => {{
            let given = changes.$field.clone().over(row.$field.clone());
            faults.take($check($name, given.as_deref()))?.flatten()
        }};
    }
    let name = required!(title, "title", title);
    let summary = required!(summary, "summary", prose);
    let after = Model {
        sort_key: sort_key(&name),
        search_key: format!("{name}\n{summary}").to_lowercase(),
        title: name,
        summary,
        text: optional!(text, "details.text", remark),
        adaptation: optional!(adaptation, "details.adaptation", remark),
        source_url: optional!(source_url, "details.sourceUrl", optional_url),
        source_text: optional!(source_text, "details.sourceText", remark),
        evidence_method: optional!(evidence_method, "details.evidenceMethod", remark),
        evidence_groups: optional!(evidence_groups, "details.evidenceGroups", remark),
        evidence_period: optional!(evidence_period, "details.evidencePeriod", remark),
        outcome: faults
            .take(changes.outcome.clone().over_required("outcome", row.outcome))?
            .unwrap_or(row.outcome),
        visibility: faults
            .take(changes.visibility.clone().over_required("visibility", row.visibility))?
            .unwrap_or(row.visibility),
        happened_from: changes.happened_from.clone().over(row.happened_from),
        happened_to: changes.happened_to.clone().over(row.happened_to),
        committee_id: changes.committee_id.clone().over(row.committee_id),
        matter_id: changes.matter_id.clone().over(row.matter_id),
        unit_id: changes.unit_id.clone().over(row.unit_id),
        network_id: changes.network_id.clone().over(row.network_id),
        reuse_of: changes.reuse_of.clone().over(row.reuse_of),
        ..row.clone()
    };
    faults.take(check_period(&after))?;
    faults.take(check_reach(&after))?;
    if after.adaptation.is_some() && after.reuse_of.is_none() {
        let (da, en) = ("Angiv, hvilken case der er genbrugt.", "Say which case was reused.");
        faults.add(Code::Required, "details.reuseOfId", da, en);
    }
    faults.finish()?;
    Ok(after)
}

fn check_period(row: &Model) -> Result<()> {
    match (row.happened_from, row.happened_to) {
        (Some(from), to) => Validity::new("details.happenedTo", from, to).map(|_| ()),
        (None, Some(_)) => Err(Error::user(
            Code::Required,
            "details.happenedFrom",
            "Angiv også, hvornår det begyndte.",
            "Say when it began, too.",
        )),
        (None, None) => Ok(()),
    }
}

/// Refuses a visibility that lacks what it is about.
fn check_reach(row: &Model) -> Result<()> {
    if matches!(row.visibility, V::Committee | V::LevelTree) && row.committee_id.is_none() {
        return Err(Error::user(
            Code::Required,
            "details.committeeId",
            "En case, der kun er for udvalg, skal høre til et udvalg.",
            "A case that is for committees only has to belong to a committee.",
        ));
    }
    if row.network_id.is_some() && row.visibility != V::Network {
        return Err(Error::user(
            Code::NotAllowed,
            "details.networkId",
            "Kun en case med synligheden NETWORK kan begrænses til et netværk.",
            "Only a case with the visibility NETWORK can be limited to a network.",
        ));
    }
    Ok(())
}

/// The words of a case as they may be stored: in lower case, each once.
pub fn words(given: &[String]) -> Result<Vec<String>> {
    let mut faults = Faults::default();
    let mut words = BTreeSet::new();
    for word in given {
        words.extend(faults.take(clean_text("details.tags", &word.to_lowercase(), WORD_MAX))?);
    }
    if words.len() > WORDS_MAX {
        faults.add(
            Code::TooMany,
            "details.tags",
            format!("Højst {WORDS_MAX} ord."),
            format!("At most {WORDS_MAX} words."),
        );
    }
    faults.finish()?;
    Ok(words.into_iter().collect())
}

/// The tags of a case as rows.
pub fn tags(of: &Model, themes: &[Theme], words: &[String]) -> Vec<case_tag::Model> {
    let themes: BTreeSet<String> = themes.iter().map(ActiveEnum::to_value).collect();
    let themes = themes.into_iter().map(|theme| (CaseTagKind::Theme, theme));
    let words = words.iter().map(|word| (CaseTagKind::Word, word.clone()));
    let row = |(kind, tag)| case_tag::Model { authority_id: of.authority_id, case_id: of.id, kind, tag };
    themes.chain(words).map(row).collect()
}

/// The themes among the tags of a case.
pub fn themes_of(tags: &[case_tag::Model]) -> Vec<Theme> {
    let themes = tags.iter().filter(|tag| tag.kind == CaseTagKind::Theme);
    themes.filter_map(|tag| Theme::try_from_value(&tag.tag).ok()).collect()
}

/// The words among the tags of a case.
pub fn words_of(tags: &[case_tag::Model]) -> Vec<String> {
    tags.iter().filter(|tag| tag.kind == CaseTagKind::Word).map(|tag| tag.tag.clone()).collect()
}

/// That cases would reuse one another in a circle.
pub fn circle() -> Error {
    Error::user(
        Code::Cycle,
        "details.reuseOfId",
        "Så ville casene genbruge hinanden i ring.",
        "The cases would reuse one another in a circle.",
    )
}

/// What differs between two states of a case, for the change log. What people wrote is named, never kept.
pub fn diff(before: Option<&Model>, after: &Model) -> Diff {
    let mut diff = Diff::new();
    /// Adds a field whose values may stand in the log, or of which only the name may.
    macro_rules! add {
        ($how:ident $name:literal, $row:ident => $value:expr) => {
            let (from, to) = (before.map(|$row| $value), Some(after).map(|$row| $value));
            diff = diff.$how($name, from.as_ref(), to.as_ref());
        };
    }
    let id = |kind| move |id: Option<Uuid>| id.map(|id| Id::new(kind, id));
    add!(personal "title", row => row.title.clone());
    add!(personal "summary", row => row.summary.clone());
    add!(personal "text", row => row.text.clone());
    add!(field "outcome", row => LoggedEnum(row.outcome));
    add!(field "happenedFrom", row => row.happened_from);
    add!(field "happenedTo", row => row.happened_to);
    add!(field "committee", row => id(Kind::Committee)(row.committee_id));
    add!(field "matter", row => id(Kind::Matter)(row.matter_id));
    add!(field "unit", row => id(Kind::OrgUnit)(row.unit_id));
    add!(field "visibility", row => LoggedEnum(row.visibility));
    add!(field "network", row => id(Kind::Network)(row.network_id));
    add!(personal "reuseOf", row => row.reuse_of);
    add!(personal "adaptation", row => row.adaptation.clone());
    add!(personal "sourceUrl", row => row.source_url.clone());
    add!(personal "sourceText", row => row.source_text.clone());
    add!(personal "evidenceMethod", row => row.evidence_method.clone());
    add!(personal "evidenceGroups", row => row.evidence_groups.clone());
    add!(personal "evidencePeriod", row => row.evidence_period.clone());
    add!(field "publishedOn", row => row.published_on);
    add!(field "withdrawnOn", row => row.withdrawn_on);
    diff
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state with every move: what is not in this table is refused.
    #[test]
    fn the_life_of_a_case() {
        use CaseStatus::{Draft, Published, Withdrawn};
        let table = [
            ("publish", [Some(Published), None, Some(Published)]),
            ("withdraw", [None, Some(Withdrawn), None]),
        ];
        assert_eq!(table.len(), LIFE.moves.len());
        for (name, ends) in table {
            for (state, end) in [Draft, Published, Withdrawn].into_iter().zip(ends) {
                assert_eq!(LIFE.step(state, name).ok(), end, "{name} from {state:?}");
            }
        }
    }

    #[test]
    fn words_are_kept_once_in_lower_case() {
        let given = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(words(&given(&["Tillid", " tillid", "VAGTPLAN"])).unwrap(), ["tillid", "vagtplan"]);
        assert!(words(&given(&[" "])).is_err() && words(&given(&["010190-1234"])).is_err());
        let many: Vec<String> = (0..21).map(|n| format!("ord{n}")).collect();
        assert!(words(&many).is_err() && words(&many[1..]).is_ok());
    }
}
