//! Word documents to lines: a paragraph is a line, with the label that Word shows before it.

mod body;
mod labels;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;
use super::sheet::Sheet;

/// The most that is unpacked of one part of a document; text beyond this is no minutes.
const LIMIT: u64 = 100 << 20;

/// Reads a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let damaged = || {
        Unreadable::new(
            "it is a damaged Word document",
            "open it in Word and save it again, or paste the text of the item",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let Some(document) = part(&mut archive, "word/document.xml", LIMIT)? else {
        return Err(Unreadable::new(
            "it is a packed file, but no Word document",
            "unpack it and hand in what it holds, or save the text as .docx",
        ));
    };
    let numbering = part(&mut archive, "word/numbering.xml", LIMIT / 10)?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml", LIMIT / 10)?.unwrap_or_default();
    let labels = labels::Labels::read(&numbering, &styles);
    let mut sheet = Sheet::default();
    if !body::read(&document, labels, &mut sheet) {
        return Err(damaged());
    }
    Ok(sheet)
}

/// One part of the document as text; none where it has no such part.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    limit: u64,
) -> Result<Option<String>, Unreadable> {
    let Ok(file) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    // The size that the document claims is not believed: what is unpacked is counted.
    let whole = file.take(limit + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        return Err(Unreadable::new(
            "it unpacks to more than 100 MB",
            "paste the text of the item, or save it without its pictures",
        ));
    }
    if whole.is_err() {
        return Err(Unreadable::new(
            "it is a damaged Word document",
            "open it in Word and save it again, or paste the text of the item",
        ));
    }
    let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
    Ok(Some(text.into_owned()))
}
