//! What belongs together: in each committee the newest matter goes on with what came out of the one before it.

use entity::link::{self, LinkType};

use super::{generator::Generator, meetings::Body};
use crate::core::Kind;

impl Generator<'_> {
    /// One link in each committee that had two matters.
    pub(super) fn link(&mut self, body: &Body) {
        let mut own = self.rows.matters.iter().rev().filter(|matter| matter.committee_id == body.id);
        let (Some(newest), Some(before)) = (own.next(), own.next()) else { return };
        let link = link::Model {
            authority_id: self.authority.id,
            id: self.ctx.new_id(),
            from_kind: Kind::Matter.prefix().to_owned(),
            from_id: newest.id,
            to_kind: Kind::Matter.prefix().to_owned(),
            to_id: before.id,
            link_type: LinkType::FollowsFrom,
            valid_from: newest.opened_on,
            valid_to: None,
            version: 1,
        };
        self.rows.links.push(link);
    }
}
