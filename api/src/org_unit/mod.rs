//! Units of the line organisation (organisatoriske enheder): a dated tree, fed from HR systems.

pub mod store;
