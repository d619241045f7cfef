//! Numbered steps, never edited once landed. All pending ones run in one transaction.

use crate::StoreError;
use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{HookError, MigrationDefinitionError, Migrations, MigrationsBuilder};

static STEPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The step after whose SQL earlier lines of the trail are chained.
const AUDIT_CHAIN: usize = 17;

fn steps() -> rusqlite_migration::Result<Migrations<'static>> {
    let steps = MigrationsBuilder::from_directory(&STEPS)?;
    let chain = |tx: &rusqlite::Transaction<'_>| {
        crate::audit::chain_earlier_lines(tx).map_err(|error| HookError::Hook(error.to_string()))
    };
    Ok(steps.edit(AUDIT_CHAIN, |step| step.set_up_hook(chain)).finalize())
}

/// Brings a file up to date.
///
/// Takes the write lock first: the version is read before the steps run, and two programs may open the file at once.
pub(crate) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let steps = steps().map_err(definition)?;
    steps.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StoreError::NewerFile
        }
        other => definition(other),
    })
}

fn definition(error: rusqlite_migration::Error) -> StoreError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
        other => StoreError::NotABook(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One invoice as the program of step 12 left it: USD 10.00 paid, 2.50 given back, one attempt that failed.
    const BEFORE: &str = "
        INSERT INTO invoice (id, name, number, document, settlement, period_start, period_end, currency, trial, issued_at,
            due_at, subtotal_minor, discount_minor, tax_minor, total_minor, paid_minor, refunded_minor, template_version,
            language, seller_name, seller_address, buyer_name, buyer_address, payment_note)
        VALUES (1, 'INV-000001', 1, 'final', 'paid', 'a', 'b', 'USD', 0, 'c', 'd', 1000, 0, 0, 1000, 1000, 250, 1, 'en',
            '', '', '', '', '');
        INSERT INTO invoice_payment (invoice, at, kind, method, amount_minor, outcome, note) VALUES
            (1, 'e', 'payment', 'Visa', 1000, 'failed', ''),
            (1, 'f', 'payment', 'bank transfer', 1000, 'succeeded', ''),
            (1, 'g', 'refund', '', 250, 'succeeded', '');";

    #[test]
    fn money_of_a_time_without_legs_has_them_afterwards() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = steps().unwrap();
        steps.to_version(&mut connection, 12).unwrap();
        connection.execute_batch(BEFORE).unwrap();
        apply(&mut connection).unwrap();
        let mut query = connection
            .prepare("SELECT payment, ledger, amount_minor, currency FROM money_leg ORDER BY payment, ledger")
            .unwrap();
        let legs = query
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .unwrap()
            .collect::<Result<Vec<(i64, String, i64, String)>, _>>()
            .unwrap();
        let leg = |payment, ledger: &str, minor| (payment, ledger.to_owned(), minor, "USD".to_owned());
        assert_eq!(
            legs,
            [
                leg(2, "outside", 1_000),
                leg(2, "receivable", -1_000),
                leg(3, "outside", -250),
                leg(3, "receivable", 250)
            ]
        );
    }

    /// A trail as the program of step 16 left it.
    const TRAIL: &str = "
        INSERT INTO audit (id, at, who, action, object, before, after) VALUES
            (3, '2026-01-05T08:00:00.000000000Z', 'a.weber', 'invoice.issue', 'invoice/INV-000001', NULL, 'issued'),
            (7, '2026-01-06T08:00:00.000000000Z', 'n.srisuk', 'quota.create', 'system/x', NULL, '');";

    #[test]
    fn a_trail_without_a_chain_is_chained_and_then_stays() {
        let mut connection = Connection::open_in_memory().unwrap();
        steps().unwrap().to_version(&mut connection, 16).unwrap();
        connection.execute_batch(TRAIL).unwrap();
        apply(&mut connection).unwrap();
        let book = crate::Reader::new(&connection);
        let mut walk = billing_domain::audit::Verification::new(None);
        let mut told = Vec::new();
        book.each_audit_line(|line| {
            told.push((line.sequence, line.entry.who.clone(), line.entry.after.clone()));
            walk.step(line)
        })
        .unwrap();
        let verdict = walk.end(book.audit_given().unwrap());
        assert_eq!((verdict.holds.lines, verdict.broken), (2, None));
        let line = |sequence, who: &str, after: &str| (sequence, who.to_owned(), Some(after.to_owned()));
        assert_eq!(told, [line(1, "a.weber", "issued"), line(2, "n.srisuk", "")]);
        for refused in [
            "UPDATE audit SET after = 'paid' WHERE sequence = 1",
            "DELETE FROM audit WHERE sequence = 2",
            "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 1",
        ] {
            assert!(connection.execute(refused, []).is_err(), "{refused}");
        }
    }
}
