//! Why a document cannot be made. The text is for the person who asked for it.

/// A document is made whole or not at all; this says why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No embedded face has the character; an empty box on a bill is worse than a refusal.
    #[error("the document font has no glyph for {character:?} (U+{:04X}) in {text:?}", *.character as u32)]
    MissingGlyph {
        /// The character nobody can draw.
        character: char,
        /// The text it stands in.
        text: String,
    },
    /// A figure is not a plain decimal such as `-1234.50`.
    #[error("{what} is not a plain decimal number: {text:?}")]
    BadFigure {
        /// Which figure of the document.
        what: &'static str,
        /// What stood there.
        text: String,
    },
    /// A sum needs more than 38 digits.
    #[error("{what} does not fit into 38 digits")]
    Overflow {
        /// Which sum.
        what: &'static str,
    },
    /// The document was issued with a template that this program does not have.
    #[error("this program cannot print template version {version}; the newest it has is {newest}")]
    UnknownTemplate {
        /// Asked for.
        version: u32,
        /// Newest version known here.
        newest: u32,
    },
    /// The period ends before it starts, or is empty.
    #[error("the period ends on or before its start")]
    EmptyPeriod,
    /// A chart's series and categories do not fit together, or its place is too small.
    #[error("the chart cannot be drawn: {reason}")]
    Chart {
        /// What does not fit.
        reason: String,
    },
    /// A sheet has more columns than a page can show without breaking figures.
    #[error("{columns} columns do not fit a page without breaking figures; hide some, or take XLSX or CSV")]
    TooWide {
        /// How many there are.
        columns: usize,
    },
    /// A library under us refused; never seen with the embedded fonts.
    #[error("the document could not be written: {reason}")]
    Internal {
        /// Its words.
        reason: String,
    },
}

impl DocumentError {
    pub(crate) fn internal(reason: impl std::fmt::Display) -> Self {
        Self::Internal { reason: reason.to_string() }
    }

    pub(crate) fn chart(reason: impl Into<String>) -> Self {
        Self::Chart { reason: reason.into() }
    }
}
