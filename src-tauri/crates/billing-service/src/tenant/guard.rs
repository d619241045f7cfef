//! A copy is changed by its tenant alone: what a book of one's own may do to itself is refused in it.

use billing_domain::{BillingError, ErrorCode};
use billing_store::Reader;

/// What a person may do in a copy too: it changes nothing that the tenant has told.
const ALLOWED: [&str; 7] = [
    "tenant.",
    "prices.",
    "book.",
    "billing_profile.",
    "quota.threshold",
    "invoice.reconcile",
    "invoice.note",
];

/// Refuses an action of the trail in a copy. Every change writes its trail in its own transaction, so nothing of it stays.
pub(crate) fn refuse_in_a_copy(book: &Reader<'_>, action: &str) -> Result<(), BillingError> {
    if ALLOWED.iter().any(|allowed| action.starts_with(allowed)) {
        return Ok(());
    }
    match book.account()? {
        Some(account) if account.kind == super::mirror::REMOTE => Err(BillingError::new(
            ErrorCode::Unsupported,
            format!(
                "This is the copy of the tenant {}: only the tenant can change what is in it. Ask it there.",
                account.tenant
            ),
        )),
        _ => Ok(()),
    }
}
