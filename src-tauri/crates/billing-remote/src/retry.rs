//! How long to wait before a call that only reads is sent again.

use crate::failure::{Again, Failed};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The first pause is at most this long; each further one twice as long.
const FIRST_PAUSE_MAX: Duration = Duration::from_millis(200);

/// The pause after the `attempt`-th failure; `None` when trying again cannot help.
///
/// The tenant's own `Retry-After` counts; else a random part of a growing time, so that clients do not march in step.
pub(crate) fn pause(failed: &Failed, attempt: u32) -> Option<Duration> {
    match failed.again {
        Again::Never => None,
        Again::After(pause) => Some(pause),
        Again::Soon => {
            let longest = FIRST_PAUSE_MAX.saturating_mul(1 << attempt.saturating_sub(1).min(8));
            // A fresh RandomState is seeded at random: enough for spreading, and no crate.
            let percent = u32::try_from(RandomState::new().hash_one(attempt) % 101).unwrap_or(100);
            Some(longest * percent / 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::BillingError;

    fn failed(again: Again) -> Failed {
        Failed { error: BillingError::internal("x"), again }
    }

    #[test]
    fn pauses_grow_and_the_tenant_decides_when_it_says_so() {
        assert_eq!(pause(&failed(Again::Never), 1), None);
        let told = Duration::from_secs(7);
        assert_eq!(pause(&failed(Again::After(told)), 3), Some(told));
        for attempt in 1..40 {
            let longest = Duration::from_millis(200 * (1 << (attempt - 1).min(8)));
            assert!(pause(&failed(Again::Soon), attempt).unwrap() <= longest, "attempt {attempt}");
        }
    }
}
