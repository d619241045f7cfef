//! The bytes of a file that claims to be UTF-8 text: read in blocks, checked and hashed on the way.

use billing_domain::{BillingError, ErrorCode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How much is read at once.
pub(super) const BLOCK: usize = 1 << 20;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A text file, read from front to back.
pub(super) struct TextFile {
    file: File,
    size: u64,
    read: u64,
    hash: Sha256,
    /// The first bytes of a letter whose rest comes with the next block.
    pending: usize,
}

impl TextFile {
    /// Opens a file.
    pub(super) fn open(path: &Path) -> Result<Self, BillingError> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
        let (data, file) = opened.map_err(|error| unreadable(path, &error))?;
        if data.is_dir() {
            return Err(BillingError::invalid(format!("{} is a folder, not a file.", path.display())));
        }
        if data.len() == 0 {
            return Err(refused("it is empty"));
        }
        Ok(Self { file, size: data.len(), read: 0, hash: Sha256::new(), pending: 0 })
    }

    /// Bytes in all.
    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// Bytes read so far.
    pub(super) const fn read_so_far(&self) -> u64 {
        self.read
    }

    /// Of everything read so far, in hex.
    pub(super) fn sha256(&self) -> String {
        self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Appends the next block to `buffer`; false at the end. A byte order mark is left out.
    pub(super) fn append_to(&mut self, buffer: &mut Vec<u8>) -> Result<bool, BillingError> {
        let start = buffer.len();
        buffer.resize(start + BLOCK, 0);
        let count = self.file.read(&mut buffer[start..]).map_err(|error| {
            BillingError::new(ErrorCode::Unavailable, format!("The file could not be read: {error}."))
        })?;
        buffer.truncate(start + count);
        let block = &buffer[start..];
        self.hash.update(block);
        if self.read == 0 {
            recognise(block)?;
        }
        self.read += count as u64;
        self.check_text(&buffer[start - self.pending..], count == 0)?;
        if self.read == count as u64 && buffer[start..].starts_with(BOM) {
            buffer.drain(start..start + BOM.len());
        }
        Ok(count > 0)
    }

    fn check_text(&mut self, bytes: &[u8], at_end: bool) -> Result<(), BillingError> {
        if memchr::memchr(0, bytes).is_some() {
            return Err(refused("it holds binary data"));
        }
        self.pending = match std::str::from_utf8(bytes) {
            Ok(_) => 0,
            Err(error) if error.error_len().is_none() && !at_end => bytes.len() - error.valid_up_to(),
            Err(_) => return Err(refused("it is not in UTF-8; save it as CSV in UTF-8 and try again")),
        };
        Ok(())
    }
}

/// Tells well-known files that are not text by their first bytes, for a message that helps.
fn recognise(block: &[u8]) -> Result<(), BillingError> {
    let is = match block {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it is in UTF-16; save it as CSV in UTF-8 and try again",
        [b'P', b'K', 3, 4, ..] => "it is a ZIP or Excel file; save it as CSV and try again",
        [0x1F, 0x8B, ..] => "it is compressed; unpack it and try again",
        [b'P', b'A', b'R', b'1', ..] => "it is a Parquet file; export it as CSV and try again",
        [b'%', b'P', b'D', b'F', ..] => "it is a PDF",
        _ => return Ok(()),
    };
    Err(refused(is))
}

/// The file is refused whole, before anything was changed.
pub(super) fn refused(why: &str) -> BillingError {
    BillingError::invalid(format!("The file was not imported: {why}. Nothing was changed."))
}

fn unreadable(path: &Path, error: &std::io::Error) -> BillingError {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => ErrorCode::NotFound,
        std::io::ErrorKind::PermissionDenied => ErrorCode::PermissionDenied,
        _ => ErrorCode::Unavailable,
    };
    BillingError::new(code, format!("{} could not be opened: {error}.", path.display()))
}
