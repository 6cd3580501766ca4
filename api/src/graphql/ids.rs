//! Ids at the edge: opaque to callers, typed inside.

use async_graphql::{Context, ID};
use uuid::Uuid;

use super::{context::ContextExt, mutation::Reload, scalar::Date};
use crate::core::{Error, Id, Kind, Result, Text, UserErrorCode, filter::MAX_LIST};

/// The id of one thing, as the API shows it.
pub fn show(kind: Kind, uuid: Uuid) -> ID {
    ID(Id::new(kind, uuid).to_string())
}

/// Reads an id argument of a query. An id of another type or no id at all is a BAD_INPUT fault.
pub fn argument(kind: Kind, id: &ID) -> Result<Uuid> {
    parse(kind, id).map_err(|(_, text)| Error::BadInput(text))
}

/// Reads an id inside a mutation's input; a fault is a user error at this field.
pub fn input(kind: Kind, field: &str, id: &ID) -> Result<Uuid> {
    parse(kind, id).map_err(|(code, text)| Error::user(code, field, text.da, text.en))
}

/// Reads a list of ids inside a mutation's input, 1 to 100 of them; a fault is a user error at this field.
pub fn inputs(kind: Kind, field: &str, ids: &[ID]) -> Result<Vec<Uuid>> {
    let read = ids.iter().map(|id| input(kind, field, id)).collect::<Result<Vec<Uuid>>>()?;
    let (code, da, en) = match read.len() {
        0 => (UserErrorCode::Required, "Angiv mindst ét.", "Give at least one."),
        1..=MAX_LIST => return Ok(read),
        _ => (UserErrorCode::TooMany, "Højst 100 ad gangen.", "At most 100 at a time."),
    };
    Err(Error::user(code, field, da, en))
}

/// Reads an id of any kind.
pub fn any(id: &ID) -> Option<Id> {
    id.parse().ok()
}

fn parse(kind: Kind, id: &ID) -> std::result::Result<Uuid, (UserErrorCode, Text)> {
    match any(id) {
        Some(id) if id.kind == kind => Ok(id.uuid),
        Some(id) => Err((
            UserErrorCode::WrongType,
            Text::new(
                format!("Id’et hører til typen {}; her skal stå et {}-id.", id.kind.prefix(), kind.prefix()),
                format!(
                    "The id belongs to type {}; a {} id is needed here.",
                    id.kind.prefix(),
                    kind.prefix()
                ),
            ),
        )),
        None => Err((
            UserErrorCode::Invalid,
            Text::new("Det er ikke et id fra Medspil.", "This is not an id from Medspil."),
        )),
    }
}

/// The one thing that a root field names, as of its date. The field gives `Some` of this: then a fault takes away this
/// field and not its neighbours.
pub async fn one<T: Reload>(ctx: &Context<'_>, kind: Kind, id: &ID, as_of: Option<Date>) -> Result<T> {
    let id = argument(kind, id)?;
    let as_of = ctx.as_of(as_of)?;
    T::reload(ctx, id, as_of).await?.ok_or(Error::NotFound)
}
