//! Limits set from the screen: all of them in one quota object of our own.

use crate::LocalBackend;
use crate::local::quotas::{create, remove, replace};
use billing_domain::quotas::kinds::QuotaFamily;
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaLimits, drafts};
use billing_domain::{BillingError, Decimal};
use billing_store::Reader;

/// The name of our object, in namespace `system`.
pub const CONSOLE_LIMITS: &str = "console-limits";
const NAMESPACE: &str = "system";

impl LocalBackend {
    /// Sets the limit of one object or resource kind; -1 is unlimited.
    ///
    /// # Errors
    /// `InvalidInput` for a wrong key or maximum, or an API, whose rates are set by a quota object of its own.
    pub async fn set_quota_limit(
        &self,
        family: QuotaFamily,
        kind: &str,
        maximum: Decimal,
    ) -> Result<(), BillingError> {
        let (kind, trail) = (kind.to_owned(), self.trail());
        self.write(move |tx| {
            let (known, mut draft) = load(tx)?;
            put(&mut draft.limits, family, &kind, maximum)?;
            drafts::check(&draft)?;
            if known { replace(tx, &draft, &trail) } else { create(tx, &draft, &trail).map(|_| ()) }
        })
        .await
    }

    /// Takes such a limit back: another object's or the plan's default holds again. The last one takes our object along.
    ///
    /// # Errors
    /// `NotFound` when the console set no limit of that kind.
    pub async fn remove_quota_limit(&self, family: QuotaFamily, kind: &str) -> Result<(), BillingError> {
        let (kind, trail) = (kind.to_owned(), self.trail());
        self.write(move |tx| {
            let (_, mut draft) = load(tx)?;
            take(&mut draft.limits, family, &kind)?;
            if draft.limits == QuotaLimits::default() {
                return remove(tx, NAMESPACE, CONSOLE_LIMITS, &trail);
            }
            replace(tx, &draft, &trail)
        })
        .await
    }
}

/// Our object as a draft, and whether it is there already.
fn load(book: &Reader<'_>) -> Result<(bool, QuotaDraft), BillingError> {
    if let Some(object) = book.quota_object(NAMESPACE, CONSOLE_LIMITS)? {
        return Ok((true, QuotaDraft { metadata: object.metadata, limits: object.limits }));
    }
    Ok((false, empty()))
}

/// The object with one limit set, or (without a maximum) taken back; `None` when nothing is left in it.
pub(crate) fn with_limit(
    object: Option<QuotaDraft>,
    family: QuotaFamily,
    kind: &str,
    maximum: Option<Decimal>,
) -> Result<Option<QuotaDraft>, BillingError> {
    let mut draft = object.unwrap_or_else(empty);
    match maximum {
        Some(maximum) => {
            put(&mut draft.limits, family, kind, maximum)?;
            drafts::check(&draft)?;
        }
        None => take(&mut draft.limits, family, kind)?,
    }
    Ok((draft.limits != QuotaLimits::default()).then_some(draft))
}

/// Our object before anything is set in it.
fn empty() -> QuotaDraft {
    let metadata = ObjectMeta {
        name: CONSOLE_LIMITS.to_owned(),
        namespace: NAMESPACE.to_owned(),
        description: "Limits set in Counterfoil.".to_owned(),
        ..ObjectMeta::default()
    };
    QuotaDraft { metadata, limits: QuotaLimits::default() }
}

fn put(
    limits: &mut QuotaLimits,
    family: QuotaFamily,
    kind: &str,
    maximum: Decimal,
) -> Result<(), BillingError> {
    match family {
        QuotaFamily::Object => {
            let whole = maximum.to_i64();
            let whole = whole.ok_or_else(|| {
                BillingError::invalid(format!(
                    "{kind} counts whole objects, so its limit cannot be {maximum}."
                ))
            })?;
            limits.objects.insert(kind.to_owned(), whole);
        }
        QuotaFamily::Resource => {
            limits.resources.insert(kind.to_owned(), maximum);
        }
        QuotaFamily::Api => return Err(rates_are_elsewhere()),
    }
    Ok(())
}

fn take(limits: &mut QuotaLimits, family: QuotaFamily, kind: &str) -> Result<(), BillingError> {
    let known = match family {
        QuotaFamily::Object => limits.objects.remove(kind).is_some(),
        QuotaFamily::Resource => limits.resources.remove(kind).is_some(),
        QuotaFamily::Api => return Err(rates_are_elsewhere()),
    };
    if known {
        return Ok(());
    }
    drafts::check_key(kind)?;
    Err(BillingError::not_found(format!("No limit of {kind} was set in this console.")))
}

fn rates_are_elsewhere() -> BillingError {
    BillingError::invalid("The rate of an API is set by a quota object, not as a single limit.")
}
