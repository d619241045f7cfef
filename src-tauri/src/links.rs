//! What the console is asked to open: a link `counterfoil://invoices/INV-1`, or a file to import.
//!
//! A link comes from anywhere, so it can only go to a place within the console, and to nothing that acts by itself.

use std::path::{Path, PathBuf};

use crate::host::Message;

const SCHEME: &str = "counterfoil://";
const LENGTH_MAX: usize = 512;
/// The screens a link may lead to.
const PLACES: &[&str] =
    &["overview", "usage", "quotas", "invoices", "payment-methods", "plans", "accounts", "audit", "settings"];
/// Parts of an address that begin something: a link has no say in them.
const NOT_IN_LINKS: &[&str] = &["file", "import", "add"];

/// What an argument of the command line, or of a second start, asks for; none for what cannot be opened.
///
/// `folder` is where the program was started, for the names of files.
pub fn wanted(argument: &str, folder: &Path) -> Option<Message> {
    if argument.contains("://") {
        return address(argument).map(|address| Message::Open { address });
    }
    file(Path::new(argument), folder).map(|path| Message::File { path })
}

/// A file that can be imported.
pub fn file(path: &Path, folder: &Path) -> Option<PathBuf> {
    let path = if path.is_absolute() { path.to_owned() } else { folder.join(path) };
    let end = path.extension()?.to_string_lossy().to_lowercase();
    (matches!(end.as_str(), "csv" | "json") && path.is_file()).then_some(path)
}

/// `counterfoil://invoices/INV-1?tab=audit` as `/invoices/INV-1?tab=audit`.
fn address(link: &str) -> Option<String> {
    let place = link.strip_prefix(SCHEME).filter(|_| link.len() <= LENGTH_MAX)?;
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let path = path.trim_matches('/');
    let first = path.split('/').next()?;
    let harmless =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte));
    if !PLACES.contains(&first)
        || !harmless(path)
        || path.split('/').any(|part| part.is_empty() || part == "..")
    {
        return None;
    }
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            !key.is_empty() && !NOT_IN_LINKS.contains(&key) && harmless(key) && harmless(value)
        })
        .collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    Some(format!("/{path}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_places_of_the_console_and_nowhere_else() {
        assert_eq!(address("counterfoil://invoices/INV-1").as_deref(), Some("/invoices/INV-1"));
        assert_eq!(address("counterfoil://usage/?grain=day").as_deref(), Some("/usage?grain=day"));
        for link in [
            "https://example.org/invoices",
            "counterfoil://example.org/invoices",
            "counterfoil://invoices/../settings",
            "counterfoil://invoices/%3Cscript%3E<script>",
            "counterfoil://invoices/a b",
            "counterfoil://",
        ] {
            assert_eq!(address(link), None, "{link}");
        }
        assert_eq!(address(&format!("counterfoil://invoices/{}", "a".repeat(LENGTH_MAX))), None);
    }

    #[test]
    fn a_link_begins_nothing() {
        let link = "counterfoil://accounts?import=usage&file=/etc/passwd&account=1";
        assert_eq!(address(link).as_deref(), Some("/accounts?account=1"));
    }

    #[test]
    fn files_are_those_that_can_be_imported() {
        let folder = std::env::temp_dir().join(format!("counterfoil-links-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("usage.CSV"), "").unwrap();
        std::fs::write(folder.join("note.txt"), "").unwrap();
        let path = folder.join("usage.CSV");
        assert_eq!(wanted("usage.CSV", &folder), Some(Message::File { path }));
        assert_eq!(wanted("note.txt", &folder), None);
        assert_eq!(wanted("missing.csv", &folder), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
