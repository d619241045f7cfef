//! What the commands do: take the input, call one thing of the service, convert its answer. One file per topic.

mod accounts;
mod charge_checks;
mod charts;
mod corrections;
mod imports;
mod invoices;
mod overview;
mod payment_methods;
mod payments;
mod plans;
mod previews;
mod prices;
mod quotas;
mod usage;

pub use accounts::*;
pub use charge_checks::*;
pub use corrections::*;
pub use imports::*;
pub use invoices::*;
pub use overview::*;
pub use payment_methods::*;
pub use payments::*;
pub use plans::*;
pub use previews::*;
pub use prices::*;
pub use quotas::*;
pub use usage::*;
