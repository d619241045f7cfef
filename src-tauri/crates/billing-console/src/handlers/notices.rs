//! What has come up since it was last told: quotas that crossed a threshold, cards near their end.

use crate::commands::*;
use crate::console::blocking;
use crate::{CommandError, Context};
use billing_domain::payment_methods::expiry::ExpiryMark;
use billing_domain::quotas::states::QuotaState;
use std::sync::Arc;

/// What is new, told once. A quota that sinks below its threshold and comes back is news again.
pub async fn notices_take(context: Context, _: Nothing) -> Result<NoticesView, CommandError> {
    let Some(account) = context.opened().filter(|open| open.entry.kind != "archive") else {
        return Ok(NoticesView { account: String::new(), notices: Vec::new() });
    };
    let wish = context.settings.get().notify;
    let mut standing: Vec<(String, Notice)> = Vec::new();
    for row in account.backend.quotas_view().await?.rows {
        let kind = match row.state {
            QuotaState::Near => NoticeKind::QuotaNear,
            QuotaState::Full | QuotaState::Over => NoticeKind::QuotaFull,
            _ => continue,
        };
        let subject = wish.details.then_some(row.display_name);
        standing.push((format!("{kind:?}/{}", row.kind), Notice { kind, subject, days: None }));
    }
    for row in account.backend.payment_methods_view().await?.rows {
        let (kind, mark) = match row.expiry {
            None | Some(ExpiryMark::Fine) => continue,
            Some(ExpiryMark::Expired) => (NoticeKind::CardExpired, "expired"),
            Some(ExpiryMark::Within7Days) => (NoticeKind::CardExpires, "7"),
            Some(ExpiryMark::Within30Days) => (NoticeKind::CardExpires, "30"),
            Some(ExpiryMark::Within60Days) => (NoticeKind::CardExpires, "60"),
        };
        let days = row.expiry_days.and_then(|days| i32::try_from(days).ok());
        let subject = wish.details.then_some(row.label);
        standing.push((format!("card/{}/{mark}", row.method.name), Notice { kind, subject, days }));
    }
    let (telling, id) = (Arc::clone(&context), account.entry.id.clone());
    let keys: Vec<String> = standing.iter().map(|(key, _)| key.clone()).collect();
    let told = blocking(move || {
        let before = telling.settings.get().told.get(&id).cloned();
        telling.settings.change(|settings| drop(settings.told.insert(id, keys)))?;
        Ok(before)
    })
    .await?;
    // What stood there when the account was first opened is on its screens; only what comes up later is news.
    let news = |key: &String| told.as_ref().is_some_and(|told| !told.contains(key));
    let notices = standing.into_iter().filter(|(key, _)| wish.on && news(key)).map(|(_, notice)| notice);
    Ok(NoticesView { account: account.entry.name, notices: notices.collect() })
}
