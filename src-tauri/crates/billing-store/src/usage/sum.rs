//! Exact running totals over mantissas of any scale.

use billing_domain::{Decimal, DecimalError};

/// A running total at the widest scale seen so far; rescales only when a wider one turns up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExactTotal {
    mantissa: i128,
    scale: u8,
}

impl ExactTotal {
    /// `mantissa / 10^scale`.
    #[must_use]
    pub const fn of(mantissa: i128, scale: u8) -> Self {
        Self { mantissa, scale }
    }

    /// Adds `mantissa / 10^scale`.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`]; never a wrap.
    pub fn add(&mut self, mantissa: i128, scale: u8) -> Result<(), DecimalError> {
        let mantissa = match scale.cmp(&self.scale) {
            std::cmp::Ordering::Equal => mantissa,
            std::cmp::Ordering::Less => widen(mantissa, self.scale - scale)?,
            std::cmp::Ordering::Greater => {
                self.mantissa = widen(self.mantissa, scale - self.scale)?;
                self.scale = scale;
                mantissa
            }
        };
        self.mantissa = self.mantissa.checked_add(mantissa).ok_or(DecimalError::Overflow)?;
        Ok(())
    }

    /// Takes `mantissa / 10^scale` away.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn subtract(&mut self, mantissa: i128, scale: u8) -> Result<(), DecimalError> {
        self.add(mantissa.checked_neg().ok_or(DecimalError::Overflow)?, scale)
    }

    /// Adds another total.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn add_total(&mut self, other: &Self) -> Result<(), DecimalError> {
        self.add(other.mantissa, other.scale)
    }

    /// The total, canonical.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`] when it needs more than 36 decimals.
    pub fn value(&self) -> Result<Decimal, DecimalError> {
        Decimal::new(self.mantissa, self.scale)
    }

    /// The widest scale that was added.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }
}

fn widen(mantissa: i128, by: u8) -> Result<i128, DecimalError> {
    let factor = POWERS.get(usize::from(by)).ok_or(DecimalError::Overflow)?;
    mantissa.checked_mul(*factor).ok_or(DecimalError::Overflow)
}

/// Powers of ten, as far as 128 bits hold them.
const POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut n = 1;
    while n < powers.len() {
        powers[n] = powers[n - 1] * 10;
        n += 1;
    }
    powers
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_mix_and_nothing_is_lost() {
        let mut total = ExactTotal::default();
        for (mantissa, scale) in [(5, 1), (1, 15), (9_007_199_254_740_993, 0), (-5, 1)] {
            total.add(mantissa, scale).unwrap();
        }
        assert_eq!(total.value().unwrap().to_string(), "9007199254740993.000000000000001");
    }

    #[test]
    fn too_much_is_an_error_and_not_a_wrap() {
        let mut total = ExactTotal::default();
        total.add(i128::MAX, 0).unwrap();
        assert_eq!(total.add(1, 0), Err(DecimalError::Overflow));
        assert_eq!(total.add(1, 1), Err(DecimalError::Overflow));
    }
}
