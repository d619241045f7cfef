//! The guards of a move that recreates the tenant, asked of the book: whose name is typed, and which copy is there.

use crate::LocalBackend;
use crate::care;
use crate::local::blocking;
use billing_domain::plans::recreation::{check, is_fresh};
use billing_domain::{BillingError, ErrorCode};
use billing_store::Reader;
use billing_store::account;
use billing_store::copies::CopyRecord;
use chrono::{DateTime, Utc};
use std::path::Path;

/// The last copy of the book that is still where it was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastCopy {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Where it is.
    pub file: String,
    /// True while it is young enough for a move that recreates the tenant.
    pub fresh: bool,
}

impl LocalBackend {
    /// Copies the book into one new file and remembers that.
    ///
    /// # Errors
    /// As [`care::backup`].
    pub async fn back_up(&self, to: &Path) -> Result<LastCopy, BillingError> {
        let (backend, to) = (self.clone(), to.to_owned());
        blocking(move || backend.copy_to(&to)).await
    }

    /// As [`LocalBackend::back_up`], into a folder, under a name that tells the account and the time.
    ///
    /// # Errors
    /// As [`care::backup`]; `Unavailable` when the folder cannot be made.
    pub async fn back_up_into(&self, folder: &Path) -> Result<LastCopy, BillingError> {
        let (backend, folder) = (self.clone(), folder.to_owned());
        blocking(move || {
            std::fs::create_dir_all(&folder).map_err(|error| no_access(&folder, &error))?;
            let account = backend.store().read(|book| book.account())?;
            let uid = account.map(|account| account.uid).unwrap_or_default();
            let time = backend.now().format("%Y%m%dT%H%M%SZ");
            let names = (1..).map(|n| folder.join(format!("{uid}-{time}-{n}.db")));
            let free = names.into_iter().find(|file| !file.exists());
            backend.copy_to(&free.unwrap_or_default())
        })
        .await
    }

    fn copy_to(&self, to: &Path) -> Result<LastCopy, BillingError> {
        // Where it is must be told whole: the next program may run in another folder.
        let to = std::path::absolute(to).map_err(|error| no_access(to, &error))?;
        care::backup(self.store(), &to)?;
        let (trail, file) = (self.trail(), to.display().to_string());
        let copy = CopyRecord { at: trail.at, who: trail.who.to_string(), file: file.clone() };
        let at = trail.at;
        self.store().write(move |tx| {
            tx.add_copy(&copy)?;
            trail.write(tx, "book.back_up", "book", None, Some(copy.file.clone()))
        })?;
        Ok(LastCopy { at, file, fresh: true })
    }
}

fn no_access(path: &Path, error: &std::io::Error) -> BillingError {
    BillingError::new(ErrorCode::Unavailable, format!("{} cannot be used: {error}.", path.display()))
}

/// The name that has to be typed: the tenant's, and of a book without one the account's own.
pub(crate) fn tenant_name(book: &Reader<'_>) -> Result<String, BillingError> {
    let account = book.account()?;
    let name = account.map(|account| if account.tenant == "local" { account.name } else { account.tenant });
    Ok(name.unwrap_or_else(|| "local".to_owned()))
}

/// The last copy that is still there, and is one of this book. A file that has gone or was replaced is no copy.
pub(crate) fn last_copy(book: &Reader<'_>, now: DateTime<Utc>) -> Result<Option<LastCopy>, BillingError> {
    let Some(ours) = book.account()? else { return Ok(None) };
    for copy in book.copies()? {
        if account::peek(Path::new(&copy.file)).is_ok_and(|there| there.uid == ours.uid) {
            return Ok(Some(LastCopy { at: copy.at, fresh: is_fresh(copy.at, now), file: copy.file }));
        }
    }
    Ok(None)
}

/// Whether the tenant may be recreated now; answers the copy that stands by.
pub(super) fn guard(
    book: &Reader<'_>,
    typed: Option<&str>,
    now: DateTime<Utc>,
) -> Result<String, BillingError> {
    let copy = last_copy(book, now)?;
    check(&tenant_name(book)?, typed, copy.as_ref().map(|copy| copy.at), now)?;
    Ok(copy.map(|copy| copy.file).unwrap_or_default())
}
