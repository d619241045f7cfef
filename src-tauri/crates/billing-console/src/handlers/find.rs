//! Finding by name, bounded: a palette shows twenty lines.

use crate::commands::*;
use crate::console::blocking;
use crate::{CommandError, Console, Context};
use billing_service::accounts::OpenAccount;
use billing_service::billing::InvoiceQuery;
use std::sync::Arc;

const HITS_MAX: usize = 20;
/// Of one kind, so that one does not crowd out the others.
const OF_A_KIND_MAX: usize = 6;

/// What is called so.
pub async fn find(context: Context, input: FindQuery) -> Result<FindView, CommandError> {
    let text = input.text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(FindView { hits: Vec::new() });
    }
    let looking = Arc::clone(&context);
    let accounts = {
        let text = text.clone();
        blocking(move || accounts(&looking, &text)).await?
    };
    let mut hits = Vec::new();
    if let Some(account) = context.opened() {
        hits.extend(invoices(&account, &text).await?);
        hits.extend(months(&account, &text).await?);
        hits.extend(quotas(&account, &text).await?);
    }
    hits.extend(accounts);
    hits.truncate(HITS_MAX);
    Ok(FindView { hits })
}

async fn invoices(account: &OpenAccount, text: &str) -> Result<Vec<FindHit>, CommandError> {
    let query = InvoiceQuery { search: text.to_owned(), ..InvoiceQuery::default() };
    let rows = match account.tenant {
        Some(_) => super::provider_invoices::list(account, query).await?.rows,
        None => {
            let list = account.backend.bill(move |billing, now| billing.invoices(&query, now)).await?;
            list.rows.into_iter().map(super::invoices::invoice_row).collect()
        }
    };
    // The search of the list reads lines as well; here a name is looked for.
    let named = rows.into_iter().filter(|row| {
        row.name.to_lowercase().contains(text)
            || row.number.as_ref().is_some_and(|number| number.to_lowercase().contains(text))
    });
    let hit = |row: InvoiceRow| FindHit {
        kind: FindKind::Invoice,
        label: row.number.unwrap_or_else(|| row.name.clone()),
        id: row.name,
        hint: row.status,
    };
    Ok(named.take(OF_A_KIND_MAX).map(hit).collect())
}

/// The newest first.
async fn months(account: &OpenAccount, text: &str) -> Result<Vec<FindHit>, CommandError> {
    let backend = account.backend.clone();
    let facts = blocking(move || Ok(billing_service::overview::header(&backend)?)).await?;
    let (Some(first), Some(last)) = (facts.first_month, facts.last_month) else { return Ok(Vec::new()) };
    let all = months_between(&first, &last);
    let found =
        all.into_iter().rev().filter(|month| month_names(month).iter().any(|name| name.contains(text)));
    let hit = |month: String| FindHit {
        kind: FindKind::Month,
        label: month.clone(),
        id: month,
        hint: String::new(),
    };
    Ok(found.take(OF_A_KIND_MAX).map(hit).collect())
}

async fn quotas(account: &OpenAccount, text: &str) -> Result<Vec<FindHit>, CommandError> {
    let view = account.backend.quotas_view().await?;
    let named = view.rows.into_iter().filter(|row| {
        row.kind.to_lowercase().contains(text) || row.display_name.to_lowercase().contains(text)
    });
    let hit = |row: billing_service::quotas::QuotaRow| FindHit {
        kind: FindKind::Quota,
        id: row.kind.clone(),
        label: row.display_name,
        hint: row.kind,
    };
    Ok(named.take(OF_A_KIND_MAX).map(hit).collect())
}

fn accounts(console: &Console, text: &str) -> Result<Vec<FindHit>, CommandError> {
    let named = console.accounts().list()?.into_iter().filter(|entry| {
        entry.name.to_lowercase().contains(text)
            || entry.address().is_some_and(|address| address.to_lowercase().contains(text))
    });
    let hit = |entry: billing_service::accounts::AccountEntry| FindHit {
        kind: FindKind::Account,
        hint: entry.address().cloned().unwrap_or_else(|| entry.kind.clone()),
        id: entry.id,
        label: entry.name,
    };
    Ok(named.take(OF_A_KIND_MAX).map(hit).collect())
}

/// `2024-11` to `2025-02`, both ends with it. At most 100 years.
fn months_between(first: &str, last: &str) -> Vec<String> {
    const MONTHS_MAX: usize = 1_200;
    let mut month = first.to_owned();
    let mut all = Vec::new();
    while month.as_str() <= last && all.len() < MONTHS_MAX {
        all.push(month.clone());
        let Some((year, number)) = month.split_once('-') else { break };
        let (Ok(year), Ok(number)) = (year.parse::<u32>(), number.parse::<u32>()) else { break };
        month =
            if number >= 12 { format!("{:04}-01", year + 1) } else { format!("{year:04}-{:02}", number + 1) };
    }
    all
}

/// What a person may call a month: by number, in English, in Thai with either era.
fn month_names(month: &str) -> [String; 4] {
    const ENGLISH: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const THAI: [&str; 12] = [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ];
    let (year, number) = month.split_once('-').unwrap_or((month, "1"));
    let at = number.parse::<usize>().unwrap_or(1).clamp(1, 12) - 1;
    let buddhist = year.parse::<u32>().map(|year| (year + 543).to_string()).unwrap_or_default();
    [
        month.to_owned(),
        format!("{} {year}", ENGLISH[at]),
        format!("{} {buddhist}", THAI[at]),
        format!("{} {year}", THAI[at]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_over_the_end_of_a_year() {
        assert_eq!(months_between("2024-11", "2025-02"), ["2024-11", "2024-12", "2025-01", "2025-02"]);
        assert!(months_between("2025-02", "2025-01").is_empty());
    }

    #[test]
    fn a_month_is_found_by_each_of_its_names() {
        let names = month_names("2026-03");
        for text in ["2026-03", "mar", "march 2026", "มีนาคม 2569", "มีนาคม 2026"] {
            assert!(names.iter().any(|name| name.contains(text)), "{text}");
        }
    }
}
