//! Enums word for word: each domain value, its word in the document, and `Other` for words we do not know.

use crate::schema::Vocabulary;
use billing_domain::coupons::DiscountType;
use billing_domain::invoices::InvoiceStatus;
use billing_domain::payment_methods::Role;
use billing_domain::period::PeriodUnit;
use billing_domain::plans::{PlanState, RequiredField, TransitionMethod, TransitionState};
use billing_domain::usage::UsageStatus;

/// An enum of the document.
pub(crate) trait Word: Sized {
    /// What an absent field means.
    const ABSENT: &'static str;

    /// The document's word.
    fn word(&self) -> &str;

    /// The value behind a word; words we do not know are kept.
    fn from_word(word: String) -> Self;

    /// The value of a field that may be absent.
    fn from_field(field: Option<String>) -> Self {
        Self::from_word(field.unwrap_or_else(|| Self::ABSENT.to_owned()))
    }

    /// The field of a value.
    fn to_field(&self) -> Option<String> {
        Some(self.word().to_owned())
    }
}

macro_rules! words {
    ($type:ident = $name:literal, absent $absent:literal, $($variant:ident = $word:literal),+ $(,)?) => {
        impl Vocabulary for $type {
            const NAME: &'static str = $name;
            const WORDS: &'static [&'static str] = &[$absent, $($word),+];
        }

        impl Word for $type {
            const ABSENT: &'static str = $absent;

            fn word(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }

            fn from_word(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)+
                    _ => Self::Other(word),
                }
            }
        }
    };
}

// OVERDUE has no prefix in the document either.
words!(
    InvoiceStatus = "invoiceInvoiceStatus",
    absent "STATUS_UNKNOWN",
    Pending = "STATUS_PENDING",
    Issued = "STATUS_ISSUED",
    Paid = "STATUS_PAID",
    Refunded = "STATUS_REFUNDED",
    Cancelled = "STATUS_CANCELLED",
    Overdue = "OVERDUE",
);
words!(
    Role = "payment_methodPaymentMethodRole",
    absent "PAYMENT_METHOD_ROLE_UNKNOWN",
    Primary = "PAYMENT_METHOD_ROLE_PRIMARY",
    Secondary = "PAYMENT_METHOD_ROLE_SECONDARY",
    Normal = "PAYMENT_METHOD_ROLE_NORMAL",
);
words!(
    PeriodUnit = "planPeriodUnitType",
    absent "PERIOD_UNKNOWN",
    Day = "PERIOD_DAY",
    Week = "PERIOD_WEEK",
    Month = "PERIOD_MONTH",
    Year = "PERIOD_YEAR",
);
words!(
    PlanState = "planPlanState",
    absent "STATE_UNSPECIFIED",
    Ready = "STATE_READY",
    TransitionPending = "STATE_TRANSITION_PENDING",
);
words!(
    TransitionMethod = "planPlanTransitionMethod",
    absent "TRANSITION_METHOD_UNSPECIFIED",
    Support = "TRANSITION_METHOD_SUPPORT",
    Wizard = "TRANSITION_METHOD_WIZARD",
    Recreate = "TRANSITION_METHOD_RECREATE",
);
words!(
    RequiredField = "planPlanTransitionRequiredField",
    absent "TRANSITION_REQUIRED_FIELD_UNSPECIFIED",
    PaymentToken = "TRANSITION_REQUIRED_FIELD_PAYMENT_TOKEN",
    Domain = "TRANSITION_REQUIRED_FIELD_DOMAIN",
    Contacts = "TRANSITION_REQUIRED_FIELD_CONTACTS",
);
words!(
    TransitionState = "plan_transitionState",
    absent "STATE_UNSPECIFIED",
    Creating = "STATE_CREATING",
    WaitingForApproval = "STATE_WAITING_FOR_APPROVAL",
    Finished = "STATE_FINISHED",
    Failed = "STATE_FAILED",
);
words!(
    UsageStatus = "schemausageStatusType",
    absent "STATUS_UNKNOWN",
    Active = "STATUS_ACTIVE",
    NoData = "STATUS_NO_DATA",
    NotMeasured = "STATUS_NOT_MEASURED",
);
words!(
    DiscountType = "usageDiscountType",
    absent "DISCOUNT_TYPE_UNKNOWN",
    FixedAmount = "DISCOUNT_TYPE_FIXED_AMOUNT",
    Percentage = "DISCOUNT_TYPE_PERCENTAGE",
);

/// Words that no noun of ours has a value for: they are only passed on, word for word.
macro_rules! passed_on {
    ($($(#[doc = $doc:literal])+ $type:ident = $name:literal, $($word:literal),+;)+) => {
        $(
            $(#[doc = $doc])+
            pub(crate) struct $type;

            impl Vocabulary for $type {
                const NAME: &'static str = $name;
                const WORDS: &'static [&'static str] = &[$($word),+];
            }
        )+
    };
}

passed_on! {
    /// What a contact is for.
    ContactWords = "contactContactType", "MAILING", "BILLING", "PAYMENT";
    /// Why an account is given up.
    DeletionReason = "tenantDeletionReason", "REASON_UNKNOWN", "REASON_SWITCH_TO_FREE_PLAN",
        "REASON_NO_LONGER_NEEDED", "REASON_NOT_JUSTIFY_COSTS", "REASON_DIFFICULT_TO_USE";
    /// What kind of customer.
    TenantType = "schemaTenantType", "UNKNOWN", "FREEMIUM", "ENTERPRISE";
    /// What kind of plan.
    PlanType = "schemaPlanType", "FREE", "INDIVIDUAL", "TEAM", "ORGANIZATION", "PLAN_TYPE_UNSPECIFIED";
    /// What went wrong with one item of a list.
    ListErrorCode = "schemaErrorCode", "EOK", "EPERMS", "EBADINPUT", "ENOTFOUND", "EEXISTS", "EUNKNOWN",
        "ESERIALIZE", "EINTERNAL", "EPARTIAL";
    /// Whether a status is meant for others.
    PublishWords = "schemaStatusPublishType", "STATUS_DO_NOT_PUBLISH", "STATUS_PUBLISH";
    /// The period of a rate limit.
    RatePeriod = "rate_limiterRateLimitPeriodUnit", "SECOND", "MINUTE", "HOUR", "DAY";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_are_values_and_unknown_words_survive() {
        assert_eq!(InvoiceStatus::from_word("OVERDUE".into()), InvoiceStatus::Overdue);
        assert_eq!(InvoiceStatus::from_word("STATUS_OVERDUE".into()).word(), "STATUS_OVERDUE");
        assert_eq!(Role::from_field(None).word(), "PAYMENT_METHOD_ROLE_UNKNOWN");
        let later = TransitionState::from_word("STATE_ROLLED_BACK".into());
        assert_eq!(later, TransitionState::Other("STATE_ROLLED_BACK".into()));
        assert_eq!(later.to_field().unwrap(), "STATE_ROLLED_BACK");
    }
}
