//! `accounts ..`: the accounts of this machine.

use super::blocking;
use crate::arguments::{AccountsCommand, CredentialArguments, TenantArguments};
use crate::failure::Failure;
use crate::output::{self, Report};
use crate::tenants;
use billing_domain::BillingError;
use billing_domain::tenants::{StepOutcome, StepReport, TenantConnection, TenantConnector};
use billing_service::accounts::{AccountEntry, Accounts};
use billing_service::{Clock, SystemClock};
use serde_json::{Map, Value, json};

pub async fn run(what: AccountsCommand, json: bool) -> Result<(), Failure> {
    let entries = match what {
        AccountsCommand::Test { account, credential } => return test(account, credential, json).await,
        AccountsCommand::List => blocking(|| tenants::accounts()?.list()).await?,
        AccountsCommand::Add { book: Some(folder), .. } => {
            blocking(move || Ok(vec![tenants::accounts()?.add_folder(&folder, SystemClock.now())?])).await?
        }
        AccountsCommand::Add { name, currency, tenant, .. } => {
            let name = name.unwrap_or_default();
            blocking(move || Ok(vec![add(&tenants::accounts()?, &name, &currency, &tenant)?])).await?
        }
        AccountsCommand::Remove { id, wipe } => {
            blocking(move || {
                let accounts = tenants::accounts()?;
                accounts.remove(&id, wipe)?;
                tenants::forget(&id);
                accounts.list()
            })
            .await?
        }
    };
    let report = Report {
        columns: vec!["id", "name", "kind", "address", "folder"],
        totals: json!({ "accounts": entries.len() }),
        rows: entries.iter().map(row).collect(),
    };
    output::report(&report, json);
    Ok(())
}

fn add(
    accounts: &Accounts,
    name: &str,
    currency: &str,
    tenant: &TenantArguments,
) -> Result<AccountEntry, BillingError> {
    let now = SystemClock.now();
    let Some(pasted) = &tenant.tenant else { return accounts.create(name, currency.parse()?, now) };
    let facts = tenants::connector().read_address(pasted)?;
    let credential = tenants::told(&tenant.credential)?;
    let custom_ca = tenant.ca.as_deref().map(tenants::text).transpose()?;
    let connection = TenantConnection { address: facts.base.clone(), custom_ca, proxy: tenant.proxy.clone() };
    if let Some(credential) = &credential {
        // What cannot make a client is refused before anything is written.
        tenants::connector().connect(&connection, credential)?;
    }
    let entry = accounts.add_tenant(name, &facts, connection, now)?;
    match credential {
        None => eprintln!("note: no credential is kept; name a file with each sync"),
        Some(credential) => {
            if let Some(why) = tenants::keep(&entry, &credential)? {
                eprintln!("note: the credential is not kept: {why} Name its file with each sync.");
            }
        }
    }
    Ok(entry)
}

/// Tells of each step; a failed one is a failure.
async fn test(account: String, files: CredentialArguments, json: bool) -> Result<(), Failure> {
    let (connection, credential) = blocking(move || {
        let (entry, connection) = tenants::find(&tenants::accounts()?, &account)?;
        Ok((connection, tenants::credential(&entry, &files)?))
    })
    .await?;
    let steps = tenants::connector().test(&connection, &credential, &|_| {}).await;
    let failed = steps.iter().find_map(|step| match &step.outcome {
        StepOutcome::Failed(error) => Some(error.clone()),
        _ => None,
    });
    let report = Report {
        columns: vec!["step", "outcome", "millis", "message"],
        totals: json!({ "passed": failed.is_none(), "tenant": connection.address }),
        rows: steps.iter().map(step).collect(),
    };
    output::report(&report, json);
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn step(report: &StepReport) -> Map<String, Value> {
    let (outcome, message) = match &report.outcome {
        StepOutcome::Passed(found) => ("passed", found.to_string()),
        StepOutcome::Warning(what) => ("warning", what.to_string()),
        StepOutcome::Failed(error) => ("failed", error.message.clone()),
        StepOutcome::Skipped(why) => ("skipped", why.to_string()),
    };
    let step = serde_json::to_value(report.step).unwrap_or_default();
    let fields: [(&str, Value); 4] = [
        ("step", step),
        ("outcome", outcome.into()),
        ("millis", report.millis.into()),
        ("message", message.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn row(entry: &AccountEntry) -> Map<String, Value> {
    let fields: [(&str, Value); 6] = [
        ("id", entry.id.clone().into()),
        ("name", entry.name.clone().into()),
        ("kind", entry.kind.clone().into()),
        ("address", entry.address().cloned().into()),
        ("folder", entry.folder.to_string_lossy().into()),
        ("demo", entry.demo.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
