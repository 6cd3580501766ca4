//! Mutations: one input, one payload with the nullable object, the change and the user errors.

use async_graphql::{Context, Enum, SimpleObject};
use chrono::NaiveDate;
use futures::future::BoxFuture;
use uuid::Uuid;

use super::context::ContextExt;
use crate::{
    change::types::Change,
    core::{Ctx, Error, Result, Text, UserError as Fault, UserErrorCode as Code, Written},
};

/// What is wrong with an input, from a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Code")]
pub enum UserErrorCode {
    /// A text that must say something is empty.
    Blank,
    /// A text is longer than allowed.
    TooLong,
    /// A list has more entries than allowed.
    TooMany,
    /// The value has the wrong form.
    Invalid,
    /// A number or date is outside what is allowed.
    OutOfRange,
    /// What the id names does not exist for you.
    NotFound,
    /// The id names another type of thing.
    WrongType,
    /// A key that must be unique is in use.
    Taken,
    /// Somebody else changed the object since you read it; the payload holds it as it is now.
    Conflict,
    /// The object's state does not allow this move; the message lists the moves that are open.
    InvalidState,
    /// Two periods that may not overlap do.
    Overlap,
    /// The tree would become a circle.
    Cycle,
    /// The period reaches outside the period of what it belongs to.
    OutsideParent,
    /// A value is missing.
    Required,
    /// A rule forbids it.
    NotAllowed,
}

/// A fault in the input of a mutation that the user can mend. Nothing was written.
#[derive(Clone, Debug, SimpleObject)]
pub struct UserError {
    /// What kind of fault, from a closed list.
    code: UserErrorCode,
    /// Path of the input field, outermost first; empty when it concerns the whole input.
    field: Vec<String>,
    /// What is wrong and what to do, in the language of `Accept-Language`.
    message: String,
}

impl UserError {
    fn new(fault: Fault, ctx: &Ctx) -> Self {
        let message = fault.message.in_locale(ctx.locale).to_owned();
        Self { code: fault.code.into(), field: fault.field, message }
    }
}

/// A type that a mutation can answer with.
pub trait Reload: Sized {
    /// Reads it again, as of a date, through the policy.
    fn reload(
        ctx: &Context<'_>,
        id: Uuid,
        as_of: NaiveDate,
    ) -> impl Future<Output = Result<Option<Self>>> + Send;
}

/// What a mutation came to.
pub struct Outcome<T> {
    /// The object, as it is after the write, or as it is now when the caller's version was stale.
    pub object: Option<T>,
    /// The first change of the write.
    pub change: Option<Change>,
    /// What is wrong with the input.
    pub user_errors: Vec<UserError>,
}

/// Sorts the result of a service into a payload or a fault. `id` is the object that the caller wants to change, if
/// it exists already; `as_of` the date from which the change shows.
pub async fn outcome<T: Reload>(
    ctx: &Context<'_>,
    id: Option<Uuid>,
    as_of: NaiveDate,
    result: Result<Written<Uuid>>,
) -> Result<Outcome<T>> {
    sorted(ctx, id, result, |id| T::reload(ctx, id, as_of)).await
}

/// Like [`outcome`], for an object that is named and read again in its own way.
pub async fn sorted<K, T, F>(
    ctx: &Context<'_>,
    key: Option<K>,
    result: Result<Written<K>>,
    reload: impl Fn(K) -> F,
) -> Result<Outcome<T>>
where
    F: Future<Output = Result<Option<T>>>,
{
    match result {
        Ok(written) => {
            let object = reload(written.value).await?;
            let change = written.changes.into_iter().next().map(Change::from);
            Ok(Outcome { object, change, user_errors: Vec::new() })
        }
        Err(Error::Invalid(faults)) => {
            let user_errors = faults.into_iter().map(|fault| UserError::new(fault, ctx.cx())).collect();
            Ok(Outcome { object: None, change: None, user_errors })
        }
        Err(Error::Conflict) => {
            let object = match key {
                Some(key) => reload(key).await?,
                None => None,
            };
            let message = Text::new(
                "En anden har ændret det, siden du læste det. Se den nye udgave og prøv igen.",
                "Somebody else changed it since you read it. Look at it as it is now and try again.",
            );
            let user_error = UserError::new(Fault::new(Code::Conflict, "ifVersion", message), ctx.cx());
            Ok(Outcome { object, change: None, user_errors: vec![user_error] })
        }
        Err(other) => Err(other),
    }
}

/// The payload of a mutation, with the object as of the day on which the change shows.
pub async fn answer<T: Reload, P: From<Outcome<T>>>(
    ctx: &Context<'_>,
    id: Option<Uuid>,
    from: Option<NaiveDate>,
    result: Result<Written<Uuid>>,
) -> Result<P> {
    let today = ctx.cx().today();
    let as_of = from.map_or(today, |from| Ord::max(from, today));
    Ok(outcome(ctx, id, as_of, result).await?.into())
}

/// Carries out a command on the thing that an id names, and answers with it as of today.
pub fn command<'a, T, P, F>(
    ctx: &'a Context<'a>,
    id: Result<Uuid>,
    work: impl FnOnce(Uuid) -> F + Send + 'a,
) -> BoxFuture<'a, Result<P>>
where
    T: Reload + Send,
    P: From<Outcome<T>>,
    F: Future<Output = Result<Written<Uuid>>> + Send,
{
    Box::pin(async move {
        match id {
            Ok(id) => answer(ctx, Some(id), None, work(id).await).await,
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    })
}

/// Makes the payload type of a mutation.
macro_rules! payload {
    ($($name:ident { $field:ident: $type:ty })+) => {
        $(
            #[doc = concat!("The answer of the mutation that gives a ", stringify!($name), ".")]
            #[derive(async_graphql::SimpleObject)]
            pub struct $name {
                /// The object after the write; the current one when your version was stale; null when the input was wrong.
                $field: Option<$type>,
                /// The row of the change log; null when nothing changed.
                change: Option<$crate::change::types::Change>,
                /// What is wrong with the input; empty when it was written.
                user_errors: Vec<$crate::graphql::mutation::UserError>,
            }

            impl From<$crate::graphql::mutation::Outcome<$type>> for $name {
                fn from(outcome: $crate::graphql::mutation::Outcome<$type>) -> Self {
                    Self { $field: outcome.object, change: outcome.change, user_errors: outcome.user_errors }
                }
            }
        )+
    };
}
pub(crate) use payload;

/// Turns the three states of an optional input field into a patch.
pub fn patch<T>(value: async_graphql::MaybeUndefined<T>) -> crate::core::input::Patch<T> {
    use crate::core::input::Patch;
    use async_graphql::MaybeUndefined;
    match value {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(value),
    }
}
