//! What a service token may be, and whether one that is shown holds: pure functions.

use std::{collections::BTreeSet, net::IpAddr};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use entity::service_token::{Model, Texts};
use ipnet::IpNet;
use subtle::ConstantTimeEq;

use super::{
    policy::{roles_beyond, scopes_beyond},
    secret::Hash,
};
use crate::core::{
    Actor, Diff, Error, Result, Role, SCOPES, Text, TokenLimits, UserErrorCode as Code,
    input::{Faults, no_cpr, required_text},
};

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Most networks of one token.
pub const ADDRESSES_MAX: usize = 50;
/// How exactly the last use is known.
pub const USE_NOTED_EVERY: TimeDelta = TimeDelta::seconds(60);

/// What a new token is for.
#[derive(Clone, Debug)]
pub struct New {
    /// The system that uses it.
    pub name: String,
    /// Its roles.
    pub roles: BTreeSet<Role>,
    /// Its scopes.
    pub scopes: BTreeSet<String>,
    /// Whether it may only read.
    pub read_only: bool,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// Networks from which it may be used; none for all.
    pub allowed_addresses: Vec<String>,
}

/// Where a token is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can be used.
    Active,
    /// It ended by itself.
    Expired,
    /// Somebody ended it.
    Revoked,
}

/// Where a token is at an instant.
pub fn status(row: &Model, now: DateTime<Utc>) -> Status {
    if row.revoked_at.is_some() {
        Status::Revoked
    } else if now >= row.expires_at {
        Status::Expired
    } else {
        Status::Active
    }
}

/// A new token as it may be stored, or every fault in it.
pub fn checked(actor: &Actor, new: New, now: DateTime<Utc>, limits: TokenLimits) -> Result<New> {
    let mut faults = Faults::default();
    let name =
        required_text("name", &new.name, NAME_MAX).and_then(|name| no_cpr("name", &name).map(|()| name));
    let name = faults.take(name)?;
    if new.roles.is_empty() {
        faults.add(Code::Required, "roles", "Angiv mindst én rolle.", "Give at least one role.");
    }
    faults.take(check_given(actor, &new.roles, &new.scopes))?;
    faults.take(check_expiry(new.expires_at, now, limits))?;
    let addresses = faults.take(networks(&new.allowed_addresses))?;
    faults.finish()?;
    Ok(New { name: name.unwrap_or_default(), allowed_addresses: addresses.unwrap_or_default(), ..new })
}

/// Refuses what the caller could not give, and scopes that mean nothing.
pub fn check_given(actor: &Actor, roles: &BTreeSet<Role>, scopes: &BTreeSet<String>) -> Result<()> {
    let mut faults = Faults::default();
    let beyond: Vec<&str> = roles_beyond(actor, roles).into_iter().map(Role::name).collect();
    if !beyond.is_empty() {
        let names = beyond.join(", ");
        faults.add(
            Code::NotAllowed,
            "roles",
            format!("Du kan ikke give disse roller videre: {names}."),
            format!("You cannot give these roles: {names}."),
        );
    }
    let unknown: Vec<&str> =
        scopes.iter().map(String::as_str).filter(|scope| !SCOPES.contains(scope)).collect();
    let known = SCOPES.join(", ");
    if unknown.is_empty() {
        let beyond = scopes_beyond(actor, scopes).join(", ");
        if !beyond.is_empty() {
            faults.add(
                Code::NotAllowed,
                "scopes",
                format!("Du har ikke selv: {beyond}."),
                format!("You do not have these scopes yourself: {beyond}."),
            );
        }
    } else {
        faults.add(
            Code::Invalid,
            "scopes",
            format!("Der findes disse scopes: {known}."),
            format!("These scopes exist: {known}."),
        );
    }
    faults.finish()
}

/// Refuses an expiry in the past, or beyond what this server allows.
pub fn check_expiry(at: DateTime<Utc>, now: DateTime<Utc>, limits: TokenLimits) -> Result<()> {
    if at <= now {
        return Err(out_of_range("expiresAt", "Skal ligge i fremtiden.", "Must be in the future."));
    }
    if at - now > limits.lifetime {
        let days = limits.lifetime.num_days();
        return Err(out_of_range(
            "expiresAt",
            &format!("Må højst ligge {days} dage ude i fremtiden."),
            &format!("May be at most {days} days ahead."),
        ));
    }
    Ok(())
}

/// How long both secrets hold after a rotation. While an earlier rotation lasts, a third secret would hold: then only
/// an overlap of zero is possible, which ends both old ones.
pub fn overlap(row: &Model, hours: i64, now: DateTime<Utc>, limits: TokenLimits) -> Result<TimeDelta> {
    let field = "overlapHours";
    let most = limits.overlap.num_hours();
    if !(0..=most).contains(&hours) {
        return Err(out_of_range(
            field,
            &format!("Skal være fra 0 til {most}."),
            &format!("Must be from 0 to {most}."),
        ));
    }
    match row.previous_until {
        Some(until) if until > now && hours > 0 => {
            let until = text(until);
            Err(Error::user(
                Code::InvalidState,
                field,
                format!("To hemmeligheder gælder allerede, til {until}. Vent, eller angiv 0."),
                format!("Two secrets hold already, until {until}. Wait, or give 0 to end both."),
            ))
        }
        _ => Ok(TimeDelta::hours(hours)),
    }
}

fn out_of_range(field: &str, da: &str, en: &str) -> Error {
    Error::user(Code::OutOfRange, field, da, en)
}

/// The roles of a stored token. One that this program does not know gives nothing.
pub fn roles(row: &Model) -> BTreeSet<Role> {
    row.roles.0.iter().filter_map(|name| Role::parse(name)).collect()
}

/// The scopes of a stored token.
pub fn scopes(row: &Model) -> BTreeSet<String> {
    row.scopes.0.iter().cloned().collect()
}

/// Networks in one spelling; a single address is a network of its own.
fn networks(texts: &[String]) -> Result<Vec<String>> {
    let field = "allowedAddresses";
    if texts.len() > ADDRESSES_MAX {
        return Err(Error::user(
            Code::TooMany,
            field,
            format!("Højst {ADDRESSES_MAX}."),
            format!("At most {ADDRESSES_MAX}."),
        ));
    }
    let networks: Option<BTreeSet<IpNet>> = texts.iter().map(|text| network(text.trim())).collect();
    let message = Text::new(
        "Skriv adresser som 192.0.2.7 eller netværk som 192.0.2.0/24.",
        "Write addresses such as 192.0.2.7 or networks such as 192.0.2.0/24.",
    );
    let networks = networks.ok_or_else(|| Error::user(Code::Invalid, field, message.da, message.en))?;
    Ok(networks.iter().map(ToString::to_string).collect())
}

fn network(text: &str) -> Option<IpNet> {
    let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).ok()?;
    Some(IpNet::trunc(&network))
}

/// Whether a token may be used from an address. An address that is not known is outside every network.
pub fn is_allowed_from(row: &Model, address: Option<IpAddr>) -> bool {
    let networks = &row.allowed_addresses.0;
    let inside = |address: IpAddr| {
        networks.iter().filter_map(|text| network(text)).any(|network| network.contains(&address))
    };
    networks.is_empty() || address.is_some_and(inside)
}

/// Whether a secret is one of the token's that hold. Each comparison takes the same time whatever it finds.
pub fn matches(row: &Model, hash: &Hash, now: DateTime<Utc>) -> bool {
    let same = |stored: &[u8]| bool::from(stored.ct_eq(hash));
    let previous = row.previous_hash.as_deref().is_some_and(same);
    same(&row.secret_hash) || (previous && row.previous_until.is_some_and(|until| now < until))
}

/// Whether the last use is not known to the minute.
pub fn is_use_unknown(row: &Model, now: DateTime<Utc>) -> bool {
    row.last_used_at.is_none_or(|at| now - at >= USE_NOTED_EVERY)
}

/// A value of a token as the change log shows it.
type Shown = fn(&Model) -> Option<String>;

/// What differs, for the change log: never a secret or its hash. The name is free text: only that it is there is kept.
pub fn diff(before: Option<&Model>, after: &Model) -> Diff {
    fn of<T>(row: Option<&Model>, get: impl Fn(&Model) -> T) -> Option<T> {
        row.map(get)
    }
    let after = Some(after);
    let mut diff = Diff::new().personal(
        "name",
        of(before, |row| row.name.clone()).as_ref(),
        of(after, |row| row.name.clone()).as_ref(),
    );
    let texts: [(&'static str, Shown); 7] = [
        ("roles", |row| Some(joined(&row.roles))),
        ("scopes", |row| Some(joined(&row.scopes))),
        ("readOnly", |row| Some(row.read_only.to_string())),
        ("allowedAddresses", |row| Some(joined(&row.allowed_addresses))),
        ("expiresAt", |row| Some(text(row.expires_at))),
        ("previousValidUntil", |row| row.previous_until.map(text)),
        ("revokedAt", |row| row.revoked_at.map(text)),
    ];
    for (name, get) in texts {
        diff = diff.field(name, of(before, get).as_ref(), of(after, get).as_ref());
    }
    diff.personal(
        "secret",
        of(before, |row| row.secret_hash.clone()).as_ref(),
        of(after, |row| row.secret_hash.clone()).as_ref(),
    )
}

fn joined(texts: &Texts) -> String {
    texts.0.join(" ")
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
