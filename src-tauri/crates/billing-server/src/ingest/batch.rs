//! The body of an ingest: lines as they come, grouped by series.

use crate::failure::Failure;
use crate::json;
use axum::body::Body;
use billing_domain::BillingError;
use billing_domain::period::hour_start;
use billing_domain::usage::{HourlyFact, Series};
use billing_wire::Shape;
use billing_wire::extras::UsageLine;
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A longer line is no fact.
const LINE_BYTES_MAX: usize = 16 * 1024;

/// A whole body.
pub(super) struct Batch {
    /// The facts of each series, by hour.
    pub(super) series: BTreeMap<Series, Vec<HourlyFact>>,
    /// What the body is recognised by.
    pub(super) digest: [u8; 32],
}

/// Lines as far as they have come.
#[derive(Default)]
struct Lines {
    series: BTreeMap<Series, Vec<HourlyFact>>,
    begun: Vec<u8>,
    number: u64,
}

impl Batch {
    /// Reads to the end; never holds more of the text than one line and what has just come.
    pub(super) async fn read(mut body: Body, bytes_max: usize) -> Result<Self, Failure> {
        let (mut lines, mut hash, mut bytes) = (Lines::default(), Sha256::new(), 0_usize);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| BillingError::invalid("The body broke off."))?;
            let Ok(data) = frame.into_data() else { continue };
            bytes = bytes.saturating_add(data.len());
            if bytes > bytes_max {
                return Err(Failure::too_large());
            }
            hash.update(&data);
            lines.add(&data)?;
        }
        let series = lines.end()?;
        if series.is_empty() {
            return Err(BillingError::invalid("The body holds no line.").into());
        }
        Ok(Self { series, digest: hash.finalize().into() })
    }
}

impl Lines {
    fn add(&mut self, data: &[u8]) -> Result<(), BillingError> {
        let mut parts = data.split(|byte| *byte == b'\n');
        let last = parts.next_back().unwrap_or_default();
        for part in parts {
            self.begun.extend_from_slice(part);
            self.finish_line()?;
        }
        self.begun.extend_from_slice(last);
        if self.begun.len() > LINE_BYTES_MAX {
            return Err(BillingError::invalid(format!("Line {} is too long.", self.number + 1)));
        }
        Ok(())
    }

    fn finish_line(&mut self) -> Result<(), BillingError> {
        self.number += 1;
        let line = std::mem::take(&mut self.begun);
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let read = json::read::<UsageLine>(&line).and_then(UsageLine::decode);
        let (series, fact) = read.map_err(|mut error| {
            error.message = format!("Line {}: {}", self.number, error.message);
            error
        })?;
        self.series.entry(series).or_default().push(fact);
        Ok(())
    }

    /// By hour; an hour that stands twice in one series is refused, for nobody knows which quantity was meant.
    fn end(mut self) -> Result<BTreeMap<Series, Vec<HourlyFact>>, BillingError> {
        self.finish_line()?;
        for (series, facts) in &mut self.series {
            facts.sort_unstable_by_key(|fact| fact.hour);
            if let Some(pair) = facts.windows(2).find(|pair| pair[0].hour == pair[1].hour) {
                let at = hour_start(pair[0].hour)?;
                let message = format!(
                    "The hour {at} stands twice for {}/{} {}.",
                    series.namespace, series.object, series.metric_label
                );
                return Err(BillingError::invalid(message));
            }
        }
        Ok(self.series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(object: &str, hour: u32, quantity: &str) -> String {
        format!(
            r#"{{"namespace":"shop","object":"{object}","metric_label":"cpu","usage_type":"vCPU","unit":"h","hour":"2026-03-01T{hour:02}:00:00Z","quantity":"{quantity}"}}"#
        )
    }

    /// Cut into pieces of every size, the lines are the same.
    #[test]
    fn lines_do_not_care_where_they_are_cut() {
        let text = format!("{}\r\n\n{}\n  \n{}", line("b", 2, "1"), line("a", 0, "2.5"), line("b", 1, "3"));
        let read = |size: usize| {
            let mut lines = Lines::default();
            text.as_bytes().chunks(size).for_each(|piece| lines.add(piece).unwrap());
            lines.end().unwrap()
        };
        let whole = read(text.len());
        let hours: Vec<i64> = whole.values().flatten().map(|fact| fact.hour % 24).collect();
        assert_eq!(hours, [0, 1, 2], "by series, then hour");
        for size in 1..text.len() {
            assert_eq!(read(size), whole, "pieces of {size}");
        }
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number() {
        let read = |text: &str| {
            let mut lines = Lines::default();
            lines.add(text.as_bytes()).and_then(|()| lines.end()).unwrap_err().message
        };
        let good = line("a", 0, "1");
        assert!(read(&format!("{good}\n\n{{}}")).starts_with("Line 3: "));
        assert!(read(&format!("{good}\n{}", line("a", 1, "-1"))).starts_with("Line 2: "));
        assert!(read(&format!("{good}\n{}", line("a", 0, "1"))).contains("stands twice"));
        assert!(read(&"x".repeat(LINE_BYTES_MAX + 1)).contains("too long"));
        assert!(read("{\"unit\": \"a\", \"unit\": \"b\"}").contains("twice"));
    }
}
