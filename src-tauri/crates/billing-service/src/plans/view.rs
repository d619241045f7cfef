//! The comparison matrix, when a move would take effect, and the track of the open request.

use crate::billing::held_at;
use crate::local::plans::LastCopy;
use crate::local::plans::recreation::{last_copy, tenant_name};
use billing_domain::plans::addons::{AddonAccess, access};
use billing_domain::plans::schedule::{self, When};
use billing_domain::plans::transitions::{Phase, Transition};
use billing_domain::plans::{ADDON_KEYS, Plan};
use billing_domain::quotas::Limit;
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::limits::limit_of;
use billing_domain::subscriptions::proration::Direction;
use billing_domain::{BillingError, Decimal};
use billing_store::Reader;
use billing_store::invoices::PreviewRecord;
use billing_store::plans::AddonSubscription;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Everything on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansView {
    /// Columns of the comparison, in the tenant's order.
    pub plans: Vec<Plan>,
    /// The key of the plan that was asked for and is not yet held.
    pub asked: Option<String>,
    /// Rows of the comparison.
    pub addons: Vec<AddonRow>,
    /// Rows of the comparison.
    pub quotas: Vec<PlanQuotaRow>,
    /// The open request; at most one.
    pub open: Option<TransitionView>,
    /// Requests that came to an end, newest first.
    pub past: Vec<TransitionView>,
    /// Every subscription of an add-on, oldest first.
    pub subscriptions: Vec<AddonSubscription>,
    /// The end of what the plan that is held was charged for: when a move takes effect that is put off.
    pub period_end: DateTime<Utc>,
    /// Which way a move goes, parallel to [`PlansView::plans`]; none where nothing can be compared.
    pub directions: Vec<Option<Direction>>,
    /// When a move takes effect unless somebody chooses; parallel to [`PlansView::plans`].
    pub default_when: Vec<When>,
    /// The name that is typed before a tenant is recreated.
    pub tenant: String,
    /// The last copy of the book that is still where it was put.
    pub last_copy: Option<LastCopy>,
}

/// Where an add-on stands under the plan that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddonState {
    /// It comes with the plan.
    Included,
    /// It is subscribed.
    Subscribed,
    /// It may be subscribed.
    Available,
    /// The plan does not know it.
    NotAllowed,
}

/// One add-on of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddonRow {
    /// Its key.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// True when the public API can subscribe it by itself.
    pub subscribable: bool,
    /// Parallel to [`PlansView::plans`].
    pub access: Vec<AddonAccess>,
    /// Under the plan that is held.
    pub state: AddonState,
    /// Since when it is subscribed.
    pub since: Option<DateTime<Utc>>,
}

/// One quota kind of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanQuotaRow {
    /// Object or resource.
    pub family: QuotaFamily,
    /// Its key.
    pub kind: String,
    /// For people.
    pub display_name: String,
    /// Parallel to [`PlansView::plans`]; missing where a plan says nothing.
    pub limits: Vec<Limit>,
}

/// A request to move, with the plans' titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitionView {
    /// Title of the plan that was held when it was asked for; empty when there was none.
    pub from_title: String,
    /// Title of the plan asked for.
    pub to_title: String,
    /// Where it stands.
    pub phase: Phase,
    /// The request, its track and its steps.
    pub transition: Transition,
    /// What the one who asked had been shown; none when nothing was looked at.
    pub preview: Option<PreviewRecord>,
}

pub(super) fn view(book: &Reader<'_>, locale: &str, now: DateTime<Utc>) -> Result<PlansView, BillingError> {
    let plans = book.plans(locale)?;
    let held = plans.iter().find(|plan| plan.current);
    let subscriptions = book.addon_subscriptions()?;
    let transitions = book.transitions()?.into_iter().map(|transition| titled(book, transition, &plans, now));
    let transitions = transitions.collect::<Result<Vec<_>, BillingError>>()?;
    let (open, past): (Vec<_>, Vec<_>) =
        transitions.into_iter().partition(|view| view.transition.state().is_open());
    let open = open.into_iter().next();
    let names: BTreeMap<_, _> = book
        .quota_kinds()?
        .into_iter()
        .map(|known| ((known.family, known.kind), known.display_name))
        .collect();
    Ok(PlansView {
        asked: open.as_ref().map(|view| view.transition.to_plan.clone()),
        addons: addon_rows(&plans, &subscriptions),
        quotas: quota_rows(&plans, &names),
        open,
        past,
        subscriptions,
        period_end: schedule::period_end(held_at(book, now)?.as_ref(), now)?,
        directions: plans.iter().map(|plan| schedule::direction(held, plan)).collect(),
        default_when: plans.iter().map(|plan| schedule::default_when(held, plan)).collect(),
        tenant: tenant_name(book)?,
        last_copy: last_copy(book, now)?,
        plans,
    })
}

fn titled(
    book: &Reader<'_>,
    transition: Transition,
    plans: &[Plan],
    now: DateTime<Utc>,
) -> Result<TransitionView, BillingError> {
    let title = |name: &str| {
        // A plan that is no longer on offer is called by its key.
        let known = plans.iter().find(|plan| plan.name == name);
        known.map_or_else(|| name.to_owned(), |plan| plan.title.clone())
    };
    let preview = transition.preview.map(|number| book.preview_of(number)).transpose()?.flatten();
    Ok(TransitionView {
        from_title: transition.from_plan.as_deref().map(title).unwrap_or_default(),
        to_title: title(&transition.to_plan),
        phase: transition.phase(now),
        transition,
        preview,
    })
}

/// Every add-on that some plan names or that is subscribed, by key.
fn addon_rows(plans: &[Plan], subscriptions: &[AddonSubscription]) -> Vec<AddonRow> {
    let running: BTreeMap<&str, DateTime<Utc>> = subscriptions
        .iter()
        .filter(|subscription| subscription.until.is_none())
        .map(|subscription| (subscription.addon.as_str(), subscription.from))
        .collect();
    let mut names: BTreeMap<&str, &str> = running.keys().map(|addon| (*addon, *addon)).collect();
    let told = plans.iter().flat_map(|plan| plan.included_addons.iter().chain(&plan.allowed_addons));
    names.extend(told.map(|addon| (addon.name.as_str(), addon.display_name.as_str())));
    let held = plans.iter().find(|plan| plan.current);
    let row = |(name, display_name): (&str, &str)| {
        let since = running.get(name).copied();
        AddonRow {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            subscribable: ADDON_KEYS.contains(&name),
            access: plans.iter().map(|plan| access(plan, name)).collect(),
            state: addon_state(held.map_or(AddonAccess::NotOffered, |plan| access(plan, name)), since),
            since,
        }
    };
    names.into_iter().map(row).collect()
}

const fn addon_state(access: AddonAccess, since: Option<DateTime<Utc>>) -> AddonState {
    match (access, since) {
        (AddonAccess::Included, _) => AddonState::Included,
        (_, Some(_)) => AddonState::Subscribed,
        (AddonAccess::Allowed, None) => AddonState::Available,
        (AddonAccess::NotOffered, None) => AddonState::NotAllowed,
    }
}

/// Every kind that some plan limits, objects first, by key.
fn quota_rows(plans: &[Plan], names: &BTreeMap<(QuotaFamily, String), String>) -> Vec<PlanQuotaRow> {
    let mut rows: BTreeMap<(QuotaFamily, &str), Vec<Limit>> = BTreeMap::new();
    for (column, plan) in plans.iter().enumerate() {
        let counts = plan.default_quota.objects.iter();
        let counts = counts.map(|(kind, most)| (QuotaFamily::Object, kind, Decimal::from(*most)));
        let shares = plan.default_quota.resources.iter();
        let shares = shares.map(|(kind, most)| (QuotaFamily::Resource, kind, *most));
        for (family, kind, most) in counts.chain(shares) {
            let limits = rows.entry((family, kind)).or_insert_with(|| vec![Limit::Missing; plans.len()]);
            limits[column] = limit_of(most);
        }
    }
    let row = |((family, kind), limits): ((QuotaFamily, &str), Vec<Limit>)| {
        let named = names.get(&(family, kind.to_owned())).filter(|name| !name.is_empty());
        let display_name = named.cloned().unwrap_or_else(|| kind.to_owned());
        PlanQuotaRow { family, kind: kind.to_owned(), display_name, limits }
    };
    rows.into_iter().map(row).collect()
}
