//! Development projects (udviklingsprojekter): managers, employees and others take a problem from its statement to
//! practice. Several authorities of different kinds can take part.
//!
//! What always holds: one authority leads a project, and only it writes in the project's own rows. Who reads a project
//! follows from its visibility, and for other authorities from whether they take part today, themselves or as the
//! successor of one that did. A project goes from phase to phase as [`rules::LIFE`] says, and never back; each move is
//! kept with who took part, as counts. Persons are never shown outside their own authority.

pub mod loader;
pub mod mutation;
pub mod policy;
pub mod query;
pub mod rules;
pub mod service;
pub mod store;
pub mod types;
