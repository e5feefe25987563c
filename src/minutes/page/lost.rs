//! Pages of a whole meeting that lost both the numbers and the headings "Minutes:": blank lines and sizes of files still
//! show where items begin.

use std::sync::LazyLock;

use regex::Regex;

use super::furniture::is_file;
use super::procedural::is_procedural;
use super::sheet::{Mark, Part, Sheet};
use super::title;
use crate::minutes::pattern::pattern;

/// Blank lines that stand above an item, at least.
const ABOVE: usize = 2;

/// Blank lines that stand between items whose titles were lost, at least: paragraphs have fewer.
const WIDE: usize = 3;

/// Marks where items begin below the line that announces their list.
pub(super) fn mark(sheet: &mut Sheet, announced: usize) {
    let mut reading = Reading::default();
    let mut titled = false;
    for at in announced + 1..sheet.lines.len() {
        if let Mark::Head(part) = sheet.lines[at].mark {
            reading.documents = part == Part::Documents;
            reading.plain = false;
            continue;
        }
        if !sheet.is_plain(at) {
            continue;
        }
        let span = sheet.lines[at].span;
        let title = title::clean(&sheet.text, span);
        let begins = title.filter(|title| reading.begins(sheet, at, sheet.words(*title)));
        if let Some(title) = begins {
            reading = Reading {
                closed: is_procedural(sheet.words(title)),
                ended: true,
                ..Reading::default()
            };
            reading.begun = true;
            titled = true;
            let title = Some(title);
            sheet.lines[at].mark = Mark::Opens { number: None, title };
            continue;
        }
        let words = sheet.words(span);
        reading.closed |= decides(words);
        reading.ended = words.ends_with(['.', '\u{201d}', '"']);
        reading.documents &= is_file(words) || sheet.blanks_above(at) < ABOVE;
        reading.plain = true;
    }
    if !titled {
        widely(sheet, announced);
    }
}

/// What was seen since the last title.
#[derive(Debug, Default)]
struct Reading {
    /// Whether any item has begun.
    begun: bool,
    /// Whether something was decided, or nothing is to be.
    closed: bool,
    /// Whether the line above is the end of a sentence.
    ended: bool,
    /// Whether the line stands in a list of documents.
    documents: bool,
    /// Whether the line above is text.
    plain: bool,
}

impl Reading {
    fn begins(&self, sheet: &Sheet, at: usize, title: &str) -> bool {
        let blanks = sheet.blanks_above(at);
        if is_file(sheet.words(sheet.lines[at].span)) {
            let listed =
                title.contains(", item ") || title.starts_with("Appendix") || title.starts_with("Annex");
            let document = listed || (self.documents && blanks < ABOVE);
            return !document && title::is_loose(title);
        }
        let alone = (blanks >= ABOVE || !self.begun) && sheet.blanks_above(at + 1) >= 1;
        let can = title::is_title(title) || title::is_all_capitalised(title);
        if !alone || !can || title.len() > 140 || at + 1 == sheet.lines.len() {
            return false;
        }
        if title.starts_with(['\u{2018}', '\u{201c}', '"', '\'']) {
            return false;
        }
        let due = !self.begun || self.closed || blanks >= WIDE || is_procedural(title);
        due && (!self.plain || self.ended)
    }
}

/// Whether a line holds a decision: what stands below it is as likely the next item.
fn decides(words: &str) -> bool {
    static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?-u:\b)(?:RESOLVED|Resolved|AGREED|RECOMMENDED|ORDERED)(?-u:\b)",
            r"|(?-u:\b)(?:were|was|be) (?:agreed|approved|confirmed|noted|deferred|received|signed)(?-u:\b)",
            r"|^(?:There (?:were|was) no|No .{1,60} (?:were|was)|None)(?-u:\b)",
        ))
    });
    DECIDES.is_match(words)
}

/// Where no title is left either, only wide gaps part the items.
fn widely(sheet: &mut Sheet, announced: usize) {
    let mut ended = false;
    let mut top = None;
    let mut parted = false;
    for at in announced + 1..sheet.lines.len() {
        let line = sheet.lines[at];
        let words = sheet.words(line.span);
        let documents = line.mark == Mark::Head(Part::Documents);
        if line.mark != Mark::Plain && !documents {
            continue;
        }
        let opens = documents || (words.starts_with(char::is_uppercase) && !goes_on(words));
        let begins = ended && opens && sheet.blanks_above(at) >= WIDE;
        ended = words.ends_with('.');
        top = top.or(Some(at));
        parted |= begins;
        sheet.lines[at].fresh |= begins;
    }
    if let Some(top) = top.filter(|_| parted) {
        sheet.lines[top].fresh = true;
    }
}

/// Whether a line goes on with what was decided, below words that were lost.
fn goes_on(words: &str) -> bool {
    let first = words
        .split(|letter: char| !letter.is_alphabetic())
        .next()
        .unwrap_or_default();
    [
        "That",
        "To",
        "RESOLVED",
        "Resolved",
        "AGREED",
        "Agreed",
        "RECOMMENDED",
        "NOTED",
        "Noted",
    ]
    .contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        let mut sheet = Sheet::plain(text.to_owned());
        mark(&mut sheet, 0);
        let shown = |line: &crate::minutes::page::sheet::Line| match line.mark {
            Mark::Opens { title, .. } => title.map(|title| sheet.words(title).to_owned()),
            _ => line.fresh.then(|| "-".to_owned()),
        };
        sheet.lines.iter().filter_map(shown).collect()
    }

    #[test]
    fn titles_stand_between_blank_lines_or_have_a_file() {
        let found = titles(concat!(
            "No. Item\n\n\nApologies for Absence\n\n\nNone.\n\n\n\nTo Consider What Is Exempt.\n\n\nRESOLVED that none was.\n\n\n",
            "Winter pdf icon PDF 80 KB\n\nReport attached.\n\nAdditional documents:\n\nMap , item 3 PDF 9 KB\n\n\nThey met.\n\n\n",
            "Next Steps\n\n\nThey went on.\n\n\nAGREED that it be noted.\n\n\nHospital Beds\n\n\nThe Trust spoke.",
        ));
        assert_eq!(
            found,
            [
                "Apologies for Absence",
                "To Consider What Is Exempt.",
                "Winter",
                "Hospital Beds"
            ],
            "a heading within an item begins none"
        );
    }

    #[test]
    fn where_titles_are_lost_wide_gaps_part_items() {
        let found = titles(concat!(
            "No. Item\n\n\n\nApologies were received.\n\n\n\n\nShe declared an interest.\n\n\n\nAdditional documents:\n\n\n",
            "The minutes were read.\n\n\n\nThat they be signed.",
        ));
        assert_eq!(found, ["-", "-", "-"]);
    }
}
