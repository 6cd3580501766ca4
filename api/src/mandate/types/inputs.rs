//! The enumerations of mandates, and the inputs that select and sort them.

use entity::mandate;

use crate::graphql::{
    enums::gql_enum,
    filter::{DateFilter, IdFilter, enum_filter, where_input},
    order::order_input,
};

gql_enum! {
    /// In what capacity somebody sits in a committee; the office (chair, vice-chair) is the seat's. Danish: rolle.
    MandateRole = "entity::mandate::MandateRole" {
        /// Management representative (ledelsesrepræsentant, LR). Management side.
        Lr = "LR": "Ledelsesrepræsentant" | "Management representative",
        /// Shop steward (tillidsrepræsentant, TR). Employee side.
        Tr = "TR": "Tillidsrepræsentant" | "Shop steward",
        /// Joint shop steward (fællestillidsrepræsentant, FTR). Employee side.
        Ftr = "FTR": "Fællestillidsrepræsentant" | "Joint shop steward",
        /// Safety representative (arbejdsmiljørepræsentant, AMR). Employee side.
        Amr = "AMR": "Arbejdsmiljørepræsentant" | "Safety representative",
        /// Another employee who represents colleagues (anden medarbejderrepræsentant). Employee side.
        OtherEmployee = "OTHER_EMPLOYEE": "Anden medarbejderrepræsentant" | "Other employee representative",
        /// Leader in the work environment organisation (arbejdsmiljøleder). Management side.
        WorkEnvLeader = "WORK_ENV_LEADER": "Arbejdsmiljøleder" | "Work environment leader",
    }
}

gql_enum! {
    /// How a holder was chosen. Danish: valg- eller udpegningsmåde.
    SelectionMethod = "entity::mandate::SelectionMethod" {
        /// Elected by colleagues (valgt).
        Elected = "ELECTED": "Valgt" | "Elected",
        /// Appointed by an electoral group (udpeget af valggruppen).
        AppointedByElectoralGroup = "APPOINTED_BY_ELECTORAL_GROUP": "Udpeget af valggruppe" | "Appointed by an electoral group",
        /// By office: whoever has the post (født medlem).
        ExOfficio = "EX_OFFICIO": "Født medlem" | "Ex officio",
        /// Elected by and among the safety representatives (valgt af og blandt arbejdsmiljørepræsentanterne).
        ByAndAmongAmr = "BY_AND_AMONG_AMR": "Valgt af og blandt arbejdsmiljørepræsentanterne" | "Elected by and among the safety representatives",
        /// Chosen by managers (udpeget af ledelsen).
        ChosenByManagers = "CHOSEN_BY_MANAGERS": "Udpeget af ledelsen" | "Chosen by managers",
    }
}

gql_enum! {
    /// Why a mandate ended. Danish: ophørsgrund.
    EndReason = "entity::mandate::EndReason" {
        /// The term ran out (valgperioden udløb).
        Term = "TERM": "Valgperioden udløb" | "End of term",
        /// The holder resigned (trådte ud).
        Resigned = "RESIGNED": "Trådte ud" | "Resigned",
        /// The holder left the committee's area (forlod området).
        LeftArea = "LEFT_AREA": "Forlod området" | "Left the area",
        /// Those who chose the holder chose somebody else (afsat).
        Recalled = "RECALLED": "Tilbagekaldt" | "Recalled",
        /// The seat or the committee ended (organisationsændring).
        Reorganised = "REORGANISED": "Organisationsændring" | "Reorganisation",
    }
}

gql_enum! {
    /// Where a mandate is in its life on the date; worked out from its dates. Danish: status.
    MandateStatus = "crate::mandate::rules::Status" {
        /// Appointed, not begun (udpeget, ikke tiltrådt).
        Nominated = "NOMINATED": "Udpeget, ikke tiltrådt" | "Nominated",
        /// Holds (aktivt).
        Active = "ACTIVE": "Aktivt" | "Active",
        /// Holds, and an alternate acts for it (orlov, suppleanten fungerer).
        OnLeave = "ON_LEAVE": "Fraværende, suppleant fungerer" | "On leave",
        /// Over (ophørt).
        Ended = "ENDED": "Ophørt" | "Ended",
    }
}

enum_filter!(MandateRoleFilter, MandateRole, entity::mandate::MandateRole);
enum_filter!(SelectionMethodFilter, SelectionMethod, entity::mandate::SelectionMethod);

where_input! {
    /// Which mandates. Everything given has to hold.
    MandateWhere over mandate {
        /// Its id.
        id: IdFilter => Id of Mandate,
        /// The holder.
        person: IdFilter => PersonId of Person,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The seat.
        seat: IdFilter => SeatId of Seat,
        /// In what capacity.
        role: MandateRoleFilter => Role,
        /// How the holder was chosen.
        method: SelectionMethodFilter => Method,
        /// The mandate that it stands in for; `isNull: true` for holders, `false` for alternates.
        alternate_for: IdFilter => AlternateFor of Mandate,
        /// Its first day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer holds; `lt` finds what ends before a date.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How mandates are sorted. Default: oldest first.
    MandateOrder by MandateOrderField over mandate {
        /// By the first day.
        ValidFrom => ValidFrom,
        /// In the order in which they were recorded.
        Created => Id,
    }
}
