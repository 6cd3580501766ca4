//! The root types: lists of what the domains bring. A new domain adds one line to each list that concerns it.

use std::sync::Arc;

use async_graphql::{EmptySubscription, MergedObject, SDLExportOptions};

use crate::{
    action, agenda_item, agreement, attachment, attendance, authority, barrier, budget_cycle, calendar,
    case_study, change, charter, committee, conclusion, contribution, coverage, decision, disagreement,
    endorsement, engagement, erasure, external_id,
    finding::{self, loader::Judgements},
    guideline, information_breach, inventory, link, mandate, matter, meeting, meeting_series, minutes,
    network, org_unit, person, plan, project, project_part, read_log, refusal, retention, seat,
    service_token, trace, union_affiliation, viewer, wheel,
};

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    super::node::NodeQuery,
    super::enums::EnumQuery,
    agenda_item::query::AgendaItemQuery,
    agreement::query::AgreementQuery,
    attachment::query::AttachmentQuery,
    authority::query::AuthorityQuery,
    calendar::query::CalendarQuery,
    change::query::ChangeQuery,
    committee::query::CommitteeQuery,
    disagreement::query::DisagreementQuery,
    endorsement::query::EndorsementQuery,
    conclusion::query::ConclusionQuery,
    contribution::query::ContributionQuery,
    decision::query::DecisionQuery,
    finding::query::FindingQuery,
    guideline::query::GuidelineQuery,
    information_breach::query::InformationBreachQuery,
    mandate::query::MandateQuery,
    matter::query::MatterQuery,
    meeting::query::MeetingQuery,
    meeting_series::query::MeetingSeriesQuery,
    minutes::query::MinutesQuery,
    seat::query::SeatQuery,
    service_token::query::ServiceTokenQuery,
    engagement::query::EngagementQuery,
    person::query::PersonQuery,
    read_log::query::ReadLogQuery,
    refusal::query::RefusalQuery,
    retention::query::RetentionQuery,
    inventory::query::InventoryQuery,
    union_affiliation::query::UnionAffiliationQuery,
    external_id::query::ExternalIdQuery,
    org_unit::query::OrgUnitQuery,
    trace::query::TraceQuery,
    viewer::ViewerQuery,
    action::query::ActionQuery,
    budget_cycle::query::BudgetQuery,
    plan::query::StrategyPlanQuery,
    project::query::DevelopmentProjectQuery,
    wheel::query::WheelQuery,
    barrier::query::BarrierQuery,
    network::query::NetworkQuery,
    case_study::query::CaseQuery,
    charter::query::CharterQuery,
);

/// Everything that can be changed. Each mutation is one transaction: all of it is written, or nothing.
#[derive(MergedObject, Default)]
pub struct Mutation(
    agenda_item::mutation::AgendaItemMutation,
    attachment::mutation::AttachmentMutation,
    calendar::mutation::CalendarMutation,
    committee::mutation::CommitteeMutation,
    conclusion::mutation::ConclusionMutation,
    contribution::mutation::ContributionMutation,
    decision::mutation::DecisionMutation,
    coverage::mutation::CommitteeUnitMutation,
    disagreement::mutation::DisagreementMutation,
    endorsement::mutation::EndorsementMutation,
    guideline::mutation::GuidelineMutation,
    link::mutation::LinkMutation,
    information_breach::mutation::InformationBreachMutation,
    mandate::mutation::MandateMutation,
    matter::mutation::MatterMutation,
    attendance::mutation::AttendanceMutation,
    meeting::mutation::MeetingMutation,
    meeting_series::mutation::MeetingSeriesMutation,
    minutes::mutation::MinutesMutation,
    seat::mutation::SeatMutation,
    service_token::mutation::ServiceTokenMutation,
    engagement::mutation::EngagementMutation,
    person::mutation::PersonMutation,
    erasure::mutation::ErasureMutation,
    retention::mutation::RetentionMutation,
    union_affiliation::mutation::UnionAffiliationMutation,
    agreement::mutation::AgreementMutation,
    authority::mutation::AuthorityMutation,
    external_id::mutation::ExternalIdMutation,
    org_unit::mutation::OrgUnitMutation,
    action::mutation::ActionMutation,
    action::mutation::ActionPlanMutation,
    budget_cycle::mutation::BudgetCycleMutation,
    budget_cycle::mutation::BudgetDiscussionMutation,
    plan::mutation::StrategyPlanMutation,
    project::mutation::DevelopmentProjectMutation,
    project_part::mutation::ProjectPartMutation,
    wheel::mutation::WheelEntryMutation,
    wheel::mutation::WheelTaskMutation,
    barrier::mutation::BarrierMutation,
    network::mutation::NetworkMutation,
    case_study::mutation::CaseMutation,
    charter::mutation::CharterMutation,
);

/// The schema, and what is kept between its requests.
#[derive(Clone)]
pub struct Schema {
    pub(super) types: async_graphql::Schema<Query, Mutation, EmptySubscription>,
    pub(super) judgements: Arc<Judgements>,
}

/// What of the schema callers may learn by asking.
#[derive(Clone, Copy, Debug)]
pub struct SchemaOptions {
    /// Whether introspection is answered.
    pub introspection: bool,
    /// Whether errors suggest names of the schema.
    pub suggestions: bool,
}

/// Makes the schema.
pub fn schema(options: SchemaOptions) -> Schema {
    let mut builder = async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription);
    if !options.introspection {
        builder = builder.disable_introspection();
    }
    if !options.suggestions || !options.introspection {
        builder = builder.disable_suggestions();
    }
    Schema { types: builder.finish(), judgements: Arc::default() }
}

/// The schema as text: what `schema.graphql` holds and what is served.
pub fn sdl() -> String {
    let schema = schema(SchemaOptions { introspection: true, suggestions: true });
    let options = SDLExportOptions::new();
    let text = without_directives(&schema.types.sdl_with_options(options));
    let mut text = text.trim_end().to_owned();
    text.push('\n');
    text
}

/// The library prints the definitions of the specification's own directives; a schema need not repeat them.
fn without_directives(sdl: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in sdl.lines() {
        if line.starts_with("directive @") {
            // Its description stands right above, between two lines of quotation marks.
            kept.pop();
            while kept.pop().is_some_and(|above| above != "\"\"\"") {}
        } else {
            kept.push(line);
        }
    }
    kept.join("\n")
}
