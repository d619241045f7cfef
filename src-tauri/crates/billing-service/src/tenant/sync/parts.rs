//! The parts of a copy, each fetched for itself.

use super::super::offline::OfflineBackend;
use super::report::Brought;
use super::{SyncControl, SyncOrder};
use billing_domain::period::hour_start;
use billing_domain::{BillingError, Namespace, Period};
use std::collections::BTreeSet;

/// A part of the copy, in the order of a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Plans on offer, and the one that is held.
    Plans,
    /// Subscriptions with their billing periods.
    Subscriptions,
    /// Quota objects, limits, and what is used.
    Quotas,
    /// The list of invoices.
    Invoices,
    /// PDFs of paid invoices.
    Documents,
    /// The cost of each month, and the priced lines of the last two.
    MonthlyUsage,
    /// Usage hour by hour.
    Hours,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Plans,
        Self::Subscriptions,
        Self::Quotas,
        Self::Invoices,
        Self::Documents,
        Self::MonthlyUsage,
        Self::Hours,
    ];

    /// The stable name used in JSON, in the store and in the UI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Subscriptions => "subscriptions",
            Self::Quotas => "quotas",
            Self::Invoices => "invoices",
            Self::Documents => "documents",
            Self::MonthlyUsage => "monthly_usage",
            Self::Hours => "hours",
        }
    }
}

impl OfflineBackend {
    pub(super) async fn sync_part(
        &self,
        part: Part,
        order: &SyncOrder,
        control: &SyncControl,
        brought: &mut Brought,
    ) -> Result<(), BillingError> {
        control.at(part, 0, 0);
        let system = Namespace::system();
        match part {
            Part::Plans => {
                control.call(self.fetch_plans()).await?;
                control.call(self.fetch_current_plan()).await.map(drop)
            }
            Part::Subscriptions => control.call(self.fetch_subscriptions(&system)).await.map(drop),
            Part::Quotas => self.sync_quotas(control).await,
            Part::Invoices => {
                brought.invoices = control.call(self.fetch_invoices(&system)).await?.1;
                Ok(())
            }
            Part::Documents => self.sync_documents(control, brought).await,
            Part::MonthlyUsage => self.sync_costs(control).await,
            Part::Hours => self.sync_hours(order, control, brought).await,
        }
    }

    /// Objects of `system` and of each namespace that ever had one here; figures are tenant-wide.
    async fn sync_quotas(&self, control: &SyncControl) -> Result<(), BillingError> {
        let held = self.book.read(|book| Ok(book.quota_objects(None)?)).await?;
        let mut namespaces: BTreeSet<String> =
            held.into_iter().map(|object| object.metadata.namespace).collect();
        namespaces.insert(Namespace::system().as_str().to_owned());
        for namespace in namespaces {
            control.call(self.fetch_quotas(&Namespace::new(&namespace)?)).await?;
        }
        control.call(self.fetch_quota_limits(&Namespace::system())).await?;
        control.call(self.fetch_quota_usage(&Namespace::system())).await.map(drop)
    }

    /// What each month cost, and the priced lines of this month so far and of the one before.
    async fn sync_costs(&self, control: &SyncControl) -> Result<(), BillingError> {
        let system = Namespace::system();
        control.call(self.fetch_monthly_usage(&system)).await?;
        let now = self.book.now();
        let month = Period::month_of(now)?;
        let before = Period::month_of(month.start - chrono::TimeDelta::seconds(1))?;
        control.call(self.fetch_current_usage(&system, before)).await?;
        let until = hour_start(now.timestamp().div_euclid(3_600))?;
        if until > month.start {
            let so_far = Period::new(month.start, until)?;
            control.call(self.fetch_month_so_far(&system, so_far)).await?;
        }
        Ok(())
    }
}
