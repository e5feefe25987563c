//! Titles of the business that every meeting has: they begin items even where nothing else tells.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::{Mark, Sheet};
use super::title;
use crate::minutes::pattern::pattern;

/// Whether a line is the title of such business and nothing else.
pub(super) fn is_procedural(line: &str) -> bool {
    static USUAL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^(?:apologies(?: for absence| and .{1,40})?|declarations? of .{0,30}interests?.{0,40}",
            r"|(?:confirmation of (?:the )?)?minutes(?: (?:of|from) (?:the )?(?:last|previous) meetings?.{0,40}",
            r"| (?:of|from) (?:the )?(?:meeting|committee|panel|board)\s.{0,80}|\s*[-\u{2013}]\s*\d.{4,40})",
            r"|(?:chair(?:man|woman|person)?|mayor)['\u{2019}]?s? announcements|urgent (?:business|items?)|any other business.{0,30}",
            r"|appointment of (?:vice|deputy)?[- ]?chair.{0,20}|election of (?:vice|deputy)?[- ]?chair.{0,20}",
            r"|public (?:participation|questions?|forum|speaking).{0,40}|exclusion of (?:the )?(?:press|public).{0,40}",
            r"|date (?:and time )?of (?:the )?next meeting|(?:forward|work) (?:plan|programme)|substitut(?:ions|es|e members))$",
        ))
    });
    line.len() <= 140 && title::is_title(line) && USUAL.is_match(line)
}

/// Begins items at such titles, in text where no number does. The line before must be at its end.
pub(super) fn mark(sheet: &mut Sheet) {
    let mut ended = true;
    for at in 0..sheet.lines.len() {
        let line = sheet.lines[at];
        let words = sheet.words(line.span);
        let more = matches!(
            sheet.lines.get(at + 1).map(|next| next.mark),
            Some(Mark::Plain | Mark::Head(_))
        );
        if line.mark == Mark::Plain && ended && more && !line.fresh {
            let title = title::clean(&sheet.text, line.span);
            if title.is_some_and(|title| is_procedural(sheet.words(title))) {
                sheet.lines[at].mark = Mark::Opens { number: None, title };
                ended = false;
                continue;
            }
        }
        ended = match line.mark {
            Mark::Plain | Mark::Body => words.ends_with(['.', '\u{201d}', '\u{2019}', '"']),
            Mark::Aside(_) => ended,
            _ => false,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_business_is_known_by_its_title() {
        for line in [
            "Apologies for Absence",
            "Minutes of the meeting of 8 March 2029",
            "Minutes - 10 December 2029",
            "Declarations of Interest",
        ] {
            assert!(is_procedural(line), "{line}");
        }
        for line in [
            "Minutes",
            "Dental access",
            "Apologies were received.",
            "Matters Arising",
        ] {
            assert!(!is_procedural(line), "{line}");
        }
    }
}
