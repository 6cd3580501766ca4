//! The enumerations of matters, and the inputs that select and sort them.

use entity::matter;

use crate::{
    committee::types::CommitteeLevelFilter,
    graphql::{
        enums::gql_enum,
        filter::{BooleanFilter, DateFilter, IdFilter, NameFilter, StringFilter, enum_filter, where_input},
        order::order_input,
    },
    seat::types::SideFilter,
};

gql_enum! {
    /// The four fields in which employees have co-influence and co-determination. Danish: de fire felter.
    MatterField = "crate::matter::rules::MatterField" {
        /// Work (arbejdsforhold).
        Work = "WORK": "Arbejdsforhold" | "Work",
        /// Staff (personaleforhold).
        Staff = "STAFF": "Personaleforhold" | "Staff",
        /// Cooperation (samarbejdsforhold).
        Cooperation = "COOPERATION": "Samarbejdsforhold" | "Cooperation",
        /// Work environment (arbejdsmiljøforhold).
        WorkEnvironment = "WORK_ENVIRONMENT": "Arbejdsmiljøforhold" | "Work environment",
    }
}

gql_enum! {
    /// Which side of co-determination something belongs to. Danish: aspekt.
    Aspect = "entity::matter::Aspect" {
        /// Interests are looked after (interesserepræsentation).
        Representation = "REPRESENTATION": "Repræsentation" | "Representation",
        /// The direction of the organisation (strategi).
        Strategy = "STRATEGY": "Strategi" | "Strategy",
        /// Work is developed jointly (udvikling).
        Development = "DEVELOPMENT": "Udvikling" | "Development",
    }
}

gql_enum! {
    /// What is developed. Danish: tema.
    Theme = "entity::matter::Theme" {
        /// Goals and their measurement (målstyring).
        GoalSteering = "GOAL_STEERING": "Målstyring" | "Goal steering",
        /// How many report to a manager (ledelsesspænd).
        SpanOfControl = "SPAN_OF_CONTROL": "Ledelsesspænd" | "Span of control",
        /// Leadership by trust (tillidsbaseret ledelse).
        TrustBasedLeadership = "TRUST_BASED_LEADERSHIP": "Tillidsbaseret ledelse" | "Trust-based leadership",
        /// Work across units (tværgående samarbejde).
        CrossCuttingCollaboration = "CROSS_CUTTING_COLLABORATION": "Tværgående samarbejde" | "Cross-cutting collaboration",
        /// Citizens, associations and companies take part (eksterne aktører).
        ExternalActors = "EXTERNAL_ACTORS": "Eksterne aktører" | "External actors",
        /// New technology (digitalisering).
        Digitalisation = "DIGITALISATION": "Digitalisering" | "Digitalisation",
        /// More time for the core task (tid til kerneopgaven).
        CoreTaskTime = "CORE_TASK_TIME": "Tid til kerneopgaven" | "Time for the core task",
        /// New ways of working (nye arbejdsformer).
        NewWorkForms = "NEW_WORK_FORMS": "Nye arbejdsformer" | "New ways of working",
        /// Dialogue on leadership (dialog om ledelse).
        LeadershipDialogue = "LEADERSHIP_DIALOGUE": "Dialog om ledelse" | "Leadership dialogue",
    }
}

gql_enum! {
    /// The reform that a matter carries out. Danish: reform.
    Reform = "entity::matter::Reform" {
        /// Trust reform of 2013 (tillidsreformen).
        Tillidsreform2013 = "TILLIDSREFORM_2013": "Tillidsreformen 2013" | "Trust reform 2013",
        /// Coherence reform (sammenhængsreformen).
        Sammenhaengsreform = "SAMMENHAENGSREFORM": "Sammenhængsreformen" | "Coherence reform",
        /// Free-municipality trial (frikommuneforsøg).
        Frikommune = "FRIKOMMUNE": "Frikommuneforsøg" | "Free-municipality trial",
        /// Welfare agreement (velfærdsaftale).
        Velfaerdsaftale = "VELFAERDSAFTALE": "Velfærdsaftale" | "Welfare agreement",
        /// Health reform of 2027 (sundhedsreformen).
        Sundhedsreform2027 = "SUNDHEDSREFORM_2027": "Sundhedsreformen 2027" | "Health reform 2027",
        /// Another (anden).
        Other = "OTHER": "Anden" | "Another",
    }
}

gql_enum! {
    /// Where a matter is in its life. Danish: status.
    MatterStatus = "entity::matter::MatterStatus" {
        /// Being worked on.
        Open = "OPEN": "Åben" | "Open",
        /// Ended.
        Closed = "CLOSED": "Afsluttet" | "Closed",
        /// Became part of another.
        Merged = "MERGED": "Indgået i en anden" | "Merged",
    }
}

gql_enum! {
    /// The legal basis for hiding something from others than the committee: there is no general secrecy in
    /// co-determination. Danish: hjemmel til fortrolighed.
    ConfidentialBasis = "entity::matter::ConfidentialBasis" {
        /// Duty of confidentiality, Public Administration Act § 27 (forvaltningslovens § 27).
        PublicAdministrationAct27 = "PUBLIC_ADMINISTRATION_ACT_27": "Forvaltningslovens § 27" | "Public Administration Act § 27",
        /// Personal data: GDPR and the Data Protection Act (databeskyttelse).
        DataProtection = "DATA_PROTECTION": "Databeskyttelse" | "Data protection",
        /// Another law, which the note names (anden lov).
        OtherLaw = "OTHER_LAW": "Anden lov" | "Another law",
    }
}

enum_filter!(AspectFilter, Aspect, entity::matter::Aspect);
enum_filter!(ThemeFilter, Theme, entity::matter::Theme);
enum_filter!(ReformFilter, Reform, entity::matter::Reform);
enum_filter!(MatterStatusFilter, MatterStatus, entity::matter::MatterStatus);
enum_filter!(ConfidentialBasisFilter, ConfidentialBasis, entity::matter::ConfidentialBasis);

where_input! {
    /// Which matters. Everything given has to hold.
    MatterWhere over matter {
        /// Its id.
        id: IdFilter => Id of Matter,
        /// Its title.
        title: NameFilter => SearchKey,
        /// The committee where it began.
        committee: IdFilter => CommitteeId of Committee,
        /// Whether it is about work.
        is_work: BooleanFilter => IsWork,
        /// Whether it is about staff.
        is_staff: BooleanFilter => IsStaff,
        /// Whether it is about cooperation.
        is_cooperation: BooleanFilter => IsCooperation,
        /// Whether it is about the work environment.
        is_work_environment: BooleanFilter => IsWorkEnvironment,
        /// Which side of co-determination it belongs to.
        aspect: AspectFilter => Aspect,
        /// Which other side it belongs to.
        second_aspect: AspectFilter => SecondAspect,
        /// What is developed.
        theme: ThemeFilter => Theme,
        /// The reform that it carries out.
        reform: ReformFilter => Reform,
        /// Its KLE number with its facet, for example "81.39.00 P35".
        kle: StringFilter => Kle,
        /// Its number in the case system.
        case_number: StringFilter => CaseNumber,
        /// The side that raised it.
        origin_side: SideFilter => OriginSide,
        /// The unit that it comes from.
        origin_unit: IdFilter => OriginUnitId of OrgUnit,
        /// The level of committee where it began.
        origin_level: CommitteeLevelFilter => OriginLevel,
        /// The legal basis for hiding it.
        confidential_basis: ConfidentialBasisFilter => ConfidentialBasis,
        /// The day on which it began.
        opened_on: DateFilter => OpenedOn,
        /// The day on which it ended.
        closed_on: DateFilter => ClosedOn,
        /// Where it is in its life.
        status: MatterStatusFilter => Status,
        /// The matter that it became part of.
        merged_into: IdFilter => MergedInto of Matter,
        /// The matter that it was a part of.
        split_from: IdFilter => SplitFrom of Matter,
    }
}

order_input! {
    /// How matters are sorted. Default: oldest first.
    MatterOrder by MatterOrderField over matter {
        /// By the day on which they began.
        OpenedOn => OpenedOn,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
