//! Where items begin, found by the words of the page alone.

use std::sync::LazyLock;

use regex::Regex;

use super::numbering::{self, Printed};
use super::sheet::{Mark, Part, Sheet};
use super::{Form, Why, candidate, furniture, lost, meeting, pieces, procedural, shell, title, unnumbered};
use crate::minutes::pattern::pattern;

/// Marks the lines that begin items and parts of them. Returns the page of ModernGov's that the text came from, if one.
pub(super) fn mark(sheet: &mut Sheet) -> Option<Form> {
    pieces::split(sheet);
    let numbered = markers(sheet);
    for at in 0..sheet.lines.len() {
        let line = sheet.lines[at];
        if line.mark != Mark::Plain || line.fresh {
            continue;
        }
        if furniture::is_furniture(sheet.words(line.span)) {
            sheet.lines[at].mark = Mark::Aside(Why::Furniture);
        } else if is_part(sheet.words(line.span)) {
            sheet.lines[at].mark = Mark::Aside(Why::Heading);
        }
    }
    if sheet.structured {
        return None;
    }
    if numbered {
        return Some(Form::Meeting);
    }
    let found = shell::find(sheet);
    match found {
        Some((Form::Issue, at)) if shell::BLOCK.is_match(sheet.words(sheet.lines[at].span)) => {
            shell::issue(sheet, at);
        }
        Some((Form::Issue, at)) => shell::decisions(sheet, at),
        Some((Form::Decision, at)) => shell::decision(sheet, at),
        Some((Form::Item, at)) => shell::item(sheet, at),
        Some((_, at)) => {
            listed(sheet, at);
            unnumbered::mark(sheet);
        }
        None => {
            let printed = if first_head(sheet).is_some() {
                Printed::Headed
            } else {
                Printed::Bare
            };
            if !open(sheet, printed) {
                procedural::mark(sheet);
            }
            first(sheet);
            unnumbered::mark(sheet);
        }
    }
    begin_somewhere(sheet);
    found.map(|(form, _)| form)
}

/// Begins an item at the first text where nothing told of any: a piece of a page holds only the text of one.
fn begin_somewhere(sheet: &mut Sheet) {
    let begins = |line: &super::sheet::Line| {
        line.fresh || matches!(line.mark, Mark::Opens { .. } | Mark::Block(_) | Mark::Head(_))
    };
    if sheet.lines.iter().any(begins) {
        return;
    }
    if let Some(line) = sheet.lines.iter_mut().find(|line| line.mark == Mark::Body) {
        line.fresh = true;
    }
}

/// Whether a line is the heading of a part of the meeting: "PART II - MINUTES".
fn is_part(words: &str) -> bool {
    static PART: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^PART (?:[IVX]{1,4}|ONE|TWO|THREE|[A-D]|\d)(?-u:\b)[^a-z]*$"));
    words.len() < 80 && words.starts_with("PART ") && PART.is_match(words)
}

/// Printed minutes can hold `<AI4>` before and `</AI4>` after each item.
fn markers(sheet: &mut Sheet) -> bool {
    static MARKER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^<AI\d+>$"));
    let mut found = false;
    for at in 0..sheet.lines.len() {
        let words = sheet.words(sheet.lines[at].span);
        if words.len() > 12 || !MARKER.is_match(words) {
            continue;
        }
        found = true;
        let Some(next) = sheet
            .lines
            .get(at + 1)
            .copied()
            .filter(|next| next.mark == Mark::Plain)
        else {
            continue;
        };
        if sheet.words(next.span).starts_with('<') {
            continue;
        }
        match candidate::numbered(&sheet.text, next.span) {
            Some((number, Some(rest))) => {
                let title = title::clean(&sheet.text, rest);
                let number = Some(number);
                sheet.lines[at + 1].mark = Mark::Opens { number, title };
            }
            Some((number, None)) => {
                sheet.lines[at + 1].mark = Mark::Opens {
                    number: Some(number),
                    title: None,
                };
                let below = sheet
                    .lines
                    .get(at + 2)
                    .copied()
                    .filter(|below| below.mark == Mark::Plain);
                if let Some(below) = below.filter(|below| title::is_title(sheet.words(below.span))) {
                    sheet.lines[at + 2].mark = Mark::Title(title::clean(&sheet.text, below.span));
                }
            }
            None if title::is_title(sheet.words(next.span)) => {
                let title = title::clean(&sheet.text, next.span);
                sheet.lines[at + 1].mark = Mark::Opens { number: None, title };
            }
            None => sheet.lines[at + 1].fresh = true,
        }
    }
    found
}

/// A page that lists the items of a meeting.
fn listed(sheet: &mut Sheet, name: usize) {
    let named = sheet
        .words(sheet.lines[name].span)
        .trim_start_matches(['#', ' ', '*']);
    if named
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("agenda ") || start.eq_ignore_ascii_case("agenda,"))
    {
        for line in &mut sheet.lines[..name] {
            if line.mark == Mark::Plain {
                line.mark = Mark::Aside(Why::Furniture);
            }
        }
    }
    let head = first_head(sheet).unwrap_or(sheet.lines.len());
    let names: Vec<usize> = (0..head)
        .filter(|at| {
            sheet.lines[*at].mark == Mark::Plain && shell::names_list(sheet.words(sheet.lines[*at].span))
        })
        .collect();
    // The heading of the meeting ends where the list of items is announced.
    if let Some(last) = names
        .iter()
        .rev()
        .find(|at| shell::announces(sheet.words(sheet.lines[**at].span)))
    {
        for line in sheet.lines[..*last]
            .iter_mut()
            .filter(|line| line.mark == Mark::Plain)
        {
            line.mark = Mark::Aside(Why::Meeting);
        }
    }
    let last_name = names.last().copied();
    for at in names {
        sheet.lines[at].mark = Mark::Aside(Why::Meeting);
    }
    let in_table = sheet
        .lines
        .iter()
        .any(|line| matches!(line.mark, Mark::Opens { .. }));
    if !in_table
        && !open(sheet, Printed::Listed)
        && first_head(sheet).is_none()
        && !open(sheet, Printed::Bare)
    {
        lost::mark(sheet, last_name.unwrap_or(name));
    }
    first(sheet);
}

/// Marks the lines that begin items by their numbers. Whether there are any.
fn open(sheet: &mut Sheet, printed: Printed) -> bool {
    let mut chosen = numbering::choose(sheet, &candidate::find(sheet), printed);
    // One heading alone, in the middle of text and not in capitals, is as likely a paragraph.
    if printed == Printed::Bare
        && let [only] = chosen.as_slice()
        && !only.capitals
        && sheet.lines[..only.line]
            .iter()
            .any(|line| line.mark == Mark::Plain && !meeting::is_heading(sheet, line.span))
    {
        chosen.clear();
    }
    for item in &chosen {
        let (number, title) = (Some(item.number), Some(item.title));
        match item.below {
            Some(below) => {
                sheet.lines[item.line].mark = Mark::Opens { number, title: None };
                sheet.lines[below].mark = Mark::Title(title);
            }
            None => sheet.lines[item.line].mark = Mark::Opens { number, title },
        }
    }
    !chosen.is_empty()
}

fn first_head(sheet: &Sheet) -> Option<usize> {
    sheet
        .lines
        .iter()
        .position(|line| matches!(line.mark, Mark::Head(Part::Minutes | Part::Decision)))
}

/// Begins the first item where no number does: at a title, or at the first line that is no heading of the meeting.
fn first(sheet: &mut Sheet) {
    let begins = sheet
        .lines
        .iter()
        .position(|line| matches!(line.mark, Mark::Opens { .. }) || line.fresh)
        .unwrap_or(sheet.lines.len());
    let head = first_head(sheet).filter(|head| *head < begins);
    let before = head.unwrap_or(begins);
    // What stands above the first item is the heading of the meeting, unless something was resolved there.
    if begins < sheet.lines.len() && head.is_none() {
        if let Some(start) = prose(sheet, begins) {
            sheet.lines[start].fresh = true;
        }
        return;
    }
    let plain: Vec<usize> = (0..before)
        .filter(|at| sheet.lines[*at].mark == Mark::Plain)
        .collect();
    let skipped = plain
        .iter()
        .take_while(|at| meeting::is_heading(sheet, sheet.lines[**at].span))
        .count();
    let skipped = if skipped == plain.len() && head.is_none() {
        0
    } else {
        skipped
    };
    for at in &plain[..skipped] {
        sheet.lines[*at].mark = Mark::Aside(Why::Meeting);
    }
    let Some(start) = plain.get(skipped).copied() else {
        if let Some(head) = head {
            sheet.lines[head].fresh = true;
        }
        return;
    };
    let line = sheet.lines[start];
    let words = sheet.words(line.span);
    let (number, rest) = match candidate::numbered(&sheet.text, line.span) {
        Some((number, Some(rest))) => (Some(number), rest),
        _ => (None, line.span),
    };
    let rest_words = sheet.words(rest);
    let clear = match head {
        Some(_) => title::is_title(rest_words),
        None => title::is_heading(words) && plain.len() > 1,
    };
    match title::clean(&sheet.text, rest).filter(|_| clear) {
        Some(title) => {
            let number = number.filter(|_| head.is_some());
            let title = Some(title);
            sheet.lines[start].mark = Mark::Opens { number, title };
        }
        None => sheet.lines[start].fresh = true,
    }
}

/// The first line of text that must belong to an item, above the line where the first numbered one begins.
fn prose(sheet: &Sheet, end: usize) -> Option<usize> {
    static RESOLVED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)(?:RESOLVED|Resolved|AGREED|RECOMMENDED)(?-u:\b)"));
    let lines = &sheet.lines[..end];
    let is_plain = |line: &&super::sheet::Line| line.mark == Mark::Plain;
    let resolved = lines
        .iter()
        .filter(is_plain)
        .any(|line| RESOLVED.is_match(sheet.words(line.span)));
    resolved.then(|| {
        lines
            .iter()
            .position(|line| line.mark == Mark::Plain && !meeting::is_heading(sheet, line.span))
    })?
}
