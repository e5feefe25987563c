//! Labels of clauses and paragraphs: "(a)", "a)", "1.", "(2)", "ii.", "13.3".

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;
use crate::source::Span;

/// A label as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The label without brackets and stops.
    pub(super) span: Span,
    /// Its letters or digits.
    pub(super) text: Box<str>,
    /// The marks around it: what a list keeps the same.
    pub(super) marks: Marks,
    /// Where the words after it begin.
    pub(super) after: u32,
}

/// How a label is marked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// "(a)"
    Brackets,
    /// "a)"
    Bracket,
    /// "a."
    Stop,
    /// "13.3", the number of a paragraph
    Paragraph,
    /// "1" alone
    Bare,
    /// A bullet.
    Bullet,
}

/// The series a label can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// 1, 2, 3
    Number,
    /// a, b, c
    Small,
    /// A, B, C
    Capital,
    /// i, ii, iii
    Roman,
}

static START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)^\s*\**\s*(?:
            \(\s*(?P<brackets>[0-9]{1,3}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})\s*\)
          | (?P<bracket>[0-9]{1,3}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})\s*\)
          | (?P<paragraph>[0-9]{1,3}(?:\.[0-9]{1,3})+)\.?(?:\s|$)
          | (?P<stop>[0-9]{1,3}|[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})\.(?:\s|$)
          | (?P<bare>[0-9]{1,2})\s+(?:[A-Z(])
          | (?P<roman>[ivx]{2,5})\s+(?:[A-Za-z(])
          | (?P<bullet>[\u{b7}\u{2022}\u{f0b7}\u{25cf}\u{25aa}\u{2023}*•]|[-\u{2013}o]\s)
        )\s*",
    )
});

/// The label at the beginning of a stretch of text.
pub(super) fn at_start(text: &str, span: Span) -> Option<Label> {
    let stretch = text.get(span.range())?;
    let found = START.captures(stretch)?;
    let marks = [
        ("brackets", Marks::Brackets),
        ("bracket", Marks::Bracket),
        ("paragraph", Marks::Paragraph),
        ("stop", Marks::Stop),
        ("bare", Marks::Bare),
        ("roman", Marks::Bare),
        ("bullet", Marks::Bullet),
    ];
    let (part, marks) = marks
        .iter()
        .find_map(|(name, marks)| found.name(name).map(|part| (part, *marks)))?;
    let base = span.range().start;
    if marks == Marks::Bare && is_day_of_month(&stretch[part.end()..]) {
        return None;
    }
    // A bare number is only seen to be one by the word after it, which is not part of it.
    let after = match marks {
        Marks::Bare => part.end() + stretch[part.end()..].len() - stretch[part.end()..].trim_start().len(),
        _ => found.get(0).map_or(part.end(), |whole| whole.end()),
    };
    Some(Label {
        span: Span::new(base + part.start(), base + part.end()),
        text: part.as_str().into(),
        marks,
        after: Span::new(base + after, base + after).start,
    })
}

/// "1 April 2026" begins with a day, not with a label.
fn is_day_of_month(rest: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let rest = rest.trim_start();
    MONTHS.iter().any(|month| rest.starts_with(month))
}

/// Whether a line begins with a label.
pub(super) fn begins(line: &str) -> bool {
    at_start(line, Span::new(0, line.len())).is_some()
}

/// Whether a line is a label and nothing else.
pub(super) fn is_bare(line: &str) -> bool {
    START
        .find(line)
        .is_some_and(|found| found.end() == line.len() && !line.trim().is_empty())
        || (!line.is_empty() && line.len() <= 2 && line.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Label {
    /// The places it can have, each in its series: "i" is the first roman number or the ninth letter.
    pub(super) fn places(&self) -> Vec<(Series, u32)> {
        let mut places = Vec::new();
        if let Ok(number) = self.text.parse() {
            places.push((Series::Number, number));
        }
        let mut bytes = self.text.bytes();
        if let (Some(letter), None) = (bytes.next(), bytes.next()) {
            match letter {
                b'a'..=b'z' => places.push((Series::Small, u32::from(letter - b'a') + 1)),
                b'A'..=b'Z' => places.push((Series::Capital, u32::from(letter - b'A') + 1)),
                _ => {}
            }
        }
        if let Some(number) = roman(&self.text) {
            places.push((Series::Roman, number));
        }
        places
    }

    /// Whether it can be the first of a list.
    pub(super) fn is_first(&self) -> bool {
        self.marks != Marks::Paragraph && self.places().iter().any(|(_, place)| *place == 1)
    }

    /// Whether it can come next after another label of the same list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        let earlier = before.places();
        let next = |(series, place): &(Series, u32)| *place > 1 && earlier.contains(&(*series, place - 1));
        self.marks == before.marks && self.places().iter().any(next)
    }

    /// Whether its place is the next after another's though marks or series differ, as "ii" after "1.": a slip.
    pub(super) fn is_next_after(&self, before: &Self) -> bool {
        let earlier = before.places();
        let next = |place: u32| earlier.iter().any(|(_, other)| other + 1 == place);
        self.places().iter().any(|(_, place)| next(*place))
    }
}

fn roman(text: &str) -> Option<u32> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
        "xvii", "xviii", "xix", "xx",
    ];
    let place = NUMBERS
        .iter()
        .position(|number| number.eq_ignore_ascii_case(text))?;
    u32::try_from(place + 1).ok()
}

/// Labels that stand within one stretch of text, as in "(1) Notes the report; (2) Agrees the plan": those of the first list
/// that runs on without a gap. Empty where there is none of at least two.
pub(super) fn within(text: &str, span: Span) -> Vec<Label> {
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[\s;:,.\u{2013}-])(?P<label>\((?:[0-9]{1,2}|[a-zA-Z]|[ivx]{2,5})\)|(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{2,5})\)|(?:[0-9]{1,2}|[a-z]|[ivx]{2,5})\.)\s+\S",
        )
    });
    let Some(stretch) = text.get(span.range()) else {
        return Vec::new();
    };
    let base = span.range().start;
    let mut list: Vec<Label> = Vec::new();
    for found in INSIDE.captures_iter(stretch) {
        let Some(place) = found.name("label") else {
            continue;
        };
        let at = Span::new(base + place.start(), span.range().end);
        let Some(label) = at_start(text, at) else { continue };
        let fits = match list.last() {
            None => label.is_first(),
            Some(before) => label.follows(before),
        };
        if fits {
            list.push(label);
        }
    }
    if list.len() < 2 { Vec::new() } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(String, Marks, &str)> {
        let label = at_start(text, Span::new(0, text.len()))?;
        Some((label.text.to_string(), label.marks, &text[label.after as usize..]))
    }

    #[test]
    fn labels_are_told_from_words() {
        let found = |label: &str, marks, rest| Some((label.to_owned(), marks, rest));
        assert_eq!(first("(a) notes"), found("a", Marks::Brackets, "notes"));
        assert_eq!(first("a. he Committee"), found("a", Marks::Stop, "he Committee"));
        assert_eq!(
            first("13.3 RESOLVED"),
            found("13.3", Marks::Paragraph, "RESOLVED")
        );
        assert_eq!(first("4 That it"), found("4", Marks::Bare, "That it"));
        assert_eq!(first("1 April 2026 was named"), None);
        assert_eq!(first("2025 was a year"), None);
        assert_eq!(first("A report was given"), None);
        assert_eq!(first("I. Report"), found("I", Marks::Stop, "Report"));
    }

    #[test]
    fn a_list_on_one_line_is_found_whole() {
        let text = "that the Panel (1) Notes it (see 3(a) below); (2) Asks for (a) a plan and (b) a map; (3) Agrees.";
        let labels: Vec<String> = within(text, Span::new(0, text.len()))
            .iter()
            .map(|label| label.text.to_string())
            .collect();
        assert_eq!(labels, ["1", "2", "3"]);
    }
}
