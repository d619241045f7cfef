//! The value axis: round steps, and tick texts that are exact because they are whole multiples of the step.
//!
//! Pixel positions may be floating point; a shown figure never is.

use crate::figures::grouped;
use billing_domain::Decimal;

/// A value axis. Its ends are ticks, or values that stand just beyond one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Position of the lower end.
    pub low: f64,
    /// Position of the upper end.
    pub high: f64,
    /// From low to high.
    pub ticks: Vec<Tick>,
}

/// One tick.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub position: f64,
    /// `1,000`, `−0.5`, `2.5M`.
    pub text: String,
}

/// A value that exceeds a tick by less than this part of a step needs no further tick.
const OVERHANG: f64 = 0.35;
/// White beyond such a value, as a part of a step.
const HEADROOM: f64 = 0.08;

/// An axis is cut when its lowest value is more than this part of the highest.
const CUT_FROM: f64 = 0.55;

/// A step of `digit * 10^power`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    digit: i64,
    power: i32,
}

/// The position of a value. Only for placing marks.
#[must_use]
pub fn position(value: Decimal) -> f64 {
    value.mantissa() as f64 / 10f64.powi(i32::from(value.scale()))
}

impl Scale {
    /// Where bars stand: zero, or the lower end of an axis above it.
    #[must_use]
    pub const fn base(&self) -> f64 {
        if self.low > 0.0 { self.low } else { 0.0 }
    }

    /// The figure at the lower end of an axis that does not start at zero.
    #[must_use]
    pub fn start(&self) -> Option<String> {
        self.ticks.first().filter(|tick| self.low > 0.0 && tick.position > 0.0).map(|tick| tick.text.clone())
    }

    /// An axis that starts above zero when all of `values` lie in its upper part, at most `most` steps; else as
    /// [`Scale::over`]. The lower end is a tick, at least half a step below the lowest value.
    #[must_use]
    pub fn cut(values: impl IntoIterator<Item = Decimal> + Clone, most: usize) -> Self {
        let positions = || values.clone().into_iter().map(position);
        let (low, high) = (positions().fold(f64::INFINITY, f64::min), positions().fold(0.0, f64::max));
        if low <= high * CUT_FROM || high <= 0.0 || low >= high {
            return Self::over(values, most);
        }
        let step = Step::for_range(low, high, most.max(1));
        let size = step.position(1);
        let first = ((low - size / 2.0) / size).floor() as i64;
        if first <= 0 {
            return Self::over(values, most);
        }
        let (last, high) = step.end(high);
        let tick = |steps| Tick { position: step.position(steps), text: step.text(steps) };
        Self { low: step.position(first), high, ticks: (first..=last).map(tick).collect() }
    }

    /// An axis that holds zero and all of `values`, with at most `most` steps.
    #[must_use]
    pub fn over(values: impl IntoIterator<Item = Decimal>, most: usize) -> Self {
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for value in values {
            low = low.min(position(value));
            high = high.max(position(value));
        }
        if low == 0.0 && high == 0.0 {
            let zero = Tick { position: 0.0, text: "0".into() };
            return Self { low: 0.0, high: 1.0, ticks: vec![zero] };
        }
        let step = Step::for_range(low, high, most.max(1));
        let (first, low) = step.end(-low);
        let (last, high) = step.end(high);
        let tick = |steps| Tick { position: step.position(steps), text: step.text(steps) };
        Self { low: -low, high, ticks: (-first..=last).map(tick).collect() }
    }
}

impl Step {
    /// The smallest round step that needs at most `most` of them.
    fn for_range(low: f64, high: f64, most: usize) -> Self {
        let rough = (high - low) / most as f64;
        let mut power = rough.log10().floor() as i32 - 1;
        loop {
            for digit in [1, 2, 5] {
                let step = Self { digit, power };
                let (first, last) = step.around(low, high);
                if (last - first) as usize <= most {
                    return step;
                }
            }
            power += 1;
        }
    }

    /// The multiples just below `low` and just above `high`.
    fn around(self, low: f64, high: f64) -> (i64, i64) {
        // A value that is a multiple must not be pushed to the next one by the last bit of a division.
        let slack = 1e-9;
        let size = self.position(1);
        ((low / size + slack).floor() as i64, (high / size - slack).ceil() as i64)
    }

    /// The outermost tick for a value of zero or more, and where the axis ends.
    fn end(self, value: f64) -> (i64, f64) {
        let size = self.position(1);
        let (below, above) = self.around(value, value);
        let over = value / size - below as f64;
        if below > 0 && over > 0.0 && over <= OVERHANG {
            return (below, size.mul_add(HEADROOM, value));
        }
        (above, self.position(above))
    }

    fn position(self, steps: i64) -> f64 {
        let whole = (steps * self.digit) as f64;
        if self.power < 0 { whole / 10f64.powi(-self.power) } else { whole * 10f64.powi(self.power) }
    }

    /// The multiple as text, from whole numbers alone.
    fn text(self, steps: i64) -> String {
        let whole = steps * self.digit;
        let (cut, sign) = match self.power {
            _ if whole == 0 => return "0".into(),
            ..=8 if self.largest_power(whole) < 6 => (0, ""),
            _ if self.largest_power(whole) < 9 => (6, "M"),
            _ if self.largest_power(whole) < 12 => (9, "B"),
            _ => (12, "T"),
        };
        let plain = shifted(whole, self.power - cut);
        grouped("a tick", &plain).unwrap_or(plain) + sign
    }

    /// The power of ten of the tick's first digit.
    fn largest_power(self, whole: i64) -> i32 {
        whole.unsigned_abs().to_string().len() as i32 - 1 + self.power
    }
}

/// `whole * 10^power` in plain digits.
fn shifted(whole: i64, power: i32) -> String {
    let digits = whole.unsigned_abs().to_string();
    let sign = if whole < 0 { "-" } else { "" };
    if power >= 0 {
        return format!("{sign}{digits}{}", "0".repeat(power as usize));
    }
    let decimals = power.unsigned_abs() as usize;
    let padded = format!("{digits:0>width$}", width = decimals + 1);
    let (before, after) = padded.split_at(padded.len() - decimals);
    let after = after.trim_end_matches('0');
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::str::FromStr;

    fn texts(values: &[&str], most: usize) -> Vec<String> {
        let values = values.iter().map(|text| Decimal::from_str(text).unwrap());
        Scale::over(values, most).ticks.into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn steps_are_round() {
        for (values, most, expected) in [
            (vec!["669.12"], 5, vec!["0", "200", "400", "600"]),
            (vec!["690"], 5, vec!["0", "200", "400", "600", "800"]),
            (vec!["19601.37"], 4, vec!["0", "5,000", "10,000", "15,000", "20,000"]),
            (vec!["20640"], 5, vec!["0", "5,000", "10,000", "15,000", "20,000"]),
            (vec!["0.0042"], 5, vec!["0", "0.001", "0.002", "0.003", "0.004"]),
            (vec!["0.3"], 3, vec!["0", "0.1", "0.2", "0.3"]),
            (vec!["-120", "310"], 6, vec!["−100", "0", "100", "200", "300"]),
            (vec!["2500000"], 5, vec!["0", "500,000", "1M", "1.5M", "2M", "2.5M"]),
            (vec!["4000000000000"], 4, vec!["0", "1T", "2T", "3T", "4T"]),
            (vec!["0"], 5, vec!["0"]),
            (vec![], 5, vec!["0"]),
        ] {
            assert_eq!(texts(&values, most), expected, "{values:?}");
        }
    }

    #[test]
    fn an_axis_is_cut_only_where_its_values_lie_close_together() {
        let cut = |values: &[&str]| {
            let values: Vec<Decimal> = values.iter().map(|text| Decimal::from_str(text).unwrap()).collect();
            Scale::cut(values, 4).start()
        };
        assert_eq!(cut(&["12067.35", "18402.10"]).as_deref(), Some("10,000"));
        assert_eq!(cut(&["10828.89", "11568.02"]).as_deref(), Some("10,600"));
        assert_eq!(cut(&["4", "10"]), None, "from zero");
        assert_eq!(cut(&["-4", "10"]), None);
        assert_eq!(cut(&["10", "10"]), None, "one value has nothing to be compared with");
        assert_eq!(cut(&[]), None);
    }

    proptest! {
        #[test]
        fn holds_every_value_within_the_allowed_steps(mantissas in prop::collection::vec(-10i128.pow(20)..10i128.pow(20), 1..6), scale in 0u8..15, most in 2usize..9) {
            let values: Vec<Decimal> = mantissas.iter().map(|m| Decimal::new(*m, scale).unwrap()).collect();
            let axis = Scale::over(values.iter().copied(), most);
            prop_assert!(axis.ticks.len() <= most + 1);
            let room = (axis.high - axis.low) * 1e-6;
            for value in values {
                prop_assert!((axis.low - room..=axis.high + room).contains(&position(value)));
            }
        }
    }
}
