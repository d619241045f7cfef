//! What printpdf leaves open, put right in its lopdf document: version, language, dates, and an id made of the content.

use super::FileInfo;
use crate::error::DocumentError;
use chrono::NaiveDate;
use lopdf::{Document, Object, StringFormat, dictionary};
use printpdf::{CustomPdfConformance, PdfConformance};
use sha2::{Digest, Sha256};

/// No conformance claim: printpdf's default would call the file PDF/X, which it is not.
pub fn no_conformance() -> PdfConformance {
    PdfConformance::Custom(CustomPdfConformance {
        identifier: String::new(),
        allows_3d_content: false,
        allows_video_content: false,
        allows_audio_content: false,
        allows_embedded_javascript: false,
        allows_jpeg_content: true,
        requires_xmp_metadata: false,
        allows_default_fonts: false,
        requires_icc_profile: false,
        allows_pdf_layers: false,
    })
}

/// The bytes of the finished file.
///
/// # Errors
/// [`DocumentError::Internal`].
pub fn finish(mut document: Document, info: &FileInfo) -> Result<Vec<u8>, DocumentError> {
    document.version = "1.7".into();
    describe(&mut document, info)?;
    present(&mut document, info)?;
    document.compress();
    // Random ids would make every copy differ: the id is the hash of all the rest.
    set_id(&mut document, [0; 16]);
    let digest = Sha256::digest(save(&mut document)?);
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    set_id(&mut document, id);
    save(&mut document)
}

fn describe(document: &mut Document, info: &FileInfo) -> Result<(), DocumentError> {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(DocumentError::internal)?;
    let entries = document.get_dictionary_mut(id).map_err(DocumentError::internal)?;
    for key in ["GTS_PDFXVersion", "Identifier", "CreationDate", "ModDate", "Trapped", "Keywords", "Subject"]
    {
        entries.remove(key.as_bytes());
    }
    entries.set("Creator", Object::string_literal("Counterfoil"));
    entries.set("Producer", Object::string_literal("Counterfoil, printpdf"));
    if let Some(created) = info.created {
        entries.set("CreationDate", Object::string_literal(pdf_date(created)));
    }
    Ok(())
}

fn present(document: &mut Document, info: &FileInfo) -> Result<(), DocumentError> {
    let catalog = document.catalog_mut().map_err(DocumentError::internal)?;
    catalog.set("Lang", Object::string_literal(info.language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

fn pdf_date(date: NaiveDate) -> String {
    date.format("D:%Y%m%d000000Z").to_string()
}

fn set_id(document: &mut Document, id: [u8; 16]) {
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

fn save(document: &mut Document) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(DocumentError::internal)?;
    Ok(bytes)
}
