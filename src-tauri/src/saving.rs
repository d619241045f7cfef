//! Files that leave the window: saved where the person says, shown in their folder, opened in the system's viewer.
//!
//! When `COUNTERFOIL_SAVE_TO` names a folder, files are written there and nobody is asked: for journeys without a person.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing_console::CommandError;
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tempfile::TempDir;

/// Names the folder that is written to without asking.
const SAVE_TO: &str = "COUNTERFOIL_SAVE_TO";

/// What this window has saved: only that can be shown.
static SAVED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Where the last file went: the next dialog opens there.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);
/// A folder of this person alone, for documents that are only looked at. It goes with the program.
static LOOKED_AT: Mutex<Option<TempDir>> = Mutex::new(None);

/// A file as it was saved.
#[derive(serde::Serialize)]
pub struct SavedFile {
    /// As the person called it.
    name: String,
    /// Where it lies.
    path: PathBuf,
}

/// Asks where to, and writes the bytes whole or not at all. `None` when the person closes the dialog.
#[tauri::command]
pub async fn save_file(
    app: AppHandle,
    name: String,
    base64: String,
) -> Result<Option<SavedFile>, CommandError> {
    let bytes = decoded(&base64)?;
    let name = plain(&name);
    let Some(path) = place(&app, &name) else { return Ok(None) };
    write_whole(&path, &bytes).map_err(|error| unwritten(&path, &error))?;
    *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = path.parent().map(Path::to_owned);
    SAVED.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone());
    let name = path.file_name().map_or(name, |name| name.to_string_lossy().into_owned());
    Ok(Some(SavedFile { name, path }))
}

/// Shows a file that was saved before in the system's file manager.
#[tauri::command]
pub async fn show_saved(app: AppHandle, path: PathBuf) -> Result<(), CommandError> {
    if !SAVED.lock().unwrap_or_else(PoisonError::into_inner).contains(&path) {
        return Err(CommandError::bad_input("Only a file that was saved here can be shown.".to_owned()));
    }
    app.opener().reveal_item_in_dir(&path).map_err(|error| outside(&error))
}

/// Opens a document in the program the system has for it: from there it can be printed.
#[tauri::command]
pub async fn open_outside(app: AppHandle, name: String, base64: String) -> Result<(), CommandError> {
    let bytes = decoded(&base64)?;
    let path = match std::env::var_os(SAVE_TO) {
        Some(folder) => PathBuf::from(folder).join(plain(&name)),
        None => own_folder().map_err(|error| unwritten(Path::new(&name), &error))?.join(plain(&name)),
    };
    write_whole(&path, &bytes).map_err(|error| unwritten(&path, &error))?;
    if std::env::var_os(SAVE_TO).is_some() {
        return Ok(());
    }
    app.opener().open_path(path.to_string_lossy(), None::<&str>).map_err(|error| outside(&error))
}

/// Where to write: the named folder, or what the person answers.
fn place(app: &AppHandle, name: &str) -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os(SAVE_TO) {
        return Some(PathBuf::from(folder).join(name));
    }
    let mut dialog = app.dialog().file().set_file_name(name);
    if let Some(folder) = FOLDER.lock().unwrap_or_else(PoisonError::into_inner).clone() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(ending) = Path::new(name).extension().and_then(|ending| ending.to_str()) {
        dialog = dialog.add_filter(ending.to_uppercase(), &[ending]);
    }
    // An async command runs on a worker thread, where waiting for the person is allowed.
    dialog.blocking_save_file().and_then(|file| file.into_path().ok())
}

/// The name alone: no path of the page leads anywhere.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if name.is_empty() || name.starts_with('.') { "counterfoil-file".to_owned() } else { name.to_owned() }
}

fn decoded(base64: &str) -> Result<Vec<u8>, CommandError> {
    STANDARD
        .decode(base64)
        .map_err(|error| CommandError::bad_input(format!("The file does not fit: {error}.")))
}

/// Writes beside the place and moves it there: nobody finds half a file.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = path.file_name().ok_or_else(|| Error::new(ErrorKind::InvalidInput, "no file name"))?;
    let mut part = OsString::from(".");
    part.push(name);
    part.push(".part");
    let part = path.with_file_name(part);
    let written = std::fs::File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&part, path)).inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}

fn own_folder() -> std::io::Result<PathBuf> {
    let mut folder = LOOKED_AT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = match folder.take() {
        Some(kept) => kept,
        None => tempfile::Builder::new().prefix("counterfoil-").tempdir()?,
    };
    Ok(folder.insert(kept).path().to_owned())
}

/// Takes away what was only looked at; call it when the program ends: bills are left lying nowhere.
pub fn clear_up() {
    drop(LOOKED_AT.lock().unwrap_or_else(PoisonError::into_inner).take());
}

fn unwritten(path: &Path, error: &Error) -> CommandError {
    let message = format!("{} could not be written: {error}. Choose another folder.", path.display());
    CommandError { code: "not_written".to_owned(), message, request_id: None }
}

fn outside(error: &dyn std::fmt::Display) -> CommandError {
    let message = format!("The system has no program for it: {error}. Save the file and open it yourself.");
    CommandError { code: "unavailable".to_owned(), message, request_id: None }
}

#[cfg(test)]
mod tests {
    use super::{clear_up, own_folder, plain, write_whole};

    #[test]
    fn a_name_leads_nowhere() {
        for (given, kept) in [
            ("a_invoices.csv", "a_invoices.csv"),
            ("../../x.csv", "x.csv"),
            ("C:\\x\\y.pdf", "y.pdf"),
            ("/", "counterfoil-file"),
            ("..", "counterfoil-file"),
        ] {
            assert_eq!(plain(given), kept);
        }
    }

    #[test]
    fn a_file_is_written_whole_and_replaces_the_former() {
        let folder = std::env::temp_dir().join(format!("counterfoil-saving-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.csv");
        write_whole(&path, b"first, and longer").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        assert!(write_whole(&folder.join("none").join("a.csv"), b"x").is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_only_looked_at_is_gone_with_the_program() {
        let file = own_folder().unwrap().join("INV-000022.pdf");
        write_whole(&file, b"%PDF").unwrap();
        assert_eq!(own_folder().unwrap(), file.parent().unwrap(), "one folder for all of them");
        clear_up();
        assert!(!file.exists() && !file.parent().unwrap().exists());
    }
}
