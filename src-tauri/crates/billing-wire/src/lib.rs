//! JSON shapes of the public Billing And Usage API, its operation table and the conversions.
//!
//! The only room that knows the public JSON. No HTTP, no store: [`operations`] says what is called where, the topic
//! files say how each noun is told ([`Shape`]), [`errors`] how a failure travels, [`extras`] what our own server has
//! beside the public API.

mod schema;
mod shape;
mod words;

pub mod address;
pub mod contact;
pub mod coupons;
pub mod errors;
pub mod extras;
pub mod invoices;
pub mod numbers;
pub mod openapi;
pub mod operations;
pub mod payment_methods;
pub mod plans;
pub mod quotas;
pub mod subscriptions;
pub mod times;
pub mod usage;

pub use operations::{Method, Operation, Topic};
pub use shape::{Extra, Shape};
