//! Poppler's tools over bytes. A missing tool fails the test: a document nobody read back proves nothing.

use std::io::Write;
use std::process::{Command, Output};

/// The text of every page, laid out as on paper.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let text = run("pdftotext", &["-layout", "-enc", "UTF-8"], pdf, &["-"]);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // pdftotext ends every page with a form feed, the last one too.
    assert_eq!(pages.pop().as_deref(), Some(""), "the text ends with a page's end");
    pages
}

/// One embedded font, as `pdffonts` reports it.
pub struct Font {
    pub name: String,
    pub embedded: bool,
    pub subset: bool,
    pub unicode: bool,
}

/// The fonts of the file.
pub fn fonts(pdf: &[u8]) -> Vec<Font> {
    let table = run("pdffonts", &[], pdf, &[]);
    let font = |line: &str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        // name, type (may be two words), encoding, emb, sub, uni, object, generation
        let flag = |from_end: usize| cells[cells.len() - from_end] == "yes";
        Font { name: cells[0].to_owned(), embedded: flag(5), subset: flag(4), unicode: flag(3) }
    };
    table.lines().skip(2).map(font).collect()
}

/// `pdfinfo` as it is.
pub fn info(pdf: &[u8]) -> String {
    run("pdfinfo", &[], pdf, &[])
}

fn run(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(pdf).expect("the document on disk");
    let command = Command::new(tool).args(before).arg(file.path()).args(after).output();
    let Output { status, stdout, stderr } =
        command.unwrap_or_else(|error| panic!("{tool} must be installed (package poppler-utils): {error}"));
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success() && stderr.is_empty(), "{tool} complains: {stderr}");
    String::from_utf8(stdout).expect("UTF-8")
}
