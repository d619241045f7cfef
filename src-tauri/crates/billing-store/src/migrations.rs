//! Numbered steps, never edited once landed. All pending ones run in one transaction.

use crate::StoreError;
use include_dir::{Dir, include_dir};
use rusqlite::{Connection, TransactionBehavior};
use rusqlite_migration::{MigrationDefinitionError, Migrations};

static STEPS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// Brings a file up to date.
///
/// Takes the write lock first: the version is read before the steps run, and two programs may open the file at once.
pub(crate) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let steps = Migrations::from_directory(&STEPS).map_err(definition)?;
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
        let steps = Migrations::from_directory(&STEPS).unwrap();
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
}
