//! Authorities in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::authority::{self, Model};
use uuid::Uuid;

use super::loader::{AuthorityById, Predecessors, Succession, Successors};
use crate::{
    agreement::types::LocalAgreement,
    core::{Kind, Result},
    graphql::{
        connection::ListNode,
        context::ContextExt,
        enums::gql_enum,
        filter::{DateFilter, IdFilter, NameFilter, StringFilter, enum_filter, where_input},
        ids,
        loaders::{Group, GroupOf, One},
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
};

gql_enum! {
    /// What kind of public employer. Danish: myndighedstype.
    AuthorityKind = "entity::authority::AuthorityKind" {
        /// Municipality (kommune).
        Municipality = "MUNICIPALITY": "Kommune" | "Municipality",
        /// Region (region).
        Region = "REGION": "Region" | "Region",
        /// State agency (statslig myndighed).
        State = "STATE": "Statslig myndighed" | "State agency",
        /// Another employer (anden arbejdsgiver).
        Other = "OTHER": "Anden arbejdsgiver" | "Other employer",
    }
}

gql_enum! {
    /// The framework agreement on co-determination that applies; it gives the defaults of the rule set. Danish:
    /// MED-rammeaftale.
    Framework = "entity::authority::Framework" {
        /// The municipal framework agreement (Kommunernes Landsforening, KL).
        Kl = "KL": "MED-rammeaftalen (KL)" | "Municipal framework agreement (KL)",
        /// The regional framework agreement (Regionernes Lønnings- og Takstnævn, RLTN).
        Rltn = "RLTN": "MED-rammeaftalen (RLTN)" | "Regional framework agreement (RLTN)",
        /// None of them; state bodies have cooperation committees (samarbejdsudvalg).
        None = "NONE": "Ingen MED-rammeaftale" | "No MED framework agreement",
    }
}

enum_filter!(AuthorityKindFilter, AuthorityKind, entity::authority::AuthorityKind);
enum_filter!(FrameworkFilter, Framework, entity::authority::Framework);

where_input! {
    /// Which authorities. Everything given has to hold.
    AuthorityWhere over authority {
        /// Its id.
        id: IdFilter => Id of Authority,
        /// Its name.
        name: NameFilter => SearchKey,
        /// Its kind.
        kind: AuthorityKindFilter => Kind,
        /// Its business register number (CVR-nummer).
        cvr: StringFilter => Cvr,
        /// Its municipality or region code.
        code: StringFilter => Code,
        /// The framework agreement that applies.
        framework: FrameworkFilter => Framework,
        /// Its first day.
        valid_from: DateFilter => ValidFrom,
        /// First day on which it no longer exists.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How authorities are sorted. Default: by name.
    AuthorityOrder by AuthorityOrderField over authority {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// By the first day.
        ValidFrom => ValidFrom,
    }
}

/// An authority; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct Authority {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Authority {
    const NAME: &'static str = "Authority";
}

impl Reload for Authority {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<AuthorityById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// That one authority follows another, for example a region after a reform.
#[derive(Clone, Debug)]
pub struct AuthoritySuccession {
    succession: Succession,
    as_of: NaiveDate,
}

/// That one authority follows another, for example a region after a reform.
#[Object]
impl AuthoritySuccession {
    /// First day of the successor.
    async fn on(&self) -> Date {
        self.succession.on.into()
    }

    /// The other authority.
    async fn authority(&self) -> Authority {
        Authority { row: self.succession.authority.clone(), as_of: self.as_of }
    }
}

/// A public employer: municipality, region, state agency or another. Its own facts are public; what belongs to it is
/// not. Danish: myndighed.
#[Object]
impl Authority {
    /// Opaque id; accepted by `node` and wherever an authority's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Authority, self.row.id)
    }

    /// Name, for example "Ballerup Kommune".
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Kind of employer.
    async fn kind(&self) -> AuthorityKind {
        self.row.kind.into()
    }

    /// Danish business register number (CVR-nummer), 8 digits; null when not recorded.
    async fn cvr(&self) -> Option<&str> {
        self.row.cvr.as_deref()
    }

    /// Municipality code (kommunekode, 3 digits, without a leading 0) or region code (regionskode, 4 digits); null for
    /// others, and when not recorded.
    async fn code(&self) -> Option<&str> {
        self.row.code.as_deref()
    }

    /// Whether the code was checked against a public source. A code that was changed since then is not.
    async fn code_checked(&self) -> bool {
        self.row.code_checked
    }

    /// The framework agreement that applies.
    async fn framework(&self) -> Framework {
        self.row.framework.into()
    }

    /// First day of the authority.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer exists; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The local MED agreement in force on the date; null when there is none, and for other authorities than yours.
    /// Danish: lokal MED-aftale.
    async fn agreement(&self, ctx: &Context<'_>) -> Option<Result<LocalAgreement>> {
        LocalAgreement::in_force(ctx, self.row.id, self.as_of).await.transpose()
    }

    /// The authorities that it follows, whatever the date asked for; by date and name.
    async fn predecessors(&self, ctx: &Context<'_>) -> Result<Vec<AuthoritySuccession>> {
        self.successions::<Predecessors>(ctx).await
    }

    /// The authorities that follow it, whatever the date asked for; by date and name.
    async fn successors(&self, ctx: &Context<'_>) -> Result<Vec<AuthoritySuccession>> {
        self.successions::<Successors>(ctx).await
    }
}

impl Authority {
    async fn successions<G: Group<Item = Succession>>(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Vec<AuthoritySuccession>> {
        let found = ctx.loaders().load_one(GroupOf::<G>::new(self.row.id)).await?;
        let as_of = self.as_of;
        let succession = |succession| AuthoritySuccession { succession, as_of };
        Ok(found.unwrap_or_default().into_iter().map(succession).collect())
    }
}
