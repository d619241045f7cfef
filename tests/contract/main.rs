//! The contract suite: one story, every backend.
//!
//! A story seeds a tenant, uses the seam and says what must be seen. It never asks which backend it runs on, so it
//! tests rules, SQL, client, server and JSON at once. One file per topic; `harness` gives the backends.

mod harness;

mod coverage;
mod payment_methods;
