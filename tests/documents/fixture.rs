//! Believable documents to print: a final invoice, its Thai twin, a running one, and one of two hundred lines.

use billing_documents::Language;
use billing_documents::chart::{Band, Category, ChartForm, ChartModel, Series, SeriesRole, Today};
use billing_documents::pdf::invoice::{
    Adjustment, InvoiceChart, InvoiceDocument, InvoiceKind, InvoiceLine, Party, Tax, UnitPrice,
};
use billing_domain::Decimal;
use chrono::{NaiveDate, TimeZone, Utc};
use std::str::FromStr;

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

/// 31 days of four usage types, one day unknown, compared with the month before.
pub fn usage_chart() -> InvoiceChart {
    let names =
        ["CE - App Stack Medium", "CE - App Stack Large", "CE - Data Transfer to RE", "Other, 8 types"];
    let categories = (1..=31).map(|day| Category {
        tick: (day == 1 || day % 5 == 0).then(|| day.to_string()),
        label: format!("{day} Dec 2025"),
    });
    let values = |series: i64| {
        (1..=31).map(move |day: i64| {
            let cents =
                9000 + series * 2100 + (day * 137 * (series + 3)) % 1900 + i64::from(day == 11) * 4000;
            (day != 14).then(|| Decimal::new(cents.into(), 2).unwrap())
        })
    };
    let mut series: Vec<Series> = (0..4u8)
        .zip(names)
        .map(|(index, name)| {
            Series::actual(name, if index == 3 { 8 } else { index + 1 }, values(index.into()).collect())
        })
        .collect();
    series.push(Series {
        label: "same day of November".into(),
        role: SeriesRole::Compare,
        hue: 0,
        values: (1..=31).map(|day| (day < 31).then(|| Decimal::from_str("512.25").unwrap())).collect(),
        end_label: None,
    });
    InvoiceChart {
        title: "Amount a day by usage type, USD".into(),
        summary: "The dearest day was 11 Dec 2025; nothing was measured on 14 Dec.".into(),
        model: ChartModel::new(ChartForm::StackedBars, categories.collect(), series, 2),
    }
}

/// A month so far against the month before, with a forecast and its band.
pub fn forecast_chart() -> ChartModel {
    let cents = |value: i64| Some(Decimal::new(value.into(), 2).unwrap());
    let categories: Vec<Category> = (1..=31)
        .map(|day| Category {
            tick: (day % 7 == 1).then(|| format!("{day} Mar")),
            label: format!("{day} Mar 2026"),
        })
        .collect();
    let row = |role, label: &str, end: Option<&str>, value: &dyn Fn(i64) -> Option<Decimal>| Series {
        label: label.into(),
        role,
        hue: 0,
        values: (1..=31).map(value).collect(),
        end_label: end.map(Into::into),
    };
    let actual = row(SeriesRole::Actual, "March", Some("11,568.02"), &|day| {
        (day <= 19).then(|| cents(60884 * day + day * day % 7 * 900)).flatten()
    });
    let before = row(SeriesRole::Compare, "February", Some("Feb 16.5k"), &|day| {
        (day <= 28).then(|| cents(58929 * day)).flatten()
    });
    let forecast = row(SeriesRole::Forecast, "Forecast, 80% band", Some("19.6k\nlikely"), &|day| {
        (day >= 19).then(|| cents(1_156_802 + (day - 19) * 66950)).flatten()
    });
    let mut model = ChartModel::new(ChartForm::Lines, categories, vec![actual, before, forecast], 2);
    let edge = |slope: i64| {
        (1..=31).map(move |day| (day >= 19).then(|| cents(1_156_802 + (day - 19) * slope)).flatten())
    };
    model.band =
        Some(Band { label: "80% band".into(), low: edge(61900).collect(), high: edge(75_800).collect() });
    model.today = Some(Today { category: 18, label: String::new() });
    model
}

/// A year of hours with a spike and a gap.
pub fn hourly_chart() -> ChartModel {
    let categories = (0..8760).map(|hour| Category {
        tick: (hour % 730 == 0).then(|| format!("M{}", hour / 730 + 1)),
        label: format!("hour {hour}"),
    });
    let value = |hour: i64| match hour {
        3000..3200 => None,
        5001 => Some(Decimal::from_int(180)),
        _ => Some(Decimal::from_int(60 + (hour % 24) + (hour * 7919 % 13) + hour / 300)),
    };
    let series = Series::actual("vCPU", 6, (0..8760).map(value).collect());
    ChartModel::new(ChartForm::Lines, categories.collect(), vec![series], 0)
}

/// A limit that was raised, and what was used of it.
pub fn steps_chart() -> ChartModel {
    let categories: Vec<Category> = (1..=12).map(|month| Category::named(format!("M{month}"))).collect();
    let series = |label: &str, role, values: [i64; 12]| Series {
        label: label.into(),
        role,
        hue: 0,
        values: values.iter().map(|value| Some(Decimal::from_int(*value))).collect(),
        end_label: Some(label.into()),
    };
    let used = series("Used", SeriesRole::Actual, [40, 44, 51, 60, 66, 71, 80, 92, 99, 104, 110, 118]);
    let limit = series("Limit", SeriesRole::Limit, [60, 60, 60, 60, 80, 80, 80, 100, 100, 120, 120, 120]);
    ChartModel::new(ChartForm::Steps, categories, vec![used, limit], 0)
}

/// Five objects by cost, one of them a credit, one unknown.
pub fn side_chart() -> ChartModel {
    let names = ["production", "staging", "ศูนย์ข้อมูลกรุงเทพ", "credit", "never measured"];
    let values = ["8120.55", "1204.10", "640.00", "-310.25", ""];
    let categories = names.iter().map(|name| Category::named(*name)).collect();
    let values = values.iter().map(|text| Decimal::from_str(text).ok()).collect();
    ChartModel::new(ChartForm::SideBars, categories, vec![Series::actual("Amount", 1, values)], 2)
}
