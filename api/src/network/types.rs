//! Networks in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{network, network::Model, network_member};
use uuid::Uuid;

use super::loader::{MembersOfNetwork, NetworkById, OwnNetworkById};
use crate::{
    authority::types::Authority,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, enum_filter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
};

gql_enum! {
    /// What a network is for. Danish: netværkets art.
    NetworkKind = "entity::network::NetworkKind" {
        /// Exchange of experience (erfaringsudveksling).
        Experience = "EXPERIENCE": "Erfaringsudveksling" | "Exchange of experience",
        /// A trial under an exemption from the law (frikommunenetværk).
        FreeMunicipality = "FREE_MUNICIPALITY": "Frikommunenetværk" | "Free-municipality network",
        /// Development in common (fælles udvikling).
        Development = "DEVELOPMENT": "Fælles udvikling" | "Joint development",
        /// A movement that shares principles (bevægelse).
        Movement = "MOVEMENT": "Bevægelse" | "Movement",
    }
}

enum_filter!(NetworkKindFilter, NetworkKind, entity::network::NetworkKind);

where_input! {
    /// Which networks. Everything given has to hold.
    NetworkWhere over network {
        /// Its id.
        id: IdFilter => Id of Network,
        /// The authority that leads it.
        lead_authority: IdFilter => AuthorityId of Authority,
        /// Its name.
        name: NameFilter => SearchKey,
        /// What kind of network.
        kind: NetworkKindFilter => Kind,
        /// Its first day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer exists.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How networks are sorted. Default: by name.
    NetworkOrder by NetworkOrderField over network {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// By the first day.
        ValidFrom => ValidFrom,
    }
}

where_input! {
    /// Which members. Everything given has to hold.
    NetworkMemberWhere over network_member {
        /// The authority.
        authority: IdFilter => MemberId of Authority,
        /// When it joined.
        joined_on: DateFilter => JoinedOn,
        /// When it left.
        left_on: DateFilter => LeftOn,
    }
}

order_input! {
    /// How members are sorted. Default: by the day on which they joined.
    NetworkMemberOrder by NetworkMemberOrderField over network_member {
        /// By the day on which they joined.
        JoinedOn => JoinedOn,
    }
}

/// A network, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Network {
    /// The network.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Network {
    const NAME: &'static str = "Network";
}

impl Reload for Network {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<NetworkById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Authorities that exchange experience, led by one of them. Visible to every caller with a credential, whatever the
/// authority; the cases that are shared with it are open to the authorities that are in it. Danish: netværk.
#[Object]
impl Network {
    /// Opaque id; accepted by `node` and wherever a network's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Network, self.row.id)
    }

    /// The authority that leads it, and lets others in. It is in it, too.
    async fn lead_authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// What it is for.
    async fn purpose(&self) -> &str {
        &self.row.purpose
    }

    /// What kind of network.
    async fn kind(&self) -> NetworkKind {
        self.row.kind.into()
    }

    /// Its first day.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer exists; null while no end is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Whether your authority is in it today, itself or as the successor of one that was.
    async fn is_member(&self, ctx: &Context<'_>) -> Result<bool> {
        let key = One::<OwnNetworkById>::new(self.row.id, self.as_of);
        Ok(ctx.loaders().load_one(key).await?.is_some())
    }

    /// The authorities that are or were in it, the one that leads it apart, whatever the date asked for.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<NetworkMemberWhere>,
        #[graphql(desc = "Their order; by the day on which they joined when absent.")] order_by: Option<
            NetworkMemberOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<NetworkMember>> {
        let as_of = self.as_of;
        let filter = NetworkMemberWhere::read(filter)?;
        let list = List { as_of, filter, order: NetworkMemberOrder::read(order_by) };
        let args = PageArgs::new(first, after, last, before);
        nested::<MembersOfNetwork, _>(ctx, self.row.id, list, &args, |row| NetworkMember { row, as_of }).await
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// That an authority is or was in a network.
#[derive(Clone, Debug)]
pub struct NetworkMember {
    row: network_member::Model,
    as_of: NaiveDate,
}

impl ListNode for NetworkMember {
    const NAME: &'static str = "NetworkMember";
}

/// That an authority is or was in a network. Danish: medlem af et netværk.
#[Object]
impl NetworkMember {
    /// The authority.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.member_id, self.as_of).await.transpose()
    }

    /// First day on which it is in it.
    async fn joined_on(&self) -> Date {
        self.row.joined_on.into()
    }

    /// First day on which it no longer is; null while no end is known.
    async fn left_on(&self) -> Option<Date> {
        self.row.left_on.map(Date)
    }
}
