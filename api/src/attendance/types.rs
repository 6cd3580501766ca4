//! Attendance in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::attendance::{self, Model};
use uuid::Uuid;

use super::{loader::AttendanceById, store};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{List, ListNode},
        context::ContextExt,
        enums::gql_enum,
        filter::{IdFilter, enum_filter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
    },
    mandate::types::{Mandate, MandateRole},
    meeting::types::Meeting,
    person::types::Person,
    seat::types::{SeatType, Side, SideFilter},
};

gql_enum! {
    /// Whether a member takes part in a meeting. Danish: deltagelse.
    AttendanceStatus = "entity::attendance::AttendanceStatus" {
        /// Called; nothing more is recorded (indkaldt).
        Expected = "EXPECTED": "Indkaldt" | "Expected",
        /// In the room (til stede).
        Present = "PRESENT": "Til stede" | "Present",
        /// From afar (deltager online).
        Remote = "REMOTE": "Deltager online" | "Remote",
        /// Away, and said so (afbud).
        Excused = "EXCUSED": "Afbud" | "Apologies",
        /// Away (fraværende uden afbud).
        Absent = "ABSENT": "Fraværende uden afbud" | "Absent",
    }
}

enum_filter!(AttendanceStatusFilter, AttendanceStatus, entity::attendance::AttendanceStatus);

where_input! {
    /// Which members at a meeting. Everything given has to hold.
    AttendanceWhere over attendance {
        /// Its id.
        id: IdFilter => Id of Attendance,
        /// The mandate in which the member was called.
        mandate: IdFilter => MandateId of Mandate,
        /// The side of the table.
        side: SideFilter => Side,
        /// Whether the member takes part.
        status: AttendanceStatusFilter => Status,
    }
}

order_input! {
    /// How members at a meeting are sorted. Default: in the order in which they were recorded.
    AttendanceOrder by AttendanceOrderField over attendance {
        /// In the order in which they were recorded; those of a held meeting by side and seat.
        Created => Id,
    }
}

/// A member at a meeting, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Attendance {
    /// What is recorded of a mandate at a meeting.
    pub async fn at(ctx: &Context<'_>, meeting: Uuid, mandate: Uuid) -> Result<Option<Self>> {
        let as_of = ctx.cx().today();
        Ok(store::at(ctx.cx(), meeting, mandate).await?.map(|row| Self { row, as_of }))
    }
}

impl ListNode for Attendance {
    const NAME: &'static str = "Attendance";
}

impl Reload for Attendance {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<AttendanceById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A member at a meeting. Before the meeting is held: one of whom something was recorded. From then on: one of the body
/// of the committee as it was on the day of the meeting, whatever happened to mandates later. Visible to those who see
/// the meeting. Danish: mødedeltager.
#[Object]
impl Attendance {
    /// Opaque id; accepted by `node`.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Attendance, self.row.id)
    }

    /// The meeting.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id, self.as_of).await.transpose()
    }

    /// The mandate in which the member was called, as it is now; null when it was removed since.
    async fn mandate(&self, ctx: &Context<'_>) -> Option<Result<Mandate>> {
        Mandate::reload(ctx, self.row.mandate_id, self.as_of).await.transpose()
    }

    /// Who was called; null for those who may not see the person.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.person_id, self.as_of).await.transpose()
    }

    /// The side of the table on the day of the meeting.
    async fn side(&self) -> Side {
        self.row.side.into()
    }

    /// What the seat was for on the day of the meeting.
    async fn seat_type(&self) -> SeatType {
        self.row.seat_type.into()
    }

    /// In what capacity the member sat in the committee on the day of the meeting.
    async fn role(&self) -> MandateRole {
        self.row.role.into()
    }

    /// The mandate in whose place an alternate was called; null for the holder of a seat. Danish: i stedet for.
    async fn alternate_for(&self, ctx: &Context<'_>) -> Option<Result<Mandate>> {
        Mandate::reload(ctx, self.row.alternate_for?, self.as_of).await.transpose()
    }

    /// Whether the member takes part, or took part.
    async fn status(&self) -> AttendanceStatus {
        self.row.status.into()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// The arguments of a list of members at a meeting.
pub fn attendance_list(
    as_of: NaiveDate,
    filter: Option<AttendanceWhere>,
    order: Option<AttendanceOrder>,
) -> Result<List<attendance::Column>> {
    Ok(List { as_of, filter: AttendanceWhere::read(filter)?, order: AttendanceOrder::read(order) })
}
