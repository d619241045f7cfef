//! Decline codes in words that a finance person understands, with what to do.

use serde_json::Value;

const WORDS: [(&str, &str); 20] = [
    (
        "authentication_required",
        "The bank wants the card holder to confirm. Ask the holder, or charge another method.",
    ),
    ("amount_too_small", "The amount is below the least that Stripe takes in this currency."),
    ("amount_too_large", "The amount is above the most that Stripe takes in one charge."),
    ("call_issuer", "The bank declined without a reason. The card holder should call the bank."),
    ("card_declined", "The card was declined."),
    ("card_not_supported", "The card cannot be used for this kind of payment. Charge another method."),
    ("charge_already_refunded", "All of this charge was given back already."),
    ("charge_disputed", "The buyer's bank has taken this charge back; it cannot be refunded as well."),
    ("currency_not_supported", "The card does not pay in this currency."),
    ("do_not_honor", "The bank declined without a reason. The card holder should call the bank."),
    ("expired_card", "The card has expired. Add the new one under Payment methods."),
    ("fraudulent", "Stripe took the payment for fraud and declined it. Look at it in Stripe's dashboard."),
    ("generic_decline", "The bank declined without a reason. The card holder should call the bank."),
    ("incorrect_cvc", "The card's security code is wrong. Add the card anew."),
    ("insufficient_funds", "The account behind the card does not hold enough."),
    ("lost_card", "The card was reported lost. Charge another method."),
    ("processing_error", "The card network failed. Try again later."),
    ("resource_missing", "Stripe does not know this method or charge under this key."),
    ("stolen_card", "The card was reported stolen. Charge another method."),
    ("token_already_used", "The token was good for one charge and is used up. Add the method anew."),
];

/// The most exact code of an error: why the bank declined before that it did.
pub(crate) fn code_of(error: &Value) -> String {
    let given = ["decline_code", "code", "type"].iter().find_map(|name| error[*name].as_str());
    let code = given.filter(|code| !code.is_empty()).unwrap_or("refused");
    code.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(64).collect()
}

/// What a code means; what Stripe says itself when the code is not known here.
pub(crate) fn words_of(code: &str, said: &str) -> String {
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == code) {
        return (*words).to_owned();
    }
    let said: String = said.chars().filter(|letter| !letter.is_control()).take(200).collect();
    if said.is_empty() {
        format!("Stripe refused it ({code}).")
    } else {
        format!("Stripe refused it: {said}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_reason_of_the_bank_comes_first() {
        let error = json!({ "type": "card_error", "code": "card_declined", "decline_code": "lost_card" });
        assert_eq!(code_of(&error), "lost_card");
        assert_eq!(code_of(&json!({ "type": "invalid_request_error" })), "invalid_request_error");
        assert_eq!(code_of(&json!({})), "refused");
    }

    #[test]
    fn codes_without_words_of_ours_are_told_in_stripes() {
        assert_eq!(words_of("new_code", "Something new.\n"), "Stripe refused it: Something new.");
        assert_eq!(words_of("new_code", ""), "Stripe refused it (new_code).");
    }
}
