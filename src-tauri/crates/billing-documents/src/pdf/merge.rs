//! Several PDFs as one, page after page; and the text of one, to be searched.

use crate::error::DocumentError;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// What a page may inherit from the tree above it.
const INHERITED: [&[u8]; 4] = [b"MediaBox", b"CropBox", b"Resources", b"Rotate"];
/// A page tree that is deeper is a loop.
const DEPTH_MAX: usize = 64;

/// The pages of all files in one, in their order. The same files give the same bytes.
///
/// # Errors
/// [`DocumentError::Internal`] for a file that is no PDF, is locked with a password, or has no page.
pub fn merge(files: &[(&str, &[u8])]) -> Result<Vec<u8>, DocumentError> {
    let mut merged = Document::with_version("1.7");
    let mut pages = Vec::new();
    for (name, bytes) in files {
        let mut part = read(name, bytes)?;
        part.renumber_objects_with(merged.max_id + 1);
        let own: Vec<ObjectId> = part.get_pages().into_values().collect();
        if own.is_empty() {
            return Err(DocumentError::internal(format!("{name} has no page")));
        }
        let resolved = own.iter().map(|id| Ok((*id, page(&part, *id)?)));
        let resolved = resolved.collect::<Result<Vec<_>, DocumentError>>()?;
        merged.max_id = part.max_id;
        merged.objects.extend(part.objects);
        pages.extend(resolved);
    }
    let tree = merged.new_object_id();
    let kids: Vec<Object> = pages.iter().map(|(id, _)| Object::Reference(*id)).collect();
    let count = i64::try_from(kids.len()).map_err(DocumentError::internal)?;
    for (id, mut page) in pages {
        page.set("Parent", Object::Reference(tree));
        merged.objects.insert(id, Object::Dictionary(page));
    }
    let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    merged.objects.insert(tree, Object::Dictionary(root));
    let catalog = merged.add_object(dictionary! { "Type" => "Catalog", "Pages" => Object::Reference(tree) });
    merged.trailer.set("Root", Object::Reference(catalog));
    // Catalogs and page trees of the parts are not reached any more.
    merged.prune_objects();
    merged.renumber_objects();
    let mut bytes = Vec::new();
    set_id(&mut merged, &[0; 16]);
    merged.save_to(&mut bytes).map_err(DocumentError::internal)?;
    set_id(&mut merged, &Sha256::digest(&bytes)[..16]);
    bytes.clear();
    merged.save_to(&mut bytes).map_err(DocumentError::internal)?;
    Ok(bytes)
}

/// The words of all pages, in reading order as far as the file tells it; empty when it tells none.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let Ok(document) = Document::load_mem(bytes) else { return String::new() };
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let words = pages.iter().filter_map(|page| document.extract_text(&[*page]).ok());
    words.collect::<Vec<_>>().join("\n")
}

fn read(name: &str, bytes: &[u8]) -> Result<Document, DocumentError> {
    let document = Document::load_mem(bytes)
        .map_err(|error| DocumentError::internal(format!("{name} cannot be read: {error}")))?;
    if document.is_encrypted() {
        return Err(DocumentError::internal(format!("{name} is locked with a password")));
    }
    Ok(document)
}

/// A page with what it inherits, so that it stands by itself.
fn page(document: &Document, id: ObjectId) -> Result<Dictionary, DocumentError> {
    let mut page = document.get_dictionary(id).map_err(DocumentError::internal)?.clone();
    let mut above = page.clone();
    for _ in 0..DEPTH_MAX {
        let Ok(parent) = above.get(b"Parent").and_then(Object::as_reference) else { break };
        let Ok(next) = document.get_dictionary(parent) else { break };
        for key in INHERITED {
            if !page.has(key)
                && let Ok(value) = next.get(key)
            {
                page.set(key, value.clone());
            }
        }
        above = next.clone();
    }
    Ok(page)
}

fn set_id(document: &mut Document, id: &[u8]) {
    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}
