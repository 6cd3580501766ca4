//! Who is asking: tokens, keys, claims and mandates, judged as a server judges them, on both databases.
//! Every key here exists for these tests only.

mod claims;
mod hostile;
mod identity_page;
mod key_server;
mod keys;
pub mod kit;
mod mandates;
mod mapping;
mod offices;
mod outage;
mod rotation;
