//! The last months under every plan: what each would have cost, and a line for each.

use super::charts;
use super::usage::{category, language};
use crate::commands::*;
use crate::{CommandError, Context};
use billing_documents::chart::{Axis, ChartForm, ChartModel, Series};
use billing_documents::language::Language;
use billing_service::billing::{EveryPlan, PlanHistory};

/// Plans that have a hue of their own.
const HUES: usize = 7;

/// What each plan would have cost. Changes nothing.
pub async fn every_plan(context: Context, input: EveryPlanQuery) -> Result<EveryPlanView, CommandError> {
    let backend = context.account()?.backend;
    let most = usize::try_from(input.months).unwrap_or(usize::MAX);
    let found = backend.bill(move |billing, now| billing.every_plan(most, now)).await?;
    let held = found.plans.iter().find(|plan| plan.current).and_then(|plan| plan.total);
    let mut plans = Vec::new();
    for plan in &found.plans {
        let difference = plan.total.zip(held).map(|(total, held)| total.checked_sub(held)).transpose()?;
        plans.push(PlanCost {
            plan: plan.plan.clone(),
            total: plan.total.map(Into::into),
            difference: difference.map(Into::into),
        });
    }
    let currency = found.plans.iter().find_map(|plan| plan.total).map(|total| total.currency);
    let chart = match currency {
        Some(currency) if !found.months.is_empty() => {
            let model = model(&found, currency.exponent(), input.language);
            let heading = if language(input.language) == Language::Th { "เดือน" } else { "Month" };
            Some(charts::view(&model, input.width, input.height, heading, currency.to_string())?)
        }
        _ => None,
    };
    Ok(EveryPlanView { months: u32::try_from(found.months.len()).unwrap_or(u32::MAX), plans, chart })
}

fn model(found: &EveryPlan, decimals: u8, code: LanguageCode) -> ChartModel {
    let categories =
        found.months.iter().map(|month| category(*month, GrainCode::Month, true, code)).collect();
    let line = |(index, plan): (usize, &PlanHistory)| {
        let values = plan.months.as_ref()?.iter().map(|amount| Some(amount.amount())).collect();
        let hue = u8::try_from(index.min(HUES) + 1).unwrap_or(1);
        let mut series = Series::actual(plan.title.clone(), hue, values);
        series.end_label = Some(plan.title.clone());
        Some(series)
    };
    let series = found.plans.iter().enumerate().filter_map(line).collect();
    let mut model = ChartModel::new(ChartForm::Lines, categories, series, decimals);
    model.axis = Axis::MayCut;
    model
}
