//! Minutes, read.

mod corpus;
