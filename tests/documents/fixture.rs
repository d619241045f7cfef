//! Believable documents to print: a final invoice, its Thai twin, a running one, and one of two hundred lines.

use super::sample_charts::usage_chart;
use billing_documents::Language;
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetColumn, SheetRow};
use billing_documents::pdf::invoice::{
    Adjustment, InvoiceChart, InvoiceDocument, InvoiceKind, InvoiceLine, Party, Tax, UnitPrice,
};
use billing_documents::pdf::report::ReportDocument;
use billing_domain::Decimal;
use chrono::{NaiveDate, TimeZone, Utc};

/// Usage type, quantity, its unit, billable quantity, its unit, price, amount.
type LineRow =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const LINES: [LineRow; 12] = [
    (
        "CE - App Stack Combo - Medium (8 vCPU) - Count",
        "4322",
        "node-hours",
        "4322",
        "node-hour",
        "0.78",
        "3371.16",
    ),
    (
        "CE - App Stack Combo - Large (16 vCPU) - Count",
        "2131",
        "node-hours",
        "2131",
        "node-hour",
        "1.46",
        "3111.26",
    ),
    (
        "CE - App Stack Combo - Small (4 vCPU) - Count",
        "5684",
        "node-hours",
        "5684",
        "node-hour",
        "0.42",
        "2387.28",
    ),
    ("CE - Data Transfer to RE - Bytes", "26791384112640", "bytes", "26792", "GB", "0.08", "2143.36"),
    (
        "LB - Rate Limiting - Requests to Origin - Millions",
        "2308917004",
        "requests",
        "2309",
        "million",
        "0.60",
        "1385.40",
    ),
    ("Client Side Defense- Transactions", "27531604", "transactions", "27532", "1,000", "0.05", "1376.60"),
    ("RE - Load Balancer - Public - Count", "29131", "LB-hours", "29131", "LB-hour", "0.04", "1165.24"),
    ("RE - Container - Large (1 vCPU) - Count", "8525.25", "hours", "8526", "hour", "0.11", "937.86"),
    ("RE - Container - Medium (0.25 vCPU) - Count", "28419.5", "hours", "28420", "hour", "0.03", "852.60"),
    ("RE - Container - Tiny (0.1 vCPU) - Count", "42630.125", "hours", "42631", "hour", "0.012", "511.57"),
    ("Network - Anycast VIP - Count", "8526", "VIP-hours", "8526", "VIP-hour", "0.05", "426.30"),
    ("Teams plan", "", "", "", "", "", "500.00"),
];

/// A final invoice of twelve lines with coupon, VAT, part payment and chart.
pub fn invoice() -> InvoiceDocument {
    InvoiceDocument {
        language: Language::En,
        template_version: 1,
        kind: InvoiceKind::Invoice,
        number: Some("INV-000132".into()),
        corrects: None,
        seller: seller(),
        buyer: Party {
            name: "Acme Corp".into(),
            address: vec!["1234 Main road".into(), "Sunnyvale, CA 95054".into(), "United States".into()],
            tax_id: Some("US-94-1234567".into()),
        },
        period_start: Utc.with_ymd_and_hms(2025, 12, 1, 0, 0, 0).unwrap(),
        period_end: Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap(),
        issued: NaiveDate::from_ymd_opt(2026, 1, 1),
        due: NaiveDate::from_ymd_opt(2026, 1, 31),
        currency: "USD".into(),
        lines: LINES.iter().map(line).collect(),
        subtotal: "18168.63".into(),
        discounts: vec![Adjustment { label: "Coupon, 10.00% of usage".into(), amount: "-1766.86".into() }],
        taxes: vec![Tax { label: "VAT 7.00%".into(), base: "16401.77".into(), amount: "1148.12".into() }],
        total: "17549.89".into(),
        paid: vec![Adjustment { label: "Paid 1 Jan 2026, Visa ending 4242".into(), amount: "-10000.00".into() }],
        balance: Some("7549.89".into()),
        payment_note: vec![
            "By card on file, or by transfer to Example Edge Networks Ltd., IBAN GB00 EXAM 0000 0000 0000 00, with the invoice number as reference.".into(),
        ],
        chart: Some(usage_chart()),
        notes: vec!["Hours 15–17 of 22 Dec were restated after the bill was issued; see the receipt of line 4.".into()],
    }
}

fn seller() -> Party {
    Party {
        name: "Example Edge Networks Ltd.".into(),
        address: vec!["7 Harbour Exchange Square".into(), "London E14 9GE".into(), "United Kingdom".into()],
        tax_id: Some("GB 000 0000 00".into()),
    }
}

fn line((description, quantity, unit, billable, unit_billable, price, amount): &LineRow) -> InvoiceLine {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    InvoiceLine {
        description: (*description).into(),
        detail: if quantity.is_empty() { "December 2025" } else { "production, staging · 1–31 Dec 2025" }
            .into(),
        quantity: some(quantity),
        unit: (*unit).into(),
        quantity_billable: some(billable),
        unit_billable: (*unit_billable).into(),
        unit_price: some(price).map_or(UnitPrice::None, UnitPrice::Each),
        amount: (*amount).into(),
        fixed: quantity.is_empty(),
    }
}

/// The same invoice for a buyer in Bangkok.
pub fn thai_invoice() -> InvoiceDocument {
    InvoiceDocument {
        language: Language::Th,
        buyer: Party {
            name: "บริษัท น้ำดื่มผู้ซื้อที่ดี จำกัด (มหาชน)".into(),
            address: vec![
                "๑๒/๓ ถนนสุขุมวิท แขวงคลองเตยเหนือ".into(),
                "เขตวัฒนา กรุงเทพมหานคร 10110".into(),
            ],
            tax_id: Some("0105561000000".into()),
        },
        paid: vec![Adjustment { label: "ชำระแล้ว 1 ม.ค. 2569 บัตร Visa ลงท้าย 4242".into(), amount: "-10000.00".into() }],
        discounts: vec![Adjustment { label: "คูปองส่วนลด 10.00% ของการใช้งาน".into(), amount: "-1766.86".into() }],
        taxes: vec![Tax { label: "ภาษีมูลค่าเพิ่ม 7.00%".into(), base: "16401.77".into(), amount: "1148.12".into() }],
        payment_note: vec![
            "โปรดชำระเงินภายในวันที่ครบกำหนดเพื่อหลีกเลี่ยงการระงับบริการ และระบุเลขที่ใบแจ้งหนี้ทุกครั้งที่โอนเงินเข้าบัญชีธนาคารของผู้ให้บริการ".into(),
        ],
        notes: vec!["ข้อมูลการใช้งานวันที่ 22 ธ.ค. เวลา 15–17 น. ถูกปรับปรุงหลังออกใบแจ้งหนี้".into()],
        chart: Some(InvoiceChart {
            title: "จำนวนเงินรายวันตามประเภทการใช้งาน USD".into(),
            summary: "วันที่ใช้มากที่สุดคือ 11 ธ.ค. 2568".into(),
            ..usage_chart()
        }),
        ..invoice()
    }
}

/// The open period: no number, no due date, amounts move.
pub fn running_invoice() -> InvoiceDocument {
    InvoiceDocument {
        kind: InvoiceKind::Running,
        number: None,
        issued: None,
        due: None,
        paid: vec![],
        balance: None,
        payment_note: vec![],
        notes: vec![],
        ..invoice()
    }
}

/// `count` lines whose amounts are all different, and sum to the subtotal.
pub fn long_invoice(count: usize) -> InvoiceDocument {
    let mut lines = Vec::with_capacity(count);
    let mut sum = Decimal::ZERO;
    for index in 1..=count {
        let cents = (index as i64 * 7919) % 1_000_003 * if index % 17 == 0 { -1 } else { 1 };
        let amount = Decimal::new(cents.into(), 2).unwrap();
        sum = sum.checked_add(amount).unwrap();
        let mut line = line(&LINES[index % 11]);
        line.description = format!("Line {index:03} {}", line.description);
        line.amount = amount.to_text(2);
        lines.push(line);
    }
    let sum = sum.to_text(2);
    InvoiceDocument {
        lines,
        subtotal: sum.clone(),
        discounts: vec![],
        taxes: vec![],
        total: sum,
        paid: vec![],
        balance: None,
        ..invoice()
    }
}

/// A table of `rows` objects with unknown and negative figures.
pub fn report(rows: usize) -> ReportDocument {
    let row = |index: usize| {
        SheetRow::Cells(vec![
            Cell::Text(format!("object {index:04}")),
            Cell::Text("ศูนย์ข้อมูล".into()),
            if index % 10 == 3 { Cell::Empty } else { Cell::Number(format!("{}.125", index * 1000)) },
            Cell::Number(format!("-{index}.50")),
        ])
    };
    let sheet = Sheet {
        rows: (0..rows).map(row).collect(),
        totals: vec![vec![
            Cell::Text("Total".into()),
            Cell::Empty,
            Cell::Empty,
            Cell::Number("-1234567.50".into()),
        ]],
        ..empty_sheet(vec![
            column("object", "Object", ColumnKind::Text),
            column("site", "Site", ColumnKind::Text),
            column("quantity", "Quantity", ColumnKind::Quantity),
            SheetColumn { unit: Some("USD".into()), ..column("amount", "Amount", ColumnKind::Money) },
        ])
    };
    ReportDocument { sheet, chart: None }
}

/// A sheet of these columns without a row.
pub fn empty_sheet(columns: Vec<SheetColumn>) -> Sheet {
    Sheet {
        language: Language::En,
        title: "Top objects".into(),
        account: "Acme Corp".into(),
        filter: "1–31 Mar 2026 · UTC · USD".into(),
        as_of: Utc.with_ymd_and_hms(2026, 3, 19, 9, 0, 0).single(),
        printed_at: Utc.with_ymd_and_hms(2026, 3, 19, 9, 14, 0).single(),
        columns,
        rows: Vec::new(),
        totals: Vec::new(),
        notes: Vec::new(),
    }
}

/// A column without a unit.
pub fn column(key: &'static str, label: &str, kind: ColumnKind) -> SheetColumn {
    SheetColumn { key, label: label.into(), unit: None, kind }
}
