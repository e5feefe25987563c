//! A document as an e-mail: its subject first, then the text; or as a draft that a mail program opens.
//!
//! Nothing is sent, and nobody is named as sender or receiver: that is for whoever sends it.

use super::document::{Document, line};
use super::text::{WIDTH, body};

/// How a line of headers begins that goes on from the one before.
const ON: &str = "\r\n ";
/// The most letters of one encoded word (RFC 2047, 2).
const ENCODED: usize = 75;

/// The text of an e-mail: a line with its subject, an empty one, and the words.
pub fn letter(document: &Document) -> String {
    format!(
        "{}\n\n{}",
        clipped(&format!("Subject: {}", line(&document.title))),
        body(document)
    )
}

/// A draft of an e-mail as a file (RFC 5322): mail programs open it to be addressed and sent.
pub fn draft(document: &Document) -> String {
    let body = body(document).replace('\n', "\r\n");
    format!(
        "Subject: {}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{body}",
        header(&line(&document.title))
    )
}

/// A line as far as there is room for it, cut with a sign of it.
fn clipped(text: &str) -> String {
    if text.chars().count() <= WIDTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(WIDTH - 3).collect();
    format!("{}...", cut.trim_end())
}

/// Words as a header holds them: plain where they are short and plain, otherwise encoded (RFC 2047, 4.2).
fn header(text: &str) -> String {
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !text.contains("=?");
    if is_plain && text.len() <= WIDTH - "Subject: ".len() {
        return text.to_owned();
    }
    const OPEN: &str = "=?utf-8?Q?";
    const CLOSE: &str = "?=";
    // The first stands behind the name of the header.
    let room = ENCODED - OPEN.len() - CLOSE.len() - "Subject: ".len();
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut bytes = [0; 4];
        let encoded: String = match c {
            ' ' => "_".to_owned(),
            c if c.is_ascii_alphanumeric() => c.to_string(),
            c => c
                .encode_utf8(&mut bytes)
                .bytes()
                .map(|byte| format!("={byte:02X}"))
                .collect(),
        };
        let full = words.last().is_some_and(|word| word.len() + encoded.len() > room);
        match words.last_mut() {
            Some(word) if !full => word.push_str(&encoded),
            _ => words.push(encoded),
        }
    }
    let words = words.iter().map(|word| format!("{OPEN}{word}{CLOSE}"));
    words.collect::<Vec<_>>().join(ON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Block;

    fn with(title: &str) -> Document {
        Document {
            title: title.to_owned(),
            blocks: vec![Block::says("Words – of it.")],
            sections: Vec::new(),
        }
    }

    #[test]
    fn the_subject_comes_first_on_one_line_with_room() {
        assert_eq!(
            letter(&with("One\nBcc: two")),
            "Subject: One Bcc: two\n\nWords – of it.\n"
        );
        let long = letter(&with(&"word ".repeat(40)));
        let first = long.lines().next().unwrap();
        assert!(first.len() <= WIDTH && first.ends_with("..."), "{first}");
    }

    #[test]
    fn a_draft_holds_its_subject_in_plain_letters_whatever_it_says() {
        let plain = draft(&with("One\r\nBcc: two@a.example"));
        assert!(
            plain.starts_with("Subject: One Bcc: two@a.example\r\nX-Unsent: 1\r\n"),
            "{plain}"
        );
        assert!(plain.ends_with("\r\n\r\nWords – of it.\r\n"), "{plain}");
        let title = "Gwasanaeth iechyd – Ynys Môn, “pob oed”, a llawer mwy o eiriau na hynny i gyd";
        let text = draft(&with(title));
        let head = &text[..text.find("\r\nX-Unsent").unwrap()];
        assert!(
            head.is_ascii() && head.lines().all(|line| line.len() <= 76),
            "{head}"
        );
        let told: String = head["Subject: ".len()..]
            .split("\r\n ")
            .map(|word| {
                word.strip_prefix("=?utf-8?Q?")
                    .unwrap()
                    .strip_suffix("?=")
                    .unwrap()
            })
            .collect();
        assert_eq!(decoded(&told), title);
    }

    fn decoded(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'_' => b' ',
                b'=' => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                other => other,
            });
        }
        String::from_utf8(bytes).unwrap()
    }
}
