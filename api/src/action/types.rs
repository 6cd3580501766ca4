//! Actions in GraphQL.

mod inputs;
mod plan;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::action::{Column, Model};
use uuid::Uuid;

pub use self::{inputs::*, plan::*};
use super::{loader::ActionById, rules, store};
use crate::{
    committee::types::Committee,
    core::{Kind, Result, filter::Filter},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    person::types::Person,
    seat::types::Side,
};

/// An action; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct Action {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Action {
    const NAME: &'static str = "Action";
}

impl Reload for Action {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<ActionById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of actions as a caller asks for it.
pub fn action_list(
    as_of: NaiveDate,
    overdue: Option<bool>,
    filter: Option<ActionWhere>,
    order: Option<ActionOrder>,
) -> Result<List<Column>> {
    let filter = match overdue {
        None => ActionWhere::read(filter)?,
        wanted => Filter::All(vec![rules::wanted(as_of, wanted), ActionWhere::read(filter)?]),
    };
    Ok(List { as_of, filter, order: ActionOrder::read(order) })
}

/// A page of the actions that the caller does.
pub async fn own_actions(
    ctx: &Context<'_>,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<Action>> {
    let as_of = list.as_of;
    let select = filtered(store::own(ctx.cx()), &list.filter);
    root(ctx, select, list.order, args, |row| Action { row, as_of }).await
}

/// Something that a committee agreed to do: by which side, by whom, until when. Danish: handling, indsats. Visible to every
/// employee of its authority.
#[Object]
impl Action {
    /// Opaque id; accepted by `node` and wherever an action's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Action, self.row.id)
    }

    /// The plan that it is part of.
    async fn action_plan(&self, ctx: &Context<'_>) -> Option<Result<ActionPlan>> {
        ActionPlan::reload(ctx, self.row.action_plan_id, self.as_of).await.transpose()
    }

    /// The committee of the plan.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What is to be done.
    async fn description(&self) -> Option<&str> {
        self.row.description.as_deref()
    }

    /// The side that answers for it.
    async fn owner_side(&self) -> Side {
        self.row.owner_side.into()
    }

    /// Who does it; null when nobody is named, and for those who may not see the person.
    async fn owner(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.row.owner_id?, self.as_of).await.transpose()
    }

    /// Last day on which it is in time.
    async fn due_on(&self) -> Date {
        self.row.due_on.into()
    }

    /// Where it is in its life today.
    async fn status(&self) -> ActionStatus {
        self.row.status.into()
    }

    /// Why it was given up.
    async fn status_reason(&self) -> Option<&str> {
        self.row.status_reason.as_deref()
    }

    /// The day on which it was done or given up.
    async fn closed_on(&self) -> Option<Date> {
        self.row.closed_on.map(Date)
    }

    /// Whether it is overdue on the date asked for (`asOf`): `dueOn` has passed, and it was neither done nor given up by
    /// then. Danish: overskredet.
    async fn is_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
