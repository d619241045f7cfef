//! Loading a price book. Each load is a new version; none is ever changed.

use super::{Billing, price_file};
use billing_domain::price_book::PriceBook;
use billing_domain::{BillingError, Currency};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// What a load brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricesLoaded {
    /// The version that holds the file now.
    pub version: u32,
    /// False when the last version is this very file, so that nothing was added.
    pub is_new: bool,
    /// From when on it holds.
    pub valid_from: DateTime<Utc>,
    /// Of all its prices.
    pub currency: Currency,
    /// How many metric labels have a price.
    pub prices: usize,
    /// How many plans have a fee.
    pub plan_fees: usize,
}

impl Billing {
    /// Loads a price file, in the plain form or our fuller one, as the next version. All or nothing.
    ///
    /// # Errors
    /// `InvalidInput` for what is no price book, naming the metric label that cannot be rated.
    pub fn load_prices(&self, json: &str, now: DateTime<Utc>) -> Result<PricesLoaded, BillingError> {
        let (json, acting) = (json.to_owned(), self.acting(now));
        self.store.write(move |tx| {
            let book = tx.price_book()?;
            let sha256 = format!("{:x}", Sha256::digest(json.as_bytes()));
            let last = book.versions.last().map(|version| version.number);
            let same = tx.price_source_with(&sha256)?.map(|source| source.number);
            if let Some(version) = same.filter(|same| Some(*same) == last).and_then(|same| book.version(same))
            {
                return Ok(loaded(version, false));
            }
            let version = price_file::read(&json, last.unwrap_or(0) + 1)?;
            tx.add_price_version(&version, &json, &sha256, now)?;
            let words = format!("{} prices from {}", version.prices.len(), version.valid_from.date_naive());
            acting.note(tx, "prices.load", &format!("price_version/{}", version.number), &words)?;
            Ok(loaded(&version, true))
        })
    }

    /// Every version with its prices.
    ///
    /// # Errors
    /// The store's.
    pub fn price_book(&self) -> Result<PriceBook, BillingError> {
        self.store.read(|book| Ok(book.price_book()?))
    }

    /// The file that was loaded last, word for word.
    ///
    /// # Errors
    /// The store's.
    pub fn price_source(&self) -> Result<Option<String>, BillingError> {
        self.store.read(|book| Ok(book.last_price_source()?.map(|source| source.source)))
    }
}

fn loaded(version: &billing_domain::price_book::PriceVersion, is_new: bool) -> PricesLoaded {
    PricesLoaded {
        version: version.number,
        is_new,
        valid_from: version.valid_from,
        currency: version.currency,
        prices: version.prices.len(),
        plan_fees: version.plan_fees.len(),
    }
}
