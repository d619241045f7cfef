//! `what-if --plan P`: the account's own history under another plan.

use super::blocking;
use crate::arguments::WhatIfArguments;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::quotas::Limit;
use billing_domain::quotas::plan_change::LimitChange;
use billing_service::billing::{WhatIfMonth, WhatIfQuery};
use serde_json::{Map, Value, json};

pub async fn run(asked: WhatIfArguments, as_json: bool) -> Result<(), Failure> {
    let found = blocking(move || {
        let backend = asked.book.open_existing()?;
        let addons = (asked.no_addons || !asked.addons.is_empty()).then_some(asked.addons);
        let query = WhatIfQuery { plan: asked.plan, addons, months: asked.months };
        asked.book.billing(&backend).what_if(&query, backend.now())
    })
    .await?;
    let money = |amount: Option<billing_domain::Money>| amount.map(billing_domain::Money::to_text);
    let over: Vec<Value> = found.limits.iter().filter(|change| change.over_by.is_some()).map(limit).collect();
    let report = Report {
        columns: vec!["month", "held", "simulated", "difference", "currency", "billed"],
        rows: found.months.iter().map(month).collect(),
        totals: json!({
            "plan": found.plan_title,
            "held": money(found.held),
            "simulated": money(found.simulated),
            "difference": money(found.difference),
            "cheaper_months": found.cheaper_months,
            "break_even_percent": found.break_even_percent,
            "limits_exceeded": over,
        }),
    };
    output::report(&report, as_json);
    Ok(())
}

fn month(month: &WhatIfMonth) -> Map<String, Value> {
    let fields: [(&str, Value); 6] = [
        ("month", month.month.start.format("%Y-%m").to_string().into()),
        ("held", month.held.to_text().into()),
        ("simulated", month.simulated.to_text().into()),
        ("difference", month.difference.to_text().into()),
        ("currency", month.held.currency.to_string().into()),
        ("billed", month.billed.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn limit(change: &LimitChange) -> Value {
    let told = |limit: Limit| match limit {
        Limit::Missing => Value::Null,
        Limit::Unlimited => "unlimited".into(),
        Limit::Maximum(most) => most.to_string().into(),
    };
    json!({
        "kind": change.kind,
        "before": told(change.before),
        "after": told(change.after),
        "over_by": change.over_by.map(|over| over.to_string()),
    })
}
