//! Which candidates do begin items: item numbers rise through a page, and the numbers of paragraphs and clauses begin again
//! and again. Where both could be, the text is not cut.

use std::collections::HashSet;

use super::candidate::Candidate;
use super::sheet::Sheet;
use crate::minutes::heading;

/// How items are printed on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// On a page of ModernGov's that lists items: numbers stand apart, titles are as they come.
    Listed,
    /// With parts under headings, but on no page that is known.
    Headed,
    /// As minutes are printed: titles look like headings, nothing else tells them.
    Bare,
}

/// Numbers of items may leave out some that were not minuted, but no long stretches.
const GAP: u32 = 20;

/// The candidates that begin items.
pub(super) fn choose(sheet: &Sheet, candidates: &[Candidate], printed: Printed) -> Vec<Candidate> {
    let fit: Vec<Candidate> = {
        let fits = |candidate: &&Candidate| fits(sheet, candidate, printed);
        candidates.iter().filter(fits).copied().collect()
    };
    // A number that surely begins an item elsewhere counts something else here.
    let sure: HashSet<(u32, u8)> = {
        let confirmed = fit.iter().filter(|candidate| candidate.confirmed);
        confirmed.map(|candidate| candidate.counts).collect()
    };
    // Where some headings are in capitals, those that are not are headings within items.
    let capitals = printed == Printed::Bare && fit.iter().filter(|candidate| candidate.capitals).count() >= 2;
    let mut chosen = rising(sheet, fit, capitals, &sure);
    // A sentence with a number is no title, unless other items are printed so.
    if let [only] = chosen.as_slice()
        && only.loose
        && only.below.is_none()
        && printed == Printed::Headed
    {
        chosen.clear();
    }
    if printed == Printed::Bare && chosen.is_empty() {
        chosen = decided(sheet, candidates);
    }
    if printed == Printed::Bare && !capitals {
        fill(candidates, &mut chosen);
    }
    chosen
}

/// Where no title looks like a heading, those below which something is decided, if there are several: "5. Walk-in centre
/// hours" and "6. Birth unit", each above a line that begins with RESOLVED. Under the points of a list nothing is.
fn decided(sheet: &Sheet, candidates: &[Candidate]) -> Vec<Candidate> {
    let titles: Vec<Candidate> = {
        let stands = |one: &&Candidate| one.apart && !one.loose && one.below.is_none();
        candidates.iter().filter(stands).copied().collect()
    };
    let ends = titles.iter().skip(1).map(|next| next.line);
    let ends = ends.chain([sheet.lines.len()]);
    let decides = |from: usize, to: usize| {
        let lines = sheet.lines.get(from + 1..to).unwrap_or_default();
        lines.iter().any(|line| {
            let found = heading::headings(&sheet.text, line.span);
            found
                .first()
                .is_some_and(|first| first.heading.start == line.span.start)
        })
    };
    let above: Vec<Candidate> = titles
        .iter()
        .zip(ends)
        .filter(|(title, end)| decides(title.line, *end))
        .map(|(title, _)| *title)
        .collect();
    let chosen = rising(sheet, above, false, &HashSet::new());
    if chosen.len() < 2 { Vec::new() } else { chosen }
}

/// Adds the one title that counts on between two items: "Declarations of interest" is no heading by its letters.
fn fill(candidates: &[Candidate], chosen: &mut Vec<Candidate>) {
    let mut found = Vec::new();
    let mut at = 0;
    for pair in chosen.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        if after.counts.0 != before.counts.0 + 2 {
            continue;
        }
        while candidates.get(at).is_some_and(|one| one.line <= before.line) {
            at += 1;
        }
        let rest = candidates.get(at..).unwrap_or_default();
        let between = rest.iter().take_while(|one| one.line < after.line);
        let mut fits = between.filter(|one| {
            one.counts.0 == before.counts.0 + 1
                && !one.loose
                && one.apart == before.apart
                && one.below.is_some() == before.below.is_some()
        });
        if let (Some(one), None) = (fits.next(), fits.next()) {
            found.push(*one);
        }
    }
    chosen.extend(found);
    chosen.sort_by_key(|one| one.line);
}

/// The candidates whose numbers rise.
fn rising(sheet: &Sheet, fit: Vec<Candidate>, capitals: bool, sure: &HashSet<(u32, u8)>) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut refused: Option<Candidate> = None;
    for candidate in fit {
        if capitals && !candidate.capitals {
            continue;
        }
        if !candidate.confirmed && sure.contains(&candidate.counts) {
            refused = Some(candidate);
            continue;
        }
        let restarts = chosen.len() == 1 && !chosen[0].confirmed && candidate.counts.0 == 1;
        if restarts {
            chosen.clear();
        }
        let rises = chosen.last().is_none_or(|last| follows(sheet, last, &candidate));
        // A list under way in the text of an item goes on with the number that follows.
        let in_list = refused.is_some_and(|before| {
            candidate.counts.0 == before.counts.0 + 1
                && candidate.heading == before.heading
                && candidate.below.is_some() == before.below.is_some()
        });
        if rises && (!in_list || candidate.confirmed) {
            chosen.push(candidate);
            refused = None;
        } else {
            refused = Some(candidate);
        }
    }
    chosen
}

fn fits(sheet: &Sheet, candidate: &Candidate, printed: Printed) -> bool {
    let prefixed = !sheet.words(candidate.prefix).is_empty();
    match printed {
        _ if candidate.loose => candidate.confirmed && candidate.apart && printed != Printed::Bare,
        _ if prefixed => {
            (candidate.confirmed && candidate.apart) || (candidate.heading && printed != Printed::Listed)
        }
        Printed::Listed => {
            candidate.confirmed || (candidate.apart && candidate.below.is_some()) || {
                candidate.heading || (candidate.apart && candidate.title.range().len() <= 120)
            }
        }
        Printed::Headed => candidate.confirmed && (candidate.apart || candidate.heading),
        Printed::Bare => candidate.heading,
    }
}

fn follows(sheet: &Sheet, last: &Candidate, next: &Candidate) -> bool {
    sheet.words(last.prefix) == sheet.words(next.prefix)
        && next.counts > last.counts
        && next.counts.0 <= last.counts.0.saturating_add(GAP)
}
