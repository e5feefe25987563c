//! Items whose numbers were lost: a second "Minutes:" must belong to another item, and its title stands somewhere above.

use super::furniture::is_file;
use super::sheet::{Line, Mark, Part, Sheet};
use super::title;

/// How far above the minutes of an item its title is looked for, in lines.
const ABOVE: usize = 12;

/// Marks where items begin that no number announces.
pub(super) fn mark(sheet: &mut Sheet) {
    let mut minuted = false;
    let mut since = 0;
    let mut at = 0;
    while at < sheet.lines.len() {
        let line = sheet.lines[at];
        if matches!(line.mark, Mark::Opens { .. } | Mark::Block(_)) || line.fresh {
            minuted = false;
            since = at + 1;
        }
        if line.mark == Mark::Head(Part::Minutes) {
            if minuted {
                begin(sheet, since, at);
            }
            minuted = true;
            since = at + 1;
        }
        at += 1;
    }
}

/// Marks the start of the item whose minutes begin at `head`, not before `since`.
fn begin(sheet: &mut Sheet, since: usize, head: usize) {
    let span = &sheet.lines[since..head];
    let documents = span
        .iter()
        .rposition(|line| is_supporting(sheet, line))
        .map(|at| since + at + 1);
    // A decision before the minutes belongs to the same item, unless documents end the item before in between.
    let decision = span
        .iter()
        .rposition(|line| line.mark == Mark::Head(Part::Decision))
        .map(|at| since + at);
    let (low, ends) = match documents {
        Some(after) => (after, head),
        None => (since.max(head.saturating_sub(ABOVE)), head),
    };
    let found = run_of_titles(sheet, low, ends, documents.is_some()).or_else(|| {
        let before = decision.filter(|at| *at > since && documents.is_none())?;
        run_of_titles(sheet, since.max(before.saturating_sub(ABOVE)), before, false)
    });
    if let Some(at) = found {
        let title = title::clean(&sheet.text, sheet.lines[at].span);
        sheet.lines[at].mark = Mark::Opens { number: None, title };
        return;
    }
    let prose = documents.and_then(|after| {
        let lines = &sheet.lines[after..head];
        let at = lines
            .iter()
            .position(|line| line.mark == Mark::Plain && sheet.words(line.span).ends_with('.'));
        at.map(|at| after + at)
    });
    sheet.lines[prose.unwrap_or(head)].fresh = true;
}

fn is_supporting(sheet: &Sheet, line: &Line) -> bool {
    line.mark == Mark::Head(Part::Documents) && sheet.words(line.span).starts_with("Supporting")
}

/// The title nearest above: the first of the nearest lines that could be titles, as unpunctuated agenda text follows
/// a title; below a list of documents the last of them, as their names come before it.
fn run_of_titles(sheet: &Sheet, low: usize, ends: usize, last: bool) -> Option<usize> {
    let could = |at: &usize| {
        let line = &sheet.lines[*at];
        let words = sheet.words(line.span);
        line.mark == Mark::Plain && title::is_title(words) && !is_file(words)
    };
    let nearest = (low..ends).rev().find(could)?;
    if last {
        return Some(nearest);
    }
    (low..=nearest).rev().take_while(could).last()
}
