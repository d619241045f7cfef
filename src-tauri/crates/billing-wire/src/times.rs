//! Instants on the wire: RFC 3339 with nanoseconds, unix seconds where the document says so, and default ranges.

use crate::shape::required;
use billing_domain::{BillingError, Decimal, Period};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

/// An instant: any RFC 3339 offset is read, UTC with nine decimals is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp(pub DateTime<Utc>);

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&rfc3339(self.0))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let instant = DateTime::parse_from_rfc3339(&text)
            .map_err(|_| D::Error::custom(format!("{text:?} is not an RFC 3339 time")))?;
        Ok(Self(instant.to_utc()))
    }
}

/// RFC 3339 in UTC with nanoseconds, as in every example of the document.
#[must_use]
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

/// The two ends of a period as fields.
pub(crate) fn ends(period: Period) -> (Option<Timestamp>, Option<Timestamp>) {
    (Some(Timestamp(period.start)), Some(Timestamp(period.end)))
}

/// The period between two fields; `what` names its owner in the error.
pub(crate) fn period(
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    what: &str,
) -> Result<Period, BillingError> {
    let start = required(start, &format!("start of {what}"))?;
    let end = required(end, &format!("end of {what}"))?;
    Period::new(start.0, end.0)
}

/// The period between two fields when both are there.
pub(crate) fn optional_period(
    start: Option<Timestamp>,
    end: Option<Timestamp>,
) -> Result<Option<Period>, BillingError> {
    match (start, end) {
        (Some(start), Some(end)) => Period::new(start.0, end.0).map(Some),
        _ => Ok(None),
    }
}

/// Unix seconds or RFC 3339, as the usage summary takes them.
///
/// # Errors
/// `InvalidInput` for anything else.
pub fn query_time(text: &str) -> Result<DateTime<Utc>, BillingError> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(at.to_utc());
    }
    let seconds: Option<Decimal> = text.parse().ok();
    seconds.and_then(|seconds| from_unix(seconds).ok()).ok_or_else(|| {
        BillingError::invalid(format!("{text:?} is neither unix seconds nor an RFC 3339 time."))
    })
}

/// The range of a usage summary: `end` = now or `start` + 6 h, `start` = `end` - 6 h.
///
/// # Errors
/// `InvalidInput` when it would be empty.
pub fn summary_range(
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Period, BillingError> {
    let six_hours = TimeDelta::hours(6);
    let end = end.or_else(|| start.and_then(|at| at.checked_add_signed(six_hours))).unwrap_or(now);
    let start = start.or_else(|| end.checked_sub_signed(six_hours)).unwrap_or(end);
    Period::new(start, end)
}

/// The range of a usage list (decided; the document is silent): up to now, from the first of that month.
///
/// # Errors
/// `InvalidInput` when it would be empty.
pub fn usage_range(
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Period, BillingError> {
    let to = to.unwrap_or(now);
    let from = match from {
        Some(from) => from,
        // An instant earlier, so that "to the first of May" means April.
        None => Period::month_of(to - TimeDelta::nanoseconds(1))?.start,
    };
    Period::new(from, to)
}

/// The instant of (fractional) unix seconds.
pub(crate) fn from_unix(seconds: Decimal) -> Result<DateTime<Utc>, BillingError> {
    let outside = || BillingError::invalid(format!("{seconds} seconds lie beyond the calendar."));
    let nanos = seconds.round_half_away(9).mantissa_at(9).map_err(|_| outside())?;
    let whole = i64::try_from(nanos.div_euclid(1_000_000_000)).map_err(|_| outside())?;
    let rest = u32::try_from(nanos.rem_euclid(1_000_000_000)).map_err(|_| outside())?;
    DateTime::from_timestamp(whole, rest).ok_or_else(outside)
}

/// The unix seconds of an instant, exactly.
pub(crate) fn to_unix(at: DateTime<Utc>) -> Result<Decimal, BillingError> {
    let nanos = i128::from(at.timestamp()) * 1_000_000_000 + i128::from(at.timestamp_subsec_nanos());
    Ok(Decimal::new(nanos, 9)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn timestamps_keep_nanoseconds_and_drop_offsets() {
        let read: Timestamp = serde_json::from_str(r#""2020-04-20T19:32:51.341959216+07:00""#).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), r#""2020-04-20T12:32:51.341959216Z""#);
        let whole = serde_json::to_string(&Timestamp(at("2026-01-01T00:00:00Z"))).unwrap();
        assert_eq!(whole, r#""2026-01-01T00:00:00.000000000Z""#);
        assert!(serde_json::from_str::<Timestamp>(r#""2020-04-20""#).is_err());
    }

    #[test]
    fn query_times_are_unix_seconds_or_rfc3339() {
        assert_eq!(query_time("1700000000").unwrap(), at("2023-11-14T22:13:20Z"));
        assert_eq!(query_time(" 1700000000.25 ").unwrap(), at("2023-11-14T22:13:20.250Z"));
        assert_eq!(query_time("-1").unwrap(), at("1969-12-31T23:59:59Z"));
        assert_eq!(query_time("2023-11-14T22:13:20Z").unwrap(), at("2023-11-14T22:13:20Z"));
        for wrong in ["", "yesterday", "2023-11-14", "1e30"] {
            assert!(query_time(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_summary_covers_six_hours_unless_told_otherwise() {
        let now = at("2026-05-02T12:00:00Z");
        let range = |start: Option<&str>, end: Option<&str>| {
            let period = summary_range(start.map(at), end.map(at), now).unwrap();
            (period.start, period.end)
        };
        assert_eq!(range(None, None), (at("2026-05-02T06:00:00Z"), now));
        let start = "2026-05-01T00:00:00Z";
        assert_eq!(range(Some(start), None), (at(start), at("2026-05-01T06:00:00Z")));
        assert_eq!(range(None, Some(start)), (at("2026-04-30T18:00:00Z"), at(start)));
        assert!(summary_range(Some(now), Some(now), now).is_err(), "an empty range is refused");
    }

    #[test]
    fn a_usage_list_covers_the_month_up_to_now() {
        let now = at("2026-05-02T12:00:00Z");
        assert_eq!(usage_range(None, None, now).unwrap().start, at("2026-05-01T00:00:00Z"));
        let first = at("2026-05-01T00:00:00Z");
        assert_eq!(usage_range(None, Some(first), now).unwrap(), Period::month(2026, 4).unwrap());
    }

    #[test]
    fn unix_seconds_go_through_exactly() {
        let instant = at("2020-04-20T12:32:51.341959216Z");
        assert_eq!(from_unix(to_unix(instant).unwrap()).unwrap(), instant);
    }
}
