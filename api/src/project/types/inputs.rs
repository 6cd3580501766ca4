//! The enumerations of development projects, and the inputs that select and sort them.

use entity::development_project;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, NameFilter, StringFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// How far a development project has come. It goes from phase to phase and never back; `nextPhases` says where to.
    /// Danish: fase.
    ProjectPhase = "entity::development_project::ProjectPhase" {
        /// It is agreed that something is to be developed.
        Framed = "FRAMED": "Rammesat" | "Framed",
        /// The problem is being described.
        Problem = "PROBLEM": "Problemet beskrives" | "Problem",
        /// Ideas are gathered.
        Ideation = "IDEATION": "Idéudvikling" | "Ideation",
        /// Prototypes are made.
        Prototype = "PROTOTYPE": "Prototype" | "Prototype",
        /// They are tried in practice.
        Test = "TEST": "Afprøvning" | "Test",
        /// What was learned is gathered.
        Harvest = "HARVEST": "Høst af erfaringer" | "Harvest",
        /// It is spread.
        Scale = "SCALE": "Udbredelse" | "Scaling",
        /// It is changed and tried again: PROTOTYPE comes next.
        Adapt = "ADAPT": "Tilpasning" | "Adaptation",
        /// It was stopped. A valid end, with what was learned.
        Stop = "STOP": "Standset" | "Stopped",
        /// It is practice.
        Implemented = "IMPLEMENTED": "Indført" | "Implemented",
        /// It was looked back at.
        Evaluated = "EVALUATED": "Evalueret" | "Evaluated",
    }
}

gql_enum! {
    /// Where a development project comes from. Danish: oprindelse.
    ProjectOrigin = "entity::development_project::ProjectOrigin" {
        /// From those who do the work (nedefra).
        BottomUp = "BOTTOM_UP": "Nedefra" | "Bottom-up",
        /// From political or administrative leadership (ovenfra).
        TopDown = "TOP_DOWN": "Ovenfra" | "Top-down",
        /// From managers and employees together (i fællesskab).
        Joint = "JOINT": "I fællesskab" | "Joint",
        /// From outside the public sector (udefra).
        External = "EXTERNAL": "Udefra" | "From outside",
    }
}

gql_enum! {
    /// Who may read a development project. Danish: synlighed.
    ProjectVisibility = "entity::development_project::ProjectVisibility" {
        /// Those inside the committee that follows it.
        Committee = "COMMITTEE": "Udvalget" | "The committee",
        /// The employees of the authority that leads it.
        Authority = "AUTHORITY": "Myndigheden" | "The authority",
        /// They, and the employees of the authorities that take part today.
        Partners = "PARTNERS": "Deltagende myndigheder" | "Participating authorities",
        /// The employees of every authority.
        Network = "NETWORK": "Alle myndigheder" | "Every authority",
        /// Everybody.
        Public = "PUBLIC": "Offentlig" | "Public",
    }
}

gql_enum! {
    /// Where in the leadership the sponsor of a project stands. Danish: opbakningens niveau.
    SponsorLevel = "entity::development_project::SponsorLevel" {
        /// The council or one of its committees (politisk).
        Political = "POLITICAL": "Politisk" | "Political",
        /// The top administrative leadership (direktion).
        Executive = "EXECUTIVE": "Direktion" | "Executive",
        /// The leader of a department or centre (chef).
        Department = "DEPARTMENT": "Afdelings- eller centerchef" | "Department",
        /// The leader of a workplace (leder).
        Workplace = "WORKPLACE": "Leder af arbejdsplads" | "Workplace",
    }
}

gql_enum! {
    /// Who takes part in developing something. Danish: aktørtype.
    ActorType = "entity::project_phase::ActorType" {
        /// Politicians (politikere).
        Politician = "POLITICIAN": "Politikere" | "Politicians",
        /// Administrators (administratorer).
        Administrator = "ADMINISTRATOR": "Administratorer" | "Administrators",
        /// Employees who meet the citizens (frontmedarbejdere).
        Frontline = "FRONTLINE": "Frontmedarbejdere" | "Frontline employees",
        /// Managers (ledere).
        Manager = "MANAGER": "Ledere" | "Managers",
        /// Trade unions and their representatives (faglige organisationer).
        Union = "UNION": "Faglige organisationer" | "Trade unions",
        /// Citizens (borgere): counted, never named.
        Citizen = "CITIZEN": "Borgere" | "Citizens",
        /// Users of a service and their organisations (brugere og brugerorganisationer).
        User = "USER": "Brugere og brugerorganisationer" | "Users and user organisations",
        /// Relatives (pårørende): counted, never named.
        Relative = "RELATIVE": "Pårørende" | "Relatives",
        /// Volunteers and associations (frivillige og civilsamfund).
        VolunteerOrganisation = "VOLUNTEER_ORGANISATION": "Frivillige og foreninger" | "Volunteers and associations",
        /// Companies (virksomheder).
        Company = "COMPANY": "Virksomheder" | "Companies",
        /// Housing associations (boligselskaber).
        Housing = "HOUSING": "Boligselskaber" | "Housing associations",
        /// Schools and colleges (uddannelsesinstitutioner).
        Education = "EDUCATION": "Uddannelsesinstitutioner" | "Education",
        /// Researchers (forskere).
        Research = "RESEARCH": "Forskere" | "Researchers",
        /// Other authorities (andre myndigheder).
        OtherAuthority = "OTHER_AUTHORITY": "Andre myndigheder" | "Other authorities",
        /// Consultants (konsulenter).
        Consultant = "CONSULTANT": "Konsulenter" | "Consultants",
    }
}

gql_enum! {
    /// A way of steering; several are used together. Danish: styringsinstrument.
    SteeringInstrument = "entity::project_steering::Instrument" {
        /// By goals (målstyring).
        Goal = "GOAL": "Målstyring" | "Goals",
        /// By results (resultatstyring).
        Result = "RESULT": "Resultatstyring" | "Results",
        /// By trust (tillid).
        Trust = "TRUST": "Tillid" | "Trust",
        /// By the standards of the professions (faglighed).
        Professional = "PROFESSIONAL": "Faglig styring" | "Professional standards",
        /// By contracts (kontrakter).
        Contract = "CONTRACT": "Kontraktstyring" | "Contracts",
    }
}

gql_enum! {
    /// Who sets the goal, or the method: the balance between central steering and professional autonomy. Danish: hvem
    /// sætter målet og metoden.
    SteeringSetBy = "entity::project_steering::SetBy" {
        /// Parliament or government.
        CentralPolitical = "CENTRAL_POLITICAL": "Folketing eller regering" | "Parliament or government",
        /// The council.
        LocalPolitical = "LOCAL_POLITICAL": "Kommunalbestyrelse eller regionsråd" | "The council",
        /// The managers.
        Management = "MANAGEMENT": "Ledelsen" | "Management",
        /// Managers and employees together.
        Joint = "JOINT": "Ledelse og medarbejdere sammen" | "Management and employees together",
        /// The employees by their profession.
        Employees = "EMPLOYEES": "Medarbejderne fagligt" | "The employees by their profession",
        /// Citizens or users.
        Citizens = "CITIZENS": "Borgere eller brugere" | "Citizens or users",
    }
}

enum_filter!(ProjectPhaseFilter, ProjectPhase, entity::development_project::ProjectPhase);
enum_filter!(ProjectOriginFilter, ProjectOrigin, entity::development_project::ProjectOrigin);
enum_filter!(ProjectVisibilityFilter, ProjectVisibility, entity::development_project::ProjectVisibility);

where_input! {
    /// Which development projects. Everything given has to hold. A search by committee or unit finds projects that your own
    /// authority leads, and no others.
    DevelopmentProjectWhere over development_project {
        /// Its id.
        id: IdFilter => Id of DevelopmentProject,
        /// The authority that leads it.
        authority: IdFilter => AuthorityId of Authority,
        /// Title.
        title: NameFilter => SearchKey,
        /// The committee that follows it.
        committee: IdFilter => CommitteeId of Committee,
        /// The unit where it takes place.
        org_unit: IdFilter => OrgUnitId of OrgUnit,
        /// Where it comes from.
        origin: ProjectOriginFilter => Origin,
        /// How far it has come.
        phase: ProjectPhaseFilter => Phase,
        /// Since when it is in its phase.
        phase_on: DateFilter => PhaseOn,
        /// Who may read it.
        visibility: ProjectVisibilityFilter => Visibility,
        /// Its KLE number with its facet, for example "81.39.00 P35".
        kle: StringFilter => Kle,
        /// When it began.
        started_on: DateFilter => StartedOn,
        /// When it was stopped or evaluated.
        ended_on: DateFilter => EndedOn,
    }
}

order_input! {
    /// How development projects are sorted. Default: oldest first.
    DevelopmentProjectOrder by DevelopmentProjectOrderField over development_project {
        /// By the day on which they began.
        StartedOn => StartedOn,
        /// By title, in the Danish alphabet.
        Title => SortKey,
        /// By the day on which they came into their phase.
        PhaseOn => PhaseOn,
    }
}
