//! `Remote(Server(fake))` equals the fake: the same questions reach it, the same nouns come back.

use crate::fake::nouns::{draft, month};
use crate::requests::{new_payment_method, transition_request};
use crate::tenant::Tenant;
use billing_domain::Namespace;
use billing_domain::invoices::Invoices;
use billing_domain::payment_methods::PaymentMethods;
use billing_domain::plans::{ADDON_KEYS, Plans};
use billing_domain::quotas::Quotas;
use billing_domain::subscriptions::Subscriptions;
use billing_domain::usage::Usage;

/// Names that an address must not garble.
const NAMES: [&str; 4] = ["visa", "2026/000 001?x=1#y", "ใบแจ้งหนี้", "a%2Fb+c&d"];

/// Asks both sides the same and compares what was asked and what was answered.
macro_rules! same {
    ($tenant:ident, $fake:ident, $operation:ident($($argument:expr),*)) => {{
        let expected = $fake.$operation($($argument),*).await.unwrap();
        let asked = $fake.take_asked();
        let answered = $tenant.remote().$operation($($argument),*).await.unwrap();
        assert_eq!($fake.take_asked(), asked, "what reached the backend");
        assert_eq!(answered, expected);
    }};
}

#[tokio::test]
async fn invoices() {
    let (tenant, fake) = Tenant::over_fake().await;
    let system = Namespace::system();
    same!(tenant, fake, list_invoices(&system, None));
    same!(tenant, fake, list_invoices(&system, Some(5)));
    for name in NAMES {
        same!(tenant, fake, invoice_pdf(&system, name));
    }
    let none = tenant.remote().list_invoices(&system, Some(0)).await.unwrap();
    assert!(none.is_empty(), "at most none, although 0 on the wire is no limit");
}

#[tokio::test]
async fn payment_methods() {
    let (tenant, fake) = Tenant::over_fake().await;
    let system = Namespace::system();
    same!(tenant, fake, create_payment_method(&system, &new_payment_method()));
    for name in NAMES {
        same!(tenant, fake, delete_payment_method(&system, name));
        same!(tenant, fake, make_primary(&system, name));
        same!(tenant, fake, make_secondary(&system, name));
        same!(tenant, fake, swap_primary(&system, name));
    }
}

#[tokio::test]
async fn plans() {
    let (tenant, fake) = Tenant::over_fake().await;
    same!(tenant, fake, current_plan());
    same!(tenant, fake, list_plans());
    same!(tenant, fake, initiate_transition(&Namespace::system(), &transition_request()));
    same!(tenant, fake, transition_state("dec2417d-adb1-4fcc-8dcd-529b1d31a652"));
    for addon in ADDON_KEYS {
        same!(tenant, fake, subscribe_addon(addon));
        same!(tenant, fake, unsubscribe_addon(addon));
    }
}

#[tokio::test]
async fn quotas() {
    let (tenant, fake) = Tenant::over_fake().await;
    let shop = Namespace::new("shop").unwrap();
    for name in NAMES {
        same!(tenant, fake, create_quota(&draft(name)));
        same!(tenant, fake, replace_quota(&draft(name)));
        same!(tenant, fake, get_quota(&shop, name));
        same!(tenant, fake, delete_quota(&shop, name));
    }
    same!(tenant, fake, list_quotas(&shop, None));
    same!(tenant, fake, list_quotas(&shop, Some("env in (staging, prod),team=shop & co")));
    same!(tenant, fake, quota_limits(&shop));
    same!(tenant, fake, quota_usage(&shop));
}

#[tokio::test]
async fn subscriptions() {
    let (tenant, fake) = Tenant::over_fake().await;
    let system = Namespace::system();
    same!(tenant, fake, list_subscriptions(&system, None));
    same!(tenant, fake, list_subscriptions(&system, Some(true)));
    let past = tenant.remote().list_subscriptions(&system, Some(false)).await.unwrap();
    assert!(past.is_empty(), "a tenant that does not filter is filtered here");
}

#[tokio::test]
async fn usage() {
    let (tenant, fake) = Tenant::over_fake().await;
    let system = Namespace::system();
    same!(tenant, fake, usage_summary(month()));
    same!(tenant, fake, current_usage(&system, month()));
    same!(tenant, fake, monthly_usage(&system));
    same!(tenant, fake, usage_details(&system, month()));
    same!(tenant, fake, hourly_usage_details(&system, "eyJhIjoi4LiBIn0=+/"));
}
