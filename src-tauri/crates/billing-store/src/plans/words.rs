//! Words of the public API that are open-ended: known ones as short codes, unknown ones as `other:WORD`.

use billing_domain::period::PeriodUnit;
use billing_domain::plans::{RequiredField, TransitionMethod};

const OTHER: &str = "other:";

/// An open-ended word with a stored form.
pub(super) trait Word: Sized + 'static {
    /// Known values with their codes.
    const KNOWN: &'static [(&'static str, Self)];

    /// The word itself when it is not a known one.
    fn unknown(&self) -> Option<&str>;

    /// Wraps a word that is not known.
    fn other(word: String) -> Self;
}

/// The stored form.
pub(super) fn code<W: Word + PartialEq>(word: &W) -> String {
    if let Some(unknown) = word.unknown() {
        return format!("{OTHER}{unknown}");
    }
    let known = W::KNOWN.iter().find(|(_, known)| known == word);
    known.map(|(code, _)| (*code).to_owned()).unwrap_or_default()
}

/// The word of a stored form.
pub(super) fn word<W: Word + Clone>(code: &str) -> W {
    let known = W::KNOWN.iter().find(|(known, _)| *known == code);
    known.map_or_else(
        || W::other(code.strip_prefix(OTHER).unwrap_or(code).to_owned()),
        |(_, word)| word.clone(),
    )
}

impl Word for PeriodUnit {
    const KNOWN: &'static [(&'static str, Self)] =
        &[("day", Self::Day), ("week", Self::Week), ("month", Self::Month), ("year", Self::Year)];

    fn unknown(&self) -> Option<&str> {
        if let Self::Other(word) = self { Some(word) } else { None }
    }

    fn other(word: String) -> Self {
        Self::Other(word)
    }
}

impl Word for TransitionMethod {
    const KNOWN: &'static [(&'static str, Self)] =
        &[("support", Self::Support), ("wizard", Self::Wizard), ("recreate", Self::Recreate)];

    fn unknown(&self) -> Option<&str> {
        if let Self::Other(word) = self { Some(word) } else { None }
    }

    fn other(word: String) -> Self {
        Self::Other(word)
    }
}

impl Word for RequiredField {
    const KNOWN: &'static [(&'static str, Self)] =
        &[("payment_token", Self::PaymentToken), ("domain", Self::Domain), ("contacts", Self::Contacts)];

    fn unknown(&self) -> Option<&str> {
        if let Self::Other(word) = self { Some(word) } else { None }
    }

    fn other(word: String) -> Self {
        Self::Other(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        for unit in
            [PeriodUnit::Month, PeriodUnit::Other("QUARTER".to_owned()), PeriodUnit::Other("day".to_owned())]
        {
            assert_eq!(word::<PeriodUnit>(&code(&unit)), unit);
        }
        for method in [TransitionMethod::Recreate, TransitionMethod::Other("METHOD_NEW".to_owned())] {
            assert_eq!(word::<TransitionMethod>(&code(&method)), method);
        }
        for field in [RequiredField::PaymentToken, RequiredField::Other(String::new())] {
            assert_eq!(word::<RequiredField>(&code(&field)), field);
        }
    }
}
