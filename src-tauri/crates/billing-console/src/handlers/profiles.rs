//! The billing profile of the open book.

use crate::commands::*;
use crate::{CommandError, Context};
use billing_domain::BillingError;
use billing_domain::invoices::profile::{BillingProfile, Party};
use billing_domain::tax::TaxRate;
use billing_service::accounts::OpenAccount;

/// The category of a tax that was set here for the first time.
const STANDARD: &str = "standard";

/// What documents print from now on.
pub async fn profile_view(context: Context, _: Nothing) -> Result<ProfileSheet, CommandError> {
    sheet(&context.account()?).await
}

/// Sets it; what is issued stays as it is.
pub async fn profile_set(context: Context, input: ProfileView) -> Result<ProfileSheet, CommandError> {
    let account = context.local_account()?;
    let percent = input.tax.as_ref().map(|tax| tax.percent.0.trim().parse()).transpose();
    let percent = percent.map_err(BillingError::from)?;
    account
        .backend
        .bill(move |billing, now| {
            let before = billing.profile()?;
            billing.set_profile(profile(input, percent, before.tax), now)
        })
        .await?;
    sheet(&account).await
}

fn profile(
    input: ProfileView,
    percent: Option<billing_domain::Decimal>,
    before: Option<TaxRate>,
) -> BillingProfile {
    let category = before.map_or_else(|| STANDARD.to_owned(), |tax| tax.category);
    let tax = input.tax.zip(percent);
    BillingProfile {
        seller: party(input.seller),
        buyer: party(input.buyer),
        tax: tax.map(|(tax, percent)| TaxRate { category, label: tax.label.trim().to_owned(), percent }),
        due_days: input.due_days,
        language: input.language,
        payment_note: lines(input.payment_note),
    }
}

fn party(text: PartyText) -> Party {
    let tax_id = Some(text.tax_id.trim().to_owned()).filter(|id| !id.is_empty());
    Party { name: text.name.trim().to_owned(), address: lines(text.address), tax_id }
}

fn lines(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

async fn sheet(account: &OpenAccount) -> Result<ProfileSheet, CommandError> {
    let profile = account.backend.bill(|billing, _| billing.profile()).await?;
    let text = |party: Party| PartyText {
        name: party.name,
        address: party.address,
        tax_id: party.tax_id.unwrap_or_default(),
    };
    Ok(ProfileSheet {
        account: account.entry.name.clone(),
        editable: account.tenant.is_none() && account.entry.kind != "archive",
        now: ProfileView {
            seller: text(profile.seller),
            buyer: text(profile.buyer),
            tax: profile.tax.map(|tax| TaxText { label: tax.label, percent: tax.percent.into() }),
            due_days: profile.due_days,
            language: profile.language,
            payment_note: profile.payment_note,
        },
    })
}
