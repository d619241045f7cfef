//! Documents as their readers get them: printed, then read back with poppler's tools.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod charts;
mod fixture;
mod invoice;
mod long_invoice;
mod merged;
mod poppler;
mod report;
mod same_bytes;
mod sample_charts;
mod workbook;
