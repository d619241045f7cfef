//! Invoices as JSON: the list, and the PDF in base64.

use crate::numbers::{self, Int64};
use crate::schema::{Base64Text, OneOf};
use crate::shape::{Shape, decode_all, encode_all, required, required_text, shape};
use crate::times::{self, Timestamp};
use crate::words::Word;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_domain::BillingError;
use billing_domain::invoices::{Invoice as Noun, InvoiceStatus};

shape! {
    /// One invoice.
    pub struct Invoice = "invoiceInvoiceType" {
        /// Its number.
        name: String,
        /// Word for word.
        status: String as OneOf<InvoiceStatus>,
        /// True while the amount may change.
        active: bool,
        /// Hundredths.
        amount: Int64,
        /// ISO 4217 code.
        currency: String,
        /// First instant it bills.
        period_start: Timestamp,
        /// First instant after.
        period_end: Timestamp,
    }
}

shape! {
    /// The answer to listing invoices.
    pub struct InvoiceList = "invoiceListInvoicesRsp" {
        /// Newest first.
        invoices: Vec<Invoice>,
    }
}

shape! {
    /// The answer to downloading a PDF.
    pub struct InvoicePdf = "invoiceDownloadInvoicePdfRsp" {
        /// Base64 with padding.
        pdf: String as Base64Text,
    }
}

impl Shape for Invoice {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        let (period_start, period_end) = times::ends(noun.period);
        Ok(Self {
            name: Some(noun.name.clone()),
            status: noun.status.to_field(),
            active: Some(noun.active),
            amount: Some(numbers::hundredths(noun.amount)?),
            currency: Some(noun.amount.currency.to_string()),
            period_start,
            period_end,
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        let name = required_text(self.name, "name of an invoice")?;
        let currency = numbers::currency(self.currency.as_deref())?;
        Ok(Noun {
            status: InvoiceStatus::from_field(self.status),
            active: self.active.unwrap_or_default(),
            amount: numbers::money(self.amount, currency)?,
            period: times::period(self.period_start, self.period_end, &format!("invoice {name}"))?,
            name,
        })
    }
}

impl Shape for InvoiceList {
    type Noun = Vec<Noun>;

    fn encode(noun: &Vec<Noun>) -> Result<Self, BillingError> {
        Ok(Self { invoices: Some(encode_all(noun)?), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<Noun>, BillingError> {
        decode_all(self.invoices)
    }
}

impl Shape for InvoicePdf {
    type Noun = Vec<u8>;

    fn encode(noun: &Vec<u8>) -> Result<Self, BillingError> {
        Ok(Self { pdf: Some(STANDARD.encode(noun)), ..Self::default() })
    }

    fn decode(self) -> Result<Vec<u8>, BillingError> {
        let text = required(self.pdf, "pdf")?;
        STANDARD.decode(text).map_err(|_| BillingError::invalid("The field pdf is not base64."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::{Currency, Money, Period};
    use serde_json::json;

    fn invoice() -> Noun {
        Noun {
            name: "2026-000042".into(),
            status: InvoiceStatus::Overdue,
            active: false,
            amount: Money::new(123_456, Currency::USD),
            period: Period::month(2026, 3).unwrap(),
        }
    }

    #[test]
    fn an_invoice_reads_as_the_document_says() {
        let written = serde_json::to_value(Invoice::encode(&invoice()).unwrap()).unwrap();
        let expected = json!({
            "name": "2026-000042", "status": "OVERDUE", "active": false, "amount": "123456", "currency": "USD",
            "period_start": "2026-03-01T00:00:00.000000000Z", "period_end": "2026-04-01T00:00:00.000000000Z",
        });
        assert_eq!(written, expected);
        let read: Invoice = serde_json::from_value(written).unwrap();
        assert_eq!(read.decode().unwrap(), invoice());
    }

    #[test]
    fn unknown_fields_and_words_survive() {
        let code = serde_json::Value::Number("12345678901234567890.5".parse().unwrap());
        let text = json!({
            "name": "a", "status": "STATUS_DISPUTED", "amount": "1", "period_start": "2026-03-01T00:00:00Z",
            "period_end": "2026-04-01T00:00:00Z", "tax_office": {"code": code},
        });
        let read: Invoice = serde_json::from_value(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap()["tax_office"], text["tax_office"]);
        let status = read.decode().unwrap().status;
        assert_eq!(status, InvoiceStatus::Other("STATUS_DISPUTED".into()));
    }

    #[test]
    fn what_is_missing_is_named() {
        let read: Invoice = serde_json::from_value(json!({"name": "a", "active": null})).unwrap();
        let error = read.decode().unwrap_err();
        assert_eq!(error.message, "The field start of invoice a is missing.");
    }

    #[test]
    fn a_pdf_travels_byte_for_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(InvoicePdf::encode(&bytes).unwrap().decode().unwrap(), bytes);
        let broken = InvoicePdf { pdf: Some("%PDF".into()), ..InvoicePdf::default() };
        assert!(broken.decode().is_err());
    }
}
