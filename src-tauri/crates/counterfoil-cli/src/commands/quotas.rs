//! `quotas ..`: how every kind stands, and taking and giving back under its limit.

use super::blocking;
use crate::arguments::{CountArguments, KindArguments, QuotasCommand};
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_domain::quotas::limits::LimitSource;
use billing_domain::quotas::{InUse, Limit, RateLimit};
use billing_service::LocalBackend;
use billing_service::quotas::{CountedQuota, QuotaRow};
use serde_json::{Map, Value, json};

pub async fn run(what: QuotasCommand, as_json: bool) -> Result<(), Failure> {
    match what {
        QuotasCommand::List { book } => {
            let backend = blocking(move || book.open_existing()).await?;
            list(&backend, as_json).await
        }
        QuotasCommand::Check { kind, amount } => {
            let (backend, asked) = opened(kind).await?;
            let family = asked.family.map(Into::into);
            let found = backend.check_quota(family, &asked.kind, amount).await?;
            tell(&found, as_json);
            Ok(())
        }
        QuotasCommand::Take(asked) => {
            let CountArguments { kind, amount } = asked;
            let (backend, asked) = opened(kind).await?;
            let family = asked.family.map(Into::into);
            tell(&backend.take_quota(family, &asked.kind, amount).await?, as_json);
            Ok(())
        }
        QuotasCommand::GiveBack(asked) => {
            let CountArguments { kind, amount } = asked;
            let (backend, asked) = opened(kind).await?;
            let family = asked.family.map(Into::into);
            tell(&backend.give_quota_back(family, &asked.kind, amount).await?, as_json);
            Ok(())
        }
    }
}

async fn opened(asked: KindArguments) -> Result<(LocalBackend, KindArguments), Failure> {
    Ok(blocking(move || Ok((asked.book.open_existing()?, asked))).await?)
}

async fn list(backend: &LocalBackend, as_json: bool) -> Result<(), Failure> {
    let view = backend.quotas_view().await?;
    let report = Report {
        columns: vec!["family", "kind", "used", "limit", "state", "over_by", "source"],
        rows: view.rows.iter().map(row).collect(),
        totals: json!({ "kinds": view.rows.len(), "read_at": view.read_at.map(output::instant) }),
    };
    output::report(&report, as_json);
    Ok(())
}

fn row(row: &QuotaRow) -> Map<String, Value> {
    let value = json!({
        "family": row.family.as_str(),
        "kind": row.kind,
        "display_name": row.display_name,
        "used": used(row.in_use),
        "limit": limit(row.limit),
        "state": row.state.as_str(),
        "over_by": row.over_by.map(|over| over.to_string()),
        "rate": row.rate.as_ref().map(rate),
        "source": row.source.as_ref().map(source),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn tell(found: &CountedQuota, as_json: bool) {
    let standing = &found.standing;
    if as_json {
        output::json(&json!({
            "family": standing.family.as_str(),
            "kind": standing.kind,
            "display_name": found.display_name,
            "used": used(standing.in_use),
            "limit": limit(standing.limit),
            "room": standing.room().map(|room| room.to_string()),
            "reached": standing.is_reached(),
            "exceeded": standing.is_exceeded(),
            "rate": found.rate.as_ref().map(rate),
            "source": found.source.as_ref().map(source),
        }));
        return;
    }
    if let Some(rate) = &found.rate {
        println!("{}: rate {}, burst {}, {}", standing.kind, rate.rate, rate.burst, rate.unit);
        return;
    }
    let room = standing.room().map_or_else(String::new, |room| format!(", {room} more fit"));
    let state = match (standing.is_reached(), standing.is_exceeded()) {
        (true, _) => ", the limit is reached",
        (_, true) => ", the limit is exceeded",
        _ => "",
    };
    let (used, limit) = (used(standing.in_use), limit(standing.limit));
    let plain = |value: &Value, else_: &str| value.as_str().map_or_else(|| else_.to_owned(), str::to_owned);
    println!(
        "{}: {} used, limit {}{room}{state}",
        standing.kind,
        plain(&used, "nothing counted yet"),
        plain(&limit, "not stated")
    );
}

/// A count, `not_tracked`, or null where nothing was said.
fn used(in_use: InUse) -> Value {
    match in_use {
        InUse::Current(used) => used.to_string().into(),
        InUse::NotTracked => "not_tracked".into(),
        InUse::Missing => Value::Null,
    }
}

/// A maximum, `unlimited`, or null where none was stated.
fn limit(limit: Limit) -> Value {
    match limit {
        Limit::Maximum(most) => most.to_string().into(),
        Limit::Unlimited => "unlimited".into(),
        Limit::Missing => Value::Null,
    }
}

fn rate(rate: &RateLimit) -> Value {
    json!({ "rate": rate.rate.to_string(), "burst": rate.burst.to_string(), "unit": rate.unit })
}

fn source(source: &LimitSource) -> String {
    match source {
        LimitSource::Plan(plan) => format!("plan {plan}"),
        LimitSource::Object { namespace, name } => format!("object {namespace}/{name}"),
        LimitSource::Tenant => "tenant".to_owned(),
    }
}
