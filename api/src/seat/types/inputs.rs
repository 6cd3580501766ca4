//! The enumerations of seats, and the inputs that select and sort them.

use entity::seat;

use crate::{
    graphql::{
        enums::gql_enum,
        filter::{DateFilter, IdFilter, IntFilter, enum_filter, where_input},
        order::order_input,
    },
    mandate::types::MandateRoleFilter,
};

gql_enum! {
    /// The side of the table. Danish: side.
    Side = "entity::seat::Side" {
        /// Management (ledelsessiden).
        Management = "MANAGEMENT": "Ledelsessiden" | "Management side",
        /// Employees (medarbejdersiden).
        Employee = "EMPLOYEE": "Medarbejdersiden" | "Employee side",
    }
}

gql_enum! {
    /// What a seat is for. Danish: pladstype.
    SeatType = "entity::seat::SeatType" {
        /// Chair (formand); always on the management side.
        Chair = "CHAIR": "Formand" | "Chair",
        /// Vice-chair (næstformand); always on the employee side.
        ViceChair = "VICE_CHAIR": "Næstformand" | "Vice-chair",
        /// Ordinary seat (menigt medlem).
        Ordinary = "ORDINARY": "Medlem" | "Member",
        /// Secretary (sekretær).
        Secretary = "SECRETARY": "Sekretær" | "Secretary",
        /// Observer (tilforordnet).
        Observer = "OBSERVER": "Tilforordnet" | "Observer",
    }
}

gql_enum! {
    /// The group of employees that fills a seat in the main committee, since 2022. Danish: valggruppe.
    ElectoralGroup = "entity::seat::ElectoralGroup" {
        /// Group A, the former Akademikerne.
        A = "A": "Valggruppe A" | "Electoral group A",
        /// Group B, the former LO.
        B = "B": "Valggruppe B" | "Electoral group B",
        /// Group C, the former FTF.
        C = "C": "Valggruppe C" | "Electoral group C",
        /// The safety representatives (arbejdsmiljørepræsentanterne), whatever their group.
        Amr = "AMR": "Arbejdsmiljørepræsentanterne" | "Safety representatives",
    }
}

enum_filter!(SideFilter, Side, entity::seat::Side);
enum_filter!(SeatTypeFilter, SeatType, entity::seat::SeatType);

where_input! {
    /// Which seats. Everything given has to hold.
    SeatWhere over seat {
        /// Its id.
        id: IdFilter => Id of Seat,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// Whose seat.
        side: SideFilter => Side,
        /// What it is for.
        seat_type: SeatTypeFilter => SeatType,
        /// The role expected of its holder.
        expected_role: MandateRoleFilter => ExpectedRole,
        /// Place in the committee's list of seats.
        position: IntFilter => Position,
        /// Its first day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer exists.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How seats are sorted. Default: by their place in the committee's list.
    SeatOrder by SeatOrderField over seat {
        /// By the place in the committee's list.
        Position => Position,
        /// By the first day.
        ValidFrom => ValidFrom,
    }
}
