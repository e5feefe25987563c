//! The meeting a page is about: its committee, its day, and whether the minutes say that they are drafts.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::sheet::Sheet;
use super::{Aside, Form, Page, Why, title};
use crate::minutes::dates;
use crate::minutes::pattern::pattern;
use crate::record::resolution::MinutesStatus;
use crate::source::{Span, Spanned};
use crate::value::PartialDate;

/// Words that name bodies which meet.
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?-u:\b)(?:sub-?committee|committee|board|panel|cabinet|commission|forum|council|executive|jhosc|hosc)(?-u:\b)",
    )
});

/// Tells the page what its lines outside items say of the meeting.
pub(super) fn read(page: &mut Page, sheet: &Sheet) {
    let told = |span: Span| Spanned::new(Box::from(sheet.words(span)), span);
    page.committee = sheet.committee.map(told);
    page.source = sheet.source.map(told);
    page.meeting = sheet.meeting.and_then(|span| day_at(sheet, span));
    if page.form == Form::Decision {
        fields(page, sheet);
    }
    let first = page
        .items
        .first()
        .and_then(super::cut::start_of)
        .unwrap_or(u32::MAX);
    let heading: Vec<Span> = page
        .aside
        .iter()
        .filter(|aside| aside.why == Why::Meeting && aside.span.start < first)
        .map(|aside| aside.span)
        .collect();
    for span in heading {
        heading_line(page, sheet, span);
    }
    page.status = status(sheet, &page.aside);
    if page.source.is_none() {
        page.source = page
            .aside
            .iter()
            .find_map(|aside| address(sheet, aside.span))
            .map(told);
    }
}

/// Takes committee and day from one line of the heading.
fn heading_line(page: &mut Page, sheet: &Sheet, span: Span) {
    let words = sheet.words(span);
    if words.len() > 400 || is_note(words) {
        return;
    }
    let found = committee(words).map(|range| within(span, range));
    let day = day_at(sheet, span);
    // A line that names both is surer than two lines that name one each.
    let both = found.is_some() && day.is_some();
    if let Some(place) = found.filter(|_| page.committee.is_none() || (both && page.meeting.is_none())) {
        page.committee = Some(Spanned::new(sheet.words(place).into(), place));
    }
    if page.meeting.is_none() {
        page.meeting = day.filter(|_| both || is_day_line(words));
    }
}

/// The fields of a decision's page name who decided, and when.
fn fields(page: &mut Page, sheet: &Sheet) {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?P<maker>decision maker)|(?P<day>date of decision|date of meeting|decided at meeting))\s*:\s*",
        )
    });
    let mut spans: Vec<Span> = page.aside.iter().map(|aside| aside.span).collect();
    spans.extend(
        page.items
            .iter()
            .flat_map(|item| item.aside.iter().map(|aside| aside.span)),
    );
    for (at, span) in spans.iter().enumerate() {
        let words = sheet.words(*span);
        let Some(found) = FIELD.captures(words) else {
            continue;
        };
        let value = match found[0].len() {
            whole if whole == words.len() => spans.get(at + 1).copied(),
            start => Some(within(*span, start..words.len())),
        };
        let Some(value) = value else { continue };
        if found.name("maker").is_some() {
            page.committee
                .get_or_insert_with(|| Spanned::new(sheet.words(value).into(), value));
        } else if page.meeting.is_none() {
            page.meeting = day_at(sheet, value);
        }
    }
}

fn day_at(sheet: &Sheet, span: Span) -> Option<Spanned<PartialDate>> {
    let (day, range) = dates::find(sheet.words(span))?;
    Some(Spanned::new(day, within(span, range)))
}

fn within(span: Span, range: Range<usize>) -> Span {
    let start = span.range().start;
    Span::new(start + range.start, start + range.end)
}

/// The committee that a heading names, without "Agenda for" before and "on Friday" after it.
fn committee(words: &str) -> Option<Range<usize>> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^[\s#*]*(?:(?:draft |unconfirmed )?(?:agenda|minutes|decisions?|proceedings|record)",
            r"(?:,? (?:and )?(?:draft )?(?:agenda|minutes|decisions))*\s*(?:for|of|[-\u{2013}:])\s+)?",
            r"(?:(?:a|the) )?(?:(?:public|special|extraordinary|virtual|remote) )?(?:meeting of )?(?:the )?",
            r"(?:committee:\s*)?",
        ))
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\s*(?:[-\u{2013}\u{2014}|,]\s*|(?-u:\b)held(?-u:\b).*|(?-u:\b)(?:on|at)(?-u:\b).*|(?-u:\b)(?:mon|tues|wednes|thurs|fri|satur|sun)day(?-u:\b).*)+$",
        )
    });
    let end = dates::find(words).map_or(words.len(), |(_, range)| range.start);
    let start = BEFORE.find(words).map_or(0, |found| found.end()).min(end);
    let rest = words.get(start..end)?;
    let rest = AFTER.find(rest).map_or(rest, |after| &rest[..after.start()]);
    let name = rest.trim_end();
    // "Terms of Reference of the Joint Committee" names a paper.
    let paper = BODY
        .find(name)
        .is_some_and(|body| name[..body.start()].contains(" of the "));
    let named = !paper && BODY.is_match(name) && (3..=150).contains(&name.len()) && title::is_title(name);
    // A council by itself heads the pages of all its committees.
    let council = name.to_ascii_lowercase().ends_with("council") && end == words.len();
    (named && !council && !names_people(words)).then(|| start..start + name.len())
}

fn names_people(words: &str) -> bool {
    static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?-u:\b)(?:councillors?|cllrs?|chair(?:man|person)?|clerk|officer|director|mr|mrs|ms|dr)(?-u:\b)",
        )
    });
    PEOPLE.is_match(words)
}

/// Lines of the heading that name other things: places, people, earlier meetings.
fn is_note(words: &str) -> bool {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:venue|contact|note|media|present|apologies|in attendance|also present|members|published|webcast|quorum)(?-u:\b)",
        )
    });
    NOTE.is_match(words)
}

/// Whether a line says when the meeting was and little more.
fn is_day_line(words: &str) -> bool {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:(?:date|meeting|held)(?-u:\b).{0,30}|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?-u:\b).*|\d.*)$",
        )
    });
    words.len() <= 100 && DAY.is_match(words)
}

/// Whether a line above an item belongs to the heading of the meeting: it names the body, the day or the place, or is an
/// address.
pub(super) fn is_heading(sheet: &Sheet, span: Span) -> bool {
    let words = sheet.words(span);
    if words.len() > 200 {
        return false;
    }
    address(sheet, span).is_some()
        || (is_note(words) && words.contains(':'))
        || (dates::find(words).is_some() && (is_day_line(words) || committee(words).is_some()))
        || (committee(words).is_some_and(|range| range.len() == words.len()) && ends_with_body(words))
        || status_word(words).is_some()
}

fn ends_with_body(words: &str) -> bool {
    BODY.find_iter(words)
        .last()
        .is_some_and(|last| last.end() == words.len())
}

/// An address that fills its line, but for "Source:".
fn address(sheet: &Sheet, span: Span) -> Option<Span> {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:(?:source|saved from|from|url|link|page)\W{0,3}\s*)?<?(?P<address>https?://[^\s<>]+)>?$",
        )
    });
    let words = sheet.words(span);
    let found = (words.len() < 2000).then(|| ADDRESS.captures(words))??;
    Some(within(span, found.name("address")?.range()))
}

/// What a line says of the minutes it heads.
fn status_word(words: &str) -> Option<MinutesStatus> {
    static DRAFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)(?-u:\b)draft (?:version of the )?minutes(?-u:\b)|(?-u:\b)unconfirmed(?-u:\b)|^\W*draft\W*$|(?-u:\b)subject to confirmation(?-u:\b)",
        )
    });
    static CONFIRMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^\W*(?:these minutes were )?(?:confirmed|approved|agreed|signed) (?:as a correct record|minutes(?-u:\b))",
        )
    });
    match words {
        _ if words.len() > 300 => None,
        _ if DRAFT.is_match(words) => Some(MinutesStatus::Draft),
        _ if CONFIRMED.is_match(words) => Some(MinutesStatus::Confirmed),
        _ => None,
    }
}

fn status(sheet: &Sheet, aside: &[Aside]) -> MinutesStatus {
    aside
        .iter()
        .filter(|aside| matches!(aside.why, Why::Meeting | Why::Furniture))
        .find_map(|aside| status_word(sheet.words(aside.span)))
        .unwrap_or(MinutesStatus::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committees_are_named_in_many_ways() {
        for (line, expected) in [
            (
                "Agenda for Health Scrutiny Committee on Friday, 22nd March, 2029, 10.00 am",
                "Health Scrutiny Committee",
            ),
            ("Care Panel - Tuesday 15 July 2025 6.30 pm", "Care Panel"),
            (
                "Minutes of a meeting of the Health and Care Board held at Town Hall on 3 May 2029",
                "Health and Care Board",
            ),
            (
                "HEALTH OVERVIEW AND SCRUTINY COMMITTEE",
                "HEALTH OVERVIEW AND SCRUTINY COMMITTEE",
            ),
            ("Northmere Council - 9th October 2024", "Northmere Council"),
        ] {
            let range = committee(line).expect(line);
            assert_eq!(&line[range], expected);
        }
        for line in [
            "Northmere County Council",
            "Clerk to the Committee",
            "Items",
            "Venue: Town Hall",
        ] {
            assert_eq!(committee(line), None, "{line}");
        }
    }

    #[test]
    fn a_status_is_told_only_in_so_many_words() {
        assert_eq!(
            status_word("Agenda and draft minutes"),
            Some(MinutesStatus::Draft)
        );
        assert_eq!(status_word("DRAFT"), Some(MinutesStatus::Draft));
        assert_eq!(
            status_word("Confirmed as a correct record: 3 May 2029"),
            Some(MinutesStatus::Confirmed)
        );
        assert_eq!(status_word("The draft letter was read"), None);
        assert_eq!(status_word("Agenda and minutes"), None);
    }
}
