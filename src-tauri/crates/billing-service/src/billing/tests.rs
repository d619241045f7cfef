//! Tests of the billing side.
