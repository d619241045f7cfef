//! Selecting objects by their labels: `team=shop, env in (prod,stage), !old`.
//!
//! `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a` (there), `!a` (not there); all must hold.

use crate::BillingError;
use std::collections::BTreeMap;

/// A filter that was read; an empty one selects everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelFilter(Vec<Term>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// The label has one of the values.
    In(String, Vec<String>),
    /// The label is missing or has none of the values.
    NotIn(String, Vec<String>),
    /// The label is there, whatever its value.
    There(String),
    /// The label is not there.
    NotThere(String),
}

impl LabelFilter {
    /// Reads a filter.
    ///
    /// # Errors
    /// `InvalidInput` that repeats the part that was not understood.
    pub fn parse(text: &str) -> Result<Self, BillingError> {
        let terms = split_outside_brackets(text)?;
        terms.into_iter().map(term).collect::<Result<_, _>>().map(Self)
    }

    /// True when every term holds.
    #[must_use]
    pub fn matches(&self, labels: &BTreeMap<String, String>) -> bool {
        self.0.iter().all(|term| match term {
            Term::In(key, values) => labels.get(key).is_some_and(|value| values.contains(value)),
            Term::NotIn(key, values) => labels.get(key).is_none_or(|value| !values.contains(value)),
            Term::There(key) => labels.contains_key(key),
            Term::NotThere(key) => !labels.contains_key(key),
        })
    }
}

/// Terms are parted by commas, but not by those between brackets.
fn split_outside_brackets(text: &str) -> Result<Vec<&str>, BillingError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let (mut parts, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        match character {
            '(' if !inside => inside = true,
            ')' if inside => inside = false,
            '(' | ')' => return Err(unreadable(text)),
            ',' if !inside => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    if inside { Err(unreadable(text)) } else { Ok(parts) }
}

fn term(text: &str) -> Result<Term, BillingError> {
    let one = |value: &str| value_of(value, text).map(|value| vec![value]);
    if let Some((key, value)) = text.split_once("!=") {
        return Ok(Term::NotIn(key_of(key, text)?, one(value)?));
    }
    if let Some((key, value)) = text.split_once("==").or_else(|| text.split_once('=')) {
        return Ok(Term::In(key_of(key, text)?, one(value)?));
    }
    if let Some(list) = text.strip_suffix(')') {
        let (head, list) = list.split_once('(').ok_or_else(|| unreadable(text))?;
        let values = list.split(',').map(|value| value_of(value, text)).collect::<Result<_, _>>()?;
        return match head.split_whitespace().collect::<Vec<_>>()[..] {
            [key, "in"] => Ok(Term::In(key_of(key, text)?, values)),
            [key, "notin"] => Ok(Term::NotIn(key_of(key, text)?, values)),
            _ => Err(unreadable(text)),
        };
    }
    match text.strip_prefix('!') {
        Some(key) => key_of(key, text).map(Term::NotThere),
        None => key_of(text, text).map(Term::There),
    }
}

fn key_of(key: &str, term: &str) -> Result<String, BillingError> {
    let key = key.trim();
    if key.is_empty() || !key.chars().all(is_plain) { Err(unreadable(term)) } else { Ok(key.to_owned()) }
}

/// A value may be empty: `team=` selects an empty label.
fn value_of(value: &str, term: &str) -> Result<String, BillingError> {
    let value = value.trim();
    if value.chars().all(is_plain) { Ok(value.to_owned()) } else { Err(unreadable(term)) }
}

fn is_plain(character: char) -> bool {
    !character.is_whitespace() && !"=!(),".contains(character)
}

fn unreadable(part: &str) -> BillingError {
    BillingError::invalid(format!(
        "The label filter {part:?} is not understood. Use a=b, a!=b, a in (b,c), a notin (b,c), a or !a, parted by commas."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels() -> BTreeMap<String, String> {
        let pairs = [("team", "shop"), ("env", "prod"), ("ves.io/tier", ""), ("a-b_c", "x.y")];
        pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
    }

    #[test]
    fn each_form_selects() {
        for right in [
            "",
            "  ",
            "team=shop",
            "team == shop , env=prod",
            "team!=ops",
            "owner!=ops",
            "env in (stage, prod)",
            "env notin (stage,dev),team",
            "!owner",
            "ves.io/tier=",
            "a-b_c=x.y",
        ] {
            assert!(LabelFilter::parse(right).unwrap().matches(&labels()), "{right:?} should select");
        }
        for wrong in [
            "team=ops",
            "owner",
            "owner=x",
            "!team",
            "env in (stage)",
            "env notin (prod)",
            "team=shop,env=dev",
        ] {
            assert!(!LabelFilter::parse(wrong).unwrap().matches(&labels()), "{wrong:?} should not select");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for wrong in [
            "=",
            "=x",
            "team=a=b",
            "env in prod",
            "env in (prod",
            "env) in",
            "team shop",
            "a,,b",
            "!",
            "in (x)",
            "a in ((x))",
        ] {
            assert!(LabelFilter::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn a_term_and_its_opposite_never_agree(key in "[a-z]{1,4}", value in "[a-z]{0,4}") {
            let matches = |text: String| LabelFilter::parse(&text).unwrap().matches(&labels());
            prop_assert_ne!(matches(format!("{key}={value}")), matches(format!("{key}!={value}")));
            prop_assert_ne!(matches(key.clone()), matches(format!("!{key}")));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[a-z=!(), ]{0,24}") {
            // Reading must not panic, and what it takes must be stable: the same text, the same filter.
            prop_assert_eq!(LabelFilter::parse(&text), LabelFilter::parse(&text));
        }
    }
}
