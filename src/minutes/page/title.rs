//! Titles of items: what can be one, and its words without number and file sizes.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::trimmed;
use crate::minutes::pattern::pattern;
use crate::source::Span;

/// The longest title of an item; motions of a full council use their first sentence as one.
const LONGEST: usize = 220;

/// The title's own words in a line: without sizes of files, ", MOVED" and marks around it. None where nothing is left.
pub(super) fn clean(text: &str, span: Span) -> Option<Span> {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i:\s*(?:pdf icon\s*)?[(\[]?(?-u:\b)(?:pdf|docx?|xlsx?|pptx?)(?-u:\b)[,\s]*\d+(?:[.,]\d+)?\s*[km]b(?-u:\b).*$)",
            r"|(?i:\s*(?-u:\b)pdf icon(?-u:\b).*$)",
            r"|\s*,\s*(?:MOVED|NEW)\s*$",
        ))
    });
    let mut start = span.range().start;
    let mut words = text.get(span.range())?;
    if let Some(tail) = TAIL.find(words) {
        words = &words[..tail.start()];
    }
    let marks = |letter: char| letter.is_whitespace() || matches!(letter, '*' | '#' | '|' | '\u{200b}');
    let front = words.trim_start_matches(marks);
    start += words.len() - front.len();
    let words = front.trim_end_matches(marks);
    // A dash leads on to what is run in.
    let words = words
        .strip_suffix(
            [" \u{2013}", " \u{2014}", " -"]
                .into_iter()
                .find(|dash| words.ends_with(dash))
                .unwrap_or_default(),
        )
        .unwrap_or(words);
    trimmed(words, start)
}

/// Where the text of the agenda begins that is run on to a title: "Winter Plan To consider the report".
pub(super) fn before_agenda(line: &str) -> Option<usize> {
    static AGENDA: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?P<last>[\w)\u{2019}']+)\s+(?:",
            r"To (?:formally )?(?:agree|allow|answer|appoint|approve|ask|comment|confirm|consider|deal|declare|determine|disclose|discuss|elect",
            r"|endorse|examine|hear|highlight|identify|inform|note|provide|receive|record|report|review|scrutinise|sign|take|update)(?-u:\b)",
            r"|The (?:(?:Joint|Sub-)?\s?(?:Committee|Panel|Board|Commission|Forum)) (?:will|is|are|to)(?-u:\b)",
            r"|Members (?:are|will)(?-u:\b)",
            r"|Report (?:of|by|from) the (?-u:\b))",
        ))
    });
    let head = &line[..line.floor_char_boundary(LONGEST)];
    // "Annual Report of the Director" is a title.
    let kinds = [
        "Annual",
        "Progress",
        "Monitoring",
        "Performance",
        "Quarterly",
        "Final",
        "Draft",
        "Interim",
        "Update",
    ];
    AGENDA.captures_iter(head).find_map(|found| {
        let last = found.name("last")?;
        let of_report = found[0].contains(" Report ") && kinds.contains(&last.as_str());
        (!of_report && is_title(&line[..last.end()])).then_some(last.end())
    })
}

/// Whether a line can be the title of an item: short, no sentence, and not a label or the start of a clause.
pub(super) fn is_title(line: &str) -> bool {
    static NOT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:(?i:resolved|recommended|agreed|ordered|decision|minutes|action|that|and|or|to|it was|moved|seconded)(?-u:\b)",
            r"|[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,3})[)\].]|\d+\.\d|[\u{b7}\u{2022}\u{25cf}o-]\s)",
        ))
    });
    static MINUTES_OF: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?i:minutes|decisions?|action plan|actions? (?:log|list|tracker)|recommendations?)(?-u:\b)[^.:;]*$",
        )
    });
    let line = line.trim();
    if line.len() > LONGEST || line.len() < 3 {
        return false;
    }
    let starts = line
        .trim_start_matches(['\u{2018}', '\u{201c}', '"', '\'', '('])
        .chars()
        .next();
    starts.is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit())
        && !line.ends_with(['.', ';', ':', ',', '?', '\u{2013}', '-'])
        && !line.contains(". ")
        && (!NOT.is_match(line) || MINUTES_OF.is_match(line))
}

/// Whether a line is short enough for a title, whatever its words; something else must tell that it is one.
pub(super) fn is_loose(line: &str) -> bool {
    let line = line.trim();
    (3..=LONGEST).contains(&line.len())
        && line.starts_with(|letter: char| letter.is_uppercase() || letter == '\u{2018}')
}

/// Whether a title is printed as headings are: in capitals, or with most long words capitalised.
pub(super) fn is_heading(line: &str) -> bool {
    is_title(line) && (is_capitals(line) || is_title_case(line)) && !names_a_person(line)
}

/// Whether all but a few of the letters are capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for letter in line.chars() {
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
    }
    upper >= 4 && lower * 8 <= upper
}

fn is_title_case(line: &str) -> bool {
    let long = line
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\u{2019}' && letter != '\'')
        .filter(|word| word.len() > 3 && word.starts_with(char::is_alphabetic))
        .filter(|word| {
            ![
                "with", "from", "held", "into", "upon", "over", "under", "their", "about", "between",
                "through",
            ]
            .contains(word)
        });
    let (mut all, mut capital) = (0_usize, 0_usize);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    capital * 4 >= all * 3 && all > 0
}

/// Whether every word begins with a capital, as no sentence does: such a title may end with a full stop.
pub(super) fn is_all_capitalised(line: &str) -> bool {
    let words = || line.split_whitespace();
    let capital = |word: &str| {
        let letter = word.chars().find(|letter| letter.is_alphanumeric());
        letter.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit())
    };
    line.len() <= LONGEST && words().count() >= 4 && words().all(capital) && !names_a_person(line)
}

/// Numbered lists of members and speakers look like headings.
fn names_a_person(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    [
        "Councillor",
        "Councillors",
        "Cllr",
        "Cllrs",
        "Mr",
        "Mrs",
        "Ms",
        "Miss",
        "Dr",
        "Prof",
        "Professor",
        "Sir",
    ]
    .contains(&first.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(line: &str) -> &str {
        clean(line, Span::new(0, line.len())).map_or("", |span| &line[span.range()])
    }

    #[test]
    fn file_sizes_and_marks_are_no_words_of_a_title() {
        assert_eq!(cleaned("Dental access pdf icon PDF 144 KB"), "Dental access");
        assert_eq!(cleaned("* Dental access (PDF, 1.5 MB)"), "Dental access");
        assert_eq!(cleaned("Dental access, MOVED"), "Dental access");
        assert_eq!(cleaned("New models of care"), "New models of care");
        assert_eq!(cleaned("PDF 144 KB"), "");
    }

    #[test]
    fn titles_are_told_from_sentences_and_clauses() {
        for line in [
            "Dental access",
            "MINUTES - 22 AUGUST 2029",
            "Minutes of the meeting held on 3 May 2029",
        ] {
            assert!(is_title(line), "{line}");
        }
        for line in [
            "The report was noted.",
            "RESOLVED that",
            "(a) Notes it",
            "That the report",
            "to be noted",
        ] {
            assert!(!is_title(line), "{line}");
        }
        assert!(is_heading("DENTAL ACCESS IN WEXCOMBE"));
        assert!(is_heading("Dental Access in Wexcombe"));
        assert!(!is_heading("The report was noted by all"));
        assert!(!is_heading("Councillor Ash"));
    }
}
