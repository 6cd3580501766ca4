//! Traces in GraphQL.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use uuid::Uuid;

use super::service::{self, Tie};
use crate::{
    change::types::ThingType,
    committee::types::Committee,
    core::{Result, db::page::Key},
    graphql::{
        Node,
        connection::{Connection, ListNode, PageArgs},
        enums::gql_enum,
        load_node,
        mutation::Reload,
        scalar::Date,
    },
    seat::types::Side,
};

gql_enum! {
    /// How one thing led to another, read from the first to the second. New codes can be added: show what you do not know by
    /// its label. Danish: sammenhæng i et spor.
    TraceLinkType = "crate::trace::service::TieKind" {
        /// A contribution was made on a matter, or a barrier became one (rejst i sagen).
        RaisedIn = "RAISED_IN": "Rejst i sagen" | "Raised in",
        /// A contribution or a barrier was taken up with an agenda item (taget op under punktet).
        TakenUpWith = "TAKEN_UP_WITH": "Taget op under punktet" | "Taken up with",
        /// A matter was put on an agenda (behandlet som punkt).
        HandledAs = "HANDLED_AS": "Behandlet som punkt" | "Handled as",
        /// An agenda item was carried over to another meeting (udskudt til).
        CarriedOverTo = "CARRIED_OVER_TO": "Udskudt til" | "Carried over to",
        /// An item, or the conclusion on it, went on to another committee (sendt videre til).
        ForwardedTo = "FORWARDED_TO": "Sendt videre til" | "Forwarded to",
        /// An agenda item ended in a conclusion (endte i).
        EndedIn = "ENDED_IN": "Endte i" | "Ended in",
        /// An agenda item or a matter was decided on (besluttet ved).
        DecidedBy = "DECIDED_BY": "Besluttet ved" | "Decided by",
        /// A matter became part of another (lagt sammen med).
        MergedInto = "MERGED_INTO": "Lagt sammen med" | "Merged into",
        /// A part of a matter became one of its own (udskilt som).
        SplitInto = "SPLIT_INTO": "Udskilt som" | "Split into",
        /// The sides disagreed, or information was missing, in a matter (uenighed om).
        DisputedIn = "DISPUTED_IN": "Uenighed om" | "Disputed in",
        /// A case tells of a matter (fortalt i).
        ToldIn = "TOLD_IN": "Fortalt i" | "Told in",
        /// Another case, perhaps of another authority, reuses a case (genbrugt i).
        ReusedIn = "REUSED_IN": "Genbrugt i" | "Reused in",
        /// A link RELATED: they are about the same (vedrører samme).
        Related = "RELATED": "Vedrører samme" | "Related",
        /// A link FOLLOWS_FROM, read the other way: the second came out of the first (førte til).
        LedTo = "LED_TO": "Førte til" | "Led to",
        /// A part of a project, or a link PART_OF read the other way: the second is a part of the first (omfatter).
        HasPart = "HAS_PART": "Omfatter" | "Has part",
        /// A link ANSWERS, read the other way: the second answers the first (besvaret af).
        AnsweredBy = "ANSWERED_BY": "Besvaret af" | "Answered by",
        /// A link IMPLEMENTS, read the other way: the second carries out the first (udmøntet i).
        CarriedOutBy = "CARRIED_OUT_BY": "Udmøntet i" | "Carried out by",
    }
}

/// The whole way of something.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What was found.
    pub found: Arc<service::Trace>,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

/// The way of something from idea to effect: the contributions, barriers, matters, agenda items, conclusions, decisions,
/// projects, lessons, cases and whatever else belongs together, with the days between. Only what you may read stands in it; nothing tells of the rest. Danish:
/// spor.
#[Object]
impl Trace {
    /// The first day of it; null when no day is known.
    async fn first_on(&self) -> Option<Date> {
        self.found.span().map(|(first, _)| Date(first))
    }

    /// The last day of it so far.
    async fn last_on(&self) -> Option<Date> {
        self.found.span().map(|(_, last)| Date(last))
    }

    /// The days from `firstOn` to `lastOn`. Computed.
    async fn days(&self) -> Option<i64> {
        self.found.span().map(|(first, last)| (last - first).num_days())
    }

    /// Whether it is all there; false when so much belongs together (500 things and more) that some of it was left out. Ask
    /// for less `depth` then, or from several of the things.
    async fn is_whole(&self) -> bool {
        self.found.is_whole
    }

    /// The things, in the order in which they came to be. Danish: trin.
    async fn steps(
        &self,
        #[graphql(desc = "Only things of these types; all when absent.")] types: Option<Vec<ThingType>>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<TraceStep>> {
        let first_on = self.found.span().map(|(first, _)| first);
        let wanted = |step: &service::Step| {
            types.as_ref().is_none_or(|types| types.contains(&ThingType::from(step.id.kind)))
        };
        let steps = self.found.steps.iter().enumerate().filter(|(_, step)| wanted(step));
        let entry = |(at, step): (usize, &service::Step)| {
            (place(at), Uuid::nil(), TraceStep { step: *step, first_on, as_of: self.as_of })
        };
        Connection::of_computed(
            steps.map(entry).collect(),
            "step",
            false,
            &PageArgs::new(first, after, last, before),
        )
    }

    /// What led to what, in the order of what it led to. Danish: sammenhænge.
    async fn links(
        &self,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<TraceLink>> {
        let known = self.found.days();
        let entry = |(at, tie): (usize, &Tie)| {
            let days = known.get(&tie.to).zip(known.get(&tie.from));
            let days = days.map(|(to, from)| (*to - *from).num_days());
            (place(at), Uuid::nil(), TraceLink { tie: *tie, days })
        };
        let entries = self.found.ties.iter().enumerate().map(entry).collect();
        Connection::of_computed(entries, "link", false, &PageArgs::new(first, after, last, before))
    }
}

fn place(at: usize) -> Key {
    Key::Int(i64::try_from(at).unwrap_or(i64::MAX))
}

/// One thing on the way.
#[derive(Clone, Copy, Debug)]
pub struct TraceStep {
    step: service::Step,
    first_on: Option<NaiveDate>,
    as_of: NaiveDate,
}

impl ListNode for TraceStep {
    const NAME: &'static str = "TraceStep";
}

/// One thing on the way from idea to effect. Danish: trin.
#[Object]
impl TraceStep {
    /// What it is.
    async fn r#type(&self) -> ThingType {
        self.step.id.kind.into()
    }

    /// The id of the thing.
    async fn thing_id(&self) -> ID {
        ID(self.step.id.to_string())
    }

    /// The thing, as of the date.
    async fn thing(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        load_node(ctx, self.step.id, self.as_of).await.transpose()
    }

    /// When it came to be: a contribution was made, a barrier reported, a matter opened, an item proposed, a conclusion or
    /// decision reached, a project or a part of one begun, a case published. For other things the day on which they were
    /// linked.
    async fn on(&self) -> Option<Date> {
        self.step.on.map(Date)
    }

    /// When it ended: a contribution was answered, a barrier removed, a matter or project closed, an item discussed, a
    /// decision looked back at. Null while it has not.
    async fn ended_on(&self) -> Option<Date> {
        self.step.ended_on.map(Date)
    }

    /// The side that it came from, where one is known.
    async fn side(&self) -> Option<Side> {
        self.step.side.map(Into::into)
    }

    /// The committee that it belongs to.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.step.committee_id?, self.as_of).await.transpose()
    }

    /// The days from the first day of the trace to `on`. Computed.
    async fn days_since_first(&self) -> Option<i64> {
        Some((self.step.on? - self.first_on?).num_days())
    }
}

/// That one thing led to another.
#[derive(Clone, Copy, Debug)]
pub struct TraceLink {
    tie: Tie,
    days: Option<i64>,
}

impl ListNode for TraceLink {
    const NAME: &'static str = "TraceLink";
}

/// That one thing led to another. Danish: sammenhæng.
#[Object]
impl TraceLink {
    /// How, read from the first to the second.
    async fn r#type(&self) -> TraceLinkType {
        self.tie.kind.into()
    }

    /// The id of the first: the cause.
    async fn from_id(&self) -> ID {
        ID(self.tie.from.to_string())
    }

    /// The id of the second: what came of it.
    async fn to_id(&self) -> ID {
        ID(self.tie.to.to_string())
    }

    /// The days from the `on` of the first to that of the second; negative when the second was there before. Computed.
    async fn days(&self) -> Option<i64> {
        self.days
    }

    /// First day on which a recorded link holds; null for what the things themselves say.
    async fn valid_from(&self) -> Option<Date> {
        self.tie.valid_from.map(Date)
    }

    /// First day on which a recorded link no longer holds; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.tie.valid_to.map(Date)
    }
}
