//! Who may see a trace: whoever may read the thing that it begins with. Each further thing and each link stands in it only
//! for those who may read it, by the conditions of its own domain.

use crate::rights::classes::{Class, TypeFields};

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Trace",
        fields: &[(Class::Authority, &["firstOn", "lastOn", "days", "isWhole", "steps", "links"])],
    },
    TypeFields {
        name: "TraceStep",
        fields: &[(
            Class::Authority,
            &["type", "thingId", "thing", "on", "endedOn", "side", "committee", "daysSinceFirst"],
        )],
    },
    TypeFields {
        name: "TraceLink",
        fields: &[(Class::Authority, &["type", "fromId", "toId", "days", "validFrom", "validTo"])],
    },
];
