//! PDF documents: A4, embedded subset fonts, the same bytes for the same input.
//!
//! [`page`] collects what is drawn, [`table`] flows rows over pages, [`write`] makes the file:
//! subset the fonts once, turn the items into printpdf operations, then put right what printpdf leaves open.

pub mod figure;
mod finish;
pub mod flow;
mod fonts;
pub mod ink;
pub mod invoice;
pub mod merge;
mod ops;
pub mod overview;
pub mod page;
pub mod report;
pub mod table;

use crate::error::DocumentError;
use chrono::NaiveDate;
use page::Page;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions, Pt};

/// What the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Shown by viewers instead of the file name.
    pub title: String,
    /// Who issued the document.
    pub author: String,
    /// BCP 47 tag of the language.
    pub language: &'static str,
    /// Day of creation; no date at all when `None`, never the clock's.
    pub created: Option<NaiveDate>,
}

/// The finished file.
///
/// # Errors
/// [`DocumentError::Internal`] when a font cannot be cut down or embedded.
pub fn write(pages: &[Page], info: &FileInfo) -> Result<Vec<u8>, DocumentError> {
    let fonts = fonts::subset(pages)?;
    let mut document = PdfDocument::new(&info.title);
    document.metadata.info.author.clone_from(&info.author);
    document.metadata.info.conformance = finish::no_conformance();
    fonts.embed(&mut document);
    let sheets = pages.iter().map(|page| sheet(page, &fonts)).collect();
    document.with_pages(sheets);
    let options = PdfSaveOptions { subset_fonts: false, optimize: false, ..PdfSaveOptions::default() };
    let mut warnings = Vec::new();
    finish::finish(document.to_lopdf_document(&options, &mut warnings), info)
}

fn sheet(page: &Page, fonts: &fonts::Subsets) -> PdfPage {
    let mm = |pt: f32| Mm::from(Pt(pt));
    PdfPage::new(mm(page.width), mm(page.height), ops::operations(page, fonts))
}
