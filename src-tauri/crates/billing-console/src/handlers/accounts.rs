//! Accounts and the header.

use super::tenants::{after_opening, head};
use crate::commands::*;
use crate::console::blocking;
use crate::values::instant_text;
use crate::{CommandError, Console, Context};
use billing_domain::{BillingError, Period};
use billing_service::accounts::{AccountEntry, credential_name, peek_book, size_on_disk};
use billing_service::tenant::told::told_overdue;
use std::sync::Arc;

/// All accounts of this machine.
pub async fn accounts_list(context: Context, _: Nothing) -> Result<AccountsView, CommandError> {
    blocking(move || accounts_view(&context)).await
}

/// Makes a local book and opens it.
pub async fn account_create(context: Context, input: AccountCreate) -> Result<AccountRow, CommandError> {
    blocking(move || {
        let currency = input.currency.parse()?;
        let made = context.accounts().create(&input.name, currency, context.clock().now())?;
        Ok(row(&context, &context.open(&made.id)?))
    })
    .await
}

/// Makes the demo account on first use, and opens it.
pub async fn account_add_demo(context: Context, _: Nothing) -> Result<AccountRow, CommandError> {
    blocking(move || {
        let demo = context.accounts().add_demo()?;
        Ok(row(&context, &context.open(&demo.id)?))
    })
    .await
}

/// Opens an account of the list.
pub async fn account_open(context: Context, input: AccountRef) -> Result<AccountRow, CommandError> {
    // A tenant that is open already keeps its connection, and what it is sending right now is not called unknown.
    let stays = context.opened().is_some_and(|open| open.entry.id == input.id && open.tenant.is_some());
    let opening = Arc::clone(&context);
    let opened = blocking(move || {
        let entry = opening.open(&input.id)?;
        let now = instant_text(opening.clock().now());
        // Where the settings cannot be written, the order of a menu is all that suffers.
        let _ = opening.settings.change(|settings| drop(settings.opened.insert(input.id, now)));
        Ok(row(&opening, &entry))
    })
    .await?;
    if !stays {
        tokio::spawn(after_opening(context));
    }
    Ok(opened)
}

/// Takes an account off the list, and its files when told so. What the keychain keeps for it is forgotten in any case.
pub async fn account_remove(context: Context, input: AccountRemove) -> Result<AccountsView, CommandError> {
    // Before anything is taken from it: a refusal leaves it as it was.
    context.jobs.refuse_while_running_into(&input.id)?;
    if let Some(tenant) =
        context.opened().filter(|open| open.entry.id == input.id).and_then(|open| open.tenant)
    {
        context.tenancy.stop_runs();
        context.tenancy.runs_ended().await;
        tenant.connect(None);
    }
    blocking(move || {
        let remote =
            context.accounts().list()?.iter().any(|entry| entry.id == input.id && entry.connection.is_some());
        if remote {
            // First of all: an account that is gone must leave no secret behind.
            context.tenancy.secrets.forget(&credential_name(&input.id))?;
        }
        if context.opened().is_some_and(|open| open.entry.id == input.id) {
            context.jobs.refuse_while_running_into(&input.id)?;
            context.close();
        }
        context.accounts().remove(&input.id, input.wipe)?;
        context.tenancy.forget_link(&input.id);
        // Where the settings cannot be written, an age without an account does no harm.
        let _ = context.settings.change(|settings| {
            settings.copies.remove(&input.id);
            settings.colours.remove(&input.id);
            settings.opened.remove(&input.id);
            settings.backups.remove(&input.id);
            settings.told.remove(&input.id);
        });
        accounts_view(&context)
    })
    .await
}

fn accounts_view(console: &Console) -> Result<AccountsView, CommandError> {
    let entries = console.accounts().list()?;
    // The total is that of the figures shown, so that the column adds up.
    let tenths = entries.iter().map(|entry| tenths_of_megabytes(size_on_disk(&entry.folder))).sum();
    Ok(AccountsView {
        accounts: entries.iter().map(|entry| row(console, entry)).collect(),
        home: console.home().display().to_string(),
        total_mb: megabytes(tenths),
    })
}

pub(super) fn row(console: &Console, entry: &AccountEntry) -> AccountRow {
    let open = console.opened().filter(|open| open.entry.id == entry.id);
    let is_open = open.is_some();
    // The open book is asked as it is; others are only looked at, and say so when they cannot be.
    let record = match open {
        Some(open) => Ok(open.record),
        None => peek_book(&entry.folder),
    };
    let problem = record.as_ref().err().cloned();
    let record = record.ok();
    let settings = console.settings.get();
    AccountRow {
        id: entry.id.clone(),
        name: entry.name.clone(),
        tenant: record.as_ref().map_or_else(|| entry.kind.clone(), |record| record.tenant.clone()),
        kind: entry.kind.clone(),
        currency: record.as_ref().map_or_else(String::new, |record| record.currency.to_string()),
        path: entry.folder.display().to_string(),
        size_mb: megabytes(tenths_of_megabytes(size_on_disk(&entry.folder))),
        open: is_open,
        demo: entry.demo,
        problem_code: problem.as_ref().map(|error| error.code.to_string()),
        problem: problem.map(|error| error.message),
        created_at: record.map(|record| instant_text(record.created_at)),
        address: entry.address().cloned(),
        copy_as_of: settings.copies.get(&entry.id).cloned(),
        colour: settings.colours.get(&entry.id).copied().unwrap_or_else(|| usual_colour(&entry.kind)),
        opened_at: settings.opened.get(&entry.id).cloned(),
    }
}

/// Gives an account a colour.
pub async fn account_colour_set(
    context: Context,
    input: AccountColour,
) -> Result<AccountsView, CommandError> {
    blocking(move || {
        if !(1..=8).contains(&input.colour) {
            return Err(BillingError::invalid("There are eight colours, 1 to 8.").into());
        }
        if !context.accounts().list()?.iter().any(|entry| entry.id == input.id) {
            return Err(BillingError::not_found("There is no such account on this machine.").into());
        }
        context.settings.change(|settings| {
            settings.colours.insert(input.id, input.colour);
        })?;
        accounts_view(&context)
    })
    .await
}

fn usual_colour(kind: &str) -> u8 {
    match kind {
        "remote" => 6,
        "archive" => 8,
        _ => 3,
    }
}

/// Bytes as whole tenths of a megabyte, rounded half up.
fn tenths_of_megabytes(bytes: u64) -> u64 {
    bytes.saturating_add(50_000) / 100_000
}

/// Tenths as megabytes with one decimal.
fn megabytes(tenths: u64) -> DecimalText {
    DecimalText(format!("{}.{}", tenths / 10, tenths % 10))
}

/// What the frame shows on every screen.
pub async fn header(context: Context, _: Nothing) -> Result<Header, CommandError> {
    let open = context.opened();
    let tenant = match open.as_ref().and_then(|open| Some((open, open.tenant.as_ref()?))) {
        Some((open, tenant)) => Some(head(&context, open, &tenant.status().await?)),
        None => None,
    };
    blocking(move || {
        let air_gapped = context.is_air_gapped();
        let accounts = u32::try_from(context.accounts().list()?.len()).unwrap_or(u32::MAX);
        let Some(open) = open else {
            return Ok(Header {
                account: None,
                period: None,
                data_as_of: None,
                first_month: None,
                last_month: None,
                accounts,
                quotas_over: 0,
                invoices_overdue: 0,
                no_primary: false,
                tenant: None,
                air_gapped,
            });
        };
        let facts = billing_service::overview::header(&open.backend)?;
        let period = Period::month_of(facts.data_as_of.unwrap_or_else(|| open.backend.now()))?;
        Ok(Header {
            account: Some(row(&context, &open.entry)),
            period: Some(period.into()),
            data_as_of: facts.data_as_of.map(instant_text),
            first_month: facts.first_month,
            last_month: facts.last_month,
            accounts,
            quotas_over: facts.quotas_over,
            // What a provider bills is overdue when the provider says so.
            invoices_overdue: match tenant {
                Some(_) => u32::try_from(open.backend.store().read(told_overdue)?.len()).unwrap_or(u32::MAX),
                None => facts.invoices_overdue,
            },
            no_primary: facts.no_primary,
            tenant,
            air_gapped,
        })
    })
    .await
}
