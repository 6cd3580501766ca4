//! Every action and every field class of the product, for the matrices that prove the policy and for `viewer`. A new
//! domain adds one line to each list.

use std::any::TypeId;

use super::{Action, Allowed, classes::TypeFields};
use crate::{
    action, agenda_item, agreement, attachment, attendance, authority, barrier, budget_cycle, calendar,
    case_study, change, charter, committee, conclusion, contribution, coverage, decision, disagreement,
    endorsement, engagement, erasure, external_id, finding, guideline, information_breach, inventory, link,
    mandate, matter, meeting, meeting_series, minutes, network, org_unit, person, plan, project,
    project_part, read_log, refusal, retention, seat, service_token, trace, union_affiliation, viewer, wheel,
};

/// An action with its name.
#[derive(Clone, Debug)]
pub struct NamedAction {
    /// Domain and action, as `viewer` spells it: `COMMITTEE_CREATE`.
    pub name: String,
    /// Who may do it.
    pub allowed: Allowed,
    /// The list of actions that it stands in, and its name there.
    of: (TypeId, String),
}

/// Every action.
pub fn actions() -> Vec<NamedAction> {
    let mut all = Vec::new();
    add::<agenda_item::policy::Action>(&mut all, "AGENDA_ITEM");
    add::<agreement::policy::Action>(&mut all, "LOCAL_AGREEMENT");
    add::<attachment::policy::Action>(&mut all, "ATTACHMENT");
    add::<authority::policy::Action>(&mut all, "AUTHORITY");
    add::<calendar::policy::Action>(&mut all, "CALENDAR_FEED");
    add::<committee::policy::Action>(&mut all, "COMMITTEE");
    add::<conclusion::policy::Action>(&mut all, "CONCLUSION");
    add::<contribution::policy::Action>(&mut all, "CONTRIBUTION");
    add::<decision::policy::Action>(&mut all, "DECISION");
    add::<coverage::policy::Action>(&mut all, "COMMITTEE_UNIT");
    add::<disagreement::policy::Action>(&mut all, "DISAGREEMENT");
    add::<endorsement::policy::Action>(&mut all, "ENDORSEMENT");
    add::<engagement::policy::Action>(&mut all, "ENGAGEMENT");
    add::<guideline::policy::Action>(&mut all, "GUIDELINE");
    add::<link::policy::Action>(&mut all, "LINK");
    add::<information_breach::policy::Action>(&mut all, "INFORMATION_BREACH");
    add::<mandate::policy::Action>(&mut all, "MANDATE");
    add::<matter::policy::Action>(&mut all, "MATTER");
    add::<attendance::policy::Action>(&mut all, "ATTENDANCE");
    add::<meeting::policy::Action>(&mut all, "MEETING");
    add::<minutes::policy::Action>(&mut all, "MINUTES");
    add::<person::policy::Action>(&mut all, "PERSON");
    add::<erasure::policy::Action>(&mut all, "PERSON");
    add::<retention::policy::Action>(&mut all, "RETENTION");
    add::<seat::policy::Action>(&mut all, "SEAT");
    add::<service_token::policy::Action>(&mut all, "SERVICE_TOKEN");
    add::<union_affiliation::policy::Action>(&mut all, "UNION_AFFILIATION");
    add::<external_id::policy::Action>(&mut all, "EXTERNAL_ID");
    add::<org_unit::policy::Action>(&mut all, "ORG_UNIT");
    add::<action::policy::Action>(&mut all, "ACTION");
    add::<action::policy::PlanAction>(&mut all, "ACTION_PLAN");
    add::<budget_cycle::policy::CycleAction>(&mut all, "BUDGET_CYCLE");
    add::<budget_cycle::policy::DiscussionAction>(&mut all, "BUDGET_DISCUSSION");
    add::<plan::policy::Action>(&mut all, "STRATEGY_PLAN");
    add::<project::policy::Action>(&mut all, "DEVELOPMENT_PROJECT");
    add::<project_part::policy::Action>(&mut all, "PROJECT_PART");
    add::<wheel::policy::EntryAction>(&mut all, "WHEEL_ENTRY");
    add::<wheel::policy::TaskAction>(&mut all, "WHEEL_TASK");
    add::<barrier::policy::Action>(&mut all, "BARRIER");
    add::<network::policy::Action>(&mut all, "NETWORK");
    add::<case_study::policy::Action>(&mut all, "CASE");
    add::<charter::policy::Action>(&mut all, "CHARTER");
    all
}

/// The name of an action as `viewer` spells it; its own when its domain is in no list.
pub fn name<A: Action>(action: A) -> String {
    let own = format!("{action:?}");
    let named = actions().into_iter().find(|named| named.of.0 == TypeId::of::<A>() && named.of.1 == own);
    named.map_or_else(|| screaming(&own), |named| named.name)
}

/// The field classes of every type.
pub const FIELDS: &[&[TypeFields]] = &[
    agenda_item::policy::FIELDS,
    attachment::policy::FIELDS,
    calendar::policy::FIELDS,
    change::policy::FIELDS,
    committee::policy::FIELDS,
    conclusion::policy::FIELDS,
    contribution::policy::FIELDS,
    coverage::policy::FIELDS,
    decision::policy::FIELDS,
    disagreement::policy::FIELDS,
    endorsement::policy::FIELDS,
    engagement::policy::FIELDS,
    finding::policy::FIELDS,
    guideline::policy::FIELDS,
    link::policy::FIELDS,
    information_breach::policy::FIELDS,
    mandate::policy::FIELDS,
    matter::policy::FIELDS,
    attendance::policy::FIELDS,
    meeting::policy::FIELDS,
    meeting_series::policy::FIELDS,
    minutes::policy::FIELDS,
    person::policy::FIELDS,
    read_log::policy::FIELDS,
    refusal::policy::FIELDS,
    retention::policy::FIELDS,
    inventory::policy::FIELDS,
    seat::policy::FIELDS,
    service_token::policy::FIELDS,
    union_affiliation::policy::FIELDS,
    agreement::policy::FIELDS,
    authority::policy::FIELDS,
    external_id::policy::FIELDS,
    org_unit::policy::FIELDS,
    trace::policy::FIELDS,
    viewer::FIELDS,
    action::policy::FIELDS,
    budget_cycle::policy::FIELDS,
    plan::policy::FIELDS,
    project::policy::FIELDS,
    project_part::policy::FIELDS,
    wheel::policy::FIELDS,
    barrier::policy::FIELDS,
    network::policy::FIELDS,
    case_study::policy::FIELDS,
    charter::policy::FIELDS,
];

fn add<A: Action>(all: &mut Vec<NamedAction>, domain: &str) {
    all.extend(A::ALL.iter().map(|action| NamedAction {
        name: format!("{domain}_{}", screaming(&format!("{action:?}"))),
        allowed: action.allowed(),
        of: (TypeId::of::<A>(), format!("{action:?}")),
    }));
}

/// `ChangeStatus` as `CHANGE_STATUS`.
fn screaming(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for (place, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() && place > 0 {
            text.push('_');
        }
        text.push(c.to_ascii_uppercase());
    }
    text
}
