//! Exact decimals: a 128-bit mantissa and a scale, for quantities, rates and unrounded costs.
//!
//! Nothing here rounds unless the name of the call says so, and nothing wraps: what does not fit is an error.
//! Real bills carry up to 15 decimals; products go through 256 bits, so only a result that itself does not fit fails.

use ethnum::I256;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// More decimals than any bill carries; keeps powers of ten inside 128 bits.
pub const MAX_SCALE: u8 = 36;

/// An exact decimal number, `mantissa / 10^scale`, always stored without trailing zeros.
///
/// Equality and order are by value. [`fmt::Display`] writes plain digits, never an exponent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

/// Why a number could not be read or computed exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// The text is not a decimal number.
    #[error("not a decimal number")]
    NotANumber,
    /// The exact value needs more than 38 digits or more than 36 decimals.
    #[error("the exact value does not fit into 38 digits")]
    Overflow,
    /// Division by zero.
    #[error("division by zero")]
    DivisionByZero,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };
    /// 0.001.
    pub const THOUSANDTH: Self = Self { mantissa: 1, scale: 3 };

    /// `mantissa / 10^scale`; trailing zeros are dropped.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`] when more than [`MAX_SCALE`] decimals remain.
    pub fn new(mantissa: i128, scale: u8) -> Result<Self, DecimalError> {
        Self::trimmed(mantissa, u32::from(scale))
    }

    /// A whole number.
    #[must_use]
    pub const fn from_int(value: i64) -> Self {
        // A whole number keeps its zeros: scale 0 is already the trimmed form.
        Self { mantissa: value as i128, scale: 0 }
    }

    /// The digits without the point; the value is `mantissa / 10^scale`.
    #[must_use]
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many decimals are significant.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// True for 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// True below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, DecimalError> {
        let scale = self.scale.max(other.scale);
        let sum = self.mantissa_at(scale)?.checked_add(other.mantissa_at(scale)?);
        Self::trimmed(sum.ok_or(DecimalError::Overflow)?, u32::from(scale))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, DecimalError> {
        self.checked_add(other.negated())
    }

    /// The exact product.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`] when the exact product itself does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Self, DecimalError> {
        if let Some(product) = self.mantissa.checked_mul(other.mantissa) {
            return Self::trimmed(product, u32::from(self.scale) + u32::from(other.scale));
        }
        let product = I256::from(self.mantissa) * I256::from(other.mantissa);
        Self::trimmed_wide(product, u32::from(self.scale) + u32::from(other.scale))
    }

    /// The quotient rounded half away from zero to `scale` decimals.
    ///
    /// # Errors
    /// [`DecimalError::DivisionByZero`], [`DecimalError::Overflow`].
    pub fn div_half_away(self, by: Self, scale: u8) -> Result<Self, DecimalError> {
        if by.is_zero() {
            return Err(DecimalError::DivisionByZero);
        }
        if by == Self::ONE {
            return Ok(self.round_half_away(scale));
        }
        // value = (a / 10^sa) / (b / 10^sb) * 10^scale, all as whole numbers
        let up = u32::from(scale) + u32::from(by.scale);
        let top = wide_mul_pow10(I256::from(self.mantissa), up)?;
        let bottom = wide_mul_pow10(I256::from(by.mantissa), u32::from(self.scale))?;
        Self::trimmed_wide(divide_half_away(top, bottom), u32::from(scale))
    }

    /// Rounds half away from zero to `scale` decimals (domain rules, "Money and units").
    #[must_use]
    pub fn round_half_away(self, scale: u8) -> Self {
        if self.scale <= scale {
            return self;
        }
        let unit = pow10(u32::from(self.scale - scale));
        let rounded = divide_half_away(I256::from(self.mantissa), I256::from(unit));
        // Fewer digits than before: it always fits.
        Self::trimmed_wide(rounded, u32::from(scale)).unwrap_or(self)
    }

    /// The greatest whole number that is not above the value.
    #[must_use]
    pub fn floor(self) -> Self {
        let unit = pow10(u32::from(self.scale));
        Self { mantissa: self.mantissa.div_euclid(unit), scale: 0 }
    }

    /// The whole number, when there are no decimals and it fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        if self.scale == 0 { i64::try_from(self.mantissa).ok() } else { None }
    }

    /// The value with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The mantissa when written with `scale` decimals.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`] when it does not fit or `scale` would cut digits.
    pub fn mantissa_at(self, scale: u8) -> Result<i128, DecimalError> {
        if scale == self.scale {
            return Ok(self.mantissa);
        }
        let up = scale.checked_sub(self.scale).ok_or(DecimalError::Overflow)?;
        let factor = 10i128.checked_pow(u32::from(up)).ok_or(DecimalError::Overflow)?;
        self.mantissa.checked_mul(factor).ok_or(DecimalError::Overflow)
    }

    /// Adds up exactly.
    ///
    /// # Errors
    /// [`DecimalError::Overflow`].
    pub fn sum(values: impl IntoIterator<Item = Self>) -> Result<Self, DecimalError> {
        values.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Plain digits with at least `decimals` decimals: `12.5` with 2 is `12.50`.
    #[must_use]
    pub fn to_text(self, decimals: u8) -> String {
        let mut text = self.to_string();
        let missing = usize::from(decimals.saturating_sub(self.scale));
        if missing > 0 {
            if self.scale == 0 {
                text.push('.');
            }
            text.extend(std::iter::repeat_n('0', missing));
        }
        text
    }

    fn trimmed(mut mantissa: i128, mut scale: u32) -> Result<Self, DecimalError> {
        if mantissa == 0 {
            return Ok(Self::ZERO);
        }
        // Most fit into 64 bits, where a division costs a tenth.
        if let Ok(mut small) = i64::try_from(mantissa) {
            while scale > 0 && small % 10 == 0 {
                small /= 10;
                scale -= 1;
            }
            mantissa = small.into();
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        match u8::try_from(scale) {
            Ok(scale) if scale <= MAX_SCALE && mantissa != i128::MIN => Ok(Self { mantissa, scale }),
            _ => Err(DecimalError::Overflow),
        }
    }

    fn trimmed_wide(mut mantissa: I256, mut scale: u32) -> Result<Self, DecimalError> {
        if let Ok(narrow) = i128::try_from(mantissa) {
            return Self::trimmed(narrow, scale);
        }
        let ten = I256::from(10i128);
        while scale > 0 && mantissa != I256::ZERO && mantissa % ten == I256::ZERO {
            mantissa /= ten;
            scale -= 1;
        }
        let narrow = i128::try_from(mantissa).map_err(|_| DecimalError::Overflow)?;
        Self::trimmed(narrow, scale)
    }
}

fn pow10(exponent: u32) -> i128 {
    // Every caller passes at most MAX_SCALE, and 10^36 fits.
    10i128.pow(exponent)
}

fn wide_mul_pow10(value: I256, exponent: u32) -> Result<I256, DecimalError> {
    let factor = I256::from(10i128).checked_pow(exponent).ok_or(DecimalError::Overflow)?;
    value.checked_mul(factor).ok_or(DecimalError::Overflow)
}

fn divide_half_away(top: I256, bottom: I256) -> I256 {
    let quotient = top / bottom;
    let rest = (top % bottom).abs();
    let half_or_more = rest >= bottom.abs() - rest;
    if rest == I256::ZERO || !half_or_more {
        return quotient;
    }
    let away = if (top < I256::ZERO) == (bottom < I256::ZERO) { I256::ONE } else { -I256::ONE };
    quotient + away
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        if let (Ok(left), Ok(right)) = (self.mantissa_at(scale), other.mantissa_at(scale)) {
            return left.cmp(&right);
        }
        let left = I256::from(self.mantissa) * I256::from(pow10(u32::from(other.scale)));
        let right = I256::from(other.mantissa) * I256::from(pow10(u32::from(self.scale)));
        left.cmp(&right)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::from_int(value)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let unit = pow10(u32::from(self.scale)).unsigned_abs();
        let (whole, part) = (self.mantissa.unsigned_abs() / unit, self.mantissa.unsigned_abs() % unit);
        write!(f, "{sign}{whole}.{part:0width$}", width = usize::from(self.scale))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads `-12.50`, `+3`, `.5`, `1e-06`, `2.5E3`; no blanks, no grouping.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        Self::from_bytes(text.as_bytes())
    }
}

impl Decimal {
    /// As [`FromStr`], from bytes: imports read millions of these straight from the file.
    ///
    /// # Errors
    /// [`DecimalError::NotANumber`], [`DecimalError::Overflow`].
    pub fn from_bytes(text: &[u8]) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (digits, exponent) = split_exponent(digits)?;
        let (mantissa, decimals) = read_digits(digits)?;
        let mantissa = if negative { -mantissa } else { mantissa };
        let scale = i64::from(decimals) - exponent;
        if mantissa == 0 {
            return Ok(Self::ZERO);
        }
        if scale >= 0 {
            let scale = u32::try_from(scale).map_err(|_| DecimalError::Overflow)?;
            return Self::trimmed(mantissa, scale);
        }
        let up = u32::try_from(-scale).map_err(|_| DecimalError::Overflow)?;
        let factor = 10i128.checked_pow(up).ok_or(DecimalError::Overflow)?;
        Self::trimmed(mantissa.checked_mul(factor).ok_or(DecimalError::Overflow)?, 0)
    }
}

fn split_exponent(text: &[u8]) -> Result<(&[u8], i64), DecimalError> {
    let Some(at) = text.iter().position(|b| matches!(b, b'e' | b'E')) else {
        return Ok((text, 0));
    };
    let exponent = std::str::from_utf8(&text[at + 1..]).map_err(|_| DecimalError::NotANumber)?;
    let exponent: i32 = exponent.parse().map_err(|_| DecimalError::NotANumber)?;
    Ok((&text[..at], i64::from(exponent)))
}

fn read_digits(text: &[u8]) -> Result<(i128, u32), DecimalError> {
    let mut mantissa: i128 = 0;
    let mut decimals = 0u32;
    let mut seen_point = false;
    let mut seen_digit = false;
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                seen_digit = true;
                decimals += u32::from(seen_point);
                let digit = i128::from(byte - b'0');
                mantissa = mantissa
                    .checked_mul(10)
                    .and_then(|m| m.checked_add(digit))
                    .ok_or(DecimalError::Overflow)?;
            }
            b'.' if !seen_point => seen_point = true,
            _ => return Err(DecimalError::NotANumber),
        }
    }
    if seen_digit { Ok((mantissa, decimals)) } else { Err(DecimalError::NotANumber) }
}

#[cfg(test)]
mod tests;
