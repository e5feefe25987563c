//! What text may hold when it becomes HTML, and where links may lead.

use std::io::Write;

/// Text with the characters that mean something in HTML written out.
pub fn escape(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    escape_to(text, &mut out).expect("writing to memory does not fail");
    String::from_utf8(out).expect("only ASCII characters were replaced")
}

/// Writes text with the characters that mean something in HTML written out. Most text holds none and is written at
/// once: templates print little pieces by the million.
pub fn escape_to(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let mut written = 0;
    for (place, byte) in text.bytes().enumerate() {
        let instead: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            _ => continue,
        };
        out.write_all(&text.as_bytes()[written..place])?;
        out.write_all(instead)?;
        written = place + 1;
    }
    out.write_all(&text.as_bytes()[written..])
}

/// What a destination may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Safe {
    /// A page on the web, or a mail address.
    Web,
    /// A place on the same page.
    Here,
    /// Perhaps a record of the register.
    Relative,
    /// Nothing.
    No,
}

/// What a destination may be used for, judged by its form alone.
pub(super) fn safe(destination: &str) -> Safe {
    let clean = !destination
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || c == '\\');
    if destination.is_empty() || !clean {
        return Safe::No;
    }
    if let Some(fragment) = destination.strip_prefix('#') {
        return if is_fragment(fragment) {
            Safe::Here
        } else {
            Safe::No
        };
    }
    let (before, _) = destination
        .split_once(['/', '?', '#'])
        .unwrap_or((destination, ""));
    match before.split_once(':') {
        Some((scheme, rest)) => {
            let known = ["http", "https"]
                .iter()
                .any(|word| scheme.eq_ignore_ascii_case(word));
            let mail = scheme.eq_ignore_ascii_case("mailto") && !rest.is_empty();
            if mail || (known && destination[scheme.len()..].starts_with("://")) {
                Safe::Web
            } else {
                Safe::No
            }
        }
        None => Safe::Relative,
    }
}

/// Whether text can be the name of a place on a page.
pub fn is_fragment(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
