//! Amounts as Stripe writes them: whole numbers, by its own table of currencies.

use billing_domain::payments::Reason;
use billing_domain::{Currency, Money};
use serde_json::Value;

/// Without a minor unit in ISO 4217, yet written by Stripe in hundredths.
const IN_HUNDREDTHS: [&str; 2] = ["ISK", "UGX"];

/// The amount of a request.
///
/// Stripe takes only amounts that a card network can carry: no third decimal but 0.
pub(crate) fn to_stripe(amount: Money) -> Result<i64, Reason> {
    let refuse = |words: String| Err(Reason::new("amount_not_supported", words));
    if IN_HUNDREDTHS.contains(&amount.currency.as_str()) {
        let hundredths = amount.minor.checked_mul(100);
        return hundredths.map_or_else(|| refuse(format!("{amount} is too large for Stripe.")), Ok);
    }
    match amount.currency.exponent() {
        0 | 2 => Ok(amount.minor),
        3 if amount.minor % 10 == 0 => Ok(amount.minor),
        3 => refuse(format!("Stripe cannot take {amount}: of three decimals the last one must be 0.")),
        _ => refuse(format!("Stripe takes no {}.", amount.currency)),
    }
}

/// The amount of an answer; `None` unless it is a whole number of a currency that can be kept exactly.
pub(crate) fn from_stripe(amount: &Value, currency: &Value) -> Option<Money> {
    let currency: Currency = currency.as_str()?.to_ascii_uppercase().parse().ok()?;
    let amount = amount.as_i64()?;
    if !IN_HUNDREDTHS.contains(&currency.as_str()) {
        return Some(Money::new(amount, currency));
    }
    (amount % 100 == 0).then(|| Money::new(amount / 100, currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(minor: i64, code: &str, there: Option<i64>) {
        let money = Money::new(minor, code.parse().unwrap());
        assert_eq!(to_stripe(money).ok(), there, "{money}");
        if let Some(there) = there {
            assert_eq!(from_stripe(&json!(there), &json!(code.to_lowercase())), Some(money));
        }
    }

    #[test]
    fn each_currency_in_stripes_own_units() {
        check(1_234, "USD", Some(1_234));
        check(500, "JPY", Some(500));
        check(5, "ISK", Some(500));
        check(1_230, "KWD", Some(1_230));
        check(1_234, "KWD", None);
        check(i64::MAX, "UGX", None);
        check(1, "CLF", None);
    }

    #[test]
    fn only_whole_numbers_are_amounts() {
        let fraction: Value = serde_json::from_str("12.5").unwrap();
        for wrong in [fraction, json!("12"), json!(null)] {
            assert_eq!(from_stripe(&wrong, &json!("usd")), None, "{wrong}");
        }
        assert_eq!(from_stripe(&json!(12), &json!("dollars")), None);
        assert_eq!(from_stripe(&json!(150), &json!("isk")), None, "half a krona does not exist");
    }
}
