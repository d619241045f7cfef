//! `audit list` and `audit verify`.

use super::blocking;
use crate::arguments::{AuditCommand, AuditListArguments};
use crate::failure::Failure;
use crate::output::{self, Report};
use billing_service::audit::{self, AuditLine, AuditQuery};
use serde_json::{Map, Value, json};

pub async fn run(what: AuditCommand, as_json: bool) -> Result<(), Failure> {
    match what {
        AuditCommand::List(asked) => list(asked, as_json).await,
        AuditCommand::Verify { book } => {
            let (verdict, at) = blocking(move || {
                let backend = book.open_as_it_is()?;
                let at = backend.now();
                Ok((audit::verify(backend.store(), backend.actor(), at)?, at))
            })
            .await?;
            if as_json {
                let broken = verdict.broken.map(|broken| broken.sequence);
                output::json(&json!({
                    "ok": broken.is_none(),
                    "lines": verdict.holds.lines,
                    "hash": verdict.holds.hash,
                    "broken": broken,
                    "finding": verdict.finding(),
                    "verified_at": output::instant(at),
                }));
            } else if verdict.broken.is_none() {
                println!(
                    "{} lines, each follows the one before it. Last hash {}.",
                    verdict.holds.lines, verdict.holds.hash
                );
            }
            Ok(verdict.or_refuse()?)
        }
    }
}

async fn list(asked: AuditListArguments, as_json: bool) -> Result<(), Failure> {
    let backend = blocking(move || Ok((asked.book.open_as_it_is()?, asked))).await?;
    let (backend, asked) = backend;
    let query = AuditQuery {
        group: asked.action.clone(),
        action: None,
        who: asked.who,
        object: asked.object,
        from: asked.from,
        to: asked.to,
        text: asked.text,
        sorts: Vec::new(),
    };
    let window = backend.audit_window(query, 0, asked.limit).await?;
    let report = Report {
        columns: vec!["line", "at", "who", "action", "object", "before", "after", "reason"],
        rows: window.lines.iter().map(row).collect(),
        totals: json!({ "found": window.found, "lines": window.all,
            "verified_at": window.check.map(|check| output::instant(check.at)) }),
    };
    output::report(&report, as_json);
    Ok(())
}

fn row(line: &AuditLine) -> Map<String, Value> {
    let entry = &line.entry;
    let value = json!({
        "line": line.sequence,
        "at": output::instant(entry.at),
        "who": entry.who,
        "action": entry.action,
        "object": entry.object,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "request_id": entry.request_id,
        "hash": line.hash,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
