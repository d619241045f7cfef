//! The operation table: what each of the 26 operations is called, where it lives, and whether it may be repeated.
//!
//! The server makes its routes from it and the client its addresses; neither writes a path of its own.

use billing_domain::BillingError;

/// An HTTP verb of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// POST: creates, changes, or asks with a body.
    Post,
    /// PUT: replaces whole.
    Put,
    /// DELETE.
    Delete,
}

/// The six topics, named as the files that deal with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// `invoices.rs`
    Invoices,
    /// `payment_methods.rs`
    PaymentMethods,
    /// `plans.rs`: plans, transitions, add-ons.
    Plans,
    /// `quotas.rs`
    Quotas,
    /// `subscriptions.rs`
    Subscriptions,
    /// `usage.rs`
    Usage,
}

/// What calling twice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing but an answer: may be asked again.
    Reads,
    /// Creates, changes or charges: never sent again without reading back.
    Writes,
}

macro_rules! operations {
    ($($operation:ident, $topic:ident, $effect:ident, $method:ident, $path:literal;)+) => {
        /// One of the 26 operations.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the name is the document's own; the table says the rest")]
        pub enum Operation {
            $($operation,)+
        }

        impl Operation {
            /// All of them, in the order of the topics.
            pub const ALL: [Self; 26] = [$(Self::$operation,)+];

            /// The stable name, for logs and messages.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$operation => stringify!($operation),)+ }
            }

            /// The topic it belongs to.
            #[must_use]
            pub const fn topic(self) -> Topic {
                match self { $(Self::$operation => Topic::$topic,)+ }
            }

            /// Whether it only reads.
            #[must_use]
            pub const fn effect(self) -> Effect {
                match self { $(Self::$operation => Effect::$effect,)+ }
            }

            /// Its HTTP verb.
            #[must_use]
            pub const fn method(self) -> Method {
                match self { $(Self::$operation => Method::$method,)+ }
            }

            /// The path template, letter for letter as in the document.
            #[must_use]
            pub const fn template(self) -> &'static str {
                match self { $(Self::$operation => $path,)+ }
            }
        }
    };
}

operations! {
    ListInvoices, Invoices, Reads, Get, "/api/web/namespaces/{namespace}/usage/invoices/custom_list";
    DownloadInvoicePdf, Invoices, Reads, Get, "/api/web/namespaces/{namespace}/usage/invoice_pdf";

    CreatePaymentMethod, PaymentMethods, Writes, Post, "/api/web/namespaces/{namespace}/billing/payment_methods";
    DeletePaymentMethod, PaymentMethods, Writes, Delete, "/api/web/namespaces/{namespace}/billing/payment_methods/{name}";
    MakePaymentMethodPrimary, PaymentMethods, Writes, Post, "/api/web/namespaces/{namespace}/billing/payment_method/{name}/primary";
    MakePaymentMethodSecondary, PaymentMethods, Writes, Post, "/api/web/namespaces/{namespace}/billing/payment_method/{name}/secondary";
    SwapPaymentMethodRole, PaymentMethods, Writes, Post, "/api/web/namespaces/{namespace}/billing/payment_method/{name}/swap-primary";

    GetCurrentPlan, Plans, Reads, Get, "/api/web/namespaces/system/usage_plans/current";
    ListUsagePlans, Plans, Reads, Get, "/api/web/namespaces/system/usage_plans/custom_list";
    InitiatePlanTransition, Plans, Writes, Post, "/api/web/namespaces/{namespace}/billing/plan_transition";
    GetPlanTransition, Plans, Reads, Get, "/no_auth/namespaces/system/billing/plan_transition";
    SubscribeAddon, Plans, Writes, Post, "/api/web/namespaces/system/addon/subscribe";
    UnsubscribeAddon, Plans, Writes, Post, "/api/web/namespaces/system/addon/unsubscribe";

    CreateQuota, Quotas, Writes, Post, "/api/web/namespaces/{metadata.namespace}/quotas";
    ReplaceQuota, Quotas, Writes, Put, "/api/web/namespaces/{metadata.namespace}/quotas/{metadata.name}";
    GetQuota, Quotas, Reads, Get, "/api/web/namespaces/{namespace}/quotas/{name}";
    ListQuotas, Quotas, Reads, Get, "/api/web/namespaces/{namespace}/quotas";
    DeleteQuota, Quotas, Writes, Delete, "/api/web/namespaces/{namespace}/quotas/{name}";
    GetQuotaLimits, Quotas, Reads, Get, "/api/web/namespaces/{namespace}/quota/limits";
    GetQuotaUsage, Quotas, Reads, Get, "/api/web/namespaces/{namespace}/quota/usage";

    ListSubscriptions, Subscriptions, Reads, Get, "/api/web/namespaces/{namespace}/subscriptions/custom_list";

    UsageSummary, Usage, Reads, Post, "/api/data/namespaces/system/billing/usage_summary";
    ListCurrentUsage, Usage, Reads, Post, "/api/web/namespaces/{namespace}/current_usage";
    ListMonthlyUsage, Usage, Reads, Post, "/api/web/namespaces/{namespace}/monthly_usage";
    ListUsageDetails, Usage, Reads, Post, "/api/web/namespaces/{namespace}/usage_details";
    ListHourlyUsageDetails, Usage, Reads, Post, "/api/web/namespaces/{namespace}/hourly_usage_details";
}

impl Method {
    /// The verb in capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl Operation {
    /// True for the one call that works without a token: its id is the secret.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.template().starts_with("/no_auth/")
    }

    /// The template with one name per level: two templates of the document name the same address.
    #[must_use]
    pub fn route(self) -> String {
        self.template().replace("{metadata.", "{")
    }

    /// The path with its placeholders filled in order, percent-encoded.
    ///
    /// # Errors
    /// `NotFound` for a name that no address can carry (empty, `.` or `..`), `Internal` when the count is wrong.
    pub fn path(self, names: &[&str]) -> Result<String, BillingError> {
        let mut path = String::new();
        let mut names = names.iter();
        for segment in self.template().split('/').skip(1) {
            path.push('/');
            if segment.starts_with('{') {
                let name = names.next().ok_or_else(|| self.wrong_count())?;
                path.push_str(&encode_segment(name)?);
            } else {
                path.push_str(segment);
            }
        }
        if names.next().is_some() { Err(self.wrong_count()) } else { Ok(path) }
    }

    fn wrong_count(self) -> BillingError {
        BillingError::internal(format!("{} was called with a wrong number of names.", self.name()))
    }
}

/// Percent-encodes one path segment. A dot segment would change the address, however it is encoded.
fn encode_segment(name: &str) -> Result<String, BillingError> {
    if matches!(name, "" | "." | "..") {
        return Err(BillingError::not_found(format!("Nothing is called {name:?}.")));
    }
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing_domain::ErrorCode;
    use std::collections::BTreeSet;

    #[test]
    fn twenty_six_operations_on_twenty_five_templates() {
        let templates: BTreeSet<_> = Operation::ALL.iter().map(|one| one.template()).collect();
        let routes: BTreeSet<_> =
            Operation::ALL.iter().map(|one| (one.method().as_str(), one.route())).collect();
        assert_eq!((templates.len(), routes.len()), (25, 26));
    }

    #[test]
    fn only_the_transition_state_needs_no_token() {
        let open: Vec<_> = Operation::ALL.iter().filter(|one| one.is_open()).collect();
        assert_eq!(open, [&Operation::GetPlanTransition]);
    }

    #[test]
    fn placeholders_are_filled_in_order_and_encoded() {
        let path = Operation::ReplaceQuota.path(&["shop", "limits/ไทย 1"]).unwrap();
        assert_eq!(path, "/api/web/namespaces/shop/quotas/limits%2F%E0%B9%84%E0%B8%97%E0%B8%A2%201");
        assert_eq!(Operation::ListQuotas.path(&[]).unwrap_err().code, ErrorCode::Internal);
        assert_eq!(Operation::GetCurrentPlan.path(&["x"]).unwrap_err().code, ErrorCode::Internal);
    }

    #[test]
    fn names_that_would_change_the_address_are_not_found() {
        for name in ["", ".", ".."] {
            let error = Operation::GetQuota.path(&["system", name]).unwrap_err();
            assert_eq!(error.code, ErrorCode::NotFound, "{name:?}");
        }
    }

    #[test]
    fn get_always_reads_and_put_and_delete_always_write() {
        for operation in Operation::ALL {
            match operation.method() {
                Method::Get => assert_eq!(operation.effect(), Effect::Reads, "{operation:?}"),
                Method::Put | Method::Delete => {
                    assert_eq!(operation.effect(), Effect::Writes, "{operation:?}")
                }
                Method::Post => {}
            }
        }
    }
}
