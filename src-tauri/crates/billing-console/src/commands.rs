//! Every type the table names, in one place, for the macros that expand it.

pub use crate::accounts::*;
pub use crate::backups::*;
pub use crate::charge_checks::*;
pub use crate::charts::*;
pub use crate::corrections::*;
pub use crate::desk::*;
pub use crate::find::*;
pub use crate::imports::*;
pub use crate::invoices::*;
pub use crate::locks::*;
pub use crate::notices::*;
pub use crate::outbox::*;
pub use crate::overview::*;
pub use crate::payment_methods::*;
pub use crate::payments::*;
pub use crate::plans::*;
pub use crate::previews::*;
pub use crate::prices::*;
pub use crate::profiles::*;
pub use crate::provider_invoices::*;
pub use crate::quotas::*;
pub use crate::settings::*;
pub use crate::syncs::*;
pub use crate::tenants::*;
pub use crate::usage::*;
pub use crate::values::*;
