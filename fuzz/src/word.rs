//! Minutes in Word's form. The bytes are the document's XML, then its numbering and its styles, parted by the byte 255; or a
//! whole packed file.

use super::{minutes, packed, tape};

/// Packs bytes as a Word document and reads it as minutes.
pub fn hold(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return minutes::read(bytes, Some("minutes.docx"));
    }
    let (document, rest) = tape::cut(bytes);
    let (numbering, styles) = tape::cut(rest);
    let mut parts = vec![("word/document.xml", document)];
    for (name, part) in [("word/numbering.xml", numbering), ("word/styles.xml", styles)] {
        if !part.is_empty() {
            parts.push((name, part));
        }
    }
    minutes::read(&packed::pack(&parts), Some("minutes.docx"));
}
