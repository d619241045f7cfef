//! Believable charts: stacked days, a forecast, a year of hours, a raised limit, lying bars.

use billing_documents::chart::{Band, Category, ChartForm, ChartModel, Series, SeriesRole, Today};
use billing_documents::pdf::invoice::InvoiceChart;
use billing_domain::Decimal;
use std::str::FromStr;

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
