//! What a book prints on its invoices besides the lines: who sells, who pays, tax, terms, language.

use crate::tax::TaxRate;
use crate::{BillingError, Decimal};
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};

/// One side of the bill.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// Legal name.
    pub name: String,
    /// One line each.
    pub address: Vec<String>,
    /// Tax or VAT number, as it must be printed.
    pub tax_id: Option<String>,
}

/// Applied to invoices issued from now on; an issued one keeps what it was issued with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingProfile {
    /// Who asks for the money.
    pub seller: Party,
    /// Who pays.
    pub buyer: Party,
    /// None where no tax is charged.
    pub tax: Option<TaxRate>,
    /// Days to pay in, counted from the issue.
    pub due_days: u32,
    /// BCP 47 tag of the documents: `en` or `th`.
    pub language: String,
    /// How to pay, one paragraph each.
    pub payment_note: Vec<String>,
}

/// Days to pay in, where nobody has said otherwise.
pub const DEFAULT_DUE_DAYS: u32 = 30;

impl BillingProfile {
    /// A profile for a buyer, without tax, due in [`DEFAULT_DUE_DAYS`], in English.
    #[must_use]
    pub fn plain(buyer: &str) -> Self {
        Self {
            seller: Party { name: "Usage provider".to_owned(), ..Party::default() },
            buyer: Party { name: buyer.to_owned(), ..Party::default() },
            tax: None,
            due_days: DEFAULT_DUE_DAYS,
            language: "en".to_owned(),
            payment_note: Vec::new(),
        }
    }

    /// The last instant to pay in: the end of the due day.
    ///
    /// # Errors
    /// `InvalidInput` beyond the calendar.
    pub fn due_at(&self, issued_at: DateTime<Utc>) -> Result<DateTime<Utc>, BillingError> {
        let next_day = issued_at.date_naive().checked_add_days(Days::new(u64::from(self.due_days) + 1));
        next_day
            .map(|day| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::seconds(1))
            .ok_or_else(|| BillingError::invalid("The due day lies beyond the calendar."))
    }

    /// Refuses a profile that cannot be printed.
    ///
    /// # Errors
    /// `InvalidInput` for a missing name, an unknown language, a rate outside 0 to 100 %, more than a year to pay.
    pub fn check(&self) -> Result<(), BillingError> {
        if self.seller.name.trim().is_empty() || self.buyer.name.trim().is_empty() {
            return Err(BillingError::invalid("Seller and buyer need a name."));
        }
        if !matches!(self.language.as_str(), "en" | "th") {
            return Err(BillingError::invalid(format!(
                "Documents can be printed in en or th, not {:?}.",
                self.language
            )));
        }
        if self.due_days > 366 {
            return Err(BillingError::invalid("An invoice is due within a year."));
        }
        self.tax.as_ref().map_or(Ok(()), TaxRate::check)
    }
}

impl Party {
    /// A party with a name and an address of several lines.
    #[must_use]
    pub fn new(name: &str, address: &[&str], tax_id: Option<&str>) -> Self {
        Self {
            name: name.to_owned(),
            address: address.iter().map(|line| (*line).to_owned()).collect(),
            tax_id: tax_id.map(str::to_owned),
        }
    }
}

/// `7 %` as printed: `7.00%`.
#[must_use]
pub fn percent_text(percent: Decimal) -> String {
    format!("{}%", percent.to_text(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_that_cannot_be_printed_are_refused() {
        let right = BillingProfile::plain("Acme Corp");
        assert!(right.check().is_ok());
        let wrong_tax = TaxRate { category: "standard".into(), label: "VAT".into(), percent: 101.into() };
        for wrong in [
            BillingProfile { buyer: Party::default(), ..right.clone() },
            BillingProfile { language: "xx".into(), ..right.clone() },
            BillingProfile { due_days: 367, ..right.clone() },
            BillingProfile { tax: Some(wrong_tax), ..right },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn one_may_pay_until_the_end_of_the_due_day() {
        let due = BillingProfile::plain("Acme").due_at("2026-03-01T03:10:00Z".parse().unwrap()).unwrap();
        assert_eq!(due, "2026-03-31T23:59:59Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn rates_are_printed_with_two_decimals() {
        assert_eq!(percent_text("7".parse().unwrap()), "7.00%");
        assert_eq!(percent_text("7.125".parse().unwrap()), "7.125%");
    }
}
