//! `accounts ..`: the accounts of this machine.

use super::blocking;
use crate::arguments::AccountsCommand;
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::BillingError;
use billing_service::accounts::{AccountEntry, Accounts, home_folder};
use billing_service::{Clock, SystemClock};
use serde_json::{Map, Value, json};

pub async fn run(what: AccountsCommand, json: bool) -> Result<(), Failure> {
    let report = blocking(move || {
        let home = home_folder()
            .ok_or_else(|| BillingError::refused("There is no data folder: set COUNTERFOIL_HOME."))?;
        let accounts = Accounts::new(home);
        let entries = match what {
            AccountsCommand::List => accounts.list()?,
            AccountsCommand::Add { book: Some(folder), .. } => {
                vec![accounts.add_folder(&folder, SystemClock.now())?]
            }
            AccountsCommand::Add { name, currency, .. } => {
                vec![accounts.create(&name.unwrap_or_default(), currency.parse()?, SystemClock.now())?]
            }
            AccountsCommand::Remove { id, wipe } => {
                accounts.remove(&id, wipe)?;
                accounts.list()?
            }
        };
        Ok(Report {
            columns: vec!["id", "name", "kind", "folder"],
            totals: json!({ "accounts": entries.len() }),
            rows: entries.iter().map(row).collect(),
        })
    })
    .await?;
    output::report(&report, json);
    Ok(())
}

fn row(entry: &AccountEntry) -> Map<String, Value> {
    let fields: [(&str, Value); 5] = [
        ("id", entry.id.clone().into()),
        ("name", entry.name.clone().into()),
        ("kind", entry.kind.clone().into()),
        ("folder", entry.folder.to_string_lossy().into()),
        ("demo", entry.demo.into()),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
