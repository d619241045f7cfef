//! The billing side through its front door, on a book of its own: one file per thing that is promised.

pub(crate) mod book;
mod corrections;
mod credit_notes;
mod documents;
mod issuing;
mod lists;
mod money;
mod previews;
mod prices;
mod receipts;
mod rerating;
mod subscriptions;
mod what_if;
