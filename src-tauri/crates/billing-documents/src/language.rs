//! The languages a document can be printed in.

/// Language of a document's own words. Names that come from the bill stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, Gregorian years.
    #[default]
    En,
    /// Thai, years of the Buddhist era.
    Th,
}

impl Language {
    /// BCP 47 tag, for `/Lang` in a PDF.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Th => "th",
        }
    }
}
