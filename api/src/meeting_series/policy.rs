//! Who may see series of meetings. Who may change one is who may plan meetings: `meeting::policy`.

use entity::meeting_series;
use sea_orm::Condition;

use crate::{
    core::Actor,
    rights::{
        classes::{Class, TypeFields},
        tenant,
    },
};

/// Series are open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, meeting_series::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "MeetingSeries",
    fields: &[(Class::Authority, &["id", "committee", "name", "meetings", "version"])],
}];
