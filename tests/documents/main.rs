//! The documents suite.
