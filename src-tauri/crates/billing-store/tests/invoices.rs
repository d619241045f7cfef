//! What the file itself promises about invoices and prices, whatever a program tries.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use billing_domain::coupons::discount::Discount;
use billing_domain::coupons::{Coupon, DiscountType};
use billing_domain::invoices::inputs::{InputKind, NamedInput};
use billing_domain::invoices::profile::{BillingProfile, Party};
use billing_domain::invoices::state::{Document, Settlement, Standing};
use billing_domain::price_book::{
    AddonFee, BillableRule, DivisionFactor, PlanFee, PlanPrice, Price, PriceBook, PriceModel, PriceVersion,
    Tier,
};
use billing_domain::rating::UnitPrice;
use billing_domain::tax::{TaxLine, TaxRate};
use billing_domain::{Currency, Decimal, Money, Period};
use billing_store::invoices::{InvoiceHead, InvoiceRecord, Issue, LineRecord, StoredPdf};
use billing_store::{Store, StoreError};
use chrono::{DateTime, Utc};
use tempfile::TempDir;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn fresh() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("books.db")).unwrap();
    (folder, store)
}

fn tax() -> TaxRate {
    TaxRate { category: "standard".into(), label: "VAT".into(), percent: d("7") }
}

/// 10.00 less 1.00 plus 7 % of 9.00 = 9.63.
fn draft() -> InvoiceRecord {
    let standing = Standing {
        document: Document::Draft,
        settlement: Settlement::Unpaid,
        period: Period::month(2026, 3).unwrap(),
        due: None,
        total: usd(963),
        paid: usd(0),
        refunded: usd(0),
        credited: usd(0),
    };
    let head = InvoiceHead {
        name: "running-2026-03".into(),
        number: None,
        standing,
        trial: false,
        issued_at: None,
        subtotal: usd(1_000),
        discount: usd(100),
        tax: usd(63),
        price_version: None,
        template_version: 1,
        language: "th".into(),
        seller: Party::new("Edge Cloud", &["1 Main Street", "อาคาร A"], Some("TAX-1")),
        buyer: Party::new("Acme", &[], None),
        payment_note: vec!["Pay soon.".into(), "Pay well.".into()],
    };
    let line = |name: &str, price: UnitPrice, minor: i64| LineRecord {
        usage_type: name.into(),
        metric_label: name.to_lowercase(),
        unit: "GB".into(),
        quantity: d("9007199254740993.000000000000123"),
        unit_billable: "TB".into(),
        quantity_billable: d("9"),
        unit_price: price,
        amount: usd(minor),
        fixed: false,
        span: Some(Period::month(2026, 3).unwrap()),
        tax_category: "standard".into(),
        receipt: "{}".into(),
    };
    let coupon =
        Coupon { title: "Ten".into(), discount_type: DiscountType::Percentage, discount_amount: 1_000 };
    InvoiceRecord {
        head,
        lines: vec![
            line("Egress", UnitPrice::Each(d("0.000000000000001")), 600),
            line("Hours", UnitPrice::Tiered, 300),
            line("Fee", UnitPrice::None, 100),
        ],
        discounts: vec![Discount { coupon, amount: usd(100) }],
        taxes: vec![TaxLine { rate: tax(), base: usd(900), amount: usd(63) }],
        inputs: vec![NamedInput { kind: InputKind::Usage, name: "egress [GB]".into(), value: "9.5".into() }],
    }
}

fn issue(draft: &InvoiceRecord, number: u32) -> Issue {
    let due = at("2026-05-02T23:59:59Z");
    let standing = draft.head.standing.issue(due, at("2026-04-02T00:00:00Z")).unwrap();
    Issue {
        draft: draft.head.name.clone(),
        name: format!("INV-{number:06}"),
        number,
        issued_at: at("2026-04-02T00:00:00Z"),
        standing,
    }
}

/// A book with INV-000001 over March.
fn issued() -> (TempDir, Store) {
    let (folder, store) = fresh();
    store
        .write::<_, StoreError>(|tx| {
            tx.put_draft(&draft())?;
            tx.issue_invoice(&issue(&draft(), 1))?;
            let pdf = StoredPdf {
                bytes: b"%PDF".to_vec(),
                sha256: "0".repeat(64),
                language: "th".into(),
                stored_at: at("2026-04-02T00:00:00Z"),
            };
            tx.add_invoice_pdf("INV-000001", &pdf)
        })
        .unwrap();
    (folder, store)
}

#[test]
fn a_draft_comes_back_as_it_was_and_is_replaced_whole() {
    let (_folder, store) = fresh();
    store.write::<_, StoreError>(|tx| tx.put_draft(&draft())).unwrap();
    assert_eq!(store.read::<_, StoreError>(|r| r.invoice("running-2026-03")).unwrap(), Some(draft()));
    let mut shorter = draft();
    shorter.lines.truncate(1);
    let again = shorter.clone();
    store.write::<_, StoreError>(move |tx| tx.put_draft(&again)).unwrap();
    assert_eq!(store.read::<_, StoreError>(|r| r.invoice("running-2026-03")).unwrap(), Some(shorter));
    store.write::<_, StoreError>(|tx| tx.delete_draft("running-2026-03")).unwrap();
    assert_eq!(store.read::<_, StoreError>(|r| r.invoice_heads()).unwrap(), []);
}

#[test]
fn nothing_of_a_final_invoice_can_be_changed_by_any_sql() {
    let (folder, store) = issued();
    drop(store);
    let raw = rusqlite::Connection::open(folder.path().join("books.db")).unwrap();
    for statement in [
        "UPDATE invoice SET total_minor = total_minor + 1, subtotal_minor = subtotal_minor + 1",
        "UPDATE invoice SET name = 'INV-000009'",
        "UPDATE invoice SET number = 9",
        "UPDATE invoice SET buyer_name = 'Somebody else'",
        "UPDATE invoice SET due_at = '2027-01-01T00:00:00.000000000Z'",
        "UPDATE invoice SET document = 'draft'",
        "DELETE FROM invoice",
        "UPDATE invoice_line SET amount_minor = 0",
        "DELETE FROM invoice_line",
        "INSERT INTO invoice_line SELECT invoice, 99, usage_type, metric_label, unit, quantity, unit_billable, \
         quantity_billable, unit_price, amount_minor, fixed, tax_category, receipt, span_start, span_end \
         FROM invoice_line WHERE n = 1",
        "INSERT INTO invoice_input SELECT invoice, 99, kind, name, value FROM invoice_input",
        "UPDATE invoice_input SET value = '1'",
        "DELETE FROM invoice_input",
        "DELETE FROM invoice_discount",
        "UPDATE invoice_discount SET amount_minor = 0",
        "DELETE FROM invoice_tax",
        "UPDATE invoice_tax SET amount_minor = 0",
        "UPDATE invoice_pdf SET bytes = x'00'",
        "DELETE FROM invoice_pdf",
    ] {
        let error = raw.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("never"), "{statement}: {error}");
    }
    raw.execute("UPDATE invoice SET settlement = 'paid', paid_minor = 963", []).unwrap();
    raw.execute("UPDATE invoice SET document = 'void'", []).unwrap();
    let back = raw.execute("UPDATE invoice SET document = 'final'", []).unwrap_err().to_string();
    assert!(back.contains("never changes"), "{back}");
}

#[test]
fn a_number_and_a_period_are_given_once() {
    let (_folder, store) = issued();
    let second = store.write::<_, StoreError>(|tx| tx.put_draft(&draft()));
    assert!(second.is_err(), "March has an invoice that counts");
    let april = InvoiceRecord {
        head: InvoiceHead {
            name: "running-2026-04".into(),
            standing: Standing { period: Period::month(2026, 4).unwrap(), ..draft().head.standing },
            ..draft().head
        },
        ..draft()
    };
    let taken = store.write::<_, StoreError>(move |tx| {
        tx.put_draft(&april)?;
        let standing =
            Standing { document: Document::Final, due: Some(tx_due()), ..april.head.standing.clone() };
        tx.issue_invoice(&Issue { standing, draft: april.head.name.clone(), ..issue(&draft(), 1) })
    });
    assert!(taken.is_err(), "number 1 is taken");
    assert_eq!(store.read::<_, StoreError>(|r| r.last_invoice_number()).unwrap(), Some(1));
    assert_eq!(store.read::<_, StoreError>(|r| r.invoice_heads()).unwrap().len(), 1, "nothing of it stays");
}

fn tx_due() -> DateTime<Utc> {
    at("2026-06-01T00:00:00Z")
}

#[test]
fn totals_that_do_not_add_up_are_refused_by_the_file() {
    let (_folder, store) = fresh();
    let mut wrong = draft();
    wrong.head.tax = usd(64);
    assert!(store.write::<_, StoreError>(move |tx| tx.put_draft(&wrong)).is_err());
}

#[test]
fn a_price_book_comes_back_digit_by_digit_and_stays() {
    let (folder, store) = fresh();
    let price = |label: &str, model: PriceModel| Price {
        metric_label: label.into(),
        usage_type: "Type".into(),
        unit: "GB".into(),
        unit_billable: "TB".into(),
        factor: DivisionFactor::Constant(d("1e12")),
        rule: BillableRule::Exact,
        included: d("0.5"),
        model,
        tax_category: "standard".into(),
    };
    let tiers = vec![
        Tier { up_to: Some(d("10.5")), unit_price: d("0.000000000000123") },
        Tier { up_to: None, unit_price: d("0") },
    ];
    let hours =
        Price { factor: DivisionFactor::HoursInPeriod, ..price("e", PriceModel::Flat { amount: d("49") }) };
    let own = |plan: &str, price: Price| PlanPrice { plan: plan.into(), price };
    let own_tiers =
        vec![Tier { up_to: Some(d("7")), unit_price: d("3") }, Tier { up_to: None, unit_price: d("2") }];
    let version = PriceVersion {
        number: 1,
        valid_from: at("2026-03-01T00:00:00Z"),
        currency: Currency::USD,
        prices: vec![
            price("a", PriceModel::Graduated { tiers: tiers.clone() }),
            price("b", PriceModel::Volume { tiers }),
            price("c", PriceModel::PerUnit { unit_price: d("12.345678901234567") }),
            price("d", PriceModel::Package { size: d("1000"), price: d("2.5") }),
            hours,
        ],
        plan_fees: vec![PlanFee { plan: "team".into(), title: "Team".into(), amount: usd(50_000) }],
        addon_fees: vec![AddonFee { addon: "waf".into(), title: "WAF".into(), amount: usd(300) }],
        plan_prices: vec![
            own("team", price("a", PriceModel::Package { size: d("10"), price: d("1") })),
            own("team", price("b", PriceModel::Volume { tiers: own_tiers.clone() })),
            own("zone", price("a", PriceModel::Graduated { tiers: own_tiers })),
        ],
    };
    let kept = version.clone();
    store
        .write::<_, StoreError>(move |tx| {
            tx.add_price_version(&kept, "{}", &"a".repeat(64), at("2026-03-02T00:00:00Z"))
        })
        .unwrap();
    assert_eq!(
        store.read::<_, StoreError>(|r| r.price_book()).unwrap(),
        PriceBook { versions: vec![version] }
    );
    drop(store);
    let raw = rusqlite::Connection::open(folder.path().join("books.db")).unwrap();
    for statement in [
        "UPDATE price SET included = '0'",
        "UPDATE price_tier SET unit_price = '0'",
        "UPDATE plan_price SET included = '0'",
        "UPDATE plan_price_tier SET unit_price = '0'",
        "UPDATE addon_fee SET amount_minor = 0",
        "DELETE FROM addon_fee",
        "DELETE FROM price_version",
    ] {
        assert!(raw.execute(statement, []).is_err(), "{statement}");
    }
}

#[test]
fn the_profile_is_one_row() {
    let (_folder, store) = fresh();
    assert_eq!(store.read::<_, StoreError>(|r| r.billing_profile()).unwrap(), None);
    let plain = BillingProfile::plain("Acme");
    let full =
        BillingProfile { tax: Some(tax()), payment_note: vec!["a".into(), "b".into()], ..plain.clone() };
    for profile in [plain, full] {
        let kept = profile.clone();
        store.write::<_, StoreError>(move |tx| tx.set_billing_profile(&kept)).unwrap();
        assert_eq!(store.read::<_, StoreError>(|r| r.billing_profile()).unwrap(), Some(profile));
    }
}
