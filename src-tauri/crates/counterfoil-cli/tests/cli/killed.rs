//! Killed in the middle (SIGKILL: no chance to tidy up): the same import again ends where it would have ended.

use crate::desk::{Desk, shared};
use serde_json::Value;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Imports in small batches and kills the program as soon as it has said that some are written.
fn import_and_kill(desk: &Desk, kind: &str, file: &str, batch: &str) {
    let mut command = desk.command(&["import", kind, file, "--progress", "lines", "--batch", batch]);
    let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let written = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("writing ")));
    child.kill().unwrap();
    child.wait().unwrap();
    let written = written.expect("it says when a batch is written").unwrap();
    let (done, total) = written["writing ".len()..].split_once(' ').unwrap();
    assert_ne!(done, total, "killed before the end");
}

fn totals(desk: &Desk, report: &[&str]) -> Value {
    desk.json(report)
}

fn check(kind: &str, file: &str, batch: &str, report: &[&str]) {
    let (whole, killed) = (Desk::new(), Desk::new());
    whole.import(kind, file);
    import_and_kill(&killed, kind, file, batch);
    let half = totals(&killed, report);
    assert_ne!(half, totals(&whole, report), "it was killed in the middle");
    let [new, unchanged, restated, refused] = killed.import(kind, file);
    assert!(new > 0 && unchanged > 0, "{new} new, {unchanged} unchanged: whole batches stayed");
    assert_eq!([restated, refused], [0, 0]);
    assert_eq!(totals(&killed, report), totals(&whole, report));
}

#[test]
fn hourly_usage() {
    let mut text = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n".to_owned();
    for row in 0..20_000 {
        let (object, day, hour) = (row % 200, 1 + row / 200 / 24, row / 200 % 24);
        let (whole, part) = (row % 7, row * 7919 % 1_000_000);
        writeln!(text, "shop,o{object},cpu,vCPU,2026-03-{day:02}T{hour:02}:00:00Z,{whole}.{part:06},h")
            .unwrap();
    }
    let file = Desk::new();
    let file_path = file.file("usage.csv", text);
    check("usage", &file_path, "200", &["report", "monthly-by-type"]);
}

#[test]
fn focus() {
    let header = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ProviderName,SubAccountName,ResourceId\n";
    let mut text = header.to_owned();
    for row in 0..3_000 {
        let (cost, account) = (row * 7919 % 1_000_000, row % 12);
        writeln!(text, "0.{cost:011},USD,2026-02-01 00:00:00,2026-03-01 00:00:00,AWS,A{account},r{row}")
            .unwrap();
    }
    let file = Desk::new();
    let file_path = file.file("bill.csv", text);
    check("focus", &file_path, "20", &["report", "cost", "--by", "namespace"]);
}

#[test]
fn real_bills() {
    let Some(file) = shared("data/focus_sample_1000.csv") else { return };
    check("focus", &file, "10", &["report", "cost", "--by", "provider,namespace"]);
}
