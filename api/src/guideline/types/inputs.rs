//! The enumerations of guidelines, and the inputs that select and sort them.

use entity::{guideline, guideline_version};

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, IntFilter, NameFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// What a guideline is in law. Danish: art.
    GuidelineKind = "entity::guideline::GuidelineKind" {
        /// Procedural guideline (procedureretningslinje), on how the main committee is heard: required, without notice,
        /// changed only by agreement (MED framework agreement § 8(3)).
        Procedural = "PROCEDURAL": "Procedureretningslinje" | "Procedural guideline",
        /// Required by an agreement, for example on wellbeing and health (obligatorisk retningslinje).
        MandatoryByAgreement = "MANDATORY_BY_AGREEMENT": "Retningslinje, som en aftale kræver" | "Required by an agreement",
        /// Made because a side asked for it (frivillig retningslinje).
        Voluntary = "VOLUNTARY": "Frivillig retningslinje" | "Voluntary guideline",
        /// A rule that the employer decided, perhaps after a recommendation of the committee (arbejdsgiverregel): no
        /// guideline, without confirmations and without notice (§ 8(2)).
        EmployerRule = "EMPLOYER_RULE": "Arbejdsgiverregel (ikke en retningslinje)" | "Employer's rule (not a guideline)",
    }
}

gql_enum! {
    /// What a guideline is about. Danish: emne.
    GuidelineTopic = "entity::guideline::GuidelineTopic" {
        /// How the consequences of the budget for work and staff are discussed (budget).
        BudgetProcedure = "BUDGET_PROCEDURE": "Budgettets konsekvenser" | "Consequences of the budget",
        /// How major rationalisation and restructuring are discussed (omstilling).
        RestructuringProcedure = "RESTRUCTURING_PROCEDURE": "Større rationaliserings- og omstillingsprojekter" | "Major rationalisation and restructuring",
        /// How the staff policy is discussed, equality and competence among it (personalepolitik).
        StaffPolicyProcedure = "STAFF_POLICY_PROCEDURE": "Personalepolitikkens grundprincipper" | "Principles of the staff policy",
        /// How the training policy is discussed; in regions (uddannelsespolitik).
        TrainingProcedure = "TRAINING_PROCEDURE": "Uddannelsespolitik" | "Training policy",
        /// Content and follow-up of wellbeing surveys (trivselsmåling).
        WellbeingSurvey = "WELLBEING_SURVEY": "Trivselsmåling" | "Wellbeing survey",
        /// Health promotion (sundhed).
        Health = "HEALTH": "Sundhedsfremme" | "Health promotion",
        /// Sickness absence (sygefravær).
        SicknessAbsence = "SICKNESS_ABSENCE": "Sygefravær" | "Sickness absence",
        /// Work-related stress (arbejdsbetinget stress).
        Stress = "STRESS": "Arbejdsbetinget stress" | "Work-related stress",
        /// Violence, bullying and harassment (vold, mobning og chikane).
        ViolenceBullyingHarassment = "VIOLENCE_BULLYING_HARASSMENT": "Vold, mobning og chikane" | "Violence, bullying and harassment",
        /// Senior policy (seniorpolitik).
        Senior = "SENIOR": "Seniorpolitik" | "Senior policy",
        /// Competence development (kompetenceudvikling).
        Competence = "COMPETENCE": "Kompetenceudvikling" | "Competence development",
        /// Control of employees by technology (kontrolforanstaltninger).
        TechnologyControl = "TECHNOLOGY_CONTROL": "Kontrol og ny teknologi" | "Control by technology",
        /// Something else (andet).
        Other = "OTHER": "Andet" | "Other",
    }
}

gql_enum! {
    /// Where a guideline is in its life. Danish: status.
    GuidelineStatus = "entity::guideline::GuidelineStatus" {
        /// A side has asked for it.
        Requested = "REQUESTED": "Ønsket" | "Requested",
        /// Its text is being worked on.
        Drafting = "DRAFTING": "Under udarbejdelse" | "Being drafted",
        /// Both sides agree; it is not in force yet.
        Agreed = "AGREED": "Aftalt" | "Agreed",
        /// In force, from its day on.
        InForce = "IN_FORCE": "I kraft" | "In force",
        /// Notice was given; it holds until the notice has run out.
        NoticeGiven = "NOTICE_GIVEN": "Opsagt" | "Notice given",
        /// No longer in force.
        Terminated = "TERMINATED": "Ophørt" | "Terminated",
        /// The sides did not agree.
        NotAgreed = "NOT_AGREED": "Ikke aftalt" | "Not agreed",
    }
}

enum_filter!(GuidelineKindFilter, GuidelineKind, entity::guideline::GuidelineKind);
enum_filter!(GuidelineTopicFilter, GuidelineTopic, entity::guideline::GuidelineTopic);
enum_filter!(GuidelineStatusFilter, GuidelineStatus, entity::guideline::GuidelineStatus);

where_input! {
    /// Which guidelines. Everything given has to hold.
    GuidelineWhere over guideline {
        /// Its id.
        id: IdFilter => Id of Guideline,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// What it is in law.
        kind: GuidelineKindFilter => Kind,
        /// What it is about.
        topic: GuidelineTopicFilter => Topic,
        /// Its title.
        title: NameFilter => SearchKey,
        /// Where it is in its life.
        status: GuidelineStatusFilter => Status,
        /// When it was asked for.
        requested_on: DateFilter => RequestedOn,
        /// The side that asked for it.
        requested_by_side: SideFilter => RequestedBy,
        /// First day on which it holds.
        in_force_from: DateFilter => InForceFrom,
        /// First day on which it no longer holds.
        ends_on: DateFilter => EndsOn,
    }
}

order_input! {
    /// How guidelines are sorted. Default: by title.
    GuidelineOrder by GuidelineOrderField over guideline {
        /// By title, in the Danish alphabet.
        Title => SortKey,
        /// By the day on which they were asked for.
        RequestedOn => RequestedOn,
    }
}

where_input! {
    /// Which versions of a guideline. Everything given has to hold.
    GuidelineVersionWhere over guideline_version {
        /// Its number.
        number: IntFilter => Number,
        /// When both sides agreed on it.
        agreed_on: DateFilter => AgreedOn,
        /// First day on which it holds.
        in_force_from: DateFilter => InForceFrom,
        /// First day on which the next one holds instead.
        replaced_on: DateFilter => ReplacedOn,
        /// When it was given up.
        dropped_on: DateFilter => DroppedOn,
    }
}

order_input! {
    /// How versions of a guideline are sorted. Default: by number.
    GuidelineVersionOrder by GuidelineVersionOrderField over guideline_version {
        /// By number.
        Number => Number,
    }
}
