//! Words of stored documents, to be searched. The text of a document is read once and kept by the hash of its bytes.

use billing_documents::pdf::merge::text;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Characters that are kept; beyond, all is forgotten and read again when it is asked for.
const KEPT_MAX: usize = 16 * 1024 * 1024;

/// By SHA-256: the same bytes have the same words, whoever they belong to.
static READ: LazyLock<Mutex<HashMap<String, Arc<str>>>> = LazyLock::new(Mutex::default);

/// True when the document has these words, whatever their case and the white between letters: a PDF places letters, and
/// where its words end is a guess. `bytes` is called when the document was not read yet.
pub(crate) fn has_words<E>(
    sha256: &str,
    sought: &str,
    bytes: impl FnOnce() -> Result<Vec<u8>, E>,
) -> Result<bool, E> {
    let sought = bare(sought);
    if sought.is_empty() {
        return Ok(true);
    }
    let known = READ.lock().unwrap_or_else(PoisonError::into_inner).get(sha256).cloned();
    let words = match known {
        Some(words) => words,
        None => {
            let words: Arc<str> = bare(&text(&bytes()?)).into();
            let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
            if read.values().map(|words| words.len()).sum::<usize>() + words.len() > KEPT_MAX {
                read.clear();
            }
            read.insert(sha256.to_owned(), Arc::clone(&words));
            words
        }
    };
    Ok(words.contains(&sought))
}

/// Lower case, without white.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}
