//! Which role may call what: one table beside the operation table.

use crate::tokens::Role;
use billing_wire::Operation;
use billing_wire::extras::ExtraOperation;
use billing_wire::operations::Effect;

/// One call that somebody must be allowed to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// Of the public API.
    Public(Operation),
    /// Beside it.
    Extra(ExtraOperation),
    /// A call by which clients find out whether address and token are right.
    Probe,
}

impl Endpoint {
    /// The least role that may make the call. A viewer reads, whatever the verb. An approver also asks for moves to
    /// another plan, for those wait for approval. What changes payment methods, add-ons, quotas or usage changes what
    /// is paid or allowed at once, and wants a billing admin.
    pub(crate) const fn needs(self) -> Role {
        match self {
            Self::Probe => Role::Viewer,
            Self::Extra(operation) => match operation.effect() {
                Effect::Reads => Role::Viewer,
                Effect::Writes => Role::BillingAdmin,
            },
            Self::Public(operation) => match operation {
                Operation::ListInvoices
                | Operation::DownloadInvoicePdf
                | Operation::GetCurrentPlan
                | Operation::ListUsagePlans
                | Operation::GetPlanTransition
                | Operation::GetQuota
                | Operation::ListQuotas
                | Operation::GetQuotaLimits
                | Operation::GetQuotaUsage
                | Operation::ListSubscriptions
                | Operation::UsageSummary
                | Operation::ListCurrentUsage
                | Operation::ListMonthlyUsage
                | Operation::ListUsageDetails
                | Operation::ListHourlyUsageDetails => Role::Viewer,
                Operation::InitiatePlanTransition => Role::Approver,
                Operation::CreatePaymentMethod
                | Operation::DeletePaymentMethod
                | Operation::MakePaymentMethodPrimary
                | Operation::MakePaymentMethodSecondary
                | Operation::SwapPaymentMethodRole
                | Operation::SubscribeAddon
                | Operation::UnsubscribeAddon
                | Operation::CreateQuota
                | Operation::ReplaceQuota
                | Operation::DeleteQuota => Role::BillingAdmin,
            },
        }
    }

    /// Whether `role` may make the call.
    pub(crate) fn is_open_to(self, role: Role) -> bool {
        let rank = |role: Role| Role::ALL.iter().position(|one| *one == role);
        rank(role) >= rank(self.needs())
    }

    /// True when anybody may make the call.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Public(operation) if operation.is_open())
    }

    /// Whether the call may have changed something when it is given up half-way.
    pub(crate) fn writes(self) -> bool {
        match self {
            Self::Public(operation) => operation.effect() == Effect::Writes,
            Self::Extra(operation) => operation.effect() == Effect::Writes,
            Self::Probe => false,
        }
    }

    /// For messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Public(operation) => operation.name(),
            Self::Extra(operation) => operation.name(),
            Self::Probe => "This call",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_may_do_exactly_what_reads() {
        for operation in Operation::ALL {
            let reads = operation.effect() == Effect::Reads;
            assert_eq!(Endpoint::Public(operation).is_open_to(Role::Viewer), reads, "{operation:?}");
            assert!(Endpoint::Public(operation).is_open_to(Role::BillingAdmin), "{operation:?}");
        }
        for operation in ExtraOperation::ALL {
            let reads = operation.effect() == Effect::Reads;
            assert_eq!(Endpoint::Extra(operation).is_open_to(Role::Viewer), reads, "{operation:?}");
        }
    }

    #[test]
    fn an_approver_asks_for_moves_besides() {
        let more: Vec<_> = Operation::ALL
            .into_iter()
            .filter(|one| Endpoint::Public(*one).is_open_to(Role::Approver))
            .filter(|one| !Endpoint::Public(*one).is_open_to(Role::Viewer))
            .collect();
        assert_eq!(more, [Operation::InitiatePlanTransition]);
    }
}
