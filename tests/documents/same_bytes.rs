//! The same document is the same bytes: today, tomorrow, in another process.

use crate::{fixture, sample_charts};
use billing_documents::chart::svg;
use billing_documents::pdf::invoice::{InvoiceDocument, render_invoice};
use std::process::Command;

/// Set in the child process, which prints its bytes' checksum instead of comparing.
const CHILD: &str = "COUNTERFOIL_DOCUMENTS_CHILD";

fn documents() -> Vec<InvoiceDocument> {
    vec![fixture::invoice(), fixture::thai_invoice(), fixture::running_invoice(), fixture::long_invoice(60)]
}

#[test]
fn twice_in_one_process() {
    for document in documents() {
        assert!(render_invoice(&document).unwrap() == render_invoice(&document).unwrap());
    }
}

#[test]
fn different_documents_have_different_ids() {
    let id = |document: &InvoiceDocument| {
        let bytes = render_invoice(document).unwrap();
        let start = bytes.windows(4).rposition(|window| window == b"/ID[").expect("an id");
        bytes[start..start + 38].to_vec()
    };
    assert_ne!(id(&fixture::invoice()), id(&fixture::thai_invoice()));
}

#[test]
fn twice_in_two_processes() {
    if std::env::var_os(CHILD).is_some() {
        println!("checksum {}", checksum());
        return;
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "same_bytes::twice_in_two_processes", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8(child.stdout).unwrap();
    assert!(said.contains(&format!("checksum {}", checksum())), "the other process said:\n{said}");
}

/// FNV-1a over all documents and a chart: the standard hasher is seeded per process.
fn checksum() -> u64 {
    let mut bytes: Vec<u8> =
        documents().iter().flat_map(|document| render_invoice(document).unwrap()).collect();
    bytes.extend(svg(&sample_charts::forecast_chart(), 640, 240).unwrap().svg.bytes());
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
