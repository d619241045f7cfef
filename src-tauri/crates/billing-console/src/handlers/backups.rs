//! Copies of books: when somebody asks, by the plan, and back into an account.

use super::accounts::row;
use crate::commands::*;
use crate::console::blocking;
use crate::settings::BackupNote;
use crate::values::instant_text;
use crate::{CommandError, Console, Context};
use billing_domain::BillingError;
use billing_service::accounts::OpenAccount;
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether a copy is due.
const LOOK: Duration = Duration::from_secs(60);

/// How the copies of the open account stand.
pub async fn backups_view(context: Context, _: Nothing) -> Result<BackupsView, CommandError> {
    blocking(move || Ok(view(&context))).await
}

/// Copies the open account's book now, into the folder of the plan.
pub async fn backup_now(context: Context, _: Nothing) -> Result<BackupsView, CommandError> {
    let account = context.account()?;
    copy(&context, &account).await?;
    backups_view(context, Nothing {}).await
}

/// Puts a copy back as an account of its own, or opens it as an archive; and opens that.
pub async fn account_from_copy(context: Context, input: CopyOpen) -> Result<AccountRow, CommandError> {
    let path = PathBuf::from(input.path.trim());
    blocking(move || {
        let made = context.accounts().add_copy(&path, input.read_only)?;
        Ok(row(&context, &context.open(&made.id)?))
    })
    .await
}

/// Makes the copies that are due, for as long as the console lives. Looked at once a minute, at opening at once.
pub async fn keep_copies(context: Context) {
    loop {
        copy_when_due(&context).await;
        tokio::time::sleep(LOOK).await;
    }
}

/// Makes the copy of the open account when it is due. How it ended stands in the settings' file, and in Settings.
pub async fn copy_when_due(context: &Context) {
    let Some(account) = context.opened().filter(|open| open.entry.kind != "archive") else { return };
    let settings = context.settings.get();
    let last = settings.backups.get(&account.entry.id);
    if next_at(settings.backup.every, last).is_some_and(|next| next <= context.clock().now()) {
        // It is told where the plan is shown.
        let _ = copy(context, &account).await;
    }
}

/// When the next copy is due. One that failed is tried again after an hour.
fn next_at(every: BackupEvery, last: Option<&BackupNote>) -> Option<DateTime<Utc>> {
    let step = match every {
        BackupEvery::Never => return None,
        BackupEvery::Day => TimeDelta::days(1),
        BackupEvery::Week => TimeDelta::days(7),
    };
    let Some(last) = last else { return Some(DateTime::UNIX_EPOCH) };
    let at: DateTime<Utc> = last.at.parse().unwrap_or(DateTime::UNIX_EPOCH);
    Some(at + if last.problem.is_some() { TimeDelta::hours(1) } else { step })
}

async fn copy(context: &Context, account: &OpenAccount) -> Result<CopyMade, CommandError> {
    let (plan, id) = (context.settings.get().backup, account.entry.id.clone());
    let folder = folder_of(context, &plan);
    let now = context.clock().now();
    let (making, books) = (Arc::clone(context), account.clone());
    let made = blocking(move || {
        std::fs::create_dir_all(&folder).map_err(|error| no_access(&folder, &error))?;
        let file = free_name(&folder, &books, now);
        billing_service::care::backup(books.backend.store(), &file)?;
        thin_out(&folder, &books.entry.id, plan.keep);
        Ok(file.display().to_string())
    })
    .await;
    let note = BackupNote {
        at: instant_text(now),
        file: made.as_ref().ok().cloned(),
        problem: made.as_ref().err().map(|error| error.message.clone()),
    };
    blocking(move || {
        making.settings.change(|settings| drop(settings.backups.insert(id, note)))?;
        Ok(())
    })
    .await?;
    made.map(|file| CopyMade { file })
}

/// `acme-corp_20260319T091400Z_<start of the id>.db`: told apart by the id, found by the name.
fn free_name(folder: &Path, account: &OpenAccount, now: DateTime<Utc>) -> PathBuf {
    let letters =
        account.entry.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    let name: String = letters.take(40).collect::<String>().to_lowercase();
    let time = now.format("%Y%m%dT%H%M%SZ").to_string();
    let mark = mark_of(&account.entry.id);
    // Never a number again that was taken in this second: what is newest stays the last one.
    let taken = copies(folder, &account.entry.id).into_iter().filter(|copy| copy.time == time);
    match taken.map(|copy| copy.number).max() {
        None => folder.join(format!("{name}_{time}{mark}")),
        Some(last) => folder.join(format!("{name}_{time}-{}{mark}", last + 1)),
    }
}

/// The end of the names of an account's copies: only such files are ever deleted.
fn mark_of(id: &str) -> String {
    let start: String = id.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!("_{start}.copy.db")
}

/// One file in the folder: copies made in the same second are numbered, from 1 on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Copy {
    time: String,
    number: u32,
    path: PathBuf,
}

/// The copies of an account, oldest first.
fn copies(folder: &Path, id: &str) -> Vec<Copy> {
    let mark = mark_of(id);
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut ours: Vec<Copy> = files
        .filter_map(|file| {
            let name = file.ok()?.file_name().into_string().ok()?;
            // The time stands between the account's name and its mark.
            let time = name.strip_suffix(&mark)?.rsplit_once('_')?.1;
            let (time, number) = time.split_once('-').unwrap_or((time, "1"));
            let (time, number) = (time.to_owned(), number.parse().ok()?);
            Some(Copy { time, number, path: folder.join(name) })
        })
        .collect();
    ours.sort();
    ours
}

fn thin_out(folder: &Path, id: &str, keep: u32) {
    let all = copies(folder, id);
    let surplus = all.len().saturating_sub(usize::try_from(keep.max(1)).unwrap_or(usize::MAX));
    for old in &all[..surplus] {
        // One that cannot be deleted is counted again next time.
        let _ = std::fs::remove_file(&old.path);
    }
}

fn folder_of(console: &Console, plan: &BackupPlan) -> PathBuf {
    match plan.folder.trim() {
        "" => console.home().join("backups"),
        folder => PathBuf::from(folder),
    }
}

fn view(console: &Console) -> BackupsView {
    let settings = console.settings.get();
    let folder = folder_of(console, &settings.backup);
    let open = console.opened();
    let last = open.as_ref().and_then(|open| settings.backups.get(&open.entry.id));
    let files = open.as_ref().map_or(0, |open| copies(&folder, &open.entry.id).len());
    let next = open.as_ref().and_then(|_| next_at(settings.backup.every, last));
    BackupsView {
        account: open.as_ref().map(|open| open.entry.name.clone()),
        folder: folder.display().to_string(),
        files: u32::try_from(files).unwrap_or(u32::MAX),
        last_at: last.map(|note| note.at.clone()),
        last_file: last.and_then(|note| note.file.clone()),
        problem: last.and_then(|note| note.problem.clone()),
        next_at: next.map(|next| instant_text(next.max(console.clock().now()))),
    }
}

fn no_access(path: &Path, error: &std::io::Error) -> BillingError {
    let message = format!("{} cannot be used: {error}.", path.display());
    BillingError::new(billing_domain::ErrorCode::Unavailable, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(at: &str, problem: Option<&str>) -> BackupNote {
        BackupNote { at: at.to_owned(), file: None, problem: problem.map(str::to_owned) }
    }

    #[test]
    fn a_copy_is_due_by_its_plan_and_sooner_after_a_failure() {
        let at = |text: &str| Some(text.parse::<DateTime<Utc>>().unwrap());
        let done = note("2026-03-01T00:00:00Z", None);
        assert_eq!(next_at(BackupEvery::Never, Some(&done)), None);
        assert_eq!(next_at(BackupEvery::Day, Some(&done)), at("2026-03-02T00:00:00Z"));
        assert_eq!(next_at(BackupEvery::Week, Some(&done)), at("2026-03-08T00:00:00Z"));
        assert_eq!(next_at(BackupEvery::Week, None), at("1970-01-01T00:00:00Z"), "never made: due at once");
        let failed = note("2026-03-01T00:00:00Z", Some("no room"));
        assert_eq!(next_at(BackupEvery::Week, Some(&failed)), at("2026-03-01T01:00:00Z"));
    }

    #[test]
    fn only_the_oldest_copies_of_the_same_account_go() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| std::fs::write(folder.path().join(name), "x").unwrap();
        let id = "0b7e-11";
        for day in 1..=4 {
            put(&format!("acme_2026030{day}T000000Z{}", mark_of(id)));
        }
        put(&format!("zeta_20260301T000000Z{}", mark_of("other")));
        put("letter.txt");
        thin_out(folder.path(), id, 2);
        let left = copies(folder.path(), id);
        assert_eq!(left.len(), 2);
        assert!(left[0].time.starts_with("20260303"), "{left:?}");
        assert_eq!(copies(folder.path(), "other").len(), 1);
        assert!(folder.path().join("letter.txt").exists());
    }
}
