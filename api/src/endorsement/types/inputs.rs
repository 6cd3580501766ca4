//! The inputs that give, select and sort endorsements.

use async_graphql::{ID, InputObject};
use entity::endorsement;
use uuid::Uuid;

use crate::{
    core::{Kind, Result, input::Faults},
    endorsement::service::New,
    graphql::{
        filter::{BooleanFilter, DateFilter, IdFilter, where_input},
        ids,
        order::order_input,
        scalar::Date,
    },
    seat::types::{Side, SideFilter},
};

/// A confirmation by a side of the committee, or by a party beside the two sides.
#[derive(Debug, InputObject)]
pub struct EndorseInput {
    /// What is confirmed, in the version that is open.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The side that confirms. The chair confirms for management, the vice-chair for the employees. Give this or `party`.
    side: Option<Side>,
    /// The party that confirms, by its name; 1 to 200 characters. Only the secretariat writes parties down.
    party: Option<String>,
    /// Who confirmed for the side; you when absent. The person sits on that side on that day. Never for a party.
    person_id: Option<ID>,
    /// The day of the confirmation, not one to come; today in Denmark when absent.
    on: Option<Date>,
    /// A remark; at most 20,000 characters.
    text: Option<String>,
}

impl EndorseInput {
    /// What is confirmed, which is of this kind, the version that the caller read, and the confirmation.
    pub fn read(self, kind: Kind) -> Result<(Uuid, Option<i32>, New)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(kind, "id", &self.id))?;
        let person = self.person_id.map(|id| ids::input(Kind::Person, "personId", &id));
        let person_id = faults.take(person.transpose())?.flatten();
        faults.finish()?;
        let new = New {
            side: self.side.map(Into::into),
            party: self.party,
            person_id,
            on: self.on.map(|on| on.0),
            text: self.text,
        };
        Ok((id.unwrap_or_default(), self.if_version, new))
    }
}

where_input! {
    /// Which endorsements. Everything given has to hold.
    EndorsementWhere over endorsement {
        /// Its id.
        id: IdFilter => Id of Endorsement,
        /// The committee whose sides confirm.
        committee: IdFilter => CommitteeId of Committee,
        /// The side that confirms.
        side: SideFilter => Side,
        /// Who confirmed for the side.
        person: IdFilter => PersonId of Person,
        /// The day of the confirmation.
        given_on: DateFilter => GivenOn,
        /// Whether what it confirms was agreed.
        is_final: BooleanFilter => IsFinal,
        /// The day on which it was withdrawn.
        withdrawn_on: DateFilter => WithdrawnOn,
    }
}

order_input! {
    /// How endorsements are sorted. Default: by the day of the confirmation.
    EndorsementOrder by EndorsementOrderField over endorsement {
        /// By the day of the confirmation.
        GivenOn => GivenOn,
    }
}
