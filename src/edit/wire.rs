//! What a form sends: names and texts, in the one encoding that is taken.

/// Why what was sent is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Garbled {
    /// It is not text.
    NotText,
    /// It holds more answers than any form has.
    TooMany,
}

/// The most names that one form may send: far more than a record has, and few enough to be gone through at once.
const MOST: usize = 20_000;

/// The names and texts of `application/x-www-form-urlencoded`, in order. Line breaks become those of records.
///
/// # Errors
///
/// [`Garbled`], with nothing taken.
pub fn decode(body: &[u8]) -> Result<Vec<(String, String)>, Garbled> {
    let mut pairs = Vec::new();
    for piece in body.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()) {
        if pairs.len() == MOST {
            return Err(Garbled::TooMany);
        }
        let at = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
        let (name, text) = (&piece[..at], piece.get(at + 1..).unwrap_or_default());
        pairs.push((unescaped(name)?, unescaped(text)?));
    }
    Ok(pairs)
}

/// The same in reverse, for addresses that fill a form in, and for tests.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, text) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        escape(name, &mut out);
        out.push('=');
        escape(text, &mut out);
    }
    out
}

fn unescaped(bytes: &[u8]) -> Result<String, Garbled> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, others)) = rest.split_first() {
        let digits = others.get(..2).filter(|_| *first == b'%').and_then(hexadecimal);
        match (first, digits) {
            (_, Some(byte)) => {
                out.push(byte);
                rest = &others[2..];
                continue;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(*other),
        }
        rest = others;
    }
    let text = String::from_utf8(out).map_err(|_| Garbled::NotText)?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let read =
            decode(b"item=Ward+4%3A+beds&clause.0.words=a%0D%0Ab&empty=&bare&x=100%&y=%zz").expect("text");
        let expected = [
            ("item", "Ward 4: beds"),
            ("clause.0.words", "a\nb"),
            ("empty", ""),
            ("bare", ""),
            ("x", "100%"),
            ("y", "%zz"),
        ];
        let expected: Vec<(String, String)> = expected.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_no_text_or_too_much_is_refused() {
        assert_eq!(decode(b"a=%ff"), Err(Garbled::NotText));
        assert_eq!(decode(b"\xff=a"), Err(Garbled::NotText));
        assert_eq!(decode("a=b&".repeat(MOST + 1).as_bytes()), Err(Garbled::TooMany));
        assert_eq!(decode("&".repeat(MOST * 2).as_bytes()), Ok(Vec::new()));
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_read_as_it_was(pairs in prop::collection::vec(("[^\r]*", "[^\r]*"), 0..8)) {
            let sent = encode(pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
            prop_assert_eq!(decode(sent.as_bytes()), Ok(pairs));
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
