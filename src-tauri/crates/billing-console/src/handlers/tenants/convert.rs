//! From the status of a copy to what the UI shows.

use super::FRESH;
use crate::commands::*;
use crate::handlers::syncs::{part_word, sync_word};
use crate::tenancy::{Kept, Link};
use crate::values::instant_text;
use crate::{CommandError, Console};
use billing_domain::period::hour_start;
use billing_domain::secrets::Keeping;
use billing_service::accounts::OpenAccount;
use billing_service::tenant::sync::Part;
use billing_service::tenant::told::{AnomalyRecord, SyncRecord};
use billing_service::tenant::{CopyStatus, Reached};
use chrono::{DateTime, Utc};

/// Anomalies shown at once.
const SHOWN: usize = 50;

/// What every screen says of the tenant.
pub(in crate::handlers) fn head(console: &Console, account: &OpenAccount, status: &CopyStatus) -> TenantHead {
    let link = console.tenancy.link(&account.entry.id);
    let (code, at, because): (_, _, Option<CommandError>) = match &status.reached {
        _ if console.is_air_gapped() => (LinkCode::AirGapped, None, None),
        Reached::NotConnected if link.connecting => (LinkCode::Connecting, None, None),
        Reached::NotConnected => (LinkCode::NotConnected, None, link.problem),
        Reached::NotTried => (LinkCode::NotTried, None, None),
        Reached::Online(at) => (LinkCode::Online, Some(*at), None),
        Reached::Offline { since, because } => {
            (LinkCode::Offline, Some(*since), Some(because.clone().into()))
        }
    };
    let as_of = oldest(status);
    let partial = status.is_partial() || (as_of.is_some() && status.as_of.is_none());
    let fresh = as_of.is_some_and(|as_of| as_of + FRESH >= account.backend.now());
    let source = match as_of {
        None => "empty",
        Some(_) if code == LinkCode::Online && fresh && !partial => "live",
        Some(_) => "copy",
    };
    TenantHead {
        address: status.address.clone(),
        link: code,
        link_at: at.map(instant_text),
        because_code: because.as_ref().map(|error| error.code.clone()),
        because: because.map(|error| error.message),
        source: source.to_owned(),
        as_of: as_of.map(instant_text),
        partial,
        drafts: status.drafts,
        unknown: status.unknown,
    }
}

/// A copy is as old as its oldest part; parts that never came are told as missing, not as old.
fn oldest(status: &CopyStatus) -> Option<DateTime<Utc>> {
    status.as_of.or_else(|| status.parts.iter().filter_map(|part| part.fetched_at).min())
}

pub(super) fn view(
    account: &OpenAccount,
    head: TenantHead,
    status: CopyStatus,
    link: &Link,
    kept: Kept,
    restatements: u32,
) -> TenantView {
    let connection = account.entry.connection.clone().unwrap_or_default();
    let (keeping, keeping_why) = match kept {
        Kept::As(Keeping::Keychain) => (KeepingCode::Keychain, None),
        Kept::As(Keeping::SessionOnly(why)) => (KeepingCode::SessionOnly, Some(why)),
        Kept::Missing => (KeepingCode::Missing, None),
        Kept::Unreadable(why) => (KeepingCode::Unreadable, Some(why)),
    };
    let until = status.months.iter().map(|month| month.until_hour).max();
    let first = status.months.first().map(|month| month.month);
    TenantView {
        account: account.entry.id.clone(),
        tenant: account.record.tenant.clone(),
        parts: Part::ALL.into_iter().map(|part| part_view(part, &status)).collect(),
        months: count(status.months.len()),
        first_month: first.map(|month| format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)),
        hours_until: until.and_then(|hour| hour_start(i64::from(hour)).ok()).map(instant_text),
        last_sync: status.last_sync.map(last_sync),
        anomaly_count: count(status.anomalies.len()),
        anomalies: status.anomalies.into_iter().take(SHOWN).map(anomaly).collect(),
        restatements,
        credential: link.credential.map(str::to_owned),
        proxy: connection.proxy,
        custom_ca: connection.custom_ca.is_some(),
        keeping,
        keeping_why,
        head,
    }
}

fn part_view(part: Part, status: &CopyStatus) -> CopyPartView {
    let record = status.parts.iter().find(|record| record.part == part.as_str());
    CopyPartView {
        part: part.as_str().to_owned(),
        state: record.map_or("never", |record| part_word(record.state)).to_owned(),
        fetched_at: record.and_then(|record| record.fetched_at).map(instant_text),
        tried_at: record.map(|record| instant_text(record.tried_at)),
        message: record.and_then(|record| record.message.clone()),
        code: record.and_then(|record| record.code.clone()),
        request_id: record.and_then(|record| record.request_id.clone()),
    }
}

fn last_sync(record: SyncRecord) -> LastSyncView {
    LastSyncView {
        started_at: instant_text(record.started_at),
        ended_at: record.ended_at.map(instant_text),
        state: sync_word(record.state).to_owned(),
        message: record.message,
        code: record.code,
        calls: record.calls,
    }
}

pub(in crate::handlers) fn anomaly(record: AnomalyRecord) -> AnomalyView {
    AnomalyView {
        at: instant_text(record.at),
        topic: record.topic,
        object: record.object,
        message: record.message,
        code: record.code,
    }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
