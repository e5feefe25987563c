//! What the terminal is like: how wide, whether it is read aloud, which letters it knows.
#![expect(
    clippy::disallowed_methods,
    reason = "what a terminal can do is told by the environment"
)]

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{stderr, stdout};

use terminal_size::{Height, Width, terminal_size_of};

/// The narrowest that text is made for.
const NARROWEST: usize = 40;

/// The widest that lines of prose are made, however wide the terminal: longer ones are hard to read.
const WIDEST: usize = 100;

/// How wide prose is where nobody says.
const USUAL: usize = 80;

/// What there is to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    /// How wide standard output is; none where it is no terminal and `COLUMNS` does not say.
    pub(super) data: Option<usize>,
    /// How wide standard error is, in the same way.
    pub(super) talk: Option<usize>,
    /// Whether it is read aloud, or cannot move its cursor: nothing is drawn, and what stands beside each other elsewhere
    /// is told one after the other.
    pub(super) is_plain: bool,
    /// Whether it knows no letters but those of ASCII.
    pub(super) is_ascii: bool,
}

impl Screen {
    /// As the environment says; plain where that is asked for, or the terminal can do no more.
    pub(super) fn find(plain: bool) -> Self {
        let said = variable("COLUMNS").and_then(|columns| columns.trim().parse().ok());
        let said = said.filter(|columns| *columns > 0);
        let wide = |(width, _): (Width, Height)| usize::from(width.0);
        Self {
            data: said.or_else(|| terminal_size_of(stdout()).map(wide)),
            talk: said.or_else(|| terminal_size_of(stderr()).map(wide)),
            is_plain: plain || variable("TERM").is_some_and(|term| term == "dumb"),
            is_ascii: ["LC_ALL", "LC_CTYPE", "LANG"]
                .into_iter()
                .find_map(variable)
                .is_some_and(|locale| !is_unicode(&locale)),
        }
    }

    /// A screen of this width that knows all letters.
    #[cfg(test)]
    pub(super) fn new(width: usize) -> Self {
        Self {
            data: Some(width),
            talk: Some(width),
            is_plain: false,
            is_ascii: false,
        }
    }

    /// The width to which paragraphs are laid out.
    pub(super) fn room(&self) -> usize {
        self.data.unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
    }

    /// The width of lines to choose from and of questions.
    pub(super) fn talking_room(&self) -> usize {
        self.talk.unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
    }

    /// Our own signs in letters that the terminal knows.
    pub(super) fn letters<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.is_ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut plain = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '“' | '”' | '„' => plain.push('"'),
                '‘' | '’' => plain.push('\''),
                '–' | '—' => plain.push('-'),
                '…' => plain.push_str("..."),
                '·' | '•' => plain.push('-'),
                '→' => plain.push_str("->"),
                other => plain.push(other),
            }
        }
        Cow::Owned(plain)
    }
}

/// Whether the arguments or the environment ask for plain text, told without reading the arguments as a whole.
pub(super) fn is_plain_asked(args: &[OsString]) -> bool {
    const NO: [&str; 6] = ["0", "f", "false", "n", "no", "off"];
    let said = |value: &String| !NO.contains(&value.to_ascii_lowercase().as_str());
    args.iter().any(|arg| arg == "--plain") || variable("SCRUTINY_PLAIN").is_some_and(|value| said(&value))
}

/// A variable that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a locale writes UTF-8, as `en_GB.UTF-8` and `C.utf8` say.
fn is_unicode(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_neither_too_narrow_nor_too_wide() {
        let wide = |data| Screen {
            data,
            talk: None,
            is_plain: false,
            is_ascii: false,
        };
        assert_eq!(wide(Some(20)).room(), 40);
        assert_eq!(wide(Some(60)).room(), 60);
        assert_eq!(wide(Some(300)).room(), 100);
        assert_eq!(wide(None).room(), 80);
    }

    #[test]
    fn signs_are_written_in_ascii_only_where_the_terminal_knows_no_more() {
        let screen = |is_ascii| Screen {
            data: None,
            talk: None,
            is_plain: false,
            is_ascii,
        };
        assert_eq!(screen(true).letters("“it’s” – now…"), "\"it's\" - now...");
        assert_eq!(screen(false).letters("“it’s”"), "“it’s”");
        assert!(is_unicode("en_GB.UTF-8") && is_unicode("C.utf8"));
        assert!(!is_unicode("C") && !is_unicode("en_GB.ISO-8859-1"));
    }
}
