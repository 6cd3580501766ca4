//! Guidelines in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{guideline, guideline::Model, guideline_version, seat::Side as StoredSide};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{DraftOf, GuidelineById, GuidelinesApplying, VersionOn, VersionsOfGuideline},
    rules, store,
};
use crate::{
    committee::{loader::CommitteeOfUnit, types::Committee},
    core::{Kind, Result},
    endorsement::types::Endorsement,
    engagement::types::Engagement,
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, filtered, nested, root},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    seat::types::Side,
};

/// A guideline, seen from a date.
#[derive(Clone, Debug)]
pub struct Guideline {
    /// The guideline.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Guideline {
    /// The guidelines that hold today where a person works.
    pub async fn where_works(
        ctx: &Context<'_>,
        person: Uuid,
        filter: Option<GuidelineWhere>,
        order_by: Option<GuidelineOrder>,
        args: &PageArgs,
    ) -> Result<Connection<Self>> {
        let as_of = ctx.cx().today();
        let jobs = Engagement::of_person(ctx, person, as_of).await?;
        let committees = jobs
            .iter()
            .map(|job| ctx.loaders().load_one(One::<CommitteeOfUnit>::new(job.row.org_unit_id, as_of)));
        let committees = futures::future::try_join_all(committees).await?;
        let committees: Vec<Uuid> = committees.into_iter().flatten().map(|committee| committee.id).collect();
        let List { filter, order, .. } = guideline_list(as_of, filter, order_by)?;
        let select = filtered(store::applying_to_any(ctx.cx(), as_of, &committees), &filter);
        root(ctx, select, order, args, |row| Self { row, as_of }).await
    }
}

impl ListNode for Guideline {
    const NAME: &'static str = "Guideline";
}

impl Reload for Guideline {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<GuidelineById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// What management and employees of a committee have agreed on how things are done (MED framework agreement § 8).
/// Danish: retningslinje. Visible to every employee of its authority once it is agreed; before that, and when the sides
/// did not agree, to those inside the committee.
#[Object]
impl Guideline {
    /// Opaque id; accepted by `node` and wherever a guideline's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Guideline, self.row.id)
    }

    /// The committee whose sides made it, or ask for it.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// What it is in law.
    async fn kind(&self) -> GuidelineKind {
        self.row.kind.into()
    }

    /// What it is about.
    async fn topic(&self) -> GuidelineTopic {
        self.row.topic.into()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Where it is in its life, as recorded now, whatever the date asked for; `isInForce` tells about the date.
    async fn status(&self) -> GuidelineStatus {
        self.row.status.into()
    }

    /// Whether it holds on the date. A guideline of which notice was given holds until the notice has run out. Computed.
    async fn is_in_force(&self) -> bool {
        rules::holds(&self.row, self.as_of)
    }

    /// When a side asked for it. Talks are to begin as soon as possible then (§ 8(1)).
    async fn requested_on(&self) -> Date {
        self.row.requested_on.into()
    }

    /// The side that asked for it.
    async fn requested_by_side(&self) -> Side {
        self.row.requested_by.into()
    }

    /// Why it was asked for; null when nothing was stated.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }

    /// When it turned out that the sides do not agree; null unless NOT_AGREED.
    async fn not_agreed_on(&self) -> Option<Date> {
        self.row.not_agreed_on.map(Date)
    }

    /// Why the sides do not agree; null unless NOT_AGREED.
    async fn not_agreed_reason(&self) -> Option<&str> {
        self.row.not_agreed_reason.as_deref()
    }

    /// First day on which it holds; null until it is brought into force.
    async fn in_force_from(&self) -> Option<Date> {
        self.row.in_force_from.map(Date)
    }

    /// When notice was given; null without notice.
    async fn notice_on(&self) -> Option<Date> {
        self.row.notice_on.map(Date)
    }

    /// The side that gave notice; null without notice.
    async fn notice_by_side(&self) -> Option<Side> {
        self.row.notice_by.map(Into::into)
    }

    /// Why notice was given; null when nothing was stated.
    async fn notice_reason(&self) -> Option<&str> {
        self.row.notice_reason.as_deref()
    }

    /// First day on which it no longer holds: the end of the notice, or the day of repeal; null while no end is known.
    async fn ends_on(&self) -> Option<Date> {
        self.row.ends_on.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Its versions, whatever the date asked for. A text that is not agreed is shown to those inside the committee.
    async fn versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<GuidelineVersionWhere>,
        #[graphql(desc = "Their order; by number when absent.")] order_by: Option<GuidelineVersionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<GuidelineVersion>> {
        let list = List {
            as_of: self.as_of,
            filter: GuidelineVersionWhere::read(filter)?,
            order: GuidelineVersionOrder::read(order_by),
        };
        let args = PageArgs::new(first, after, last, before);
        nested::<VersionsOfGuideline, _>(ctx, self.row.id, list, &args, |row| self.version_of(row)).await
    }

    /// The version that holds on a date; null when the guideline does not hold then.
    async fn version_on(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date; that of the root field when absent.")] as_of: Option<Date>,
    ) -> Option<Result<GuidelineVersion>> {
        let as_of = match as_of.map(|date| ctx.as_of(Some(date))) {
            None => self.as_of,
            Some(Ok(date)) => date,
            Some(Err(error)) => return Some(Err(error)),
        };
        let row = ctx.loaders().load_one(One::<VersionOn>::new(self.row.id, as_of)).await.transpose()?;
        Some(row.map(|row| GuidelineVersion { row, as_of }))
    }

    /// The version that is being worked on: the first, or the next one while the present one holds. Null when there is
    /// none, and for those outside the committee.
    async fn draft(&self, ctx: &Context<'_>) -> Option<Result<GuidelineVersion>> {
        let key = One::<DraftOf>::new(self.row.id, self.as_of);
        let row = ctx.loaders().load_one(key).await.transpose()?;
        Some(row.map(|row| self.version_of(row)))
    }
}

impl Guideline {
    fn version_of(&self, row: guideline_version::Model) -> GuidelineVersion {
        GuidelineVersion { row, as_of: self.as_of }
    }
}

/// A version of a guideline, seen from a date.
#[derive(Clone, Debug)]
pub struct GuidelineVersion {
    row: guideline_version::Model,
    as_of: NaiveDate,
}

impl ListNode for GuidelineVersion {
    const NAME: &'static str = "GuidelineVersion";
}

/// One text of a guideline, with the time in which it holds. Danish: udgave af en retningslinje.
#[Object]
impl GuidelineVersion {
    /// The guideline.
    async fn guideline(&self, ctx: &Context<'_>) -> Option<Result<Guideline>> {
        Guideline::reload(ctx, self.row.guideline_id, self.as_of).await.transpose()
    }

    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// The text.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// When both sides agreed on it; for an employer's rule, when it was decided. Null while it is being worked on.
    async fn agreed_on(&self) -> Option<Date> {
        self.row.agreed_on.map(Date)
    }

    /// First day on which it holds.
    async fn in_force_from(&self) -> Option<Date> {
        self.row.in_force_from.map(Date)
    }

    /// First day on which the next version holds instead; null for the last one. See also `endsOn` of the guideline.
    async fn replaced_on(&self) -> Option<Date> {
        self.row.replaced_on.map(Date)
    }

    /// When it was given up without being agreed.
    async fn dropped_on(&self) -> Option<Date> {
        self.row.dropped_on.map(Date)
    }

    /// Why it was given up.
    async fn drop_reason(&self) -> Option<&str> {
        self.row.drop_reason.as_deref()
    }

    /// Management's confirmation of this text; null while there is none that stands.
    async fn management_endorsement(&self, ctx: &Context<'_>) -> Option<Result<Endorsement>> {
        self.of_side(ctx, StoredSide::Management).await.transpose()
    }

    /// The employee side's confirmation of this text; null while there is none that stands.
    async fn employee_endorsement(&self, ctx: &Context<'_>) -> Option<Result<Endorsement>> {
        self.of_side(ctx, StoredSide::Employee).await.transpose()
    }

    /// All confirmations of this text that stand, of sides and parties, oldest first; at most 22.
    async fn endorsements(&self, ctx: &Context<'_>) -> Result<Vec<Endorsement>> {
        Endorsement::of_version(ctx, self.row.guideline_id, self.row.number, self.as_of).await
    }
}

impl GuidelineVersion {
    async fn of_side(&self, ctx: &Context<'_>, side: StoredSide) -> Result<Option<Endorsement>> {
        let version = (self.row.guideline_id, self.row.number);
        Endorsement::of_side(ctx, side, version, self.as_of).await
    }
}

/// A guideline that holds for a workplace on a date.
#[derive(Clone, Debug)]
pub struct ApplicableGuideline {
    row: Model,
    /// The committee of the workplace.
    own: Uuid,
    as_of: NaiveDate,
}

impl ApplicableGuideline {
    /// The guidelines that hold for the workplaces of a committee, on its date.
    pub async fn of_committee(
        ctx: &Context<'_>,
        (own, as_of): (Uuid, NaiveDate),
        filter: Option<GuidelineWhere>,
        order_by: Option<GuidelineOrder>,
        args: &PageArgs,
    ) -> Result<Connection<Self>> {
        let list = guideline_list(as_of, filter, order_by)?;
        nested::<GuidelinesApplying, _>(ctx, own, list, args, |row| Self { row, own, as_of }).await
    }
}

impl ListNode for ApplicableGuideline {
    const NAME: &'static str = "ApplicableGuideline";
}

/// A guideline that holds for a workplace on the date: its committee's own, or one of a committee above.
#[Object]
impl ApplicableGuideline {
    /// The guideline.
    async fn guideline(&self) -> Guideline {
        Guideline { row: self.row.clone(), as_of: self.as_of }
    }

    /// The committee that made it.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The committee above from which the workplace has it; null when the committee of the workplace made it itself.
    async fn inherited_from(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        if self.row.committee_id == self.own {
            return None;
        }
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The text that holds on the date.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<GuidelineVersion>> {
        let key = One::<VersionOn>::new(self.row.id, self.as_of);
        let row = ctx.loaders().load_one(key).await.transpose()?;
        Some(row.map(|row| GuidelineVersion { row, as_of: self.as_of }))
    }
}

/// The arguments of a list of guidelines.
pub fn guideline_list(
    as_of: NaiveDate,
    filter: Option<GuidelineWhere>,
    order: Option<GuidelineOrder>,
) -> Result<List<guideline::Column>> {
    Ok(List { as_of, filter: GuidelineWhere::read(filter)?, order: GuidelineOrder::read(order) })
}
