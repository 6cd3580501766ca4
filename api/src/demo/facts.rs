//! Public facts: authorities named in the sources of this product, and the regions before and after 1 January 2027.
//!
//! Codes are the municipality and region codes in public use. `checked` says which of them were compared with the
//! register of Statistics Denmark; the others are from general knowledge. Business register numbers are left out
//! because none of them was checked.

use chrono::NaiveDate;
use entity::{
    authority::{self, AuthorityKind, Framework},
    authority_succession,
};

use crate::core::{Ctx, Error, Result, sort_key};

/// The authority whose organisation is generated at full size.
pub const GENERATED: &str = "Ballerup Kommune";
/// The authority of the demo caller who is a stranger to the others.
pub const OTHER: &str = "Københavns Kommune";
/// Employees that are generated for each of the other authorities: enough for a main committee and two below it.
pub const SMALL: u32 = 60;

use AuthorityKind::{Municipality, Region, State};

/// Kind, name, code, whether the code was checked.
const AUTHORITIES: &[(AuthorityKind, &str, Option<&str>, bool)] = &[
    (Municipality, GENERATED, Some("151"), false),
    (Municipality, OTHER, Some("101"), true),
    (Municipality, "Assens Kommune", Some("420"), false),
    (Municipality, "Esbjerg Kommune", Some("561"), false),
    (Municipality, "Frederikssund Kommune", Some("250"), false),
    (Municipality, "Halsnæs Kommune", Some("260"), false),
    (Municipality, "Ikast-Brande Kommune", Some("756"), false),
    (Municipality, "Odense Kommune", Some("461"), false),
    (Municipality, "Roskilde Kommune", Some("265"), false),
    (Municipality, "Skanderborg Kommune", Some("746"), false),
    (Region, "Region Hovedstaden", Some("1084"), false),
    (Region, "Region Midtjylland", Some("1082"), false),
    (Region, "Region Nordjylland", Some("1081"), false),
    (Region, "Region Sjælland", Some("1085"), false),
    (Region, "Region Syddanmark", Some("1083"), false),
    (Region, EAST, None, false),
    (State, "Kriminalforsorgen", None, false),
];

/// The region that follows Region Hovedstaden and Region Sjælland.
const EAST: &str = "Region Østdanmark";
/// The regions that it follows.
const EAST_BEFORE: [&str; 2] = ["Region Hovedstaden", "Region Sjælland"];

/// A unit that the sources name: authority, unit.
pub const NAMED_UNIT: (&str, &str) = ("Region Hovedstaden", "Nordsjællands Hospital");

/// The authorities as rows.
pub struct Authorities {
    /// The authorities.
    pub rows: Vec<authority::Model>,
    /// Who follows whom.
    pub successions: Vec<authority_succession::Model>,
}

/// Makes the rows.
pub fn rows(ctx: &Ctx) -> Result<Authorities> {
    let day =
        |year, month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Error::internal("a date"));
    // The municipalities and regions of today began with the structural reform.
    let reform = day(2007, 1, 1)?;
    let east = day(2027, 1, 1)?;
    let row =
        |&(kind, name, code, code_checked): &(AuthorityKind, &str, Option<&str>, bool)| authority::Model {
            id: ctx.new_id(),
            kind,
            name: name.to_owned(),
            sort_key: sort_key(name),
            search_key: name.to_lowercase(),
            cvr: None,
            code: code.map(str::to_owned),
            code_checked,
            framework: match kind {
                Municipality => Framework::Kl,
                Region => Framework::Rltn,
                State | AuthorityKind::Other => Framework::None,
            },
            valid_from: if name == EAST { east } else { reform },
            valid_to: EAST_BEFORE.contains(&name).then_some(east),
            version: 1,
        };
    let rows: Vec<authority::Model> = AUTHORITIES.iter().map(row).collect();
    let id = |name: &str| rows.iter().find(|row| row.name == name).map(|row| row.id);
    let succession = |name: &&str| {
        Some(authority_succession::Model {
            predecessor_id: id(name)?,
            successor_id: id(EAST)?,
            on_date: east,
        })
    };
    let successions = EAST_BEFORE.iter().filter_map(succession).collect();
    Ok(Authorities { rows, successions })
}
