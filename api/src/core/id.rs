//! Ids: a UUIDv7 inside, a TypeID outside (`committee_01h455vb4pex5vsknk084sn02q`).
//! An id that is emitted anywhere is accepted everywhere; one of the wrong kind is refused before any lookup.

use std::{fmt, str::FromStr};

use uuid::Uuid;

/// Every kind of thing that has an id, with the prefix that its ids carry.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal),+ $(,)?) => {
        /// What kind of thing an id names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $name),+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Kind] = &[$(Kind::$name),+];

            /// The text before the underscore; also what the database stores.
            pub const fn prefix(self) -> &'static str {
                match self { $(Kind::$name => $prefix),+ }
            }
        }
    };
}

kinds! {
    /// A public employer: the tenant.
    Authority = "authority",
    /// A local MED agreement.
    LocalAgreement = "agreement",
    /// A unit of the line organisation.
    OrgUnit = "unit",
    /// A person.
    Person = "person",
    /// An employment.
    Engagement = "engagement",
    /// A union membership.
    UnionAffiliation = "union",
    /// A committee.
    Committee = "committee",
    /// That a committee covers a unit.
    CommitteeUnit = "coverage",
    /// A seat in a committee.
    Seat = "seat",
    /// A mandate.
    Mandate = "mandate",
    /// A period in which an alternate acts.
    Acting = "acting",
    /// A service token.
    ServiceToken = "token",
    /// A matter.
    Matter = "matter",
    /// A link between two things.
    Link = "link",
    /// A series of meetings.
    MeetingSeries = "series",
    /// A meeting.
    Meeting = "meeting",
    /// That somebody takes part in a meeting.
    Attendance = "attendance",
    /// The minutes of a meeting.
    Minutes = "minutes",
    /// An agenda item.
    AgendaItem = "item",
    /// A conclusion.
    Conclusion = "conclusion",
    /// A decision.
    Decision = "decision",
    /// A contribution.
    Contribution = "contribution",
    /// A calendar feed.
    CalendarFeed = "calendar",
    /// A confirmation by a side or a party.
    Endorsement = "endorsement",
    /// A disagreement between the sides of a committee.
    Disagreement = "disagreement",
    /// A breach of the duty to inform.
    InformationBreach = "breach",
    /// A guideline.
    Guideline = "guideline",
    /// An entry of the template of the annual wheel.
    WheelEntry = "wheelentry",
    /// A task of the annual wheel.
    WheelTask = "wheeltask",
    /// A budget process.
    BudgetCycle = "budget",
    /// A committee's discussion of a budget.
    BudgetDiscussion = "budgettalk",
    /// A strategy plan.
    StrategyPlan = "strategy",
    /// An action plan.
    ActionPlan = "actionplan",
    /// An action.
    Action = "action",
    /// An attachment.
    Attachment = "attachment",
    /// A barrier to the core task.
    Barrier = "barrier",
    /// A network of authorities.
    Network = "network",
    /// A case: experience that is written down.
    Case = "case",
    /// A charter.
    Charter = "charter",
    /// A development project.
    DevelopmentProject = "project",
    /// A problem statement of a project.
    ProblemStatement = "problem",
    /// A prototype of a project.
    Prototype = "prototype",
    /// A trial of a project.
    Trial = "trial",
    /// A lesson of a project.
    Lesson = "lesson",
    /// A development space of a project.
    DevelopmentSpace = "space",
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|kind| kind.prefix() == text).ok_or(())
    }
}

/// An id as the outside world sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id {
    /// What it names.
    pub kind: Kind,
    /// Which one.
    pub uuid: Uuid,
}

impl Id {
    /// The id of one thing of a kind.
    pub const fn new(kind: Kind, uuid: Uuid) -> Self {
        Self { kind, uuid }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = [0_u8; ulid::ULID_LEN];
        let text = ulid::Ulid::from(self.uuid).array_to_str(&mut buffer);
        text.make_ascii_lowercase();
        write!(f, "{}_{text}", self.kind.prefix())
    }
}

impl FromStr for Id {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (prefix, suffix) = text.rsplit_once('_').ok_or(())?;
        // One spelling only: what we emit. Otherwise two texts would name one thing.
        if suffix.len() != ulid::ULID_LEN || suffix.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(());
        }
        let uuid = Uuid::from(ulid::Ulid::from_string(suffix).map_err(|_| ())?);
        let id = Self::new(prefix.parse()?, uuid);
        if id.to_string() == text { Ok(id) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_round_trips_and_nothing_else_parses() {
        let uuid = Uuid::from_u128(0x0190_1234_5678_7abc_8def_0123_4567_89ab);
        for &kind in Kind::ALL {
            let id = Id::new(kind, uuid);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for bad in [
            "",
            "committee",
            "committee_",
            "x_01h455vb4pex5vsknk084sn02q",
            "committee_01H455VB4PEX5VSKNK084SN02Q",
            "committee_81h455vb4pex5vsknk084sn02q",
            "committee_01h455vb4pex5vsknk084sn02",
            "committee_il455vb4pex5vsknk084sn02qq",
        ] {
            assert_eq!(bad.parse::<Id>(), Err(()), "{bad}");
        }
    }

    #[test]
    fn prefixes_are_unique() {
        let mut seen: Vec<_> = Kind::ALL.iter().map(|kind| kind.prefix()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), Kind::ALL.len());
    }
}
