//! Invoices as JSON and as text. Amounts are decimals with all places of their currency.

use crate::output::{self, Report};
use billing_domain::Money;
use billing_service::billing::{Cause, Difference, InvoiceDetail, InvoiceHeader, RerateReport, Share};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

/// What a list shows of an invoice.
pub fn head(header: &InvoiceHeader) -> Map<String, Value> {
    let fields = json!({
        "number": header.name,
        "status": header.status.as_str(),
        "active": header.active,
        "period_start": instant(header.period.start),
        "period_end": instant(header.period.end),
        "issued_at": header.issued_at.map(instant),
        "due_at": header.due_at.map(instant),
        "currency": header.total.currency.to_string(),
        "subtotal": header.subtotal.to_text(),
        "discount": header.discount.to_text(),
        "tax": header.tax.to_text(),
        "total": header.total.to_text(),
        "paid": header.paid.to_text(),
        "refunded": header.refunded.to_text(),
        "credited": header.credited.to_text(),
        "balance": header.balance.to_text(),
        "trial": header.trial,
        "price_version": header.price_version,
        "has_pdf": header.has_pdf,
    });
    match fields {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A whole invoice.
pub fn detail(detail: &InvoiceDetail) -> Value {
    let mut map = head(&detail.header);
    map.insert("lines".to_owned(), Value::Array(lines(detail).into_iter().map(Value::Object).collect()));
    let taxes = detail.taxes.iter().map(|tax| {
        json!({ "label": tax.rate.label, "percent": tax.rate.percent.to_string(),
                "base": tax.base.to_text(), "amount": tax.amount.to_text() })
    });
    map.insert("taxes".to_owned(), taxes.collect());
    let discounts = detail
        .discounts
        .iter()
        .map(|taken| json!({ "title": taken.coupon.title, "amount": taken.amount.to_text() }));
    map.insert("discounts".to_owned(), discounts.collect());
    let unbilled = detail.unbilled.iter().map(|unbilled| {
        let usage = &unbilled.usage;
        json!({ "usage_type": usage.usage_type, "metric_label": usage.metric_label, "unit": usage.unit,
                "quantity": usage.quantity.to_string(), "reason": reason(&unbilled.reason) })
    });
    map.insert("unbilled".to_owned(), unbilled.collect());
    let notes = detail.credit_notes.iter().map(|note| Value::Object(super::credit_notes::fields(note)));
    map.insert("credit_notes".to_owned(), notes.collect());
    Value::Object(map)
}

fn lines(detail: &InvoiceDetail) -> Vec<Map<String, Value>> {
    let line = |line: &billing_service::billing::DetailLine| {
        [
            ("line", line.n.into()),
            ("usage_type", line.usage_type.clone().into()),
            ("metric_label", line.metric_label.clone().into()),
            ("unit", line.unit.clone().into()),
            ("quantity", line.quantity.to_string().into()),
            ("quantity_billable", line.quantity_billable.to_string().into()),
            ("unit_billable", line.unit_billable.clone().into()),
            ("amount", line.amount.to_text().into()),
            ("fixed", line.fixed.into()),
            ("span_start", line.span.map(|span| instant(span.start)).into()),
            ("span_end", line.span.map(|span| instant(span.end)).into()),
        ]
        .into_iter()
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .collect()
    };
    detail.lines.iter().map(line).collect()
}

/// Prints an invoice for people.
pub fn print(detail: &InvoiceDetail) {
    let header = &detail.header;
    println!(
        "{}  {}  {} to {}",
        header.name,
        header.status.as_str(),
        header.period.start.date_naive(),
        header.period.end.date_naive()
    );
    let report = Report {
        columns: vec![
            "line",
            "usage_type",
            "quantity",
            "unit",
            "quantity_billable",
            "unit_billable",
            "amount",
        ],
        rows: lines(detail),
        totals: json!({
            "currency": header.total.currency.to_string(),
            "subtotal": header.subtotal.to_text(),
            "discount": header.discount.to_text(),
            "tax": header.tax.to_text(),
            "total": header.total.to_text(),
        }),
    };
    output::report(&report, false);
}

/// An invoice rated again.
pub fn rerated(report: &RerateReport) -> Map<String, Value> {
    let differences: Vec<Value> = report.differences.iter().map(difference).collect();
    let fields: [(&str, Value); 6] = [
        ("invoice", report.invoice.clone().into()),
        ("currency", report.billed.currency.to_string().into()),
        ("billed", report.billed.to_text().into()),
        ("rated", report.rated.to_text().into()),
        ("matches", report.matches().into()),
        ("differences", differences.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn difference(difference: &Difference) -> Value {
    let causes: Vec<String> = difference.causes.iter().map(|share| cause(&share.cause)).collect();
    let shares: Vec<Value> = difference
        .causes
        .iter()
        .map(|share| json!({ "cause": share.cause.as_str(), "amount": share.amount.to_text() }))
        .collect();
    json!({
        "what": difference.what,
        "metric_label": difference.metric_label,
        "billed_quantity": difference.billed_quantity.map(|quantity| quantity.to_string()),
        "rated_quantity": difference.rated_quantity.map(|quantity| quantity.to_string()),
        "billed": difference.billed.map(Money::to_text),
        "rated": difference.rated.map(Money::to_text),
        "causes": causes,
        "shares": shares,
    })
}

/// Prints what differs, for people.
pub fn print_differences(report: &RerateReport) {
    let amount = |money: Option<Money>| money.map_or_else(|| "—".to_owned(), Money::to_text);
    for difference in &report.differences {
        let told = |share: &Share| format!("{} ({})", cause(&share.cause), share.amount.to_text());
        let causes: Vec<String> = difference.causes.iter().map(told).collect();
        println!(
            "  {} {}: billed {}, rated {}: {}",
            report.invoice,
            difference.what,
            amount(difference.billed),
            amount(difference.rated),
            causes.join("; ")
        );
    }
}

fn cause(cause: &Cause) -> String {
    let version =
        |number: &Option<u32>| number.map_or_else(|| "none".to_owned(), |number| number.to_string());
    match cause {
        Cause::HoursRestated { hours } => format!("{hours} hours were restated"),
        Cause::MissingHours { hours: 0 } => "usage came late".to_owned(),
        Cause::MissingHours { hours } => format!("{hours} hours came late"),
        Cause::HoursNotHeld => "the invoice bills more than is held here".to_owned(),
        Cause::PriceVersion { billed, now } => {
            format!("price version {} then, {} now", version(billed), version(now))
        }
        Cause::OnlyOnInvoice => "the line is only on the invoice".to_owned(),
        Cause::NotOnInvoice => "the line is not on the invoice".to_owned(),
        Cause::Rounding => "rounded by another rule".to_owned(),
        Cause::ProviderRounding => "the provider rounds otherwise".to_owned(),
        Cause::Proration => "another part of the period".to_owned(),
        Cause::Terms => "another fee or plan".to_owned(),
        Cause::Coupon => "coupons".to_owned(),
        Cause::Tax => "tax".to_owned(),
        Cause::Manual => "set by hand, or by a rule that is not known".to_owned(),
        Cause::Follows => "follows from the lines, coupons or tax rates".to_owned(),
    }
}

fn reason(reason: &billing_service::billing::UnbilledReason) -> String {
    use billing_service::billing::UnbilledReason as Reason;
    match reason {
        Reason::Zero => "nothing was used".to_owned(),
        Reason::NotActive => "it was not measured".to_owned(),
        Reason::NoPrice => "it has no price".to_owned(),
        Reason::OtherUnit { priced } => format!("its price is for {priced}"),
        Reason::Negative => "it is below zero".to_owned(),
    }
}

pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
