//! Rate limits of a service as the document describes them. No call carries one yet; what comes is passed on.

use crate::numbers::Integer;
use crate::schema::{Described, Empty, OneOf, Schemas};
use crate::shape::shape;
use crate::words::RatePeriod;
use serde_json::Value;

shape! {
    /// A length of time, in the unit that its place says.
    pub struct Duration = "rate_limiterInputHours" | "rate_limiterInputMinutes" | "rate_limiterInputSeconds" {
        /// How many.
        duration: Integer,
    }
}

shape! {
    /// For how long a caller who went beyond a limit is kept out: one of the three.
    pub struct BlockAction = "rate_limiterRateLimitBlockAction" {
        /// In hours.
        hours: Duration,
        /// In minutes.
        minutes: Duration,
        /// In seconds.
        seconds: Duration,
    }
}

/// Describes what no shape of a call leads to.
pub(crate) fn describe(book: &mut Schemas) {
    BlockAction::schema(book);
    OneOf::<RatePeriod>::schema(book);
    Empty::schema(book);
    let nothing = |_: &mut Schemas| Vec::new();
    let _: [Value; 2] = [
        book.object(&["rate_limiterLeakyBucketRateLimiter"], "Evens bursts out; it has no setting.", nothing),
        book.object(
            &["rate_limiterTokenBucketRateLimiter"],
            "Lets bursts through; it has no setting.",
            nothing,
        ),
    ];
}
