//! Imports through the front door: files in, a book out. The same file twice adds nothing, bad rows are named, what is
//! no file of its kind changes nothing, and what was stopped ends where it would have ended.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use billing_domain::{BillingError, Decimal, ErrorCode};
use billing_service::import::{self, Book, ImportReport, Phase, Progress, Step, Unwatched};
use billing_store::charges::ChargeRange;
use billing_store::usage::ExactTotal;
use billing_store::{Store, StoreError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

const HOURLY: &str = "namespace,object_name,metric_label,usage_type,hour,quantity,unit_name\n";

struct Desk {
    store: Store,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { store: Store::open(&folder.path().join("books.db")).unwrap(), folder }
    }

    fn file(&self, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("file.csv");
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn book<'d>(&'d self, progress: &'d dyn Progress) -> Book<'d> {
        let now = "2026-03-19T12:00:00Z".parse().unwrap();
        Book { store: &self.store, who: "tester", progress, now, facts_in_batch: Some(3) }
    }

    fn hourly(&self, rows: &str) -> Result<ImportReport, BillingError> {
        import::hourly(&self.book(&Unwatched), &self.file(rows))
    }

    fn focus(&self, rows: &str) -> Result<ImportReport, BillingError> {
        import::focus(&self.book(&Unwatched), &self.file(rows))
    }

    fn quantity(&self) -> Decimal {
        let mut total = ExactTotal::default();
        self.store
            .read(|book| book.each_fact(|_, fact| Ok(total.add(fact.mantissa(), fact.scale())?)))
            .unwrap();
        total.value().unwrap()
    }

    fn billed(&self) -> String {
        let rows = self
            .store
            .read(|book| book.charge_costs(&["currency"], &["billed_cost"], &ChargeRange::default()))
            .unwrap();
        rows[0].sums.sums[0].unwrap().to_text().unwrap()
    }

    fn is_untouched(&self) -> bool {
        self.store
            .read(|book| {
                Ok::<_, StoreError>(book.sources(1)?.is_empty() && book.usage_namespaces()?.is_empty())
            })
            .unwrap()
    }
}

/// new, unchanged, restated, refused.
fn counts(report: &ImportReport) -> [u64; 4] {
    let four = [report.rows_new, report.rows_unchanged, report.rows_restated, report.rows_refused];
    assert_eq!(four.iter().sum::<u64>(), report.rows_read, "each row is counted once");
    four
}

fn row(object: &str, hour: &str, quantity: &str) -> String {
    format!("shop,{object},cpu,vCPU,2026-03-01T{hour}:00:00Z,{quantity},h\n")
}

#[test]
fn hourly_usage_comes_in_exactly_and_a_second_time_adds_nothing() {
    let desk = Desk::new();
    let file =
        [HOURLY, &row("a", "00", "0.1"), &row("a", "01", "1e-06"), &row("b", "00", "9007199254740993.5")];
    assert_eq!(counts(&desk.hourly(&file.concat()).unwrap()), [3, 0, 0, 0]);
    assert_eq!(desk.quantity().to_string(), "9007199254740993.600001");
    assert_eq!(counts(&desk.hourly(&file.concat()).unwrap()), [0, 3, 0, 0]);
    assert_eq!(desk.quantity().to_string(), "9007199254740993.600001");
}

#[test]
fn columns_may_stand_in_any_order_and_more_may_be_there() {
    let desk = Desk::new();
    let file = "Quantity,unit,hour,extra,Usage Type,metric_label,container,object,NAMESPACE\r\n\
                2.50,h,2026-03-01 05:00:00,x,vCPU,cpu,c1,a,shop\r\n";
    assert_eq!(counts(&desk.hourly(file).unwrap()), [1, 0, 0, 0]);
    let series = desk.store.read(|book| book.series_matching(&Default::default())).unwrap();
    assert_eq!((series[0].series.container.as_str(), series[0].series.object.as_str()), ("c1", "a"));
}

#[test]
fn bad_rows_are_refused_one_by_one_with_line_and_reason() {
    let desk = Desk::new();
    let rows = [
        row("a", "00", "1"),
        row("a", "00", "many"),
        "shop,a,cpu\n".into(),
        row("a", "00", "-1"),
        "\"shop\"x,a,cpu,vCPU,2026-03-01T00:00:00Z,1,h\n".into(),
        "shop,a,cpu,vCPU,2026-03-01T00:30:00Z,1,h\n".into(),
        "shop,a,cpu,vCPU,someday,1,h\n".into(),
        ",a,cpu,vCPU,2026-03-01T00:00:00Z,1,h\n".into(),
        row("a", "01", &"9".repeat(50)),
        row("a", "02", ""),
        row("a", "03", "2"),
    ];
    let report = desk.hourly(&format!("{HOURLY}{}", rows.concat())).unwrap();
    assert_eq!(counts(&report), [2, 0, 0, 9]);
    let lines: Vec<u64> = report.refusals.iter().map(|refusal| refusal.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11]);
    let reasons: Vec<&str> = report.refusals.iter().map(|refusal| refusal.reason.as_str()).collect();
    for (reason, says) in reasons.iter().zip([
        "not a number",
        "3 fields",
        "below zero",
        "closing quote",
        "inside an hour",
        "not an hour",
        "namespace is empty",
        "too many digits",
        "not a number",
    ]) {
        assert!(reason.contains(says), "{reason} should say {says}");
    }
    assert_eq!(desk.quantity().to_string(), "3");
}

#[test]
fn a_changed_hour_is_kept_as_a_restatement() {
    let desk = Desk::new();
    desk.hourly(&format!("{HOURLY}{}{}", row("a", "00", "1"), row("a", "01", "2"))).unwrap();
    let again = desk.hourly(&format!("{HOURLY}{}{}", row("a", "00", "1.5"), row("a", "01", "2"))).unwrap();
    assert_eq!(counts(&again), [0, 1, 1, 0]);
    let kept = desk.store.read(|book| book.usage_restatements(i32::MIN..i32::MAX, 9)).unwrap();
    assert_eq!((kept[0].old.to_string(), kept[0].new.to_string()), ("1".into(), "1.5".into()));
    assert_eq!(kept[0].reviewed_at, None, "flagged until somebody has looked");
}

#[test]
fn hours_without_a_quantity_are_gaps_and_not_zeros() {
    let desk = Desk::new();
    let header = HOURLY.trim_end().to_owned() + ",status\n";
    let file = format!(
        "{header}shop,a,cpu,vCPU,2026-03-01T00:00:00Z,,h,NO_DATA\nshop,a,cpu,vCPU,2026-03-01T01:00:00Z,,h,NOT_MEASURED\n\
         shop,a,cpu,vCPU,2026-03-01T02:00:00Z,0,h,ACTIVE\n"
    );
    assert_eq!(counts(&desk.hourly(&file).unwrap()), [3, 0, 0, 0]);
    assert_eq!(counts(&desk.hourly(&file).unwrap()), [0, 3, 0, 0]);
    assert_eq!(desk.store.read(|book| book.usage_gaps(i32::MIN..i32::MAX)).unwrap().len(), 2);
}

#[test]
fn what_is_not_what_it_claims_is_refused_whole_and_changes_nothing() {
    let good = HOURLY.to_owned() + &row("a", "00", "1").repeat(40);
    let cut = format!("{good}shop,\"a,cpu\n");
    let files: [(&[u8], &str); 8] = [
        (b"", "empty"),
        (b"date,cost\n1,2\n", "lacks namespace"),
        (b"BilledCost,ProviderName\n1,AWS\n", "FOCUS"),
        (cut.as_bytes(), "never closed"),
        (&[good.as_bytes(), &[0, 1, 2]].concat(), "binary"),
        (&[good.as_bytes(), b"caf\xE9"].concat(), "UTF-8"),
        (b"\xFF\xFEn\0a\0", "UTF-16"),
        (b"PK\x03\x04", "Excel"),
    ];
    for (bytes, says) in files {
        let desk = Desk::new();
        let path = desk.file(bytes);
        let refused = import::hourly(&desk.book(&Unwatched), &path).unwrap_err();
        assert_eq!(refused.code, ErrorCode::InvalidInput);
        assert!(refused.message.contains(says), "{says}: {}", refused.message);
        assert!(desk.is_untouched(), "{says}");
        assert!(import::focus(&desk.book(&Unwatched), &path).is_err(), "{says}");
        assert!(desk.is_untouched(), "{says}");
    }
    let missing = import::hourly(&Desk::new().book(&Unwatched), "no/such/file.csv".as_ref());
    assert_eq!(missing.unwrap_err().code, ErrorCode::NotFound);
}

/// Stops after a number of batches.
struct StopAfter {
    batches: AtomicU64,
    limit: u64,
}

impl Progress for StopAfter {
    fn at(&self, step: Step) {
        if step.phase == Phase::Writing {
            self.batches.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn cancelled(&self) -> bool {
        self.batches.load(Ordering::Relaxed) >= self.limit
    }
}

#[test]
fn a_stopped_import_keeps_whole_batches_and_goes_on_when_it_is_started_again() {
    let rows: String = (0..10).map(|object| row(&format!("o{object}"), "00", "1")).collect();
    let desk = Desk::new();
    let file = desk.file(format!("{HOURLY}{rows}"));
    let stop = StopAfter { batches: AtomicU64::new(0), limit: 2 };
    let stopped = import::hourly(&desk.book(&stop), &file).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::Cancelled);
    assert_eq!(desk.quantity().to_string(), "6", "two batches of three");
    assert_eq!(desk.store.read(|book| book.usage_disagreements()).unwrap(), [""; 0]);
    let again = import::hourly(&desk.book(&Unwatched), &file).unwrap();
    assert_eq!(counts(&again), [4, 6, 0, 0]);
    let sources = desk.store.read(|book| book.sources(9)).unwrap();
    assert!(sources[0].finished_at.is_some() && sources[1].finished_at.is_none());
    assert_eq!(sources[0].sha256, sources[1].sha256);
}

const FOCUS: &str = "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ProviderName,SubAccountId,\
                     ListCost,Tags,x_note\n";

fn charge(cost: &str, account: &str, rest: &str) -> String {
    format!("{cost},USD,2024-09-18 22:00:00,2024-09-18 23:00:00,AWS,{account},{rest}\n")
}

#[test]
fn equal_twins_stay_two_and_come_again_unchanged() {
    let desk = Desk::new();
    let twin = charge("0.00000080000", "1", "NULL,NULL,n");
    let file = [FOCUS, &twin, &twin, &charge("-0.5", "2", ",,")].concat();
    assert_eq!(counts(&desk.focus(&file).unwrap()), [3, 0, 0, 0]);
    assert_eq!(counts(&desk.focus(&file).unwrap()), [0, 3, 0, 0]);
    assert_eq!(desk.billed(), "-0.49999840000");
    let more = [FOCUS, &twin, &twin, &twin].concat();
    assert_eq!(counts(&desk.focus(&more).unwrap()), [1, 2, 0, 0], "a third twin is one more charge");
}

#[test]
fn a_charge_with_another_content_is_restated() {
    let desk = Desk::new();
    desk.focus(&[FOCUS, &charge("1.00", "1", "1,a,n"), &charge("2.00", "2", "2,b,n")].concat()).unwrap();
    let changed = [FOCUS, &charge("1.000", "1", "1.0,a,n"), &charge("2.00", "2", "2,c,n")].concat();
    assert_eq!(
        counts(&desk.focus(&changed).unwrap()),
        [0, 1, 1, 0],
        "equal by value is equal; a tag is content"
    );
    let cost = [FOCUS, &charge("1.25", "1", "1,a,n")].concat();
    assert_eq!(counts(&desk.focus(&cost).unwrap()), [0, 0, 1, 0]);
    assert_eq!(desk.billed(), "3.25");
    assert_eq!(desk.store.read(|book| book.charge_counts()).unwrap(), (2, 2));
}

#[test]
fn bad_charges_are_refused_one_by_one() {
    let desk = Desk::new();
    let rows = [
        charge("1", "1", "1,,"),
        charge("NULL", "1", "1,,"),
        charge("abc", "1", "1,,"),
        charge("1", "1", "x,,"),
        "1,US,2024-09-18 22:00:00,2024-09-18 23:00:00,AWS,1,1,,\n".into(),
        "1,USD,,2024-09-18 23:00:00,AWS,1,1,,\n".into(),
        "1,USD,2024-09-18 22:00:00,2024-09-18 21:00:00,AWS,1,1,,\n".into(),
        "1,USD,2024-09-18\n".into(),
    ];
    let report = desk.focus(&format!("{FOCUS}{}", rows.concat())).unwrap();
    assert_eq!(counts(&report), [1, 0, 0, 7]);
    let lines: Vec<u64> = report.refusals.iter().map(|refusal| refusal.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
    assert!(report.refusals[1].reason.contains("BilledCost \"abc\""), "{:?}", report.refusals[1]);
}

#[test]
fn columns_in_another_order_are_the_same_charges() {
    let desk = Desk::new();
    desk.focus(&[FOCUS, &charge("1", "1", "1,t,n")].concat()).unwrap();
    let turned = "x_note,Tags,ListCost,SubAccountId,ProviderName,ChargePeriodEnd,ChargePeriodStart,BillingCurrency,BilledCost\n\
                  n,t,1,1,AWS,2024-09-18T23:00:00Z,2024-09-18T22:00:00Z,USD,1\n";
    assert_eq!(counts(&desk.focus(turned).unwrap()), [0, 1, 0, 0]);
}

#[test]
fn a_stopped_focus_import_ends_at_the_same_totals() {
    let desk = Desk::new();
    let rows: String = (0..10).map(|account| charge("0.1", &account.to_string(), ",,")).collect();
    let file = desk.file(format!("{FOCUS}{rows}"));
    let stop = StopAfter { batches: AtomicU64::new(0), limit: 2 };
    assert_eq!(import::focus(&desk.book(&stop), &file).unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(desk.billed(), "0.6");
    assert_eq!(counts(&import::focus(&desk.book(&Unwatched), &file).unwrap()), [4, 6, 0, 0]);
    assert_eq!(desk.billed(), "1.0");
}

#[test]
fn an_old_file_that_comes_again_after_a_correction_is_read_and_not_taken_for_known() {
    let desk = Desk::new();
    let old = format!("{HOURLY}{}{}", row("a", "00", "1"), row("ü", "01", "2"));
    desk.hourly(&old).unwrap();
    assert_eq!(counts(&desk.hourly(&old).unwrap()), [0, 2, 0, 0], "known by its bytes");
    desk.hourly(&format!("{HOURLY}{}", row("a", "00", "1.5"))).unwrap();
    assert_eq!(counts(&desk.hourly(&old).unwrap()), [0, 1, 1, 0], "it restates the hour back");
    assert_eq!(counts(&desk.hourly(&old).unwrap()), [0, 2, 0, 0]);
    assert_eq!(desk.quantity().to_string(), "3");
}

#[test]
fn refused_rows_are_named_again_when_the_file_comes_again() {
    let desk = Desk::new();
    let file = format!("{HOURLY}{}{}", row("a", "00", "1"), row("a", "01", "many"));
    desk.hourly(&file).unwrap();
    let again = desk.hourly(&file).unwrap();
    assert_eq!(counts(&again), [0, 1, 0, 1]);
    assert_eq!(again.refusals.len(), 1);
}
