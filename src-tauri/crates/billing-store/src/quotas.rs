//! Quotas as rows: objects that set limits in `objects`, what is in use in `in_use`.

mod in_use;
mod objects;

pub use in_use::QuotaSample;

#[cfg(test)]
mod tests;
