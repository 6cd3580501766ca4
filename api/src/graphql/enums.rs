//! Enumerations: each mirrors the one that the database stores, and carries a label in Danish and English.

use async_graphql::{Context, Object, SimpleObject};

use super::context::ContextExt;
use crate::core::{Error, Locale, Result};

/// An enumeration's name and its values with their labels.
#[derive(Clone, Copy, Debug)]
pub struct EnumLabels {
    /// The name in the schema.
    pub name: &'static str,
    /// Value, Danish label, English label.
    pub values: &'static [(&'static str, &'static str, &'static str)],
}

/// Every enumeration whose values users see.
pub static ALL: &[EnumLabels] = &[
    crate::agenda_item::types::AgendaItemStatus::LABELS,
    crate::agenda_item::types::AgendaItemType::LABELS,
    crate::agenda_item::types::AgendaOrigin::LABELS,
    crate::agenda_item::types::InvolvementLevel::LABELS,
    crate::agenda_item::types::InvolvementStage::LABELS,
    crate::agreement::types::RuleUnit::LABELS,
    crate::agreement::types::StringModel::LABELS,
    crate::attachment::types::AttachmentState::LABELS,
    crate::attendance::types::AttendanceStatus::LABELS,
    crate::authority::types::AuthorityKind::LABELS,
    crate::authority::types::Framework::LABELS,
    crate::change::types::ChangeKind::LABELS,
    crate::committee::types::CommitteeKind::LABELS,
    crate::committee::types::CommitteeLevel::LABELS,
    crate::committee::types::CommitteeStatus::LABELS,
    crate::disagreement::types::DisagreementStatus::LABELS,
    crate::guideline::types::GuidelineKind::LABELS,
    crate::guideline::types::GuidelineStatus::LABELS,
    crate::guideline::types::GuidelineTopic::LABELS,
    crate::conclusion::types::ConclusionKind::LABELS,
    crate::link::types::LinkType::LABELS,
    crate::contribution::types::ContributionKind::LABELS,
    crate::contribution::types::ContributionOutcome::LABELS,
    crate::decision::types::DecisionBody::LABELS,
    crate::decision::types::FollowsInput::LABELS,
    crate::information_breach::types::InformationBreachStatus::LABELS,
    crate::mandate::types::EndReason::LABELS,
    crate::mandate::types::MandateRole::LABELS,
    crate::mandate::types::MandateStatus::LABELS,
    crate::mandate::types::SelectionMethod::LABELS,
    crate::matter::types::Aspect::LABELS,
    crate::matter::types::ConfidentialBasis::LABELS,
    crate::matter::types::MatterField::LABELS,
    crate::matter::types::MatterStatus::LABELS,
    crate::matter::types::Reform::LABELS,
    crate::matter::types::Theme::LABELS,
    crate::meeting::types::MeetingKind::LABELS,
    crate::meeting::types::MeetingStatus::LABELS,
    crate::seat::types::ElectoralGroup::LABELS,
    crate::seat::types::SeatType::LABELS,
    crate::seat::types::Side::LABELS,
    crate::service_token::types::ServiceTokenStatus::LABELS,
    crate::engagement::types::EngagementStatus::LABELS,
    crate::read_log::types::Purpose::LABELS,
    crate::read_log::types::ReadClass::LABELS,
    crate::refusal::types::RefusalCode::LABELS,
    crate::erasure::types::ErasureGround::LABELS,
    crate::retention::types::RetentionKept::LABELS,
    crate::finding::types::FindingCode::LABELS,
    crate::finding::types::Severity::LABELS,
    crate::finding::types::Sureness::LABELS,
    crate::trace::types::TraceLinkType::LABELS,
    crate::viewer::types::ViewerTaskType::LABELS,
    crate::action::types::ActionStatus::LABELS,
    crate::budget_cycle::types::BudgetCycleStatus::LABELS,
    crate::budget_cycle::types::BudgetOutcome::LABELS,
    crate::plan::types::StrategyPlanStatus::LABELS,
    crate::project::types::ActorType::LABELS,
    crate::project::types::ProjectOrigin::LABELS,
    crate::project::types::ProjectPhase::LABELS,
    crate::project::types::ProjectVisibility::LABELS,
    crate::project::types::SponsorLevel::LABELS,
    crate::project::types::SteeringInstrument::LABELS,
    crate::project::types::SteeringSetBy::LABELS,
    crate::project_part::types::LessonKind::LABELS,
    crate::project_part::types::ProjectSharing::LABELS,
    crate::project_part::types::TrialArea::LABELS,
    crate::project_part::types::TrialKind::LABELS,
    crate::project_part::types::TrialVerdict::LABELS,
    crate::wheel::types::WheelTaskStatus::LABELS,
    crate::wheel::types::WheelTopic::LABELS,
    crate::barrier::types::BarrierStatus::LABELS,
    crate::network::types::NetworkKind::LABELS,
    crate::case_study::types::CaseOutcome::LABELS,
    crate::case_study::types::CaseStatus::LABELS,
    crate::case_study::types::CaseVisibility::LABELS,
];

/// The label of one value of an enumeration.
#[derive(Clone, Debug, SimpleObject)]
pub struct EnumLabel {
    /// The value, as queries and answers spell it.
    value: &'static str,
    /// Its label in the language of `Accept-Language`.
    label: &'static str,
    /// Its Danish label.
    da: &'static str,
    /// Its English label.
    en: &'static str,
}

/// Root fields about the schema itself.
#[derive(Debug, Default)]
pub struct EnumQuery;

#[Object]
impl EnumQuery {
    /// The values of an enumeration of this schema with their labels, for lists and headings. Public.
    async fn enum_labels(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The enumeration's name in this schema, for example `CommitteeLevel`.")]
        name: String,
    ) -> Result<Vec<EnumLabel>> {
        let labels = ALL.iter().find(|labels| labels.name == name).ok_or(Error::NotFound)?;
        let danish = ctx.cx().locale == Locale::Da;
        let label =
            |&(value, da, en): &(_, _, _)| EnumLabel { value, label: if danish { da } else { en }, da, en };
        Ok(labels.values.iter().map(label).collect())
    }
}

/// Makes a GraphQL enumeration over a stored one, with labels.
macro_rules! gql_enum {
    (
        $(#[$doc:meta])*
        $name:ident = $stored:literal {
            $($(#[$value_doc:meta])* $value:ident = $spelling:literal: $da:literal | $en:literal),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        #[graphql(remote = $stored)]
        pub enum $name {
            $($(#[$value_doc])* #[graphql(name = $spelling)] $value,)+
        }

        impl $name {
            /// The labels of its values.
            pub const LABELS: $crate::graphql::enums::EnumLabels = $crate::graphql::enums::EnumLabels {
                name: stringify!($name),
                values: &[$(($spelling, $da, $en)),+],
            };
        }
    };
}
pub(crate) use gql_enum;
