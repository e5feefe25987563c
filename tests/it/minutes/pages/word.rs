//! Word documents.

use std::io::{Cursor, Write};

use scrutiny::minutes::page::open;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::check;

fn document(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        file.start_file(*name, SimpleFileOptions::default()).unwrap();
        file.write_all(xml.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

fn body(paragraphs: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>")
}

fn said(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn listed(list: u8, level: u8, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t>\
         </w:r></w:p>"
    )
}

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="23"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Heading1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Item"><w:basedOn w:val="Heading1"/></w:style></w:styles>"#;

#[test]
fn printed_minutes_with_the_labels_that_word_shows() {
    let text = [
        said("CARE SCRUTINY PANEL"),
        said("Tuesday 15 July 2025"),
        "<w:p><w:pPr><w:pStyle w:val=\"Item\"/></w:pPr><w:r><w:t>DENTAL ACCESS</w:t></w:r></w:p>".to_owned(),
        listed(1, 1, "Ms Elm said:"),
        listed(3, 0, "dentists leave"),
        "<w:p><w:r><w:t xml:space=\"preserve\">Kept </w:t></w:r><w:del><w:r><w:t>gone</w:t><w:delText>gone</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>fish &amp; chips</w:t></w:r></w:ins><w:hyperlink><w:r><w:tab/><w:t>linked</w:t><w:br/><w:t>broken</w:t></w:r>\
         </w:hyperlink></w:p>"
            .to_owned(),
        said("RESOLVED that"),
        listed(2, 0, "it be noted; and"),
        listed(2, 1, "soon"),
        listed(2, 0, "a letter be sent."),
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>WORK PROGRAMME</w:t></w:r></w:p>".to_owned(),
        listed(4, 0, "begins again"),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ash</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Chair</w:t></w:r></w:p></w:tc></w:tr>\
         </w:tbl>"
            .to_owned(),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>\
         </mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>"
            .to_owned(),
    ];
    let parts = [
        ("word/document.xml", &*body(&text.concat())),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
    ];
    check(
        document(&parts),
        "
Word | CARE SCRUTINY PANEL | 2025-07-15 | Unknown
[23] DENTAL ACCESS
  minutes: 23.1 Ms Elm said:
  minutes: \u{b7} dentists leave
  minutes: Kept fish & chips linked
  minutes: broken
  minutes: RESOLVED that
  minutes: (a) it be noted; and
  minutes: (i) soon
  minutes: (b) a letter be sent.
[24] WORK PROGRAMME
  minutes: (a) begins again
  minutes: Ash | Chair
  minutes: In a box.
(Meeting: CARE SCRUTINY PANEL)
(Meeting: Tuesday 15 July 2025)",
    );
}

#[test]
fn what_is_packed_but_no_word_document_is_refused() {
    let other = document(&[("content.xml", "<x/>")]);
    assert!(
        open(&other, None)
            .expect_err("no Word")
            .what
            .contains("no Word document")
    );
    let broken = &document(&[("word/document.xml", &body(&said("Noted.")))])[..40];
    assert!(open(broken, None).expect_err("broken").what.contains("damaged"));
    let empty = document(&[("word/document.xml", &body(""))]);
    assert!(open(&empty, None).expect_err("empty").what.contains("no text"));
}

#[test]
fn a_document_that_unpacks_without_end_is_refused() {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    file.start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..101 {
        file.write_all(&blanks).unwrap();
    }
    let bytes = file.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(open(&bytes, None).expect_err("too large").what.contains("100 MB"));
}
