//! Charters in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{charter, charter::Model, charter_signature, charter_version};
use uuid::Uuid;

use super::loader::{CharterById, SignaturesOf, SignedCharterById, VersionsOf};
use crate::{
    authority::types::Authority,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        filter::{DateFilter, IdFilter, IntFilter, NameFilter, where_input},
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
};

where_input! {
    /// Which charters. Everything given has to hold.
    CharterWhere over charter {
        /// Its id.
        id: IdFilter => Id of Charter,
        /// The authority that keeps it.
        keeper: IdFilter => AuthorityId of Authority,
        /// Its title.
        title: NameFilter => SearchKey,
        /// When it was published.
        published_on: DateFilter => PublishedOn,
    }
}

order_input! {
    /// How charters are sorted. Default: by title.
    CharterOrder by CharterOrderField over charter {
        /// By title, in the Danish alphabet.
        Title => SortKey,
    }
}

where_input! {
    /// Which signatures. Everything given has to hold.
    CharterSignatureWhere over charter_signature {
        /// The number of the version that was signed.
        version_number: IntFilter => Number,
        /// When it was signed.
        signed_on: DateFilter => SignedOn,
        /// When it was taken back.
        withdrawn_on: DateFilter => WithdrawnOn,
    }
}

order_input! {
    /// How signatures are sorted. Default: the oldest first.
    CharterSignatureOrder by CharterSignatureOrderField over charter_signature {
        /// By the day of the signature.
        SignedOn => SignedOn,
    }
}

/// A charter, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Charter {
    /// The charter.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Charter {
    const NAME: &'static str = "Charter";
}

impl Reload for Charter {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CharterById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Principles that authorities and organisations sign. Open to everybody once published, to its own authority before that.
/// Danish: charter, for example samskabelsescharter.
#[Object]
impl Charter {
    /// Opaque id; accepted by `node` and wherever a charter's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Charter, self.row.id)
    }

    /// The authority that keeps it.
    async fn keeper(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// When it was published; null until it is.
    async fn published_on(&self) -> Option<Date> {
        self.row.published_on.map(Date)
    }

    /// Its versions, first to last; at most 100. The last one holds.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<CharterVersion>> {
        let versions = ctx.loaders().load_one(GroupOf::<VersionsOf>::new(self.row.id)).await?;
        Ok(versions.unwrap_or_default().into_iter().map(CharterVersion).collect())
    }

    /// Who has signed it, also those who took it back. Danish: underskrifter.
    async fn signatures(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CharterSignatureWhere>,
        #[graphql(desc = "Their order; the oldest first when absent.")] order_by: Option<
            CharterSignatureOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<CharterSignature>> {
        let as_of = self.as_of;
        let filter = CharterSignatureWhere::read(filter)?;
        let list = List { as_of, filter, order: CharterSignatureOrder::read(order_by) };
        let args = PageArgs::new(first, after, last, before);
        nested::<SignaturesOf, _>(ctx, self.row.id, list, &args, |row| CharterSignature { row, as_of }).await
    }

    /// Whether your authority has signed it, in any version, and not taken that back.
    async fn is_signed(&self, ctx: &Context<'_>) -> Result<bool> {
        let key = One::<SignedCharterById>::new(self.row.id, self.as_of);
        Ok(ctx.loaders().load_one(key).await?.is_some())
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change. Not the
    /// number of its text: see `versions`.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// A text of a charter.
#[derive(Clone, Debug)]
pub struct CharterVersion(charter_version::Model);

/// One text of a charter. Danish: version af et charter.
#[Object]
impl CharterVersion {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The text.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// When it was adopted.
    async fn adopted_on(&self) -> Date {
        self.0.adopted_on.into()
    }
}

/// A signature.
#[derive(Clone, Debug)]
pub struct CharterSignature {
    row: charter_signature::Model,
    as_of: NaiveDate,
}

impl ListNode for CharterSignature {
    const NAME: &'static str = "CharterSignature";
}

/// That an authority or an organisation has signed a charter. Danish: underskrift.
#[Object]
impl CharterSignature {
    /// The authority that signed; null when an organisation did.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        if self.row.organisation.is_some() {
            return None;
        }
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// The organisation that signed; null when an authority did.
    async fn organisation(&self) -> Option<&str> {
        self.row.organisation.as_deref()
    }

    /// The number of the version that was signed.
    async fn version_number(&self) -> i32 {
        self.row.number
    }

    /// When it was signed.
    async fn signed_on(&self) -> Date {
        self.row.signed_on.into()
    }

    /// When it was taken back; null while it stands.
    async fn withdrawn_on(&self) -> Option<Date> {
        self.row.withdrawn_on.map(Date)
    }
}
