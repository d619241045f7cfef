//! The seam: 26 operations in domain words, wherever the tenant lives.
//!
//! `LocalBackend` answers from SQLite, `RemoteBackend` asks the tenant's public API; callers cannot tell which.

use crate::invoices::Invoices;
use crate::payment_methods::PaymentMethods;
use crate::plans::Plans;
use crate::quotas::Quotas;
use crate::subscriptions::Subscriptions;
use crate::usage::Usage;

/// One tenant's billing, all six topics.
///
/// Object safe: the server and the console hold an `Arc<dyn BillingBackend>`.
pub trait BillingBackend:
    Invoices + PaymentMethods + Plans + Quotas + Subscriptions + Usage + Send + Sync
{
}

impl<T> BillingBackend for T where
    T: Invoices + PaymentMethods + Plans + Quotas + Subscriptions + Usage + Send + Sync
{
}
