//! Bytes to text: which form they are in by their content, and which encoding.

use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::Regex;
use regex::bytes::Regex as BytesRegex;

use super::Unreadable;
use crate::encoding::{guessed, wide};

/// What bytes hold.
#[derive(Debug)]
pub(super) enum Content {
    /// A Word document; it stays packed.
    Word,
    /// XML, as text.
    Xml(String),
    /// HTML, as text.
    Html(String),
    /// Text without markup.
    Text(String),
}

/// The largest document taken in: whole meetings with all their pages are a fiftieth of this.
const LIMIT: usize = 50 << 20;

/// How far into a document its form and encoding are looked for.
const HEAD: usize = 64 << 10;

/// Finds out what the bytes hold, and makes them text where they are text.
pub(super) fn decode(bytes: &[u8], name: Option<&str>) -> Result<Content, Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::new(
            "it is larger than 50 MB",
            "save the page of one item or one meeting without its pictures, or paste the text of the item",
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Content::Word);
    }
    refuse_known(bytes, name)?;
    let text = characters(bytes);
    let binary = looks_binary(&text);
    let text = lines(&text);
    if text.trim().is_empty() {
        return Err(Unreadable::new(
            "there is no text in it",
            "save the page again, or copy its text into a file",
        ));
    }
    if binary {
        return Err(not_text());
    }
    Ok(form(text))
}

fn not_text() -> Unreadable {
    Unreadable::new(
        "it is not text",
        "open it, select the text of the item, and paste it",
    )
}

/// Kinds of file that clerks hand in and that hold no text to read here.
fn refuse_known(bytes: &[u8], name: Option<&str>) -> Result<(), Unreadable> {
    let start = &bytes[..bytes.len().min(1024)];
    let paste = "open it, select the text of the item, and paste it";
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let named = |ends: &str| name.is_some_and(|name| name.to_ascii_lowercase().ends_with(ends));
    let (what, cure) = if start.windows(5).any(|part| part == b"%PDF-") {
        ("it is a PDF, whose text has no order to rely on", paste)
    } else if begins(b"\xd0\xcf\x11\xe0") {
        let cure = "open it in Word and save it as .docx, or paste the text of the item";
        ("it is a file of an old version of Word or Outlook", cure)
    } else if begins(b"{\\rtf") {
        ("it is rich text (RTF)", "open it in Word and save it as .docx")
    } else if [
        &b"\x89PNG"[..],
        b"\xff\xd8\xff",
        b"GIF8",
        b"II*\0",
        b"MM\0*",
        b"RIFF",
    ]
    .iter()
    .any(|magic| begins(magic))
    {
        (
            "it is a picture",
            "find the page as text: words in a picture cannot be read",
        )
    } else if named(".mht") || named(".mhtml") || is_mail(start) {
        let cure = "save it again as \u{201c}Web page, HTML only\u{201d}, or paste the text of the item";
        ("it is a web page packed into one file (MHTML) or an e-mail", cure)
    } else {
        return Ok(());
    };
    Err(Unreadable::new(what, cure))
}

fn is_mail(start: &[u8]) -> bool {
    static MAIL: LazyLock<BytesRegex> = LazyLock::new(|| {
        BytesRegex::new(r"(?im)^mime-version:[^\n]*\n(?:.*\n)*?content-|^content-type:\s*multipart/")
            .expect("a pattern of ours")
    });
    MAIL.is_match(start)
}

/// The characters, by mark, declaration, validity, and at last by guess.
fn characters(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => match wide(bytes) {
            Some(encoding) => encoding,
            None if std::str::from_utf8(bytes).is_ok() => UTF_8,
            None => declared(bytes).unwrap_or_else(|| guessed(bytes)),
        },
    };
    let (text, _, _) = encoding.decode(bytes);
    text.into_owned()
}

/// The encoding that HTML or XML declares for itself.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static NAMED: LazyLock<BytesRegex> = LazyLock::new(|| {
        BytesRegex::new(
            r#"(?i)(?:<\?xml[^>]{0,100}encoding|<meta[^>]{0,200}charset)\s*=\s*["']?([a-z0-9_:-]+)"#,
        )
        .expect("a pattern of ours")
    });
    let found = NAMED.captures(&bytes[..bytes.len().min(HEAD)])?;
    let encoding = Encoding::for_label(found.get(1)?.as_bytes())?;
    // The bytes were found not to be valid UTF-8, and the others cannot declare themselves.
    (![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)).then_some(encoding)
}

/// Every kind of line break as one; marks of byte order at the start are left out, and stray bytes of zero anywhere.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\0' => {}
            other => out.push(other),
        }
    }
    out
}

/// Text has next to no control characters.
fn looks_binary(text: &str) -> bool {
    let head = text.chars().take(HEAD);
    let (mut all, mut odd) = (0_usize, 0_usize);
    for letter in head {
        all += 1;
        let breaks = matches!(letter, '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        odd += usize::from((letter.is_control() && !breaks) || letter == '\u{fffd}');
    }
    odd * 20 > all
}

/// The form of text, by its tags; a tag that is only named in a sentence does not make it HTML.
fn form(text: String) -> Content {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<(?:!doctype\s+html|html|body|head)\b[^<>]*>").expect("a pattern of ours")
    });
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</(?:p|div|table|td|tr|span|ul|ol|li|h[1-6]|a|b|strong)\s*>|<br\s*/?>")
            .expect("a pattern of ours")
    });
    let start = text.trim_start();
    let head = &start[..start.floor_char_boundary(HEAD)];
    let declares = head.starts_with("<?xml");
    if WHOLE.is_match(head) {
        return Content::Html(text);
    }
    if declares || super::service::is_service(head) {
        return Content::Xml(text);
    }
    let tags = CLOSING.find_iter(head).take(3).count();
    if tags >= 3 || (tags >= 1 && head.starts_with('<')) {
        return Content::Html(text);
    }
    Content::Text(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    fn text_of(bytes: &[u8]) -> String {
        match decode(bytes, None).expect("readable") {
            Content::Xml(text) | Content::Html(text) | Content::Text(text) => text,
            Content::Word => panic!("no Word document"),
        }
    }

    fn wide_bytes(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xfeff_u16);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_characters() {
        let text = "The panel\u{2019}s caf\u{e9} \u{2013} closed.\nSo noted.";
        assert_eq!(text_of(text.as_bytes()), text);
        assert_eq!(text_of(format!("\u{feff}{text}").as_bytes()), text);
        assert_eq!(text_of(&wide_bytes(text, true)), text);
        let plain = "The panel noted it all.\nSo it did.";
        assert_eq!(text_of(&wide_bytes(plain, false)), plain);
        let (narrow, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(text_of(&narrow), text);
    }

    #[test]
    fn a_declared_encoding_is_believed_where_the_bytes_are_no_utf_8() {
        let page = b"<html><meta charset=\"iso-8859-15\"><body>\xa4 5</body></html>";
        assert!(text_of(page).contains("\u{20ac} 5"));
        let page = "<html><meta charset=\"windows-1252\"><body>caf\u{e9}</body></html>";
        assert!(text_of(page.as_bytes()).contains("caf\u{e9}"), "valid UTF-8 wins");
    }

    #[test]
    fn line_breaks_become_one_kind() {
        assert_eq!(
            text_of(b"one\r\ntwo\rthree\nfour\x0cfive"),
            "one\ntwo\nthree\nfour\nfive"
        );
    }

    #[test]
    fn a_stray_zero_does_not_make_text_unreadable() {
        let text = "The panel met in the old hall, and it was RESOLVED that it be noted.";
        let (start, end) = text.split_at(24);
        let torn = format!("{start}\0{end}");
        assert_eq!(text_of(torn.as_bytes()), text);
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_cure() {
        for (bytes, word) in [
            (&b"%PDF-1.7 \x00\x01"[..], "PDF"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old version"),
            (b"{\\rtf1 hello}", "RTF"),
            (b"\x89PNG\r\n", "picture"),
            (b"abc\x00\x01\x02def", "not text"),
            (
                b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
                "MHTML",
            ),
            (b" \n\t ", "no text"),
            (b"", "no text"),
        ] {
            let refusal = decode(bytes, None).expect_err(word);
            assert!(refusal.what.contains(word), "{refusal:?}");
            assert!(!refusal.cure.is_empty());
        }
    }

    #[test]
    fn the_content_tells_the_form() {
        let is_html = |text: &str| matches!(decode(text.as_bytes(), None), Ok(Content::Html(_)));
        assert!(is_html("<!DOCTYPE html><p>x"));
        assert!(is_html("<div class=\"mgContent\"><p>One</p></div>"));
        assert!(!is_html("The form <p> is a tag, and 3 < 4.\nNoted."));
        assert!(!is_html("<AI1>\n1. Apologies\n</AI1>"));
        assert!(is_html(
            "<?xml version=\"1.0\"?><html xmlns=\"x\"><p>One</p></html>"
        ));
        let xml = decode(b"<?xml version=\"1.0\"?><meeting></meeting>", None);
        assert!(matches!(xml, Ok(Content::Xml(_))));
    }
}
