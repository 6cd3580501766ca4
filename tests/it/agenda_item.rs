//! Agenda items: from a proposal to what was made of it, their order and numbers, and who sees them.

mod life;
mod order;
pub mod room;
mod seen;
