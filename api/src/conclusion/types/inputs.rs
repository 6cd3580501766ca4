//! The enumeration of conclusions, and the inputs that select and sort them.

use entity::conclusion;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// What a committee ended with. There is no hearing among them: a hearing does not replace discussion. Danish:
    /// konklusionstype.
    ConclusionKind = "entity::conclusion::ConclusionKind" {
        /// Both sides agreed (enighed).
        Agreed = "AGREED": "Enighed" | "Agreed",
        /// It was taken note of (taget til efterretning).
        Noted = "NOTED": "Taget til efterretning" | "Noted",
        /// It recommends something to who decides (anbefaling).
        Recommendation = "RECOMMENDATION": "Anbefaling" | "Recommendation",
        /// The sides disagreed, and the minutes say what each held (uenighed).
        DisagreementMinuted = "DISAGREEMENT_MINUTED": "Uenighed ført til referat" | "Disagreement in the minutes",
        /// It was put off (udsat).
        Deferred = "DEFERRED": "Udsat" | "Put off",
        /// It went up to a committee above (løftet).
        Escalated = "ESCALATED": "Løftet til et højere niveau" | "Escalated",
        /// It went to another committee that is not above (henvist).
        Referred = "REFERRED": "Henvist til et andet udvalg" | "Referred",
    }
}

enum_filter!(ConclusionKindFilter, ConclusionKind, entity::conclusion::ConclusionKind);

where_input! {
    /// Which conclusions. Everything given has to hold.
    ConclusionWhere over conclusion {
        /// Its id.
        id: IdFilter => Id of Conclusion,
        /// The item.
        agenda_item: IdFilter => AgendaItemId of AgendaItem,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The meeting.
        meeting: IdFilter => MeetingId of Meeting,
        /// The matter.
        matter: IdFilter => MatterId of Matter,
        /// What it ended with.
        kind: ConclusionKindFilter => Kind,
        /// The day of the meeting.
        concluded_on: DateFilter => ConcludedOn,
        /// The committee to which the item went.
        forwarded_to: IdFilter => ForwardedTo of Committee,
    }
}

order_input! {
    /// How conclusions are sorted. Default: oldest first.
    ConclusionOrder by ConclusionOrderField over conclusion {
        /// By the day of the meeting.
        ConcludedOn => ConcludedOn,
    }
}
