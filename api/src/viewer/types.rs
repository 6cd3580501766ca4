//! What awaits the caller, in GraphQL.

use async_graphql::{Context, ID, Object};
use uuid::Uuid;

use super::{rules, service};
use crate::{
    change::types::ThingType,
    committee::types::Committee,
    core::{Result, db::page::Key},
    graphql::{
        Node,
        connection::{Connection, ListNode, PageArgs},
        context::ContextExt,
        enums::gql_enum,
        load_node,
        mutation::Reload,
        scalar::Date,
    },
};

gql_enum! {
    /// What awaits you, and what becomes of it when it is done. Codes are never renamed; new ones can be added: show what you
    /// do not know by its label. Danish: opgavetype.
    ViewerTaskType = "crate::viewer::rules::TaskKind" {
        /// Call the members to a planned meeting: `meetingConvene`. Awaits chair and secretary; due on the last day to put
        /// items in. Subject: Meeting. Danish: indkald til møde.
        ConveneMeeting = "CONVENE_MEETING": "Indkald til møde" | "Convene the meeting",
        /// Send the agenda out: `meetingPublishAgenda`. Awaits chair and secretary; due so many days before the meeting as
        /// the local agreement says. Subject: Meeting. Danish: send dagsordenen ud.
        PublishAgenda = "PUBLISH_AGENDA": "Send dagsordenen ud" | "Send the agenda out",
        /// Say whether you come: `attendanceRecord`. Awaits every member who is called, and alternates who act; due on the
        /// day of the meeting. Subject: Meeting. Danish: svar på mødeindkaldelse.
        AnswerInvitation = "ANSWER_INVITATION": "Svar på mødeindkaldelsen" | "Answer the invitation",
        /// Record that the meeting took place: `meetingHold`. Awaits chair and secretary; due on its day. Subject: Meeting.
        /// Danish: registrér mødet som holdt.
        RecordMeeting = "RECORD_MEETING": "Registrér mødet som holdt" | "Record the meeting as held",
        /// Write the minutes: `minutesSave`. Awaits chair and secretary; no day. Subject: Meeting. Danish: skriv referat.
        DraftMinutes = "DRAFT_MINUTES": "Skriv referatet" | "Write the minutes",
        /// Approve the minutes for your office: `minutesApprove`. Awaits chair and vice-chair, each until it has; no day.
        /// Subject: Minutes. Danish: godkend referat.
        ApproveMinutes = "APPROVE_MINUTES": "Godkend referatet" | "Approve the minutes",
        /// Accept or decline an item that somebody proposed: `agendaItemAccept`, `agendaItemDecline`. Awaits chair,
        /// vice-chair and secretary; no day. Subject: AgendaItem. Danish: tag stilling til foreslået punkt.
        AnswerProposal = "ANSWER_PROPOSAL": "Tag stilling til et foreslået punkt" | "Accept or decline a proposed item",
        /// Conclude an item that another committee escalated or referred to yours. Awaits chair, vice-chair and secretary;
        /// due when that committee asked for it, if it did. Subject: AgendaItem. Danish: besvar punkt fra andet niveau.
        AnswerForwardedItem = "ANSWER_FORWARDED_ITEM":
            "Besvar et punkt fra et andet udvalg" | "Answer an item of another committee",
        /// Say what becomes of a contribution: `contributionAnswer`. Awaits chair, vice-chair and secretary; due when an answer
        /// was promised, if one was. Subject: Contribution. Danish: besvar bidrag.
        AnswerContribution = "ANSWER_CONTRIBUTION": "Besvar et bidrag" | "Answer a contribution",
        /// Give management's reasons for a decision that does not follow the committee: `decisionReply`. Awaits the chair;
        /// due so many weeks after the decision as the local agreement says. Subject: Decision. Danish: ledelsens svar.
        ReplyOnDecision = "REPLY_ON_DECISION": "Begrund en beslutning over for udvalget" | "Give reasons for a decision",
        /// Look back at a decision: `decisionReview`. Awaits chair, vice-chair and secretary; due on the day that was set.
        /// Subject: Decision. Danish: opfølgning på beslutning.
        ReviewDecision = "REVIEW_DECISION": "Følg op på en beslutning" | "Review a decision",
        /// Confirm the text of a guideline for your side: `guidelineEndorse`. Awaits the chair for management and the
        /// vice-chair for the employees, each until it has; no day. Subject: Guideline. Danish: bekræft retningslinje.
        ConfirmGuideline = "CONFIRM_GUIDELINE": "Bekræft en retningslinje" | "Confirm a guideline",
        /// Confirm a strategy plan for your side: `strategyPlanEndorse`. Awaits the same; no day. Subject: StrategyPlan.
        /// Danish: bekræft strategiplan.
        ConfirmStrategyPlan = "CONFIRM_STRATEGY_PLAN": "Bekræft en strategisk plan" | "Confirm a strategy plan",
        /// Give the information that the other side asked for in writing: `informationBreachRemedy`. Awaits the chair when the
        /// employee side asked, else the vice-chair; due when the clock runs out. Subject: InformationBreach. Danish: ret op
        /// på brud på informationspligten.
        RemedyInformation = "REMEDY_INFORMATION": "Ret op på et brud på informationspligten" | "Remedy a breach of the duty to inform",
        /// Do a task of the annual wheel: `wheelTaskComplete`. Awaits chair, vice-chair and secretary; due on its last day.
        /// Subject: WheelTask. Danish: opgave i årshjulet.
        DoWheelTask = "DO_WHEEL_TASK": "Løs en opgave i årshjulet" | "Do a task of the annual wheel",
        /// Carry out an action that you own: `actionComplete`. Awaits its owner; due on its day. Subject: Action. Danish: udfør
        /// handling.
        CarryOutAction = "CARRY_OUT_ACTION": "Udfør en handling" | "Carry out an action",
    }
}

/// A task of the caller.
#[derive(Clone, Debug)]
pub struct ViewerTask(rules::Task);

impl ListNode for ViewerTask {
    const NAME: &'static str = "ViewerTask";
}

/// Something that awaits you today, in an office that you hold or act in, or as the owner of an action. It is gone when
/// somebody has done it. Danish: opgave.
#[Object]
impl ViewerTask {
    /// What is to be done; `enumLabels` has it in Danish and English.
    async fn r#type(&self) -> ViewerTaskType {
        self.0.kind.into()
    }

    /// What it is to be done with.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        load_node(ctx, self.0.subject, ctx.cx().today()).await.transpose()
    }

    /// The id of the subject.
    async fn subject_id(&self) -> ID {
        ID(self.0.subject.to_string())
    }

    /// The type of the subject.
    async fn subject_type(&self) -> ThingType {
        self.0.subject.kind.into()
    }

    /// The committee in which it awaits you.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.0.committee_id, ctx.cx().today()).await.transpose()
    }

    /// Last day on which it is in time; null when no day is set. Danish: frist.
    async fn due(&self) -> Option<Date> {
        self.0.due.map(Date)
    }

    /// Whether that day has passed. Danish: overskredet.
    async fn is_overdue(&self, ctx: &Context<'_>) -> bool {
        self.0.is_overdue(ctx.cx().today())
    }
}

/// A page of what awaits the caller.
pub async fn task_page(
    ctx: &Context<'_>,
    types: Option<Vec<ViewerTaskType>>,
    days: i32,
    args: &PageArgs,
) -> Result<Connection<ViewerTask>> {
    let types: Option<Vec<rules::TaskKind>> = types.map(|types| types.into_iter().map(Into::into).collect());
    let tasks = service::tasks(ctx.cx(), days).await?;
    let wanted = |task: &rules::Task| types.as_ref().is_none_or(|types| types.contains(&task.kind));
    let entry = |task: rules::Task| (Key::Text(task.place()), Uuid::nil(), ViewerTask(task));
    let entries = tasks.into_iter().filter(wanted).map(entry).collect();
    Connection::of_computed(entries, "due", false, args)
}
