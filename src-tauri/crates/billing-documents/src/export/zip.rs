//! Several files as one zip: in the given order, without times of a clock. Same input, same bytes.

use crate::error::DocumentError;
use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipWriter};
use std::collections::BTreeSet;
use std::io::{Cursor, Write};

/// One file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Its path inside, with `/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files as a zip. Every entry has the zip format's first day (1 January 1980) as its time.
///
/// # Errors
/// [`DocumentError::Internal`] for two files of one name, or a name that leads out of the folder.
pub fn zip(files: &[PackedFile]) -> Result<Vec<u8>, DocumentError> {
    let mut seen = BTreeSet::new();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let odd = file.name.is_empty()
            || file.name.starts_with('/')
            || file.name.contains('\\')
            || file.name.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        if odd || !seen.insert(file.name.as_str()) {
            return Err(DocumentError::internal(format!("{:?} cannot be packed", file.name)));
        }
        writer.start_file(file.name.as_str(), options).map_err(DocumentError::internal)?;
        writer.write_all(&file.bytes).map_err(DocumentError::internal)?;
    }
    Ok(writer.finish().map_err(DocumentError::internal)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn file(name: &str, bytes: &[u8]) -> PackedFile {
        PackedFile { name: name.to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn reads_back_and_is_the_same_twice() {
        let files = [file("INV-1.pdf", b"%PDF-1.7"), file("receipts/ก.txt", &b"line ".repeat(900))];
        let bytes = zip(&files).unwrap();
        assert_eq!(bytes, zip(&files).unwrap());
        let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 2);
        for wanted in &files {
            let mut entry = archive.by_name(&wanted.name).unwrap();
            let mut read = Vec::new();
            entry.read_to_end(&mut read).unwrap();
            assert_eq!(read, wanted.bytes);
            assert_eq!(entry.last_modified().map(|at| at.year()), Some(1980));
        }
    }

    #[test]
    fn no_name_twice_and_none_that_leads_out() {
        assert!(zip(&[file("a", b""), file("a", b"")]).is_err());
        for name in ["../a", "/a", "a/../b", "", "a//b", "a\\b"] {
            assert!(zip(&[file(name, b"")]).is_err(), "{name:?}");
        }
    }
}
