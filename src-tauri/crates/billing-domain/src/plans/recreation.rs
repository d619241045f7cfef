//! Guards of a move that deletes the tenant and makes it anew: its name is typed, and a fresh copy of the book is there.

use crate::BillingError;
use chrono::{DateTime, TimeDelta, Utc};

/// How old a copy may be.
pub const COPY_HOURS: i64 = 24;

/// True while a copy made at `made` is young enough.
#[must_use]
pub fn is_fresh(made: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    made <= now && now - made <= TimeDelta::hours(COPY_HOURS)
}

/// Whether a tenant may be recreated now: `typed` is its name as the person wrote it, `copy` when the last copy of the
/// book that is still there was made.
///
/// # Errors
/// `InvalidInput` unless the name was typed; `FailedPrecondition` without a fresh copy.
pub fn check(
    tenant: &str,
    typed: Option<&str>,
    copy: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), BillingError> {
    if typed.map(str::trim) != Some(tenant) {
        return Err(BillingError::invalid(format!(
            "This move deletes the tenant {tenant} and makes it anew. Type its name to say that this is meant; nothing \
             was changed."
        )));
    }
    if copy.is_some_and(|made| is_fresh(made, now)) {
        return Ok(());
    }
    let found = copy.map_or_else(
        || "none is there".to_owned(),
        |made| format!("the last one that is there is of {}", made.format("%Y-%m-%d %H:%M UTC")),
    );
    Err(BillingError::refused(format!(
        "This move deletes the tenant, so a copy of the book must be at hand that is not older than {COPY_HOURS} hours: \
         {found}. Back the book up, then ask again; nothing was changed."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn the_name_is_typed_and_the_copy_is_fresh() {
        let now: DateTime<Utc> = "2026-03-19T12:00:00Z".parse().unwrap();
        let ago = |seconds| Some(now - TimeDelta::seconds(seconds));
        let day = COPY_HOURS * 3_600;
        assert_eq!(check("acmecorp", Some(" acmecorp "), ago(day), now), Ok(()));
        let code = |typed, copy| check("acmecorp", typed, copy, now).unwrap_err().code;
        assert_eq!(code(None, ago(1)), ErrorCode::InvalidInput);
        assert_eq!(code(Some("Acmecorp"), ago(1)), ErrorCode::InvalidInput, "letter for letter");
        assert_eq!(code(Some("acmecorp"), None), ErrorCode::FailedPrecondition);
        assert_eq!(code(Some("acmecorp"), ago(day + 1)), ErrorCode::FailedPrecondition);
        assert_eq!(code(Some("acmecorp"), ago(-1)), ErrorCode::FailedPrecondition, "of tomorrow");
    }
}
