//! What wants a person, worst first, and payment and plan in a few lines.

use crate::CommandError;
use crate::commands::*;
use crate::handlers::payment_methods::{charged_method, next_charge};
use crate::values::instant_text;
use billing_domain::payment_methods::Role;
use billing_domain::plans::transitions::Phase;
use billing_domain::quotas::states::QuotaState;
use billing_domain::quotas::{InUse, Limit};
use billing_service::accounts::OpenAccount;
use billing_service::billing::{InvoiceHeader, OpenDifference, Settlement};
use billing_service::overview::MonthSoFar;
use billing_service::payment_methods::PaymentMethodsView as Methods;
use billing_service::plans::PlansView as Plans;
use billing_service::quotas::QuotaRow as ServiceQuota;
use chrono::{DateTime, Utc};

/// Days before its end at which a method of the charge order is named.
const EXPIRY_DAYS: i64 = 60;
/// How many of the newest invoices are rated again: a year of them.
const RATED: usize = 12;
/// So many that differ are told one by one.
const FEW: usize = 3;

pub(super) struct Facts<'f> {
    pub(super) month: Option<&'f MonthSoFar>,
    pub(super) invoices: &'f [InvoiceHeader],
    pub(super) quotas: &'f [ServiceQuota],
    pub(super) methods: &'f Methods,
    pub(super) plans: &'f Plans,
}

pub(super) async fn needs(account: &OpenAccount, facts: &Facts<'_>) -> Result<Vec<Need>, CommandError> {
    let unknown = facts.invoices.iter().filter(|invoice| invoice.settlement == Settlement::Processing);
    let mut needs: Vec<Need> = unknown
        .map(|invoice| Need::ChargeUnknown { invoice: invoice.name.clone(), balance: invoice.balance.into() })
        .collect();
    let mut late: Vec<&InvoiceHeader> = facts.invoices.iter().filter(|i| i.days_overdue.is_some()).collect();
    late.sort_by_key(|invoice| std::cmp::Reverse(invoice.days_overdue));
    needs.extend(late.into_iter().map(|invoice| Need::InvoiceOverdue {
        invoice: invoice.name.clone(),
        days: invoice.days_overdue.unwrap_or_default(),
        balance: invoice.balance.into(),
    }));
    needs.extend(differing(account).await?);
    if facts.methods.no_primary && facts.methods.next_charge.is_some() {
        needs.push(Need::NoPrimary {});
    }
    needs.extend(facts.quotas.iter().filter_map(over));
    // What a provider bills needs no price of ours.
    let own = account.tenant.is_none();
    if let Some(month) = facts.month.filter(|month| own && !month.unpriced.is_empty()) {
        needs.push(Need::NoPrice { metric_labels: month.unpriced.clone() });
    }
    needs.extend(expiring(facts.methods));
    let restated = account.backend.read(billing_service::usage::open_restatements).await?;
    if restated > 0 {
        needs.push(Need::Restated { facts: restated });
    }
    needs.extend(waiting(facts.plans));
    Ok(needs)
}

/// Invoices that differ, until a person has reconciled them. What a provider bills is not ours to rate.
async fn differing(account: &OpenAccount) -> Result<Vec<Need>, CommandError> {
    if account.tenant.is_some() {
        return Ok(Vec::new());
    }
    let open = account.backend.bill(|billing, _| billing.open_differences(RATED)).await?;
    let reconciled = if open.is_empty() { None } else { Some(account.backend.all_marks().await?.reconciled) };
    let is_known = |name: &String| reconciled.as_ref().is_some_and(|known| known.contains_key(name));
    Ok(told(open.into_iter().filter(|found| !is_known(&found.invoice)).collect()))
}

/// A few one by one, many as one: a new price book may move a whole year.
fn told(open: Vec<OpenDifference>) -> Vec<Need> {
    let (shown, more) = if open.len() > FEW { (1, open.len() - 1) } else { (open.len(), 0) };
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    open.into_iter()
        .take(shown)
        .map(|found| Need::InvoiceDiffers {
            invoice: found.invoice,
            difference: found.difference.into(),
            more,
        })
        .collect()
}

fn over(row: &ServiceQuota) -> Option<Need> {
    let (InUse::Current(used), Limit::Maximum(limit)) = (row.in_use, row.limit) else { return None };
    let quota = row.display_name.clone();
    (row.state == QuotaState::Over).then(|| Need::QuotaOver { quota, used: used.into(), limit: limit.into() })
}

fn expiring(methods: &Methods) -> impl Iterator<Item = Need> + '_ {
    let charged =
        methods.rows.iter().filter(|row| matches!(row.method.role, Role::Primary | Role::Secondary));
    charged.filter_map(|row| {
        let days = row.expiry_days.filter(|days| *days <= EXPIRY_DAYS)?;
        let (method, label) = (row.method.name.clone(), row.label.clone());
        Some(Need::MethodExpires { method, label, days: i32::try_from(days).ok()? })
    })
}

fn waiting(plans: &Plans) -> Option<Need> {
    // A move that only waits for its time wants nobody.
    let open = plans.open.as_ref().filter(|open| open.phase == Phase::WaitingForApproval)?;
    let since = open.transition.track.last()?.at;
    Some(Need::TransitionWaits {
        from: open.from_title.clone(),
        to: open.to_title.clone(),
        since: instant_text(since),
    })
}

pub(super) fn payment_and_plan(methods: &Methods, plans: &Plans, now: DateTime<Utc>) -> PaymentAndPlan {
    let charged = |role: &Role| methods.rows.iter().find(|row| row.method.role == *role).map(charged_method);
    let current = plans.plans.iter().find(|plan| plan.current);
    let asked = plans.asked.as_ref().and_then(|key| plans.plans.iter().find(|plan| plan.name == *key));
    PaymentAndPlan {
        next_charge: methods.next_charge.clone().map(|charge| next_charge(charge, now)),
        primary: charged(&Role::Primary),
        secondary: charged(&Role::Secondary),
        plan: current.map(|plan| plan.title.clone()),
        plan_price: current.map(|plan| plan.flat_price.into()),
        asked: asked.map(|plan| plan.title.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::{Currency, Money};

    #[test]
    fn many_invoices_that_differ_are_told_as_one() {
        let open = |many: i64| {
            let one = |number: i64| OpenDifference {
                invoice: format!("INV-{number}"),
                difference: Money::new(number, Currency::USD),
            };
            told((1..=many).map(one).collect())
        };
        assert_eq!(open(0), []);
        assert_eq!(open(3).len(), 3);
        let many = open(12);
        let [Need::InvoiceDiffers { invoice, more, .. }] = many.as_slice() else { panic!("{many:?}") };
        assert_eq!((invoice.as_str(), *more), ("INV-1", 11), "the newest, and how many more");
    }
}
