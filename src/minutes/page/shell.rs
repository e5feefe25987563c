//! Which of ModernGov's pages a text was copied from, by the words that stand around its items.

use std::sync::LazyLock;

use regex::Regex;

use super::sheet::{Line, Mark, Part, Sheet};
use super::title;
use super::{Form, Why};
use crate::minutes::pattern::pattern;

/// "Meeting: 05/07/2029 - Care Committee (Item 12)".
pub(super) static BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^Meeting:?\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-\u{2013}\u{2014}]\s*(?P<committee>[^()]{2,150}?)",
        r"(?:\s*\(Item\s+(?P<number>[^()\s]{1,12})\))?\s*$"
    ))
});

/// The words that name each page, and what follows them.
static AGENDA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:agenda(?:, (?:draft )?decisions)? and (?:draft )?(?:minutes|decisions)|items|no\.\s+item|item number\s+item/resolution)\.?$",
    )
});

/// "05/07/2029 - Care Plan", on the page of the decisions of one issue.
pub(super) static DATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-\u{2013}\u{2014}]\s*\S"));

/// Marks the page of the decisions of one issue: each day is an item of the same title.
pub(super) fn decisions(sheet: &mut Sheet, name: usize) {
    furniture_before(sheet, name);
    sheet.lines[name].mark = Mark::Aside(Why::Furniture);
    let mut title = None;
    let mut begun = false;
    for at in name + 1..sheet.lines.len() {
        let span = sheet.lines[at].span;
        let words = sheet.words(span);
        if sheet.lines[at].mark != Mark::Plain {
            continue;
        }
        if words.len() < 250 && DATED.is_match(words) {
            begun = true;
            sheet.lines[at].mark = Mark::Block(title);
        } else if !begun {
            title = title.or_else(|| title::clean(&sheet.text, span));
            sheet.lines[at].mark = Mark::Aside(Why::Heading);
        }
    }
}

/// The page, and the line that names it.
pub(super) fn find(sheet: &Sheet) -> Option<(Form, usize)> {
    let plain = || {
        let lines = sheet.lines.iter().enumerate();
        lines.filter(|(_, line)| line.mark == Mark::Plain)
    };
    let at = |is: &dyn Fn(&str) -> bool| {
        plain()
            .find(|(_, line)| is(sheet.words(line.span)))
            .map(|found| found.0)
    };
    if let Some(at) = at(&|words| words.len() < 250 && BLOCK.is_match(words)) {
        return Some((Form::Issue, at));
    }
    let named = |name: &'static str| {
        move |words: &str| words.trim_matches(['#', ' ', '*']).eq_ignore_ascii_case(name)
    };
    if let Some(at) = at(&named("decision details")) {
        return Some((Form::Decision, at));
    }
    let dated = |words: &str| words.len() < 250 && DATED.is_match(words);
    if let Some(at) = at(&named("issue - decisions")).filter(|_| at(&dated).is_some()) {
        return Some((Form::Issue, at));
    }
    if let Some(at) = at(&named("agenda item")) {
        return Some((Form::Item, at));
    }
    let in_table = sheet.lines.iter().position(|line| {
        line.mark == Mark::Aside(Why::Furniture) && sheet.words(line.span).starts_with("| No")
    });
    in_table.or_else(|| at(&names_list)).map(|at| (Form::Meeting, at))
}

/// Whether a line names the page of a whole meeting, or its list of items.
pub(super) fn names_list(words: &str) -> bool {
    words.len() < 60 && AGENDA.is_match(words.trim_matches(['#', ' ', '*']))
}

/// Whether the items follow below a line that names the page.
pub(super) fn announces(words: &str) -> bool {
    names_list(words)
        && !words
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("agenda"))
}

/// Marks the lines of an item's own page: what stands before its name is furniture, what follows it the title.
pub(super) fn item(sheet: &mut Sheet, name: usize) {
    furniture_before(sheet, name);
    sheet.lines[name].mark = Mark::Aside(Why::Furniture);
    let next = sheet
        .lines
        .iter()
        .skip(name + 1)
        .position(|line| line.mark == Mark::Plain);
    let first_head = sheet
        .lines
        .iter()
        .skip(name + 1)
        .position(|line| matches!(line.mark, Mark::Head(_)));
    match next.filter(|next| first_head.is_none_or(|head| *next < head)) {
        Some(next) => opens(sheet, name + 1 + next),
        None => {
            if let Some(line) = sheet.lines.get_mut(name + 1) {
                line.fresh = true;
            }
        }
    }
}

fn furniture_before(sheet: &mut Sheet, end: usize) {
    for line in &mut sheet.lines[..end] {
        if line.mark == Mark::Plain {
            line.mark = Mark::Aside(Why::Furniture);
        }
    }
}

/// Makes a line the title of a new item.
fn opens(sheet: &mut Sheet, at: usize) {
    let span = sheet.lines[at].span;
    let (number, words) = super::candidate::numbered(&sheet.text, span)
        .map_or((None, span), |(number, rest)| {
            (Some(number), rest.unwrap_or(span))
        });
    let title = title::clean(&sheet.text, words);
    sheet.lines[at].mark = Mark::Opens { number, title };
}

/// Marks the page of an issue: each meeting is an item, named in the line below its heading.
pub(super) fn issue(sheet: &mut Sheet, first: usize) {
    for line in &mut sheet.lines[..first] {
        if line.mark == Mark::Plain {
            line.mark = Mark::Aside(Why::Meeting);
        }
    }
    let mut number: Option<String> = None;
    let mut awaits = false;
    for at in first..sheet.lines.len() {
        let Line { span, mark, .. } = sheet.lines[at];
        if mark != Mark::Plain {
            awaits &= !matches!(mark, Mark::Head(_) | Mark::Body);
            continue;
        }
        let words = sheet.words(span);
        if let Some(found) = BLOCK.captures(words).filter(|_| words.len() < 250) {
            number = found.name("number").map(|number| number.as_str().to_owned());
            sheet.lines[at].mark = Mark::Block(None);
            awaits = true;
            continue;
        }
        if !std::mem::take(&mut awaits) {
            continue;
        }
        let rest = number
            .as_deref()
            .and_then(|number| words.strip_prefix(number))
            .filter(|rest| rest.starts_with(['.', ' ', '\t', '\u{a0}']))
            .map(|rest| rest.trim_start_matches(['.', ' ', '\t', '\u{a0}']));
        let start = span.range().end - rest.unwrap_or(words).len();
        if rest.is_some() || title::is_title(words) {
            let title = title::clean(&sheet.text, crate::source::Span::new(start, span.range().end));
            sheet.lines[at].mark = Mark::Title(title);
        }
    }
}

/// The fields of a decision's own page, and what each holds.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?P<meta>decision maker|decision status|is key decision\?|is subject to call in\?|report author",
        r"|publication date|date of decision|date of meeting|decided at meeting|effective from|contact(?: officer)?",
        r"|last date for call in|call in(?: expiry)?|wards? affected|accepted into effect|decision type)",
        r"|(?P<purpose>purpose|summary|issue)",
        r"|(?P<note>reasons?(?: for (?:the )?(?:decision|key decision|urgency))?|alternative options(?: considered)?",
        r"|(?:other|details of any) .{0,60}options.{0,40}|interests and nature.{0,60}|declarations?.{0,60}))\s*:",
    ))
});

/// Marks the page of one decision: its fields are set aside, the reasons with them.
pub(super) fn decision(sheet: &mut Sheet, name: usize) {
    item(sheet, name);
    // A field with nothing beside its name has its value on the next line.
    let mut awaits = false;
    let mut decided = false;
    let mut out = Vec::with_capacity(sheet.lines.len());
    for (at, line) in std::mem::take(&mut sheet.lines).into_iter().enumerate() {
        decided |= line.mark == Mark::Head(Part::Decision);
        let words = &sheet.text[line.span.range()];
        if at <= name || !matches!(line.mark, Mark::Plain | Mark::Body) {
            awaits = false;
            out.push(line);
            continue;
        }
        let Some(found) = FIELD.captures(words) else {
            let mark = if std::mem::take(&mut awaits) {
                Mark::Aside(Why::Meeting)
            } else {
                line.mark
            };
            out.push(Line { mark, ..line });
            continue;
        };
        let alone = found[0].len() == words.len();
        awaits = found.name("meta").is_some() && alone;
        let part = match () {
            () if found.name("meta").is_some() => {
                out.push(Line {
                    mark: Mark::Aside(Why::Meeting),
                    ..line
                });
                continue;
            }
            () if found.name("note").is_some() && decided => Part::Note,
            () => Part::Agenda,
        };
        let start = line.span.range().start;
        let head = crate::source::Span::new(start, start + found[0].len());
        out.push(Line::new(head, Mark::Head(part)));
        let rest = super::sheet::trimmed(&words[found[0].len()..], head.range().end);
        out.extend(rest.map(|span| Line { span, ..line }));
    }
    sheet.lines = out;
}
