//! Agenda items: one matter at one meeting, or proposed for one.

use sea_orm::entity::prelude::*;

use crate::{
    matter::{Aspect, ConfidentialBasis},
    seat::Side,
};

/// What an item is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AgendaItemType {
    /// Both sides inform each other.
    Information,
    /// To be discussed.
    Discussion,
    /// A guideline is negotiated.
    Guideline,
    /// The chair decides after discussion.
    DecisionRightOfChair,
    /// News from both sides.
    MutualNews,
    /// One subject in depth.
    Theme,
    /// The committee looks at its own work.
    Evaluation,
    /// Minutes or agenda are approved.
    Approval,
}

/// Where an item comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AgendaOrigin {
    /// Management.
    Management,
    /// The employee side.
    Employee,
    /// Both sides.
    Joint,
    /// A committee further up.
    HigherLevel,
    /// A committee further down.
    LowerLevel,
    /// Another committee at the same level.
    SameLevel,
    /// The annual wheel.
    AnnualWheel,
    /// The council or a political committee.
    Political,
}

/// Where an item is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AgendaItemStatus {
    /// Somebody asked for it.
    Proposed,
    /// It will come on an agenda.
    Accepted,
    /// It is on an agenda.
    Scheduled,
    /// It was treated at the meeting.
    Discussed,
    /// It has a conclusion.
    Concluded,
    /// It was put off to another meeting.
    Deferred,
    /// It went on to another level.
    Forwarded,
    /// It was not taken on.
    Declined,
    /// It was taken back.
    Withdrawn,
}

/// How far a decision had come when the committee was involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InvolvementStage {
    /// An idea.
    Idea,
    /// The problem is described.
    Problem,
    /// Options are weighed.
    Options,
    /// A draft exists.
    Draft,
    /// Right before the decision.
    BeforeDecision,
    /// After the decision.
    AfterDecision,
    /// While it is carried out.
    Implementation,
    /// When it is evaluated.
    Evaluation,
}

/// How much influence was given; after the IAP2 spectrum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InvolvementLevel {
    /// None.
    None,
    /// They were informed.
    Inform,
    /// They were asked.
    Consult,
    /// It was discussed with them before the decision.
    Involve,
    /// It was drawn up together.
    Collaborate,
    /// It was agreed, or left to them.
    Empower,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_item")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority_id: Uuid,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The committee.
    pub committee_id: Uuid,
    /// The meeting; none while it is on no agenda.
    pub meeting_id: Option<Uuid>,
    /// The matter.
    pub matter_id: Uuid,
    /// Its place in the agenda: a fractional index that compares byte by byte.
    pub position: String,
    /// Its number in the published agenda.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// Danish collation key, as hex text.
    pub sort_key: String,
    /// In lower case, for searching.
    pub search_key: String,
    /// What it is for.
    pub item_type: AgendaItemType,
    /// Which side of co-determination it belongs to.
    pub aspect: Aspect,
    /// Which other side it belongs to.
    pub second_aspect: Option<Aspect>,
    /// Where it comes from.
    pub origin: AgendaOrigin,
    /// The side that asked for it.
    pub proposer_side: Option<Side>,
    /// Who asked for it.
    pub proposer_id: Option<Uuid>,
    /// What the committee is asked to do.
    pub recommendation: Option<String>,
    /// What it is about.
    pub case_statement: Option<String>,
    /// Minutes set aside for it.
    pub duration_minutes: Option<i32>,
    /// How far the decision has come.
    pub stage: Option<InvolvementStage>,
    /// How much influence was promised.
    pub involvement_promised: Option<InvolvementLevel>,
    /// How much influence there was.
    pub involvement_achieved: Option<InvolvementLevel>,
    /// The legal basis for hiding it; none when it is open.
    pub confidential_basis: Option<ConfidentialBasis>,
    /// What the legal basis is in this case.
    pub confidential_note: Option<String>,
    /// Where it is in its life.
    pub status: AgendaItemStatus,
    /// Why it was declined, withdrawn or deferred.
    pub status_reason: Option<String>,
    /// When it was asked for.
    pub proposed_on: Date,
    /// When it was treated.
    pub discussed_on: Option<Date>,
    /// The item of an earlier meeting that it goes on with.
    pub carried_from: Option<Uuid>,
    /// The item at another level that it comes from.
    pub raised_from: Option<Uuid>,
    /// When the other level has to have its answer.
    pub answer_due: Option<Date>,
    /// Grows by one with each update.
    pub version: i32,
}

/// Relations are joined by hand in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
