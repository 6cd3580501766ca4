//! What the parts of a development project may be: pure functions over rows. An input is read as a row that still lacks
//! what the service gives it; [`Part::checked`] says whether it may be stored.

mod kinds;

use chrono::NaiveDate;
use entity::{development_project, problem_statement::Sharing};
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::{
    core::{Diff, Id, Kind, Result, db::page::Paged},
    project::service::PartColumns,
};

pub use self::kinds::{days_before_decision, is_expired};

/// What every part of a project has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The authority that recorded it.
    pub authority_id: Uuid,
    /// Its id.
    pub id: Uuid,
    /// The authority that leads the project.
    pub lead: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// Its version.
    pub version: i32,
}

impl Head {
    /// What a new part of a project has.
    pub const fn new(authority_id: Uuid, id: Uuid, project: &development_project::Model) -> Self {
        Self { authority_id, id, lead: project.authority_id, project_id: project.id, version: 1 }
    }
}

/// What a part names that has to exist for the caller, with the field that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A person.
    Person(&'static str, Uuid),
    /// A unit.
    Unit(&'static str, Uuid),
}

/// One kind of part.
pub trait Part:
    Paged<
        Model: IntoActiveModel<<Self as EntityTrait>::ActiveModel> + Clone + PartialEq + Send + Sync,
        ActiveModel: Send,
    >
{
    /// The kind of its ids.
    const KIND: Kind;
    /// The columns by which the policy decides.
    const COLUMNS: PartColumns<Self::Column>;
    /// The day by which a project's parts are sorted.
    const DAY: Self::Column;

    /// What every part has.
    fn head(row: &Self::Model) -> Head;
    /// The row with another head.
    fn with_head(row: Self::Model, head: Head) -> Self::Model;
    /// What it names.
    fn named(row: &Self::Model) -> Vec<Named>;
    /// The row as it may be stored, or every fault in it.
    fn checked(row: Self::Model, today: NaiveDate) -> Result<Self::Model>;
    /// What differs between two states, for the change log. What people wrote stays out of it.
    fn diff(before: Option<&Self::Model>, after: &Self::Model) -> Diff;

    /// Its id with its kind.
    fn id(row: &Self::Model) -> Id {
        Id::new(Self::KIND, Self::head(row).id)
    }
}

/// A row of one kind of part.
pub type RowOf<P> = <P as EntityTrait>::Model;

/// Who else may read a part when nobody says.
pub const SHARING: Sharing = Sharing::Own;

/// The id of nothing: what an input leaves to the service.
pub const UNSET: Uuid = Uuid::nil();
