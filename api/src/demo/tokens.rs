//! Service tokens of the demo: what a list of them looks like. Nobody has their secrets, because there are none: the
//! stored hashes are not the hash of anything.

use chrono::TimeDelta;
use entity::service_token::{self, Texts};
use rand::RngExt;

use super::generator::Generator;
use crate::core::{Role, sort_key};

impl Generator<'_> {
    /// One that reads, one that writes, and one that was revoked.
    pub(super) fn tokens(&mut self) {
        let day = TimeDelta::days;
        let now = self.ctx.now();
        for (name, role, read_only, age, revoked) in [
            ("Intranet", Role::Employee, true, day(40), None),
            ("Lønsystem", Role::HrIntegration, false, day(200), None),
            ("Rapportværktøj", Role::Analyst, true, day(300), Some(now - day(90))),
        ] {
            let hash: [u8; 32] = self.rng.random();
            self.rows.tokens.push(service_token::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                name: name.to_owned(),
                sort_key: sort_key(name),
                search_key: name.to_lowercase(),
                roles: Texts(vec![role.name().to_owned()]),
                scopes: Texts::default(),
                read_only,
                allowed_addresses: Texts(vec!["192.0.2.0/24".to_owned()]),
                secret_hash: hash.to_vec(),
                previous_hash: None,
                previous_until: None,
                created_at: now - age,
                created_by: "demo-authorityAdmin".to_owned(),
                expires_at: now - age + day(366),
                rotated_at: None,
                revoked_at: revoked,
                last_used_at: None,
                version: if revoked.is_some() { 2 } else { 1 },
            });
        }
    }
}
