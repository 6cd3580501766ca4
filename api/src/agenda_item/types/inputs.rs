//! The enumerations of agenda items, and the inputs that select and sort them.

use entity::agenda_item;

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, StringFilter, enum_filter, where_input},
        order::order_input,
    },
    matter::types::{AspectFilter, ConfidentialBasisFilter},
    seat::types::SideFilter,
};

gql_enum! {
    /// What an item is for. Danish: punkttype. There is none for a hearing: information and hearing do not replace
    /// discussion.
    AgendaItemType = "entity::agenda_item::AgendaItemType" {
        /// Both sides inform each other (orientering).
        Information = "INFORMATION": "Orientering" | "Information",
        /// To be discussed (drøftelse).
        Discussion = "DISCUSSION": "Drøftelse" | "Discussion",
        /// A guideline is negotiated (retningslinje).
        Guideline = "GUIDELINE": "Retningslinje" | "Guideline",
        /// The chair decides after discussion (formandens beslutning).
        DecisionRightOfChair = "DECISION_RIGHT_OF_CHAIR": "Formandens beslutning" | "Decision of the chair",
        /// News from both sides (gensidig nyt).
        MutualNews = "MUTUAL_NEWS": "Gensidigt nyt" | "Mutual news",
        /// One subject in depth (tema).
        Theme = "THEME": "Tema" | "Theme",
        /// The committee looks at its own work (evaluering).
        Evaluation = "EVALUATION": "Evaluering" | "Evaluation",
        /// Minutes or agenda are approved (godkendelse).
        Approval = "APPROVAL": "Godkendelse" | "Approval",
    }
}

gql_enum! {
    /// Where an item comes from. Danish: oprindelse.
    AgendaOrigin = "entity::agenda_item::AgendaOrigin" {
        /// Management (ledelsen).
        Management = "MANAGEMENT": "Ledelsen" | "Management",
        /// The employee side (medarbejdersiden).
        Employee = "EMPLOYEE": "Medarbejdersiden" | "Employee side",
        /// Both sides (begge sider).
        Joint = "JOINT": "Begge sider" | "Both sides",
        /// A committee further up (højere niveau).
        HigherLevel = "HIGHER_LEVEL": "Et højere niveau" | "A higher level",
        /// A committee further down (lavere niveau).
        LowerLevel = "LOWER_LEVEL": "Et lavere niveau" | "A lower level",
        /// Another committee at the same level (samme niveau).
        SameLevel = "SAME_LEVEL": "Et udvalg på samme niveau" | "A committee at the same level",
        /// The annual wheel (årshjulet).
        AnnualWheel = "ANNUAL_WHEEL": "Årshjulet" | "The annual wheel",
        /// The council or a political committee (politisk).
        Political = "POLITICAL": "Politisk" | "Political",
    }
}

gql_enum! {
    /// Where an item is in its life. That it was concluded, put off or sent on shows at once; what was concluded shows when
    /// the minutes are approved. Danish: status.
    AgendaItemStatus = "entity::agenda_item::AgendaItemStatus" {
        /// Somebody asked for it.
        Proposed = "PROPOSED": "Foreslået" | "Proposed",
        /// It will come on an agenda.
        Accepted = "ACCEPTED": "Antaget" | "Accepted",
        /// It is on an agenda.
        Scheduled = "SCHEDULED": "På dagsordenen" | "Scheduled",
        /// It was treated at the meeting.
        Discussed = "DISCUSSED": "Drøftet" | "Discussed",
        /// It has a conclusion.
        Concluded = "CONCLUDED": "Konkluderet" | "Concluded",
        /// It was put off to another meeting.
        Deferred = "DEFERRED": "Udsat" | "Deferred",
        /// It went on to another committee.
        Forwarded = "FORWARDED": "Sendt videre" | "Forwarded",
        /// It was not taken on.
        Declined = "DECLINED": "Afvist" | "Declined",
        /// It was taken back.
        Withdrawn = "WITHDRAWN": "Trukket tilbage" | "Withdrawn",
    }
}

gql_enum! {
    /// How far a decision had come when the committee was involved. Danish: tidspunkt for inddragelse.
    InvolvementStage = "entity::agenda_item::InvolvementStage" {
        /// An idea.
        Idea = "IDEA": "Idé" | "Idea",
        /// The problem is described.
        Problem = "PROBLEM": "Problemet er beskrevet" | "Problem",
        /// Options are weighed.
        Options = "OPTIONS": "Muligheder vejes" | "Options",
        /// A draft exists.
        Draft = "DRAFT": "Udkast" | "Draft",
        /// Right before the decision.
        BeforeDecision = "BEFORE_DECISION": "Lige før beslutning" | "Before the decision",
        /// After the decision.
        AfterDecision = "AFTER_DECISION": "Efter beslutning" | "After the decision",
        /// While it is carried out.
        Implementation = "IMPLEMENTATION": "Under gennemførelse" | "Implementation",
        /// When it is evaluated.
        Evaluation = "EVALUATION": "Ved evaluering" | "Evaluation",
    }
}

gql_enum! {
    /// How much influence is given; after the IAP2 spectrum. Danish: grad af inddragelse.
    InvolvementLevel = "entity::agenda_item::InvolvementLevel" {
        /// None.
        None = "NONE": "Ingen" | "None",
        /// They are informed.
        Inform = "INFORM": "Informere" | "Inform",
        /// They are asked.
        Consult = "CONSULT": "Spørge" | "Consult",
        /// It is discussed with them before the decision.
        Involve = "INVOLVE": "Inddrage" | "Involve",
        /// It is drawn up together.
        Collaborate = "COLLABORATE": "Samarbejde" | "Collaborate",
        /// It is agreed, or left to them.
        Empower = "EMPOWER": "Aftale eller overlade" | "Empower",
    }
}

enum_filter!(AgendaItemTypeFilter, AgendaItemType, entity::agenda_item::AgendaItemType);
enum_filter!(AgendaOriginFilter, AgendaOrigin, entity::agenda_item::AgendaOrigin);
enum_filter!(AgendaItemStatusFilter, AgendaItemStatus, entity::agenda_item::AgendaItemStatus);
enum_filter!(InvolvementStageFilter, InvolvementStage, entity::agenda_item::InvolvementStage);
enum_filter!(InvolvementLevelFilter, InvolvementLevel, entity::agenda_item::InvolvementLevel);

where_input! {
    /// Which agenda items. Everything given has to hold.
    AgendaItemWhere over agenda_item {
        /// Its id.
        id: IdFilter => Id of AgendaItem,
        /// Its title.
        title: NameFilter => SearchKey,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The meeting.
        meeting: IdFilter => MeetingId of Meeting,
        /// The matter.
        matter: IdFilter => MatterId of Matter,
        /// Its number in the published agenda.
        number: StringFilter => Number,
        /// What it is for.
        r#type: AgendaItemTypeFilter => ItemType,
        /// Which side of co-determination it belongs to.
        aspect: AspectFilter => Aspect,
        /// Which other side it belongs to.
        second_aspect: AspectFilter => SecondAspect,
        /// Where it comes from.
        origin: AgendaOriginFilter => Origin,
        /// The side that asked for it.
        proposer_side: SideFilter => ProposerSide,
        /// How far the decision had come.
        stage: InvolvementStageFilter => Stage,
        /// How much influence was promised.
        involvement_promised: InvolvementLevelFilter => InvolvementPromised,
        /// How much influence there was.
        involvement_achieved: InvolvementLevelFilter => InvolvementAchieved,
        /// The legal basis for hiding it.
        confidential_basis: ConfidentialBasisFilter => ConfidentialBasis,
        /// Where it is in its life.
        status: AgendaItemStatusFilter => Status,
        /// The day on which it was asked for.
        proposed_on: DateFilter => ProposedOn,
        /// The day on which it was treated.
        discussed_on: DateFilter => DiscussedOn,
        /// The item that it goes on with.
        carried_from: IdFilter => CarriedFrom of AgendaItem,
        /// The item in another committee that it comes from.
        raised_from: IdFilter => RaisedFrom of AgendaItem,
        /// When the other committee is to have its answer.
        answer_due: DateFilter => AnswerDue,
    }
}

order_input! {
    /// How agenda items are sorted. Default: by the day on which they were asked for; on a meeting's agenda by their place.
    AgendaItemOrder by AgendaItemOrderField over agenda_item {
        /// By the day on which they were asked for.
        ProposedOn => ProposedOn,
        /// By their place in the agenda.
        Position => Position,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
