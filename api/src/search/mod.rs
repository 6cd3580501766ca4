//! The search index as a whole: made anew from the tables, for data that came from elsewhere. What finds things stands in
//! the `store` of each domain; what finds words, in `core`.
//!
//! What always holds: the index can be made anew at any time, beside servers that read and write; whoever searches
//! meanwhile finds what was found before or what is found afterwards.

pub mod service;
