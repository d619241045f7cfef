//! How often a caller may call: each token by itself, and each address where no token came.

use crate::failure::Failure;
use crate::options::Rate;
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::IpAddr;

/// Whose calls are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A token or a certificate, by its name.
    Caller(String),
    /// Somebody without one. `None` where there is no socket.
    Address(Option<IpAddr>),
}

/// The counters of a server.
pub(crate) struct Limiter {
    counters: RateLimiter<Who, HashMapStateStore<Who>, DefaultClock>,
    clock: DefaultClock,
}

/// More counters than this are looked through for those that have filled up again.
const COUNTERS_MAX: usize = 10_000;

impl Limiter {
    /// `None` when nothing is to be counted.
    pub(crate) fn new(rate: Option<Rate>) -> Option<Self> {
        let rate = rate?;
        let each = rate.per.checked_div(rate.calls.get())?;
        let quota = Quota::with_period(each)?.allow_burst(rate.calls);
        Some(Self { counters: RateLimiter::hashmap(quota), clock: DefaultClock::default() })
    }

    /// Counts one call; a caller who has none left is told in how many seconds there is one again.
    pub(crate) fn count(&self, who: &Who) -> Result<(), Failure> {
        if self.counters.len() > COUNTERS_MAX {
            self.counters.retain_recent();
        }
        self.counters.check_key(who).map_err(|refused| {
            let wait = refused.wait_time_from(self.clock.now());
            Failure::too_many(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
        })
    }
}
