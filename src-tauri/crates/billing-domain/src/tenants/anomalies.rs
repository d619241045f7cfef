//! What a tenant may tell that cannot be. It is recorded, never repaired.

/// The kind of an anomaly; the message has the particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnomalyCode {
    /// An invoice has a state that its former one cannot become.
    ImpossibleState,
    /// A final invoice is running again.
    FinalReopened,
    /// A final invoice has another amount.
    FinalAmountChanged,
    /// A final invoice has another period.
    FinalPeriodChanged,
    /// A final invoice is no longer listed.
    InvoiceGone,
    /// A document has another content than before.
    DocumentChanged,
    /// A series of a month is no longer told.
    UsageGone,
    /// Hours of a series are no longer told.
    HoursGone,
}

impl AnomalyCode {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::ImpossibleState,
        Self::FinalReopened,
        Self::FinalAmountChanged,
        Self::FinalPeriodChanged,
        Self::InvoiceGone,
        Self::DocumentChanged,
        Self::UsageGone,
        Self::HoursGone,
    ];

    /// The stable snake_case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ImpossibleState => "impossible_state",
            Self::FinalReopened => "final_reopened",
            Self::FinalAmountChanged => "final_amount_changed",
            Self::FinalPeriodChanged => "final_period_changed",
            Self::InvoiceGone => "invoice_gone",
            Self::DocumentChanged => "document_changed",
            Self::UsageGone => "usage_gone",
            Self::HoursGone => "hours_gone",
        }
    }
}

/// One anomaly, in words for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// Its kind.
    pub code: AnomalyCode,
    /// The particulars: what it was and what it is now.
    pub message: String,
}

impl Anomaly {
    /// An anomaly of a kind.
    pub fn new(code: AnomalyCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}
