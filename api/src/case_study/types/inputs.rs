//! The enumerations of cases, and the inputs that select and sort them.

use entity::case_study;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// How what was tried came out. Danish: udfald.
    CaseOutcome = "entity::case_study::CaseOutcome" {
        /// It worked.
        Success = "SUCCESS": "Lykkedes" | "Success",
        /// Some of it worked.
        Mixed = "MIXED": "Lykkedes delvist" | "Mixed",
        /// It did not work: others can learn from that, too.
        Failure = "FAILURE": "Lykkedes ikke" | "Failure",
    }
}

gql_enum! {
    /// Who may read a case once it is published. Danish: synlighed.
    CaseVisibility = "entity::case_study::CaseVisibility" {
        /// Those inside its committee.
        Committee = "COMMITTEE": "Udvalget" | "The committee",
        /// Those inside its committee, a committee above it or one below it.
        LevelTree = "LEVEL_TREE": "Udvalget og udvalgene over og under det" | "The committee and those above and below it",
        /// Every employee of its authority.
        Authority = "AUTHORITY": "Myndigheden" | "The authority",
        /// Every employee of the authorities in its network; of all authorities when it names no network.
        Network = "NETWORK": "Netværket" | "The network",
        /// Everybody, also without a credential.
        Public = "PUBLIC": "Alle" | "Everybody",
    }
}

gql_enum! {
    /// Where a case is in its life. Danish: status.
    CaseStatus = "crate::case_study::rules::CaseStatus" {
        /// Not published yet.
        Draft = "DRAFT": "Kladde" | "Draft",
        /// Published to those whom its visibility names.
        Published = "PUBLISHED": "Udgivet" | "Published",
        /// Withdrawn: only those who work with it see it.
        Withdrawn = "WITHDRAWN": "Trukket tilbage" | "Withdrawn",
    }
}

enum_filter!(CaseOutcomeFilter, CaseOutcome, entity::case_study::CaseOutcome);
enum_filter!(CaseVisibilityFilter, CaseVisibility, entity::case_study::CaseVisibility);

where_input! {
    /// Which cases. Everything given has to hold. Nobody can filter by committee, matter or unit, nor by what was reused:
    /// that could tell of things that are not for everybody who reads the case.
    CaseWhere over case_study {
        /// Its id.
        id: IdFilter => Id of Case,
        /// Whose experience it is.
        authority: IdFilter => AuthorityId of Authority,
        /// The network to which it is limited.
        network: IdFilter => NetworkId of Network,
        /// Its title and summary.
        text: NameFilter => SearchKey,
        /// How it came out.
        outcome: CaseOutcomeFilter => Outcome,
        /// Who may read it.
        visibility: CaseVisibilityFilter => Visibility,
        /// When what it tells of began.
        happened_from: DateFilter => HappenedFrom,
        /// When it was published.
        published_on: DateFilter => PublishedOn,
        /// When it was withdrawn.
        withdrawn_on: DateFilter => WithdrawnOn,
    }
}

order_input! {
    /// How cases are sorted. Default: by the day on which they were written down.
    CaseOrder by CaseOrderField over case_study {
        /// By the day on which they were written down.
        CreatedOn => CreatedOn,
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}
